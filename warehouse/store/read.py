"""Reading the warehouse: what is published, and what a load has to know of it."""

from pathlib import Path

import duckdb

from schemas.errors import StoreError
from warehouse.disk.duck import reading
from warehouse.store.store import Snapshot, Store


def connect(source: Store | Snapshot | Path, *, memory_mb: int = 500, threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Open the news.duckdb of a store (its current one), a snapshot or a path, to read it and nothing else.

    SQL on the connection reaches no other file and no network, and can't change that.

    Raises:
        StoreError: nothing was loaded yet, or the file can't be opened.
    """
    path = _database(source)
    try:
        return reading(path, memory_mb, threads)
    except duckdb.Error as error:
        raise StoreError(
            f"{path}: can't be opened. If another program has it open for writing, close that; if it is damaged, "
            "delete it, and the next load that brings something makes it anew from the Parquet files."
        ) from error


def _database(source: Store | Snapshot | Path) -> Path:
    if isinstance(source, Path):
        return source
    snapshot = source.current() if isinstance(source, Store) else source
    if snapshot is None:
        raise StoreError("nothing is published here yet. Run `onrecord run SOURCE` first.")
    return snapshot.database
