"""What of the article-level rows news.duckdb holds: all, those of the latest months, or none.

The Parquet files have every row always. Where the database has not, each of its tables is a view: the rows that it
holds, in the schema `recent`, and the Parquet files of the other months. Whoever asks it sees one table, whole.

The views find the files below the folder of their snapshot. `point_at` tells a connection where that is, and so does
that of DuckDB's `allowed_directories` which `connect` sets; else it is where the snapshot lay when it was made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import duckdb

from schemas.tables import ARTICLE_TABLES, TABLES, Table, quote_literal
from warehouse.disk.duck import as_pattern
from warehouse.disk.manifest import DataFile, Manifest
from warehouse.store.database import create_table, insert_files

Connection = duckdb.DuckDBPyConnection

FULL: Final = "full"
SCHEMA: Final = "recent"
"""Where the rows of a table lie that is a view."""
_RECENT: Final = "recent:"
_LATEST, _LAST = "~", "9999-12"
"""After every month and after `unknown`, where undated articles lie; after every month, but before that."""
_MONTH: Final = "published_month="


@dataclass(frozen=True, slots=True)
class Held:
    """What a database holds itself.

    Attributes:
        mode: `full`, `none`, or `recent:N`: the latest N months in which articles were published.
        since: the first month that is held; None: all rows, or no row.
    """

    mode: str = FULL
    since: str | None = None

    @classmethod
    def of(cls, mode: str, files: Iterable[DataFile]) -> Self:
        """What a database of that mode holds of a snapshot of these files; undated articles are not recent."""
        if not mode.startswith(_RECENT):
            return cls(mode)
        months = sorted({file.partition.removeprefix(_MONTH) for file in files if file.partition})
        dated = [month for month in months if month <= _LAST]
        latest = dated[-int(mode.removeprefix(_RECENT)) :]
        return cls(mode, latest[0] if latest else None)

    @classmethod
    def by(cls, manifest: Manifest) -> Self:
        """What the database of a snapshot holds."""
        return cls(manifest.database, manifest.database_since)

    @property
    def whole(self) -> bool:
        """Whether it holds everything, in tables."""
        return self.mode == FULL

    @property
    def schema(self) -> str:
        """The schema of the article-level tables."""
        return "main" if self.whole else SCHEMA

    @property
    def first(self) -> str:
        """What no month that is held comes before."""
        return "" if self.whole else self.since or _LATEST

    def holds(self, file: DataFile) -> bool:
        """Whether the rows of a Parquet file of an article-level table are held."""
        return self.whole or self.first <= (file.partition or "").removeprefix(_MONTH) <= _LAST


def create_tables(connection: Connection, held: Held) -> None:
    """Create every table, empty, with its comments; in one transaction, which takes half as long as many."""
    connection.begin()
    if not held.whole:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
    for table in TABLES:
        create_table(connection, table, held.schema if table.level == "article" else "main")
    connection.commit()


def insert_held(
    connection: Connection, held: Held, files: Sequence[DataFile], folder: Path, load_id: str | None = None
) -> None:
    """Insert the rows of a snapshot's Parquet files that are held: all of them, or those of a load."""
    for table in ARTICLE_TABLES:
        paths = [folder / file.path for file in files if file.table == table.name and held.holds(file)]
        insert_files(connection, table, paths, load_id, held.schema)


def convert(connection: Connection, held: Held, old: Path, manifest: Manifest) -> None:
    """Make a new database of the snapshot in `old` that holds something else; nothing is computed anew for it."""
    create_tables(connection, held)
    insert_held(connection, held, manifest.files, old)
    connection.execute(f"ATTACH {quote_literal(str(old / 'news.duckdb'))} AS old (READ_ONLY)")
    for table in TABLES:
        if table.level != "article":
            connection.execute(f'INSERT INTO "{table.name}" BY NAME FROM old.main."{table.name}"')
    names = (
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'old' AND schema_name = 'internal' "
        "AND table_name <> 'made_views'"  # they are not there yet
    )
    connection.execute("CREATE SCHEMA internal")
    for (name,) in connection.execute(names).fetchall():
        connection.execute(f'CREATE TABLE internal."{name}" AS FROM old.internal."{name}"')
    connection.execute("DETACH old")


def follow(connection: Connection, held: Held, old: Path, manifest: Manifest) -> None:
    """Bring the copy of the database of the snapshot in `old` to the months that are held from now on."""
    before = Held.by(manifest)
    for table in () if held.whole else ARTICLE_TABLES:
        connection.execute(f'DELETE FROM {SCHEMA}."{table.name}" WHERE published_month < $first', {"first": held.first})  # noqa: S608 - names from the registry
    come_back = [file for file in manifest.files if held.holds(file) and not before.holds(file)]
    insert_held(connection, held, come_back, old)


def point_at(connection: Connection, home: Path, folder: Path | None = None) -> None:
    """Have the views of the snapshot named as `home` read the files in `folder` (`home`), wherever it was made."""
    connection.execute(f'SET VARIABLE "{_variable(home)}" = {quote_literal(as_pattern(folder or home))}')


def _variable(home: Path) -> str:
    return f"snapshot_{home.name}"


def show_tables(
    connection: Connection, held: Held, files: Iterable[DataFile], home: Path, *, described: bool = False
) -> None:
    """Make the views that stand for article-level tables, over the `files` of a snapshot that will lie in `home`.

    Those that readers will see are `described`: the comments are most of the work.
    """
    if held.whole:
        return
    stored = {file.table for file in files}
    connection.begin()
    for table in ARTICLE_TABLES:
        columns = ", ".join(f'"{column.name}"' for column in table.sql_columns)
        parts = [f'SELECT {columns} FROM {SCHEMA}."{table.name}"']  # noqa: S608 - names from the registry
        if table.name in stored:
            parts.append(f"SELECT {columns} FROM {_parquet(table, home)} WHERE {_other_months(held)}")  # noqa: S608 - as above
        connection.execute(f'CREATE OR REPLACE VIEW "{table.name}" AS {" UNION ALL ".join(parts)}')
        for statement in table.comment_sql(view=True) if described else ():
            connection.execute(statement)
    connection.commit()


def _parquet(table: Table, home: Path) -> str:
    """The Parquet files of a table, below the first folder that is told; of allowed ones the longest is the pattern."""
    own = f"list_filter(current_setting('allowed_directories'), lambda path: contains(path, '/{home.name}/'))"
    allowed = f"list_reduce({own}, lambda one, other: if(length(one) > length(other), one, other))"
    folder = f"coalesce(getvariable('{_variable(home)}'), {allowed}, {quote_literal(as_pattern(home))})"
    return (
        f"read_parquet({folder} || '/{table.name}/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)"
    )


def _other_months(held: Held) -> str:
    return f"(published_month < {quote_literal(held.first)} OR published_month > '{_LAST}')"
