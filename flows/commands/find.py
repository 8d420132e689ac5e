"""`onrecord quotes`, `figures` and `browse`: questions for people without SQL, and the SQL that answers them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from flows.answers.question import Question, ask
from flows.answers.questions import figures_question, quotes_question
from flows.commands.options import answer_options, filter_options, store_option
from flows.terminal import safe

Options = Mapping[str, object]


@click.command()
@click.option("--speaker", metavar="NAME", help="Said by: words of a name or alias; case and accents do not matter.")
@click.option("--about", metavar="WORDS", help="With these words, or with a mention of somebody of this name.")
@click.option("--kind", type=click.Choice(["direct", "mixed", "indirect"]), help="How it is quoted.")
@store_option
@filter_options
@answer_options
def quotes(warehouse: Path, format_: str | None, output: Path | None, *, sql: bool, **options: object) -> None:
    """Find quotes: who said what, when and where, each with its article and place in the text."""
    _find(quotes_question, warehouse, options, format_, output, sql=sql)


@click.command()
@click.option("--counted", metavar="WORDS", help="Of what: the noun counted (troop), or the attribute measured.")
@click.option("--unit", help="Unit as in the table figures (USD, km, percent) or as in the text.")
@click.option("--owner", metavar="NAME", help="Whose: words of a name or alias.")
@click.option("--claimant", metavar="NAME", help="Claimed by: words of a name or alias.")
@click.option("--kind", help="count, money, percent, length …: a kind of the table figures.")
@store_option
@filter_options
@answer_options
def figures(warehouse: Path, format_: str | None, output: Path | None, *, sql: bool, **options: object) -> None:
    """Find figures: what was counted or measured, of whom, when and where, each with its place in the text."""
    _find(figures_question, warehouse, options, format_, output, sql=sql)


@click.command()
@store_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on.  [default: one that is free]"
)
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(0.1),
    default=10,
    show_default=True,
    help="Seconds a search may take.",
)
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
def browse(warehouse: Path, port: int, timeout_s: float, *, opened: bool) -> None:
    """Search and read a store in the browser: quotes, figures, names and headlines, each in its sentence.

    On this machine alone, and only for who has the address that is printed. Nothing is written.
    """
    from flows.browse import browse_store  # noqa: PLC0415  # a web server that no other command needs

    browse_store(warehouse, click.echo, port=port, timeout_s=timeout_s, opened=opened)


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
    """The statement, and how to run it: the values stay beside it, as they were bound."""
    values = "".join(f" --param {name}={_quoted(str(value))}" for name, value in question.parameters.items())
    return f"-- onrecord sql -{values} < FILE\n{question.sql}"


def _quoted(value: str) -> str:
    return "'" + safe(value).replace("'", "'\\''") + "'"
