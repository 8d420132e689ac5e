"""`onrecord.load`, `Store` and `connect`: a warehouse from a program, without Prefect and without SQL."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import onrecord
import pytest

from tests.flows.loading import write_jsonl

RECORDS = [
    {"id": "one", "published_at": "2026-05-14", "publisher": "Herald", "text": "“We sold 12 boats,” said Ann Lee."},
    {"id": "two", "published_at": "2026-06-01", "publisher": "Post", "text": "“Ely bought 7 ships,” said Ann Lee."},
    {"id": "bad", "text": ""},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was loaded from a program."""
    place = tmp_path_factory.mktemp("api")
    source = write_jsonl(place / "in.jsonl", RECORDS)
    summary = onrecord.load(source, place / "store", annotator="simple", source_id="wire")
    assert (summary.rows_in, summary.rows_new, summary.rows_rejected) == (3, 2, 1)
    return place


@pytest.fixture
def store(folder: Path) -> Iterator[onrecord.Store]:
    """The store, opened."""
    with onrecord.Store(folder / "store") as opened:
        yield opened


def test_the_same_again_changes_nothing(folder: Path) -> None:
    """Loads count as the command's do, and several sources may be given."""
    again = onrecord.load([folder / "in.jsonl"], str(folder / "store"), annotator="simple", source_id="wire")
    assert (again.rows_unchanged, again.rows_new, again.rows_rejected) == (2, 0, 1)


def test_answers_are_relations(store: onrecord.Store) -> None:
    """Each filter narrows; a relation goes on to be filtered, and to Arrow."""
    assert store.quotes(speaker="LEE").count("*").fetchall() == [(2,)]
    assert store.quotes(speaker="lee", since="2026-05-20").project("words").fetchall() == [("Ely bought 7 ships",)]
    assert store.quotes(until=date(2026, 5, 20)).to_arrow_table().num_rows == 1
    assert store.quotes(speaker="lee").project("speaker").fetchall()[0] == ("Ann Lee",)
    assert store.figures(counted="boat").filter("value > 3").project("value").fetchall() == [(12.0,)]
    assert store.articles(publisher="post").project("external_id").fetchall() == [("two",)]
    assert store.articles(source="wire", since="2026-01-01").count("*").fetchall() == [(2,)]


def test_what_is_asked_is_bound(store: onrecord.Store) -> None:
    """A value that is SQL is a value that nobody has."""
    assert store.quotes(speaker="x' OR 1=1 --").fetchall() == []
    assert store.articles(publisher="x' OR 1=1 --").fetchall() == []
    assert store.sql("SELECT $word AS word", word="a'b").fetchall() == [("a'b",)]


def test_an_article_is_an_extraction(store: onrecord.Store) -> None:
    """What is stored is what was extracted."""
    stored = store.article("one")
    fresh = onrecord.extract(RECORDS[0], annotator="simple")
    assert [quote.text for quote in stored.quotes] == [quote.text for quote in fresh.quotes]
    assert "Ann Lee" in stored._repr_html_()
    with pytest.raises(onrecord.InputError):
        store.article("nowhere")


def test_a_connection_reads_the_store_alone(folder: Path) -> None:
    """No write, no other file."""
    with onrecord.connect(folder / "store") as connection, onrecord.connect(folder / "store") as other:
        assert other.sql("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]
        assert connection.sql("SELECT count(*) FROM articles").fetchall() == [(2,)]
        for statement in ("DELETE FROM articles", f"FROM read_csv('{folder / 'in.jsonl'}')"):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)


@pytest.mark.parametrize(
    ("query", "error"),
    [("SELEC", onrecord.SettingsError), ("SELECT nothing FROM articles", onrecord.SettingsError)],
)
def test_a_refused_statement_is_an_error_of_ours(store: onrecord.Store, query: str, error: type[Exception]) -> None:
    """It says what is wrong with the statement."""
    with pytest.raises(error, match="the query"):
        store.sql(query)


def test_what_makes_no_sense(store: onrecord.Store, tmp_path: Path) -> None:
    """Days, fields, parameters, folders."""
    for call, error in (
        (lambda: store.quotes(since="soon"), onrecord.SettingsError),
        (lambda: store.articles(colour="red"), onrecord.SettingsError),
        (lambda: onrecord.load("x.jsonl", tmp_path / "s", batch_bytes=3), onrecord.SettingsError),
        (lambda: onrecord.load("-", tmp_path / "s"), onrecord.SettingsError),
        (lambda: onrecord.load(tmp_path / "gone.jsonl", tmp_path / "s"), onrecord.InputError),
        (lambda: onrecord.Store(tmp_path / "none"), onrecord.StoreError),
        (lambda: onrecord.connect(tmp_path / "none"), onrecord.StoreError),
    ):
        with pytest.raises(error):
            call()
