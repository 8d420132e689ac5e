"""`onrecord export`: each form says by its standard's terms what the tables say, at places that hold."""

import json
import sqlite3
import xml.etree.ElementTree as ET
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.exports import FORMATS, brat
from flows.exports.label_studio import units
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES
from tests.flows.loading import ROOT, rows
from tests.unit.warehouse.making import case, cases, run
from warehouse.store.store import Store

Json = dict[str, Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight articles with rows in every table; each has a ship of two UTF-16 units, one a quote of two lines."""
    folder = tmp_path_factory.mktemp("exports") / "store"
    run(Store.open(folder), "L1", [*cases(7), case(7, words="We kept\n12 boats")])
    return folder


def _export(store: Path, format_: str, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["export", format_, "--warehouse", str(store), "--out", str(out), *options])


def _lines(store: Path, format_: str, out: Path, *options: str) -> list[Json]:
    result = _export(store, format_, out, *options)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def _bodies(store: Path) -> dict[str, str]:
    return dict(rows(store, "SELECT article_id, body FROM articles"))


_SPANS = """
SELECT 'mention', mention_id, start_char, end_char FROM mentions UNION ALL
SELECT 'quote', quote_id, start_char, end_char FROM quote_parts UNION ALL
SELECT 'figure', figure_id, start_char, end_char FROM figures UNION ALL
SELECT 'date', date_id, start_char, end_char FROM dates
"""


def test_web_annotations_hold_what_the_tables_hold(store: Path, tmp_path: Path) -> None:
    """Both selectors name the same characters; positions and ids are those of the rows, none more, none less."""
    found = set()
    for page in _lines(store, "web-annotation", tmp_path / "a.jsonl"):
        assert page["type"] == "AnnotationPage"
        assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        body = _bodies(store)[page["id"].rpartition(":")[2]]
        for item in page["items"]:
            assert item["type"] == "Annotation"
            targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
            for target in targets:
                position, quotation = target["selector"]
                start, end = position["start"], position["end"]
                assert quotation["exact"] == body[start:end]
                assert body[:start].endswith(quotation["prefix"])
                assert body[end:].startswith(quotation["suffix"])
                found.add((*item["id"].split(":")[2:], start, end))
    assert found == set(rows(store, _SPANS))


def test_label_studio_counts_as_browsers_do(store: Path, tmp_path: Path) -> None:
    """Offsets are UTF-16 code units, labels are those of the interface, relations join results that are there."""
    assert _export(store, "label-studio", tmp_path / "ls").exit_code == 0
    tasks = json.loads((tmp_path / "ls" / "tasks.json").read_text(encoding="utf-8"))
    interface = ET.parse(tmp_path / "ls" / "config.xml")  # noqa: S314  # our own file
    labels = {label.attrib["value"] for label in interface.iter("Label")}
    assert len(tasks) == 8
    for task in tasks:
        utf16 = task["data"]["text"].encode("utf-16-le")
        results = task["predictions"][0]["result"]
        spans = {one["id"]: one for one in results if one["type"] == "labels"}
        assert len(spans) == 6
        for span in spans.values():
            value = span["value"]
            assert utf16[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
            assert set(value["labels"]) <= labels
            assert (span["from_name"], span["to_name"]) == ("span", "text")
        assert {one["from_id"] for one in results if one["type"] == "relation"} < set(spans)
        assert {one["to_id"] for one in results if one["type"] == "relation"} < set(spans)


def test_units_of_utf_16() -> None:
    """A character beyond the first plane takes two units."""
    assert units("a🚢b") == [0, 1, 3, 4]


def test_brat_reads_its_own_places(store: Path, tmp_path: Path) -> None:
    """Each piece is the text at its offsets, on one line; relations join annotations that are there."""
    assert _export(store, "brat", tmp_path / "brat").exit_code == 0
    pieces = 0
    for file in sorted((tmp_path / "brat").glob("*.ann")):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        assert text == _bodies(store)[file.stem]
        lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        bound = {key for key, *_ in lines if key.startswith("T")}
        for key, what, *told in lines:
            if key.startswith("T"):
                places = [tuple(map(int, place.split())) for place in what.split(" ", 1)[1].split(";")]
                assert " ".join(text[start:end] for start, end in places) == told[0]
                pieces = max(pieces, len(places))
            elif key.startswith("R"):
                assert {argument.split(":")[1] for argument in what.split()[1:]} <= bound
    assert pieces == 2


def test_schema_org_says_who_said_it(store: Path, tmp_path: Path) -> None:
    """An article has its quotes with speakers and its claims with claimants; its text is not given away."""
    articles = _lines(store, "schema-org", tmp_path / "s.jsonl")
    assert {article["@type"] for article in articles} == {"NewsArticle"}
    parts = [part for article in articles for part in article["hasPart"]]
    quotations = [part for part in parts if part["@type"] == "Quotation"]
    assert {part["spokenByCharacter"]["name"] for part in quotations} == {"Ann Lee"}
    assert len(quotations) == 8
    assert all("articleBody" not in article for article in articles)
    days = rows(store, "SELECT published_date FROM articles WHERE published_date IS NOT NULL")
    told = [article["datePublished"] for article in articles if "datePublished" in article]
    assert sorted(day[:10] for day in told) == sorted(str(day) for (day,) in days)


def test_follow_the_money_joins_what_it_names(store: Path, tmp_path: Path) -> None:
    """Each id that an entity refers to is there; each mention is of an article and a person or organisation."""
    entities = {one["id"]: one for one in _lines(store, "ftm", tmp_path / "f.jsonl")}
    kinds = [one["schema"] for one in entities.values()]
    assert kinds.count("Article") == 8
    assert kinds.count("Person") == 1
    mentions = [one["properties"] for one in entities.values() if one["schema"] == "Mention"]
    assert len(mentions) == 8
    for mention in mentions:
        assert entities[mention["document"][0]]["schema"] == "Article"
        assert entities[mention["resolved"][0]]["schema"] == mention["detectedSchema"][0]
    assert all(
        isinstance(value, str) for one in entities.values() for few in one["properties"].values() for value in few
    )


def test_geojson_is_geojson(store: Path, tmp_path: Path) -> None:
    """Points, longitude first, with how many articles name them."""
    assert _export(store, "geojson", tmp_path / "g.json").exit_code == 0
    made = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    assert made["type"] == "FeatureCollection"
    for feature in made["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert (-180 <= longitude <= 180, -90 <= latitude <= 90) == (True, True)
    told = rows(store, "SELECT external_id, count(DISTINCT article_id) FROM article_places GROUP BY external_id")
    assert sorted((one["id"], one["properties"]["n_articles"]) for one in made["features"]) == sorted(told)


def test_sqlite_has_the_tables(store: Path, tmp_path: Path) -> None:
    """All rows, offsets that hold by SQLite's own functions, and a word on every column."""
    assert _export(store, "sqlite", tmp_path / "news.db").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "news.db")) as con:
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
            (count,) = con.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608  # our own name
            assert [(count,)] == rows(store, f'SELECT count(*) FROM "{table.name}"')  # noqa: S608  # likewise
        wrong = con.execute(
            "SELECT count(*) FROM mentions JOIN articles USING (article_id) "
            "WHERE substr(body, start_char + 1, end_char - start_char) <> text"
        ).fetchone()
        assert wrong == (0,)
        assert con.execute("SELECT typeof(byline), json_valid(byline) FROM articles").fetchone() == ("text", 1)
        assert con.execute("SELECT count(*) FROM column_notes WHERE description = ''").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM who_said_what").fetchone()[0] > 0


