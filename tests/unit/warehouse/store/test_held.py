"""Whatever news.duckdb holds itself, whoever asks it finds every row: the Parquet files have what it lacks."""

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES
from tests.unit.warehouse.making import case, counts, erased, replaced, rows_of, run
from warehouse.disk.sqlfiles import all_sql
from warehouse.snapshot.verify import verify
from warehouse.store.held import Held
from warehouse.store.read import attach_news, connect
from warehouse.store.store import Snapshot, Store

MODES = ("full", "recent:2", "none")
FIRST = (case(1), case(2, day=date(2024, 4, 5)), case(4, day=None))
REVISED = case(1, revision=2)
IN_MAY, IN_APRIL = case(5, day=date(2024, 5, 6)), case(6, day=date(2024, 4, 9))


def _loaded(root: Path, mode: str) -> list[Snapshot]:
    """The same loads: a first one, one that revises and brings a month; where it matters an erasure of that month."""
    store = Store.open(root)
    first = run(store, "L1", FIRST, database=mode)
    second = run(store, "L2", [REVISED, IN_MAY, IN_APRIL], leaving=[replaced(FIRST[0])])
    third = [run(store, "L3", leaving=[erased(IN_MAY)])] if mode.startswith("recent") else []
    return [first, second, *third]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Snapshot]]:
    """The snapshots of a store of each mode; the characters of their paths mean something in patterns."""
    folder = tmp_path_factory.mktemp("held") / "a [b]*"
    return {mode: _loaded(folder / mode.replace(":", "-"), mode) for mode in MODES}


def _all_rows(snapshot: Snapshot) -> dict[str, list[tuple[object, ...]]]:
    names = [table.name for table in (*ARTICLE_TABLES, *CORPUS_TABLES)] + [view.name for view in all_sql("views")]
    with connect(snapshot) as connection:
        return {name: sorted(connection.execute(f'FROM "{name}"').fetchall(), key=repr) for name in names}


@pytest.mark.parametrize("mode", MODES[1:])
@pytest.mark.parametrize("number", range(2))
def test_every_table_and_view_is_the_same(stores: dict[str, list[Snapshot]], mode: str, number: int) -> None:
    """After each load all tables and views have the rows that they have where the database holds them all."""
    assert _all_rows(stores[mode][number]) == _all_rows(stores["full"][number])


@pytest.mark.parametrize("mode", MODES)
def test_a_store_of_any_mode_is_whole(stores: dict[str, list[Snapshot]], mode: str) -> None:
    """`verify` finds nothing wrong: hashes, counts and checks."""
    assert verify(Store(stores[mode][-1].folder.parents[1])) == []


def test_the_latest_months_are_held(stores: dict[str, list[Snapshot]]) -> None:
    """`recent:2` holds the rows of two months, as they come and go; undated articles are not recent."""
    held = [
        rows_of(one, "SELECT DISTINCT published_month FROM recent.articles ORDER BY 1") for one in stores["recent:2"]
    ]
    assert held == [[("2024-03",), ("2024-04",)], [("2024-04",), ("2024-05",)], [("2024-03",), ("2024-04",)]]
    assert rows_of(stores["none"][0], "SELECT count(*) FROM recent.articles") == [(0,)]


def test_columns_are_described_in_a_view_as_in_a_table(stores: dict[str, list[Snapshot]]) -> None:
    """Names, order, types and comments of columns are those of the table."""
    query = (
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE schema_name = 'main' ORDER BY table_name, column_index"
    )
    assert rows_of(stores["none"][0], query) == rows_of(stores["full"][0], query)


def test_a_moved_store_is_read_where_it_is(stores: dict[str, list[Snapshot]], tmp_path: Path) -> None:
    """By a connection, its cursors in other threads, and attached to another database; loads go on there."""
    moved = tmp_path / "moved"
    shutil.copytree(stores["none"][-1].folder.parents[1], moved, symlinks=True)
    current = Store(moved).current()
    assert current is not None
    shutil.rmtree(current.folder / "dates")  # not there, and not read from where the store lay either
    with connect(current) as connection:
        seen: list[object] = []
        asked = threading.Thread(target=lambda: seen.extend(connection.cursor().execute("FROM quotes").fetchall()))
        asked.start()
        asked.join(timeout=60)
        assert len(seen) == counts(stores["none"][-1])["quotes"]
        with pytest.raises(duckdb.Error):
            connection.execute("FROM dates")
    with duckdb.connect() as other:
        attach_news(other, current.database)
        assert len(other.execute("FROM news.quotes").fetchall()) == len(seen)


@pytest.fixture
def connection(stores: dict[str, list[Snapshot]]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database that holds no rows of articles."""
    with connect(stores["none"][-1]) as opened:
        yield opened


@pytest.mark.parametrize(
    "statement",
    [
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('{folder}/../../ledger.duckdb')",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "ATTACH '{folder}/other.duckdb'",
        "CREATE TABLE other (number INTEGER)",
        "COPY (SELECT 1) TO '/tmp/other.csv'",
    ],
)
def test_nothing_else_is_reached(connection: duckdb.DuckDBPyConnection, statement: str, tmp_path: Path) -> None:
    """A statement reads the files of its snapshot alone, and can't change that."""
    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(folder=tmp_path)).fetchall()


def test_another_mode_is_taken_without_a_new_article(stores: dict[str, list[Snapshot]]) -> None:
    """From any mode to any other: a snapshot of the same rows, of which nothing is computed anew."""
    store = Store(stores["full"][0].folder.parents[1])
    before = _all_rows(stores["full"][1])
    for number, mode in enumerate(("none", "recent:1", "full"), 1):
        current = run(store, f"M{number}", database=mode)
        assert current.manifest.database == mode
        assert _all_rows(current) == before
    assert verify(store) == []


def test_a_later_load_keeps_the_mode(stores: dict[str, list[Snapshot]]) -> None:
    """The store remembers what it was told once."""
    assert [one.manifest.database for one in stores["recent:2"]] == ["recent:2"] * 3


def test_months_without_a_dated_article_hold_nothing() -> None:
    """A store of no files, or of undated articles alone, has no latest month."""
    assert Held.of("recent:3", []) == Held("recent:3", None)
