"""Corpus-level tables, kept in step with the article-level rows: only what a load touches is computed anew.

They are functions of the article-level rows alone, so any order and size of loads gives the same rows.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.tables import CORPUS_TABLES, Table
from warehouse.duck import fetch
from warehouse.files import link_file, sort_rows, write_file
from warehouse.manifest import DataFile
from warehouse.sqlfiles import read_sql

Connection = duckdb.DuckDBPyConnection
_KEY_OF = {"entities": "canonical_id", "entity_links": "entity_id", "quote_repeats": "repeat_id"}
_TOUCHED_BY = {"entities": "touched_entities", "entity_links": "touched_entities", "quote_repeats": "touched_repeats"}
_HELPERS = (
    "CREATE SCHEMA IF NOT EXISTS internal",
    "CREATE TABLE IF NOT EXISTS internal.quote_words (quote_id VARCHAR, article_id VARCHAR, repeat_id VARCHAR)",
    "COMMENT ON TABLE internal.quote_words IS 'Hash of the words of each quote; quote_repeats is made from it.'",
)
_TOUCHED = (
    "CREATE OR REPLACE TEMP TABLE touched_entities (entity_id VARCHAR)",
    "CREATE OR REPLACE TEMP TABLE touched_repeats (repeat_id VARCHAR)",
)


def before_rows_leave(connection: Connection, leaving: pa.Array) -> None:
    """Note what the rows that are about to leave contribute to; call it before they are deleted."""
    for statement in (*_HELPERS, *_TOUCHED):
        connection.execute(statement)
    if not len(leaving):
        return
    connection.register("leaving", pa.table({"article_id": leaving}))
    connection.execute(
        "INSERT INTO touched_entities SELECT entity_id FROM article_entities SEMI JOIN leaving USING (article_id)"
    )
    connection.execute(
        "INSERT INTO touched_repeats SELECT repeat_id FROM internal.quote_words SEMI JOIN leaving USING (article_id)"
    )
    connection.execute("DELETE FROM internal.quote_words WHERE article_id IN (SELECT article_id FROM leaving)")
    connection.unregister("leaving")


def after_rows_came(connection: Connection, load_id: str | None) -> None:
    """Bring the corpus-level tables up to date with the rows of `load_id`, or with None with all rows."""
    parameters = {"load_id": load_id}
    connection.execute(
        "INSERT INTO touched_entities SELECT DISTINCT entity_id FROM article_entities "
        "WHERE $load_id IS NULL OR load_id = $load_id",
        parameters,
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE new_words AS {read_sql('corpus', 'quote_words').text}", parameters
    )
    connection.execute("INSERT INTO internal.quote_words SELECT * FROM new_words")
    connection.execute("INSERT INTO touched_repeats SELECT DISTINCT repeat_id FROM new_words")
    for table in CORPUS_TABLES:
        _recompute(connection, table)


def _recompute(connection: Connection, table: Table) -> None:
    key, touched = _KEY_OF[table.name], _TOUCHED_BY[table.name]
    only = read_sql("corpus", table.name).text
    key_of_touched = "repeat_id" if touched == "touched_repeats" else "entity_id"
    connection.execute(f"DELETE FROM {table.name} WHERE {key} IN (SELECT {key_of_touched} FROM {touched})")  # noqa: S608
    connection.execute(f"INSERT INTO {table.name} BY NAME {only}")


def export(
    connection: Connection, table: Table, old: Path | None, new: Path, stored: Iterable[DataFile], load_id: str
) -> list[DataFile]:
    """Write a corpus-level table as one Parquet file, or link the stored one if nothing of it changed."""
    rows = fetch(connection, f"SELECT * FROM {table.name}")  # noqa: S608
    written = write_file(new, table, None, sort_rows(rows.cast(table.arrow_schema), table), load_id)
    same = next((file for file in stored if file.sha256 == written.sha256), None)
    if same is None or old is None:
        return [written]
    (new / written.path).unlink()
    link_file(old, new, same)
    return [same]
