"""The questions that a report answers: SQL in files, run over a selection, and shown as a person can run it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import duckdb

from flows.pages.report.selection import Selection, spelled_out

FOLDER: Final = Path(__file__).resolve().parent / "sql"
Row = dict[str, Any]
_AT_HAND: Final = (
    "links_of_articles",
    "who_said_what",
    "quote_speakers",
    "quotes_about",
    "figure_over_time",
    "figure_contradictions",
)
"""Views that questions of many pages read, each after those that it joins."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found.

    Attributes:
        rows: the rows, by column name, in the order of the query.
        sql: the statement as `onrecord sql` runs it, with the values spelled out; it gives `rows`.
        about: what the comment at the head of the file says, for the reader.
    """

    rows: list[Row]
    sql: str
    about: str

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True)
class Questions:
    """A snapshot to ask, and the articles that the questions are about."""

    connection: duckdb.DuckDBPyConnection
    selection: Selection

    def ask(self, name: str, **values: str | int) -> Answer:
        """What `sql/<name>.sql` finds among the selected articles, `values` bound by name."""
        about, text = _read(name)
        query = self.selection.applied(text)
        given = {**self.selection.parameters(), **values}
        used = {key: value for key, value in given.items() if re.search(rf"\${key}\b", query)}
        result = self.connection.execute(query, used)
        columns = [column[0] for column in result.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
        return Answer(rows, spelled_out(query, used), about)

    def ask_one(self, name: str, **values: str | int) -> Row:
        """The one row of a query that always has one."""
        return self.ask(name, **values).rows[0]


def keep_at_hand(connection: duckdb.DuckDBPyConnection) -> None:
    """Compute views that many questions join once, as tables of this connection under their names.

    Where they don't fit into the connection's memory, they stay views: the answers are the same, and take longer.
    """
    try:
        for view in _AT_HAND:
            connection.execute(f"CREATE TEMP TABLE {view} AS FROM {view}")
    except duckdb.OutOfMemoryException:
        for view in _AT_HAND:
            connection.execute(f"DROP TABLE IF EXISTS temp.{view}")


@lru_cache(maxsize=64)
def _read(name: str) -> tuple[str, str]:
    """The comment at the head of a query, as one line, and the query without it."""
    lines = (FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("--")]
    about = " ".join(line.removeprefix("--").strip() for line in head)
    return about, "\n".join(lines[len(head) :]).strip()
