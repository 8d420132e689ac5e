"""SQLite: the tables of the warehouse and who said what, for Datasette and whatever else opens SQLite.

Lists are JSON, instants and days ISO 8601, truth 0 or 1; every table has its columns' descriptions in `column_notes`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import duckdb
import orjson

from flows.exports.selected import Selected
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES, Table

_BATCH: Final = 1000
_TYPES: Final = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "DOUBLE": "REAL", "BOOLEAN": "INTEGER"}
"""DuckDB's type -> SQLite's; all others are TEXT."""
_INDEXED: Final = ("article_id", "quote_id", "entity_id", "canonical_id", "speaker_entity_id")


def write_sqlite(path: Path, con: duckdb.DuckDBPyConnection, selected: Selected) -> int:
    """Write the rows of the articles that are selected, and those of no article; return how many articles."""
    with closing(sqlite3.connect(path)) as target:
        target.execute("PRAGMA journal_mode = OFF")
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
            _copy_table(target, con, table, selected)
        _copy_view(target, con, selected)
        _write_notes(target)
        target.commit()
        (count,) = target.execute("SELECT count(*) FROM articles").fetchone()
    return int(count)


def _copy_table(target: sqlite3.Connection, con: duckdb.DuckDBPyConnection, table: Table, selected: Selected) -> None:
    columns = [column.name for column in table.sql_columns]
    kinds = [_TYPES.get(column.sql_type, "TEXT") for column in table.sql_columns]
    listed = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT {listed} FROM "{table.name}"'  # noqa: S608  # names of schemas/
    if "article_id" in columns:
        query += f" WHERE article_id IS NULL OR article_id IN ({selected.query('article_id')})"
    _fill(target, con, table.name, list(zip(columns, kinds, strict=True)), query, selected)


def _copy_view(target: sqlite3.Connection, con: duckdb.DuckDBPyConnection, selected: Selected) -> None:
    query = f"SELECT * FROM who_said_what WHERE article_id IN ({selected.query('article_id')})"  # noqa: S608  # as above
    described = con.execute("DESCRIBE who_said_what").fetchall()
    columns = [(str(name), _TYPES.get(str(kind), "TEXT")) for name, kind, *_ in described]
    _fill(target, con, "who_said_what", columns, query, selected)


def _fill(  # a statement each
    target: sqlite3.Connection,
    con: duckdb.DuckDBPyConnection,
    name: str,
    columns: Sequence[tuple[str, str]],
    query: str,
    selected: Selected,
) -> None:
    target.execute(f'CREATE TABLE "{name}" ({", ".join(f"{chr(34)}{one}{chr(34)} {kind}" for one, kind in columns)})')
    marks = ", ".join("?" * len(columns))
    parameters = dict(selected.parameters) if "article_id IN" in query else None
    with con.cursor() as cursor:
        for batch in _batches(cursor.execute(query, parameters or None)):
            target.executemany(f'INSERT INTO "{name}" VALUES ({marks})', batch)  # noqa: S608  # a name of schemas/
    for one, _ in columns:
        if one in _INDEXED:
            target.execute(f'CREATE INDEX "{name}_{one}" ON "{name}" ("{one}")')


def _batches(found: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[Any, ...]]]:
    while batch := found.fetchmany(_BATCH):
        yield [tuple(map(_value, row)) for row in batch]


def _value(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return orjson.dumps(value).decode()
    return int(value) if isinstance(value, bool) else value


def _write_notes(target: sqlite3.Connection) -> None:
    target.execute("CREATE TABLE column_notes (table_name TEXT, column_name TEXT, description TEXT)")
    notes = [
        (table.name, column.name, column.description)
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES)
        for column in table.sql_columns
    ]
    target.executemany("INSERT INTO column_notes VALUES (?, ?, ?)", notes)
