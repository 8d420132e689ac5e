"""The views of news.duckdb answer what people ask first, and say what they are."""

import csv
from pathlib import Path

import duckdb
import pytest

from schemas.ids import hash_text
from tests.unit.warehouse.making import Case, case, rows_of, run
from warehouse.disk.sqlfiles import all_sql
from warehouse.store.store import Snapshot, Store
from warehouse.views.create import COLUMNS

WORDS = "We sold 12 boats and barges"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of three articles: one with a quote in related links, two with the same body."""
    aside, first, copy = (case(number, words=WORDS) for number in (1, 2, 3))
    for table in ("paragraphs", "quotes", "figures"):
        aside.change(table, 0, section="related")
    _same_body(copy, first)
    for table in ("mentions", "dates"):
        aside.rows[table] = []
    return run(Store.open(tmp_path_factory.mktemp("views") / "store"), "L1", [aside, first, copy])


def _same_body(copy: Case, original: Case) -> None:
    body = original.article.body
    copy.change("articles", body=body, dup_group_id=hash_text(body))
    copy.change("article_revisions", body=body)


def test_every_view_answers_and_has_a_comment(snapshot: Snapshot) -> None:
    """Each file in warehouse/views is a view of its name, with its head as comment, and can be queried."""
    views = rows_of(snapshot, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal")
    told = {str(name): str(comment) for name, comment in views}
    assert set(told) == {view.name for view in all_sql("views")}
    for name, comment in told.items():
        assert len(comment) > 40, name
        with duckdb.connect(snapshot.database, read_only=True) as connection:
            connection.table(name).fetchall()


def test_every_column_of_a_view_has_a_comment(snapshot: Snapshot) -> None:
    """What a column of a view holds is said in news.duckdb, and columns.csv describes no column that isn't there."""
    silent = """SELECT table_name, column_name FROM duckdb_columns()
                WHERE comment IS NULL AND table_name IN (SELECT view_name FROM duckdb_views() WHERE NOT internal)"""
    assert rows_of(snapshot, silent) == []
    there = rows_of(snapshot, "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    known = {*there, *(("*", column) for _, column in there)}
    with COLUMNS.open(encoding="utf-8", newline="") as file:
        assert [row for row in csv.DictReader(file) if (row["view"], row["column"]) not in known] == []


def test_one_article_stands_for_equal_bodies(snapshot: Snapshot) -> None:
    """Three articles, two of them the same words: two rows."""
    assert rows_of(snapshot, "SELECT count(*) FROM articles") == [(3,)]
    assert rows_of(snapshot, "SELECT count(*) FROM current_articles") == [(2,)]


def test_who_said_what(snapshot: Snapshot) -> None:
    """Related links are left out, and the copy; speaker, words and kind are there."""
    query = "SELECT speaker, words, kind, confidence FROM who_said_what"
    assert rows_of(snapshot, query) == [("Ann Lee", WORDS, "direct", 0.8)]


def test_most_quoted(snapshot: Snapshot) -> None:
    """A speaker is counted once for each quote and article."""
    assert rows_of(snapshot, "SELECT speaker, n_quotes, n_articles FROM most_quoted") == [("Ann Lee", 1, 1)]


def test_words_of_two_speakers_count_for_both(tmp_path: Path) -> None:
    """Each of the entities that said something together is a speaker of it."""
    made = case(1)
    both = tuple(str(row.model_dump()["entity_id"]) for row in made.rows["article_entities"])
    made.change("quotes", speaker_entity_id=both[0], speaker_entity_ids=both)
    snapshot = run(Store.open(tmp_path / "store"), "L1", [made])
    assert rows_of(snapshot, "SELECT n_quotes FROM most_quoted") == [(1,)] * len(both)


def test_figures(snapshot: Snapshot) -> None:
    """Figures are summed up by kind, and by the noun that they count."""
    assert rows_of(snapshot, "SELECT kind, n_figures, median FROM figures_by_kind") == [("count", 1, 12.0)]
    assert rows_of(snapshot, "SELECT noun, n_figures, largest FROM figures_by_noun") == [("boat", 1, 12.0)]


def test_entities_per_article(snapshot: Snapshot) -> None:
    """Each article's entities are listed, the copy's not."""
    assert rows_of(snapshot, "SELECT count(*), count(DISTINCT article_id) FROM entities_per_article") == [(4, 2)]


def test_all_tables_and_columns_have_comments(snapshot: Snapshot) -> None:
    """Whoever opens news.duckdb finds in it what every table and column means."""
    columns = (
        "SELECT count(*) FROM duckdb_columns() AS c JOIN duckdb_tables() AS t USING (table_oid) "
        "WHERE c.comment IS NULL AND c.schema_name = 'main'"
    )
    assert rows_of(snapshot, columns) == [(0,)]
    assert rows_of(snapshot, "SELECT count(*) FROM duckdb_tables() WHERE comment IS NULL") == [(0,)]


def test_repeated_quotes_count_articles(snapshot: Snapshot) -> None:
    """Words that stand in two articles are one row, with the number of articles that have them."""
    counted = """SELECT repeat_id, count(DISTINCT article_id)
                 FROM quote_repeats JOIN quotes USING (quote_id) GROUP BY repeat_id ORDER BY repeat_id"""
    found = rows_of(snapshot, "SELECT repeat_id, n_articles FROM repeated_quotes ORDER BY repeat_id")
    assert found
    assert found == rows_of(snapshot, counted)


def test_surely_said_is_the_sure_part_of_who_said_what(snapshot: Snapshot) -> None:
    """The view for precision keeps the quotes of confidence 0.9 or more, all of them and no other."""
    sure = rows_of(snapshot, "SELECT quote_id FROM surely_said ORDER BY 1")
    assert sure == rows_of(snapshot, "SELECT quote_id FROM who_said_what WHERE confidence >= 0.9 ORDER BY 1")
