"""A question to the warehouse, and its way from the current snapshot to the terminal, a pipe or a file."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from flows.answers.formats import FORMATS, format_of, write_answer
from flows.answers.layout import print_answer
from flows.answers.limits import TIMEOUT_S, limited
from flows.answers.nothing import Condition, why_nothing
from flows.answers.reads import refuse_writing
from flows.installation import named_store
from flows.terminal import safe
from schemas.errors import SettingsError
from warehouse.store.read import connect
from warehouse.store.store import Store

BATCH_ROWS: Final = 1000
"""Rows held at once: an article's body may have megabytes."""

_STDOUT: Final = Path("-")
_MESSAGE: Final = 300
"""Characters of DuckDB's message that are printed."""

_ABOUT_THE_STATEMENT: Final = (
    duckdb.ParserException,
    duckdb.SyntaxException,
    duckdb.BinderException,
    duckdb.CatalogException,
)
"""Errors found before any row is read: their messages quote the statement and the names of tables and columns."""
_BEGINNINGS: Final = (
    "Invalid Input Error: Values were not provided",
    "Invalid Input Error: Cannot change configuration",
    "Invalid Input Error: Cannot execute statement",
)
_TOLD: Final = (
    (duckdb.OutOfMemoryException, "needs more memory or disk than it may have; ask for less, or for fewer at once"),
    (MemoryError, "needs more memory than it may have; ask for less, or for fewer at once"),
    (duckdb.PermissionException, "wants what is not allowed: it may read the tables, and nothing else"),
    (duckdb.IOException, "needs a file that can't be read or written; see that the temporary folder has room"),
    (duckdb.NotImplementedException, "has a value that does not suit it; TRY gives NULL instead"),
    (duckdb.DataError, "has a value that does not suit it; TRY_CAST or TRY give NULL instead"),
    (duckdb.InvalidInputException, "has a value that does not suit it; TRY_CAST or TRY give NULL instead"),
)
"""What is said in place of messages that may hold a value."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statement and the values of its parameters; what a user says is in the values alone.

    Attributes:
        sql: the statement.
        parameters: the values.
        brief: the columns that a terminal shows, where it shows not all; files have all.
        conditions: those that it is made of, to say which one nothing meets.
    """

    sql: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    brief: tuple[str, ...] = ()
    conditions: Sequence[Condition] = ()


def ask(
    warehouse: Path,
    question: Question,
    format_: str | None,
    output: Path | None,
    *,
    timeout_s: float = TIMEOUT_S,
) -> None:
    """Answer a question in a format (one of `formats.FORMATS`; without one, the ending of `output` says it).

    Memory does not grow with the answer. A statement may take `timeout_s` seconds (0: any), and memory and disk within
    bounds.

    Raises:
        SettingsError: DuckDB refuses the statement, or format and output do not go together.
    """
    output = None if output == _STDOUT else output
    chosen = format_of(format_, output)
    with (
        connect(Store.open(warehouse, create=False)) as connection,
        _refusals(timeout_s),
        limited(connection, timeout_s),
    ):
        reader = _reader(connection, question)
        if reader is None:
            return
        counted = _Counted()
        if chosen == FORMATS[0]:
            print_answer(counted.reader(reader), brief=question.brief, store=named_store(warehouse))
        else:
            write_answer(counted.reader(reader), chosen, output)
        if not counted.rows:
            _tell_why(connection, question)


class _Counted:
    """Counts the rows that go by."""

    def __init__(self) -> None:
        self.rows = 0

    def reader(self, source: pa.RecordBatchReader) -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(source.schema, self._counting(source))

    def _counting(self, source: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        for batch in source:
            self.rows += batch.num_rows
            yield batch


def _tell_why(connection: duckdb.DuckDBPyConnection, question: Question) -> None:
    """Say on standard error why a question finds nothing, so that what is written or piped stays the answer alone."""
    sys.stdout.flush()
    with suppress(duckdb.Error):  # nothing was found all the same
        for line in why_nothing(connection, question.parameters, question.conditions):
            print(f"onrecord: {line}", file=sys.stderr)  # noqa: T201  # as the commands tell


def parse_parameters(given: tuple[str, ...]) -> dict[str, object]:
    """What `--param NAME=VALUE` says, by name.

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
    refuse_writing(connection, question.sql)
    result = connection.sql(question.sql, params=dict(question.parameters) or None)
    return None if result is None else result.to_arrow_reader(BATCH_ROWS)


@contextmanager
def _refusals(timeout_s: float) -> Iterator[None]:
    """Turn what DuckDB refuses, at once or on the way, into an error that a person can act on."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException, MemoryError) as error:
        raise SettingsError(f"the query: {_told(error, timeout_s)}") from None


def _told(error: Exception, timeout_s: float) -> str:
    """What went wrong: DuckDB's message where it speaks of the statement, else words of ours.

    All other messages may hold a value, and with it an article's text: a time zone that is none, a date, a pattern.
    """
    message = str(error)
    if isinstance(error, _ABOUT_THE_STATEMENT) or message.startswith(_BEGINNINGS):
        return f"{safe(message, _MESSAGE)}; tables: onrecord sql 'SHOW TABLES'"
    if isinstance(error, duckdb.InterruptException):
        return f"took longer than {timeout_s:g} s and was stopped; raise --timeout, or ask for less"
    known = next((told for kind, told in _TOLD if isinstance(error, kind)), "failed")
    return f"{known} ({type(error).__name__})"
