"""How a command runs a flow: Prefect made ready, a progress bar, and the summary that is printed behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from flows.commands.progress import watched
from flows.commands.summary import show_summary
from flows.load.request import LoadSummary
from flows.local_server.environment import prepare_run
from flows.local_server.server import Server, prefect_server


@contextmanager
def prefect(warehouse: Path) -> Iterator[Server]:
    """Make ready for a flow on a store: environment, progress bar, and a server that starts during the imports."""
    prepare_run(warehouse)
    with watched(Console(stderr=True)):
        yield prefect_server(warehouse)


def show(summary: LoadSummary, *, as_json: bool, quiet: bool) -> None:
    """Print what a load did: for people, as one JSON object, or not at all."""
    if as_json:
        click.echo(summary.model_dump_json())
    elif not quiet:
        show_summary(Console(), summary)
