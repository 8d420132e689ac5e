"""Input that no one wants: each gives a clear reject or error, and nothing is lost."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.load import parse as parse_module
from flows.readers.base import ReadOptions, Record, Slice
from flows.readers.registry import read_slice
from schemas.errors import InputError
from tests.flows.loading import CALM, counts, load, rows, write_jsonl
from warehouse.store.store import Store

TELLTALE = "xyzzy-do-not-repeat"


def _codes(store: Path) -> list[str]:
    return [code for (code,) in rows(store, "SELECT error_code FROM rejects ORDER BY input_uri, record_index")]


def _with_good(folder: Path) -> Path:
    """A folder that holds one good article, so that there is a snapshot to look into."""
    (folder / "in").mkdir()
    write_jsonl(folder / "in" / "good.jsonl", [{"id": "good", "text": CALM}])
    return folder / "in"


def test_empty_files(tmp_path: Path) -> None:
    """An empty text is one rejected record; an empty JSONL, CSV or Parquet-less gzip has no record to lose."""
    folder = _with_good(tmp_path)
    for name in ("empty.txt", "empty.jsonl", "empty.csv"):
        (folder / name).touch()
    summary = load(tmp_path / "store", folder)
    assert counts(summary)[0] == 1
    assert summary.rows_in == 1 + summary.rows_rejected
    assert summary.rows_rejected >= 1


def test_files_of_nothing_but_names_of_columns(tmp_path: Path) -> None:
    """They hold no record that could be refused, so the summary names them."""
    folder = _with_good(tmp_path)
    (folder / "header.csv").write_text("id,text\n", encoding="ascii")
    pq.write_table(
        pa.table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())}), folder / "no.parquet"
    )
    summary = load(tmp_path / "store", folder, annotator="none")
    assert counts(summary) == (1, 0, 0, 0)
    assert summary.skipped == ("header.csv (no record in it)", "no.parquet (no record in it)")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """What is neither UTF-8 nor any likely encoding is rejected whole, its bytes kept."""
    folder = _with_good(tmp_path)
    junk = bytes(range(256)) * 20
    (folder / "junk.txt").write_bytes(junk)
    assert counts(load(tmp_path / "store", folder)) == (1, 0, 0, 1)
    assert rows(tmp_path / "store", "SELECT payload_bytes, payload_encoding FROM rejects") == [(len(junk), "base64")]


def test_odd_characters_stay_and_offsets_hold(tmp_path: Path) -> None:
    """NUL becomes U+FFFD, zero-width and bidirectional marks stay; every row still points at its text."""
    body = (
        f"“We\u200b will not\u00a0go,” said \u202eAnn\u202c Smith\x00 on Monday, 5 May.\r\n{CALM} 🙂 2,500 troops left."
    )
    load(tmp_path / "store", write_jsonl(tmp_path / "in.jsonl", [{"id": "a", "text": body}]))
    stored = body.replace("\r\n", "\n").replace("\x00", "\ufffd")
    assert rows(tmp_path / "store", "SELECT body FROM articles") == [(stored,)]
    for table in ("mentions", "dates", "figures", "quote_parts"):
        for start, end, text in rows(tmp_path / "store", f"SELECT start_char, end_char, text FROM {table}"):  # noqa: S608
            assert stored[start:end] == text


def test_one_line_of_50_megabytes(tmp_path: Path) -> None:
    """An article beyond the limit is rejected; its payload is not kept, but its place, size and hash are."""
    folder = _with_good(tmp_path)
    with (folder / "big.jsonl").open("w", encoding="utf-8") as file:
        file.write('{"id": "big", "text": "' + "word " * 10_000_000 + '"}\n')
    assert counts(load(tmp_path / "store", folder)) == (1, 0, 0, 1)
    query = "SELECT error_code, payload, payload_bytes > 50000000, byte_start, length(payload_sha256) FROM rejects"
    assert rows(tmp_path / "store", query) == [("body_too_long", None, True, 0, 64)]


def test_gzip_bomb(tmp_path: Path) -> None:
    """A small file that unpacks to 300 MB of nothing is refused before it fills the memory."""
    folder = _with_good(tmp_path)
    with gzip.open(folder / "bomb.txt.gz", "wb") as file:
        for _ in range(300):
            file.write(b" " * 1_000_000)
    assert counts(load(tmp_path / "store", folder)) == (1, 0, 0, 1)
    assert _codes(tmp_path / "store") == ["gzip_bomb"]
    assert rows(tmp_path / "store", "SELECT coalesce(length(payload), 0) <= 1000000 FROM rejects") == [(True,)]


def test_page_with_scripts(tmp_path: Path) -> None:
    """Of an HTML page the article's text is stored, no script and no style."""
    page = f"""<html lang="en"><head><title>T</title><script>alert('{TELLTALE}')</script><style>p {{}}</style></head>
    <body><article><h1>Calm weather</h1>{"".join(f"<p>{CALM} Part {part}.</p>" for part in range(5))}
    <script>document.write("{TELLTALE}")</script></article></body></html>"""
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert counts(load(tmp_path / "store", tmp_path / "page.html")) == (1, 0, 0, 0)
    ((body,),) = rows(tmp_path / "store", "SELECT body FROM articles")
    assert CALM in body
    assert TELLTALE not in body


