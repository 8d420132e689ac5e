"""A question to the warehouse, and its way from the current snapshot to the terminal, a pipe or a file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from flows.answers.formats import FORMATS, format_of, write_answer
from flows.answers.layout import print_answer
from flows.terminal import safe
from schemas.errors import SettingsError
from warehouse.store.read import connect
from warehouse.store.store import Store

BATCH_ROWS: Final = 1000
"""Rows held at once: an article's body may have megabytes."""

_STDOUT: Final = Path("-")
_MESSAGE: Final = 300
"""Characters of DuckDB's message that are printed."""

_ABOUT_VALUES: Final = (duckdb.ConversionException, duckdb.OutOfRangeException, duckdb.InvalidInputException)
_ABOUT_THE_STATEMENT: Final = (
    "Invalid Input Error: Values were not provided",
    "Invalid Input Error: Cannot change configuration",
    "Invalid Input Error: Cannot execute statement",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A statement and the values of its parameters; what a user says is in the values alone.

    Attributes:
        sql: the statement.
        parameters: the values.
        brief: the columns that a terminal shows, where it shows not all; files have all.
    """

    sql: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    brief: tuple[str, ...] = ()


def ask(warehouse: Path, question: Question, format_: str | None, output: Path | None) -> None:
    """Answer a question in a format (one of `formats.FORMATS`; without one, the ending of `output` says it).

    Memory does not grow with the answer.

    Raises:
        SettingsError: DuckDB refuses the statement, or format and output do not go together.
    """
    output = None if output == _STDOUT else output
    chosen = format_of(format_, output)
    with connect(Store.open(warehouse, create=False)) as connection, _refusals():
        reader = _reader(connection, question)
        if reader is None:
            return
        if chosen == FORMATS[0]:
            print_answer(reader, brief=question.brief)
        else:
            write_answer(reader, chosen, output)


def parse_parameters(given: tuple[str, ...]) -> dict[str, object]:
    """Return what `--param NAME=VALUE` says, by name.

    Raises:
        SettingsError: there is no equals sign, or no name before it.
    """
    pairs = [one.partition("=") for one in given]
    for name, equals, _ in pairs:
        if not (equals and name.isidentifier()):
            raise SettingsError("--param: no NAME=VALUE; write --param speaker=Biden for $speaker in the statement")
    return {name: value for name, _, value in pairs}


def _reader(connection: duckdb.DuckDBPyConnection, question: Question) -> pa.RecordBatchReader | None:
    """Run the statement; None if it has no result."""
    if len(connection.extract_statements(question.sql)) != 1:
        raise SettingsError("the query: not exactly one statement; ask one at a time")
    result = connection.sql(question.sql, params=dict(question.parameters) or None)
    return None if result is None else result.to_arrow_reader(BATCH_ROWS)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what DuckDB refuses, at once or on the way, into an error that a person can act on."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        raise SettingsError(f"the query: {_told(error)}; tables: onrecord sql 'SHOW TABLES'") from None


def _told(error: Exception) -> str:
    """Return DuckDB's message, but for errors about a value, whose message may hold an article's text."""
    if isinstance(error, _ABOUT_VALUES) and not str(error).startswith(_ABOUT_THE_STATEMENT):
        return f"a value does not suit it ({type(error).__name__}); TRY_CAST or TRY give NULL instead"
    return safe(str(error), _MESSAGE)
