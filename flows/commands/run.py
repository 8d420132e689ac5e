"""The commands that run a flow and print its summary."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from rich.console import Console

from flows.commands.settings import settings_of, standard_input
from flows.environment import prepare_run
from flows.load.run import LoadSummary
from flows.progress import watched
from flows.settings import EraseSettings, IngestSettings, MaintainSettings, RederiveSettings, ReplaySettings
from flows.summary import show_summary


def run_ingest(sources: Sequence[str], options: dict[str, object], *, as_json: bool, quiet: bool) -> None:
    """Run the flow `ingest` and print what it did."""
    with standard_input(sources) as stdin_file:
        settings = settings_of(IngestSettings, options | {"sources": tuple(sources), "stdin_file": stdin_file})
        prepare_run(settings.warehouse)
        from flows.ingest import ingest  # noqa: PLC0415  # imports Prefect

        _run(lambda: ingest(settings), as_json=as_json, quiet=quiet)


def _run(flow: Callable[[], LoadSummary], *, as_json: bool, quiet: bool) -> None:
    with watched(Console(stderr=True)):
        summary = flow()
    if as_json:
        click.echo(summary.model_dump_json())
    elif not quiet:
        show_summary(Console(), summary)
