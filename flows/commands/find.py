"""`onrecord quotes` and `onrecord figures`: questions for people without SQL, and the SQL that answers them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from flows.answers.question import Question, ask
from flows.answers.questions import figures_question, quotes_question
from flows.terminal import safe

Options = Mapping[str, object]


def find_quotes(warehouse: Path, options: Options, format_: str | None, output: Path | None, *, sql: bool) -> None:
    """Print or write the quotes that meet all `options`; with `sql` the statement instead."""
    _find(quotes_question, warehouse, options, format_, output, sql=sql)


def find_figures(warehouse: Path, options: Options, format_: str | None, output: Path | None, *, sql: bool) -> None:
    """Print or write the figures that meet all `options`; with `sql` the statement instead."""
    _find(figures_question, warehouse, options, format_, output, sql=sql)


def _find(
    make: Callable[[Options], Question],
    warehouse: Path,
    options: Options,
    format_: str | None,
    output: Path | None,
    *,
    sql: bool,
) -> None:
    question = make(options)
    if sql:
        click.echo(_told(question))
    else:
        ask(warehouse, question, format_, output)


def _told(question: Question) -> str:
    """Return the statement, and how to run it: the values stay beside it, as they were bound."""
    values = "".join(f" --param {name}={_quoted(str(value))}" for name, value in question.parameters.items())
    return f"-- onrecord sql -{values} < FILE\n{question.sql}"


def _quoted(value: str) -> str:
    return "'" + safe(value).replace("'", "'\\''") + "'"
