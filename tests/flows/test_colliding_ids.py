"""Files that number their rows 1, 2, 3: no article vanishes behind another, and what grows stays a revision."""

import csv
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from schemas.errors import LoadError
from tests.flows.loading import load, onrecord, rows, write_jsonl
from warehouse.store.store import Store

OCTOBER = (
    "The harbour of Lowmere will close for eleven days in spring, its master announced after a long meeting with "
    "fishing crews, because divers found cracks in the northern quay wall and the insurer refused another extension."
)
NOVEMBER = (
    "Voters of Harn elected a schoolteacher as mayor on Sunday, by four hundred ballots, ending two decades of rule "
    "by one family whose candidate promised recounts, lawsuits and prayers before leaving the town hall by bicycle."
)


_load = partial(load, annotator="none")


def _csv(path: Path, records: Sequence[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return path


def _months(folder: Path, *, named: bool = True) -> tuple[Path, Path]:
    october = [{"id": "1", "text": OCTOBER}, {"id": "2", "text": OCTOBER.replace("Lowmere", "Tarsk")}]
    november = [{"id": "1", "text": NOVEMBER}, {"id": "2", "text": NOVEMBER.replace("Harn", "Velden")}]
    if named:
        october = [{**record, "headline": f"Harbour {record['id']}"} for record in october]
        november = [{**record, "headline": f"Election {record['id']}"} for record in november]
    return _csv(folder / "october.csv", october), _csv(folder / "november.csv", november)


@pytest.mark.parametrize("named", [True, False], ids=["with headlines", "with id and text alone"])
def test_another_article_under_a_stored_id_is_a_reject(tmp_path: Path, *, named: bool) -> None:
    """October's articles stay; November's are kept whole as rejects that name both places and the remedy."""
    october, november = _months(tmp_path, named=named)
    _load(tmp_path / "store", october)
    summary = _load(tmp_path / "store", november)
    assert (summary.rows_in, summary.rows_new, summary.rows_revised, summary.rows_rejected) == (2, 0, 0, 2)
    assert rows(tmp_path / "store", "SELECT DISTINCT left(body, 11) FROM articles") == [("The harbour",)]
    found = Store.open(tmp_path / "store").ledger.rejects().to_pylist()
    assert [(row["error_code"], row["input_uri"], row["record_index"]) for row in found] == [
        ("id_collision", "november.csv", 0),
        ("id_collision", "november.csv", 1),
    ]
    assert NOVEMBER in found[0]["payload"]
    assert "october.csv" in found[0]["error_message"]
    assert "--id path" in found[0]["error_message"]


def test_collisions_within_a_load(tmp_path: Path) -> None:
    """Both files at once: the same outcome, and the first one's file and record are named."""
    october, november = _months(tmp_path)
    summary = _load(tmp_path / "store", october, november)
    assert (summary.rows_in, summary.rows_new, summary.rows_rejected) == (4, 2, 2)
    messages = [row["error_message"] for row in Store.open(tmp_path / "store").ledger.rejects().to_pylist()]
    assert ["october.csv, record 0" in messages[0], "october.csv, record 1" in messages[1]] == [True, True]


@pytest.mark.parametrize("id_from", ["path", "content"])
def test_ids_by_path_or_content_keep_them_apart(tmp_path: Path, id_from: str) -> None:
    """With --id path or content all four are articles; the same files again are unchanged."""
    files = _months(tmp_path)
    summary = _load(tmp_path / "store", *files, id_from=id_from)
    assert (summary.rows_new, summary.rows_rejected) == (4, 0)
    assert _load(tmp_path / "store", *files, id_from=id_from).rows_unchanged == 4


def test_ids_by_path_name_the_file_and_the_record(tmp_path: Path) -> None:
    """The id at the source is the path below SOURCE with the record's own id behind it."""
    _load(tmp_path / "store", _months(tmp_path)[0], id_from="path")
    assert rows(tmp_path / "store", "SELECT external_id FROM articles ORDER BY 1") == [
        ("october.csv#1",),
        ("october.csv#2",),
    ]


def test_ids_by_address(tmp_path: Path) -> None:
    """With --id url two articles of one number are two, and one article of two numbers is one."""
    records = [
        {"id": "1", "url": "https://a.example/harbour", "text": OCTOBER},
        {"id": "1", "url": "https://a.example/election", "text": NOVEMBER},
        {"id": "2", "url": "https://a.example/harbour", "text": OCTOBER},
    ]
    summary = _load(tmp_path / "store", write_jsonl(tmp_path / "in.jsonl", records), id_from="url")
    assert (summary.rows_new, summary.rows_unchanged) == (2, 1)


def test_a_load_of_collisions_alone_says_what_to_do(tmp_path: Path) -> None:
    """Above the limit of rejects the load is given up, and the message names the option."""
    for number, text in enumerate((OCTOBER, NOVEMBER)):
        records = [{"id": str(row), "headline": f"{number}", "text": f"{text} {row}"} for row in range(30)]
        write_jsonl(tmp_path / f"{number}.jsonl", records)
    _load(tmp_path / "store", tmp_path / "0.jsonl")
    with pytest.raises(LoadError, match="--id path"):
        _load(tmp_path / "store", tmp_path / "1.jsonl")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OCTOBER[:120], f"{OCTOBER} {NOVEMBER} {NOVEMBER}"),
        (f"{OCTOBER} {NOVEMBER}", OCTOBER[:120]),
        (OCTOBER, f"{NOVEMBER} {OCTOBER[:110]}"),
    ],
    ids=["grown", "cut", "rewritten in part"],
)
def test_what_shares_words_stays_a_revision(tmp_path: Path, first: str, second: str) -> None:
    """A daily dump in which an article grows, under a new headline at that, is a revision."""
    for number, text in enumerate((first, second)):
        file = write_jsonl(tmp_path / "in.jsonl", [{"id": "1", "headline": f"Version {number}", "text": text}])
        summary = _load(tmp_path / "store", file)
    assert (summary.rows_new, summary.rows_revised, summary.rows_rejected) == (0, 1, 0)


