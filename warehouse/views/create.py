"""The views of news.duckdb: one file each, its head the view's comment; what their columns hold is in columns.csv."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from schemas.ids import hash_id
from schemas.tables import BY_NAME, quote_literal
from warehouse.disk.sqlfiles import SqlFile, all_sql

COLUMNS = Path(__file__).parent / "columns.csv"
MADE = "internal.made_views"
_STATE = (
    "CREATE SCHEMA IF NOT EXISTS internal",
    f"CREATE TABLE IF NOT EXISTS {MADE} (version VARCHAR)",
    f"COMMENT ON TABLE {MADE} IS 'Which views were made.'",
)
_WORD = re.compile(r"\w+")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create or renew all views, those before that others are made of, with comments on views and columns.

    Where the database has them as they are here, nothing is done: half a second of CPU time of each load. All of it is
    one transaction: each statement in a transaction of its own was measured to take six times as long.
    """
    for statement in _STATE:
        connection.execute(statement)
    if connection.execute(f"FROM {MADE}").fetchall() == [(_version(),)]:
        return
    views = {view.name: view for view in all_sql("views")}
    parts = {view.name: views.keys() & set(_WORD.findall(view.statement)) - {view.name} for view in views.values()}
    connection.begin()
    for name in TopologicalSorter(parts).static_order():
        connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS {views[name].text}')
        _comment(connection, views[name])
    connection.execute(f"TRUNCATE {MADE}")
    connection.execute(f"INSERT INTO {MADE} VALUES ($version)", {"version": _version()})  # noqa: S608 - our own name
    connection.commit()


@lru_cache(maxsize=1)
def _version() -> str:
    """What tells views of one text, and of one set of tables, from others."""
    told = [f"{view.name} {' '.join(view.head)} {view.text}" for view in all_sql("views")]
    tables = [statement for table in BY_NAME.values() for statement in table.comment_sql()]
    return hash_id("views", *told, *tables, COLUMNS.read_text(encoding="utf-8"))


def column_comments(view: str, columns: list[str]) -> Iterator[tuple[str, str]]:
    """Each of the view's columns that columns.csv describes, and what it holds.

    A description for the view itself goes before the one for all views (`*`); current_articles has the columns of
    `articles`, and their descriptions.
    """
    told = _descriptions()
    articles = {column.name: column.description for column in BY_NAME["articles"].sql_columns}
    for column in columns:
        comment = told.get((view, column)) or (articles.get(column) if view == "current_articles" else None)
        if comment := comment or told.get(("*", column)):
            yield column, comment


def _comment(connection: duckdb.DuckDBPyConnection, view: SqlFile) -> None:
    connection.execute(f'COMMENT ON VIEW "{view.name}" IS {quote_literal(" ".join(view.head))}')
    for column, comment in column_comments(view.name, connection.table(view.name).columns):
        connection.execute(f'COMMENT ON COLUMN "{view.name}"."{column}" IS {quote_literal(comment)}')


@lru_cache(maxsize=1)
def _descriptions() -> Mapping[tuple[str, str], str]:
    with COLUMNS.open(encoding="utf-8", newline="") as file:
        return {(row["view"], row["column"]): row["description"] for row in csv.DictReader(file)}