@pytest.mark.parametrize("format_", [name for name, one in FORMATS.items() if one.write])
def test_the_selection_holds_for_every_format(store: Path, tmp_path: Path, format_: str) -> None:
    """`--since`, `--until` and `--where` choose articles; the same export twice has the same bytes."""
    if format_ == "docbin":
        pytest.importorskip("spacy", reason="spaCy is not installed")
    days = ("--since", "2024-02-01", "--until", "2024-02-29", "--where", "entity=Ann Lee")
    assert _export(store, format_, tmp_path / "some", *days).exit_code == 0
    assert _export(store, format_, tmp_path / "again", *days).exit_code == 0
    texts = [_all_bytes(tmp_path / name) for name in ("some", "again")]
    assert texts[0] == texts[1]
    february = rows(store, "SELECT article_id FROM articles WHERE published_month = '2024-02'")
    others = rows(store, "SELECT article_id FROM articles WHERE published_month <> '2024-02'")
    if format_ != "geojson":
        assert all(key.encode() in texts[0] for (key,) in february)
        assert not any(key.encode() in texts[0] for (key,) in others)


def _all_bytes(place: Path) -> bytes:
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    texts = (zlib.decompress(file.read_bytes()) if file.suffix == ".spacy" else file.read_bytes() for file in files)
    return b"".join(file.name.encode() * place.is_dir() + text for file, text in zip(files, texts, strict=True))


def test_what_makes_no_sense_leaves_everything_alone(store: Path, tmp_path: Path) -> None:
    """A format that is none, a folder that holds something, a place that can't be written, a store that is none."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("x")
    assert _export(store, "word", tmp_path / "x").exit_code == 2
    for format_, out in (("label-studio", "full"), ("brat", "full"), ("ftm", "none/there/x.json"), ("sqlite", "full")):
        result = _export(store, format_, tmp_path / out)
        assert result.exit_code == 2, (format_, result.output)
        assert result.output.startswith("onrecord: ")
    assert [path.name for path in sorted(tmp_path.rglob("*"))] == ["full", "mine"]
    assert _export(tmp_path / "no-store", "ftm", tmp_path / "x").exit_code == 73


def test_every_format_is_told_of() -> None:
    """The page names each."""
    page = (ROOT / "flows" / "exports" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in FORMATS)


def test_brat_spans_end_where_a_line_may_end() -> None:
    """Whatever Python takes for a line's end, as brat's reader does: a line of an annotation file stays one."""
    body = "Ada\u2028Breskov of\x85Harn and Vik"
    pieces = list(brat._without_breaks(body, 0, len(body)))
    assert [body[start:end] for start, end in pieces] == ["Ada", "Breskov of", "Harn and Vik"]
