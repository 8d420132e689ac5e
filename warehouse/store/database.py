"""news.duckdb: the file that people open, kept in step with the Parquet files beside it."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.errors import LoadError
from schemas.tables import ARTICLE_TABLES, BY_NAME, CORPUS_TABLES, TABLES, Table
from warehouse.disk.durable import copy_file, sha256_of
from warehouse.disk.manifest import DataFile, Manifest

NAME = "news.duckdb"
Connection = duckdb.DuckDBPyConnection


def copy_database(old: Path, manifest: Manifest, target: Path) -> bool:
    """Copy the old snapshot's database to `target`; False if it is missing, damaged or was written to since.

    A database that somebody changed is not built upon; the caller makes a new one from the Parquet files.
    """
    if not is_sound(old, manifest):
        return False
    copy_file(old / NAME, target)
    return True


def is_sound(old: Path, manifest: Manifest) -> bool:
    """Tell whether a snapshot's database is there, and what was written."""
    source = old / NAME
    try:
        status = source.stat()
    except FileNotFoundError:
        return False
    if (status.st_size, status.st_mtime_ns) != (manifest.database_bytes, mtime_ns(manifest)):
        return False
    return manifest.database_sha256 in (None, sha256_of(source))


def mtime_ns(manifest: Manifest) -> int:
    """The time of change that the database of `manifest` was given, in nanoseconds since 1970."""
    return int(manifest.loaded_at.timestamp()) * 1_000_000_000


def seal(database: Path, manifest: Manifest) -> None:
    """Give the finished database the time of change by which `copy_database` knows it."""
    os.utime(database, ns=(mtime_ns(manifest), mtime_ns(manifest)))


def create_tables(connection: Connection) -> None:
    """Create every table, empty, with its comments; in one transaction, which takes half as long as many."""
    connection.begin()
    for table in TABLES:
        create_table(connection, table)
    connection.commit()


def create_table(connection: Connection, table: Table, schema: str = "main") -> None:
    """Create a table, empty, with its comments."""
    connection.execute(table.create_sql(schema))
    for statement in table.comment_sql(schema):
        connection.execute(statement)


def delete_articles(connection: Connection, table: Table, leaving: pa.Table, schema: str = "main") -> None:
    """Delete the rows of the articles in `leaving` from an article-level table."""
    if leaving.num_rows:
        connection.register("leaving", leaving)
        connection.execute(f"DELETE FROM {schema}.{table.name} WHERE article_id IN (SELECT article_id FROM leaving)")  # noqa: S608 - names from the registry
        connection.unregister("leaving")


def insert_files(
    connection: Connection, table: Table, paths: Iterable[Path], load_id: str | None, schema: str = "main"
) -> None:
    """Insert rows of Parquet files into an article-level table: those of a load, or with None all of them.

    Where memory is too small for all files at once, they are inserted one by one.
    """
    files = [str(path) for path in paths]
    if not files:
        return
    try:
        _insert(connection, table, files, load_id, schema)
    except duckdb.OutOfMemoryException:
        if len(files) == 1:
            raise
        for file in files:
            _insert(connection, table, [file], load_id, schema)


def _insert(connection: Connection, table: Table, files: list[str], load_id: str | None, schema: str) -> None:
    columns = ", ".join(f'"{column.name}"' for column in table.sql_columns)
    connection.execute(
        f"INSERT INTO {schema}.{table.name} SELECT {columns} FROM "  # noqa: S608 - names from the registry
        "read_parquet($files, hive_partitioning = true, hive_types_autocast = false) "
        "WHERE $load_id IS NULL OR load_id = $load_id",
        {"files": files, "load_id": load_id},
    )


def replace_rows(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Make `rows` all that a small table holds."""
    connection.execute(f"DELETE FROM {table.name}")  # noqa: S608 - a name from the registry
    append_rows(connection, table, rows)


def append_rows(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Append `rows`, which have the table's columns, to a table."""
    if rows.num_rows:
        connection.register("incoming", rows)
        connection.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM incoming")  # noqa: S608 - a name from the registry
        connection.unregister("incoming")


def refuse_unequal(connection: Connection, files: Sequence[DataFile], schema: str = "main") -> None:
    """Raise LoadError unless every table has as many rows here as in those of its Parquet files that are held here.

    `schema` is where the article-level tables lie: a view over Parquet would say what the files say themselves.
    """
    for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
        in_files = sum(file.rows for file in files if file.table == table.name)
        lies_in = schema if table in ARTICLE_TABLES else "main"
        found = connection.execute(f"SELECT count(*) FROM {lies_in}.{table.name}").fetchone()  # noqa: S608 - names from the registry
        if found != (in_files,):
            raise LoadError(
                f"{table.name}: {in_files} rows in Parquet, {found and found[0]} in news.duckdb. The tables are as "
                "they were. This is a bug of onrecord; report it."
            )


def load_files_table(snapshot_id: str, files: Iterable[DataFile]) -> pa.Table:
    """The files of a snapshot as rows of `load_files`."""
    rows = [
        {
            "load_id": file.load_id,
            "snapshot_id": snapshot_id,
            "table_name": file.table,
            "partition": file.partition,
            "path": file.path,
            "rows": file.rows,
            "bytes": file.bytes,
            "sha256": file.sha256,
        }
        for file in files
    ]
    return pa.Table.from_pylist(rows, schema=BY_NAME["load_files"].arrow_schema)