def test_loop_of_links(tmp_path: Path) -> None:
    """A folder that links to itself is read once."""
    folder = _with_good(tmp_path)
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert counts(load(tmp_path / "store", folder)) == (1, 0, 0, 0)


def test_missing_source(tmp_path: Path) -> None:
    """A source that does not exist fails the load, which the ledger records."""
    with pytest.raises(InputError, match=r"nowhere\.jsonl"):
        load(tmp_path / "store", tmp_path / "nowhere.jsonl")


def test_no_error_repeats_the_text(tmp_path: Path) -> None:
    """Whatever is wrong with a record, its text reaches no error message."""
    folder = _with_good(tmp_path)
    bad: list[dict[str, object]] = [
        {"id": "a", "text": {"said": TELLTALE}},
        {"id": "b", "text": CALM, "published_at": TELLTALE},
        {"id": "c", "text": CALM, "byline": {TELLTALE: TELLTALE}},
        {"id": [TELLTALE], "text": CALM},
    ]
    write_jsonl(folder / "bad.jsonl", bad)
    with (folder / "bad.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "' + TELLTALE + '\n{"text": ' + TELLTALE + "}\n")
    summary = load(tmp_path / "store", folder)
    assert summary.rows_rejected == len(bad) + 2
    messages = rows(tmp_path / "store", "SELECT error_message, error_path FROM rejects")
    assert all(message and TELLTALE not in message and TELLTALE not in path for message, path in messages)
    assert rows(tmp_path / "store", "SELECT count(*) FROM rejects WHERE contains(payload, ?)", [TELLTALE]) == [(6,)]


def test_article_in_another_language(tmp_path: Path) -> None:
    """An article that is not English is kept, says so, and has no derived rows."""
    german = "Der Minister sagte am Montag, dass die Truppen das Land bis Ende des Jahres verlassen werden. " * 5
    load(tmp_path / "store", write_jsonl(tmp_path / "in.jsonl", [{"id": "a", "text": german}]))
    assert rows(tmp_path / "store", "SELECT lang, lang_confidence > 0.5 FROM articles") == [("de", True)]
    assert rows(tmp_path / "store", "SELECT count(*) FROM mentions") == [(0,)]


def test_without_sidecar_relative_dates_stay_unresolved(tmp_path: Path) -> None:
    """No publication date: Monday is a date expression without a day, and nothing guesses one."""
    load(tmp_path / "store", write_jsonl(tmp_path / "in.jsonl", [{"id": "a", "text": f"He left on Monday. {CALM}"}]))
    found = rows(tmp_path / "store", "SELECT text, start_date, basis FROM dates WHERE text = 'Monday'")
    assert found == [("Monday", None, "none")]
    assert json.dumps(rows(tmp_path / "store", "SELECT DISTINCT published_month FROM dates")) == '[["unknown"]]'


@pytest.mark.parametrize("when", ["before", "during"])
def test_a_file_that_changes(when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one reject that says so, the file beside it is loaded; the next load takes it as it is then."""
    for name in ("a", "b"):
        write_jsonl(
            tmp_path / "in" / f"{name}.jsonl", [{"id": f"{name}{n}", "text": f"{name} {n} {CALM}"} for n in "12"]
        )
    grown = tmp_path / "in" / "b.jsonl"

    def changing(piece: Slice, options: ReadOptions) -> Iterator[Record]:
        if when == "before" or piece.path == str(grown):
            monkeypatch.undo()
            grown.write_text(grown.read_text() + '{"id": "b3", "text": "More."}\n')
        yield from read_slice(piece, options)

    monkeypatch.setattr(parse_module, "read_slice", changing)
    assert counts(load(tmp_path / "store", tmp_path / "in", annotator="none")) == (2, 0, 0, 1)
    (reject,) = Store.open(tmp_path / "store").ledger.rejects().to_pylist()
    assert (reject["input_uri"], reject["error_code"]) == ("b.jsonl", "changed")
    assert counts(load(tmp_path / "store", tmp_path / "in", annotator="none")) == (3, 2, 0, 0)
    assert rows(tmp_path / "store", "SELECT count(*) FROM articles") == [(5,)]
