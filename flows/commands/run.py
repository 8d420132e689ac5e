"""The commands that run a flow and print its summary."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from flows.commands.progress import watched
from flows.commands.settings import settings_of, standard_input
from flows.commands.summary import show_summary
from flows.load.plan import found_by
from flows.load.request import LoadSummary
from flows.load.upkeep import tidy_store
from flows.local_server.environment import prepare_run
from flows.local_server.server import Server, prefect_server
from flows.settings import EraseSettings, IngestSettings, MaintainSettings, RederiveSettings, ReplaySettings


def run_ingest(sources: Sequence[str], options: dict[str, object], *, as_json: bool, quiet: bool) -> None:
    """Run the flow `ingest` and print what it did."""
    with standard_input(sources) as stdin_file:
        settings = settings_of(IngestSettings, options | {"sources": tuple(sources), "stdin_file": stdin_file})
        found_by(settings, stdin_file)  # a source that can't be read is told before Prefect starts
        with _prefect(settings.warehouse) as server:
            from flows.ingest import ingest  # noqa: PLC0415  # imports Prefect

            server.wait()
            summary = ingest(settings)
        _show(summary, as_json=as_json, quiet=quiet)


def run_replay(reject_ids: Sequence[str], options: dict[str, object], *, as_json: bool, quiet: bool) -> None:
    """Run the flow `replay` and print what it did, a summary for each source."""
    settings = settings_of(ReplaySettings, options | {"reject_ids": tuple(reject_ids)})
    with _prefect(settings.warehouse) as server:
        from flows.replay import replay  # noqa: PLC0415  # imports Prefect

        server.wait()
        summaries = replay(settings)
    if not summaries and not quiet:
        click.echo("onrecord: no reject is open")
    for summary in summaries:
        _show(summary, as_json=as_json, quiet=quiet)


def run_rederive(options: dict[str, object], *, as_json: bool, quiet: bool) -> None:
    """Run the flow `rederive` and print what it did."""
    settings = settings_of(RederiveSettings, options)
    with _prefect(settings.warehouse) as server:
        from flows.rederive import rederive  # noqa: PLC0415  # imports Prefect

        server.wait()
        summary = rederive(settings)
    _show(summary, as_json=as_json, quiet=quiet)


def run_erase(article_ids: Sequence[str], warehouse: Path, reason: str) -> None:
    """Run the flow `erase` and say that it is done."""
    settings = EraseSettings(warehouse=warehouse, article_ids=tuple(article_ids), reason=reason)
    with _prefect(warehouse) as server:
        from flows.erase import erase  # noqa: PLC0415  # imports Prefect

        server.wait()
        summary = erase(settings)
    click.echo(f"onrecord: {len(article_ids)} erased by load {summary.load_id}; older snapshots are gone")


def run_maintain(warehouse: Path, keep_snapshots_s: float | None, *, dry_run: bool) -> None:
    """Free what nobody needs, without a server, which needs room itself; print what there is."""
    options = {"warehouse": warehouse, "keep_snapshots_s": keep_snapshots_s, "dry_run": dry_run}
    settings = settings_of(MaintainSettings, options)
    held = tidy_store(settings)
    for one in held.snapshots:
        what = "current" if one.current else "freed" if one.freed else "kept"
        sizes = f"{one.bytes / 1e6:,.1f} MB, {one.own_bytes / 1e6:,.1f} MB of its own"
        click.echo(f"{one.snapshot_id}  {one.made_at}  {what:8}{sizes}")
    for work in held.works:
        what = "freed" if work.freed else "kept"
        click.echo(f"load {work.load_id}, unfinished  {what:8}{work.bytes / 1e6:,.1f} MB")


@contextmanager
def _prefect(warehouse: Path) -> Iterator[Server]:
    """Make ready for a flow on a store: environment, progress bar, and a server that starts during the imports."""
    prepare_run(warehouse)
    with watched(Console(stderr=True)):
        yield prefect_server(warehouse)


def _show(summary: LoadSummary, *, as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(summary.model_dump_json())
    elif not quiet:
        show_summary(Console(), summary)