def test_a_new_text_under_the_same_address_and_headline_is_a_revision(tmp_path: Path) -> None:
    """A text replaced as a whole, whose address and headline stay, is the same article."""
    for text in (OCTOBER, NOVEMBER):
        record = {"id": "1", "url": "https://a.example/live", "headline": "Live", "text": text}
        summary = _load(tmp_path / "store", write_jsonl(tmp_path / "in.jsonl", [record]))
    assert (summary.rows_revised, summary.rows_rejected) == (1, 0)


def test_one_load_or_many_refuse_the_same(tmp_path: Path) -> None:
    """Records count as if each had been loaded on its own, collisions too."""
    texts = [OCTOBER, NOVEMBER, f"{OCTOBER} More.", NOVEMBER, f"{NOVEMBER} More.", OCTOBER]
    records = [{"id": "1", "headline": text[-30:], "text": text} for text in texts]
    _load(tmp_path / "one", write_jsonl(tmp_path / "all.jsonl", records))
    for number, record in enumerate(records):
        _load(tmp_path / "many", write_jsonl(tmp_path / f"{number}.jsonl", [record]))
    query = "SELECT revision, body FROM article_revisions ORDER BY revision"
    assert (
        rows(tmp_path / "one", query)
        == rows(tmp_path / "many", query)
        == [
            (1, OCTOBER),
            (2, f"{OCTOBER} More."),
            (3, OCTOBER),
        ]
    )


def test_files_of_one_name_under_two_sources(tmp_path: Path) -> None:
    """Their place below SOURCE is their id: the second is a reject that names the first, not its revision."""
    for folder, text in (("north", OCTOBER), ("south", f"{OCTOBER} {NOVEMBER}")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(text, encoding="utf-8")
    summary = _load(tmp_path / "store", tmp_path / "north", tmp_path / "south")
    assert (summary.rows_new, summary.rows_rejected) == (1, 1)
    (reject,) = Store.open(tmp_path / "store").ledger.rejects().to_pylist()
    assert reject["error_code"] == "id_collision"
    assert str(tmp_path / "north" / "story.txt") in reject["error_message"]


def test_the_remedy_works(tmp_path: Path) -> None:
    """`onrecord replay --id path` lets in what collided, and its summary counts it as new."""
    october, november = _months(tmp_path)
    for file in (october, november):
        _load(tmp_path / "store", file)
    store = ("--warehouse", str(tmp_path / "store"))
    ended = onrecord("replay", "--id", "path", *store, "--annotator", "none")
    assert ended.returncode == 0, ended.stderr
    assert "2 new, 0 revised" in ended.stdout
    assert rows(tmp_path / "store", "SELECT count(*) FROM articles") == [(4,)]
