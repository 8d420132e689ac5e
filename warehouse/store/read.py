"""Reading the warehouse: what is published, and what a load has to know of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.errors import StoreError
from schemas.tables import TABLES, quote_literal
from warehouse.disk.duck import holder_told_by, reading
from warehouse.disk.manifest import NAME as MANIFEST
from warehouse.store.held import FULL, point_at
from warehouse.store.store import Snapshot, Store


def connect(source: Store | Snapshot | Path, *, memory_mb: int = 500, threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Open the news.duckdb of a store (its current one), a snapshot or a path, to read it and nothing else.

    SQL on the connection reaches no other file and no network, and can't change that. Where news.duckdb does not hold
    everything (`warehouse.store.held`), it reaches the folder of the snapshot too.

    Raises:
        StoreError: nothing was loaded yet, or the file can't be opened.
    """
    path = _database(source)
    try:
        return reading(path, memory_mb, threads, None if _is_whole(path.parent) else path.parent)
    except duckdb.Error as error:
        if holder := holder_told_by(error):
            raise StoreError(f"{path}: {holder} has it open for writing. Close that and try again.") from error
        raise StoreError(
            f"{path}: can't be opened. `onrecord verify` says whether it is damaged, and `--repair` makes it anew from "
            "the Parquet files."
        ) from error


def _is_whole(folder: Path) -> bool:
    """Whether a database holds all rows itself; one that lies in no snapshot is taken for it."""
    return not (folder / MANIFEST).exists() or Snapshot(folder).manifest.database == FULL


@contextmanager
def of_this_version(place: Path) -> Iterator[None]:
    """Tell a question that the tables can't answer, for want of a column or view, as a store of another version.

    Raises:
        StoreError: the block asked for a table, view, column or function that the store at `place` lacks.
    """
    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise StoreError(
            f"{place}: its tables are of another version of onrecord; `onrecord rederive` renews them"
        ) from error


def _database(source: Store | Snapshot | Path) -> Path:
    if isinstance(source, Path):
        return source
    snapshot = source.current() if isinstance(source, Store) else source
    if snapshot is None:
        raise StoreError("nothing is published here yet. Run `onrecord run SOURCE` first.")
    return snapshot.database


def attach_news(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Give a connection the tables of a snapshot under the schema `news`, to read them.

    From its news.duckdb; where that is missing, damaged or held by another program, from the Parquet files beside it.
    """
    point_at(connection, database.parent)
    try:
        connection.execute(f"ATTACH {quote_literal(str(database))} AS news (READ_ONLY)")
        connection.execute("FROM news.articles LIMIT 0")
    except duckdb.Error:
        connection.execute("DETACH DATABASE IF EXISTS news")
        connection.execute("ATTACH ':memory:' AS news")
        _view_parquet(connection, Snapshot(database.parent))


def _view_parquet(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    ledger = Store(snapshot.folder.parents[1]).ledger
    for table in TABLES:
        if table.level == "ledger":
            rows = ledger.tables(table.name)[table.name]
            connection.register(f"ledger_{table.name}", rows)
            connection.execute(f'CREATE TABLE news."{table.name}" AS FROM "ledger_{table.name}"')
            continue
        files = [str(snapshot.folder / file.path) for file in snapshot.manifest.files_of(table.name)]
        if not files:
            connection.execute(table.create_sql("news.main").replace('"news.main"', "news.main"))
            continue
        listed = ", ".join(quote_literal(file) for file in files)
        connection.execute(
            f'CREATE VIEW news."{table.name}" AS FROM '
            f"read_parquet([{listed}], hive_partitioning = true, hive_types_autocast = false)"
        )
