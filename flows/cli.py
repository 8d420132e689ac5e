"""`onrecord …`: the command line; a command's module is imported when it is asked for, so that each starts fast."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, NamedTuple

import click

from flows.commands.exits import clean_exit, ending_here, told_exit_codes
from flows.installation import CODE_VERSION


class Place(NamedTuple):
    """The module of flows/commands that has a command of its name, and the line that lists it."""

    module: str
    summary: str


COMMANDS: Final[Mapping[str, Place]] = {
    "run": Place("run", "Load articles: files, folders, globs, or - for standard input."),
    "peek": Place("peek", "Show what would be read: formats, columns, the first records. Loads nothing."),
    "serve": Place("serve", "Load folders again and again on a schedule, until stopped."),
    "extract": Place("extract", "Derive rows without a warehouse: articles in, JSON lines out."),
    "quotes": Place("find", "Find quotes: who said what, when and where."),
    "figures": Place("find", "Find figures: what was counted or measured, of whom, when and where."),
    "browse": Place("find", "Search and read a store in the browser: facets, sentences, articles, citations, files."),
    "check": Place("check", "Compare a draft with what is stored: its quotes, figures, names and dates."),
    "sql": Place("sql", "Run one SQL statement (- for standard input) on the current snapshot, read-only."),
    "show": Place("show", "Show an article with its quotes, names, figures and dates marked, as one page of HTML."),
    "report": Place("report", "Write a static site: who is quoted, quotes that spread, figures, contradictions."),
    "validate": Place(
        "validate", "Measure how often the rows of your own store are right, by a sample that you judge."
    ),
    "export": Place("export", "Write articles and what was found in them in another tool's form."),
    "import-annotations": Place("import_annotations", "Read corrections back that were made in Label Studio."),
    "loads": Place("rejects", "List the loads, the newest first."),
    "watch": Place("watch", "Look through the stored articles with a watch list, and tell what is new."),
    "rejects": Place("rejects", "List the records that did not pass, and why."),
    "replay": Place("replay", "Take rejected records through the load again."),
    "rederive": Place("replay", "Derive the rows of all stored articles anew."),
    "erase": Place("erase", "Erase articles, with what was derived and refused of them."),
    "maintain": Place("maintain", "Show the snapshots and the space they take; free those that nobody needs any more."),
    "verify": Place("verify", "Check every file, count, offset and reference of the store; repair it."),
}
"""Every command, in the order in which the help lists them: first what goes in, then what comes out, then upkeep."""


class LazyCommands(click.Group):
    """The commands of `COMMANDS`: all listed without an import, all ending alike, whatever ends them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # as click has it
        """Every command's name."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as click has it
        """The command of that name, from its module; none if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"flows.commands.{COMMANDS[cmd_name].module}"), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # likewise
        """List the commands, a line each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.summary) for name, place in COMMANDS.items()])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401  # as click has it
        """Read the arguments; click would answer an interrupt meanwhile with an exit code of its own."""
        with clean_exit():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # as click has it
        """Run the command that is asked for."""
        with clean_exit():
            return super().invoke(ctx)


@click.group(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=told_exit_codes(),
)
@click.version_option(CODE_VERSION)
def main() -> None:
    """Turn news articles into a warehouse of entities, quotes and figures, every row pointing at its text."""


def start() -> None:
    """Run the command that the arguments of this process ask for, and end the process with it."""
    with ending_here():
        main()


if __name__ == "__main__":
    start()
