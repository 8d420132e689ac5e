"""Reading the warehouse: what is published, and what a load has to know of it."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.errors import StoreError
from warehouse.duck import fetch, reading
from warehouse.store import Snapshot, Store

_KNOWN_ARTICLES = """
SELECT article_id, content_hash, revision, published_month
FROM articles SEMI JOIN asked USING (article_id) ORDER BY article_id
"""
_KNOWN_GROUPS = """
SELECT dup_group_id, article_id
FROM articles SEMI JOIN asked USING (dup_group_id) ORDER BY dup_group_id, article_id
"""


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


def known_articles(snapshot: Snapshot | None, article_ids: Sequence[str]) -> pa.Table:
    """Return which of `article_ids` are stored: article_id, content_hash, revision, published_month, by article_id."""
    return _known(snapshot, _KNOWN_ARTICLES, "article_id", article_ids)


def known_groups(snapshot: Snapshot | None, dup_group_ids: Sequence[str]) -> pa.Table:
    """Return the stored articles of `dup_group_ids`: dup_group_id, article_id, by both."""
    return _known(snapshot, _KNOWN_GROUPS, "dup_group_id", dup_group_ids)


def _known(snapshot: Snapshot | None, query: str, column: str, values: Sequence[str]) -> pa.Table:
    asked = pa.table({column: pa.array(values, pa.string())})
    if snapshot is None:
        return _nothing(query)
    with connect(snapshot) as connection:
        connection.register("asked", asked)
        return fetch(connection, query)


def _nothing(query: str) -> pa.Table:
    columns = ["article_id", "content_hash", "revision", "published_month"]
    if query is _KNOWN_GROUPS:
        columns = ["dup_group_id", "article_id"]
    return pa.schema([(name, pa.int32() if name == "revision" else pa.string()) for name in columns]).empty_table()


def _database(source: Store | Snapshot | Path) -> Path:
    if isinstance(source, Path):
        return source
    snapshot = source.current() if isinstance(source, Store) else source
    if snapshot is None:
        raise StoreError("nothing is published here yet. Run `onrecord run SOURCE` first.")
    return snapshot.database
