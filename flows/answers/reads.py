"""What a statement of a user may do: read."""

import re
from typing import Final

import duckdb

_WRITES: Final = frozenset({"COPY", "COPY_DATABASE", "EXPORT"})
_EXPLAINED: Final = re.compile(r"\b(copy|export)\b", re.IGNORECASE)
"""EXPLAIN ANALYZE runs what it explains."""


def refuse_writing(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise PermissionException if a statement may write a file, though one of a folder that the store reads itself.

    DuckDB refuses that of its own accord where news.duckdb holds everything; where it reads Parquet files beside it, a
    statement could write them too.
    """
    for statement in connection.extract_statements(sql):
        kind = statement.type.name
        if kind in _WRITES or (kind == "EXPLAIN" and _EXPLAINED.search(statement.query)):
            raise duckdb.PermissionException("Permission Error: a statement reads the tables, and writes nothing")
