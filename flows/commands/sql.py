"""`onrecord sql`: one statement on the current snapshot, read-only."""

import sys
from pathlib import Path

import click

from flows.answers.question import Question, ask, parse_parameters
from flows.commands.options import answer_options, store_option

STDIN = "-"


@click.command()
@click.argument("query")
@store_option
@answer_options
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Value of $NAME in the query.")
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(0),
    default=60,
    show_default=True,
    help="Seconds that the statement may take; 0: any.",
)
def sql(  # an option each
    query: str,
    warehouse: Path,
    format_: str | None,
    output: Path | None,
    parameters: tuple[str, ...],
    timeout_s: float,
) -> None:
    """Run one SQL statement (- for standard input) on the current snapshot, read-only; print or write the result."""
    text = sys.stdin.read() if query == STDIN else query
    ask(warehouse, Question(text, parse_parameters(parameters)), format_, output, timeout_s=timeout_s)
