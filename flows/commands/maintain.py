"""`onrecord maintain`: what the store's snapshots take, and what nobody needs any more freed."""

from pathlib import Path

import click

from flows.commands.options import database_option, store_option
from flows.commands.settings import settings_of
from flows.load.upkeep import hold, tidy_store
from flows.settings import MaintainSettings


@click.command()
@store_option
@click.option("--dry-run", is_flag=True, help="Show what would be freed.")
@click.option("--keep", "keep_snapshots_s", type=click.FloatRange(0), help="Seconds for which old snapshots stay.")
@database_option
def maintain(warehouse: Path, keep_snapshots_s: float | None, database: str | None, *, dry_run: bool) -> None:
    """Show the snapshots and the space they take; free those that nobody needs any more."""
    # without a server, which needs room itself
    options = {"warehouse": warehouse, "keep_snapshots_s": keep_snapshots_s, "dry_run": dry_run, "database": database}
    settings = settings_of(MaintainSettings, options)
    if not dry_run and hold(settings):
        click.echo(f"onrecord: news.duckdb holds {database} from now on")
    held, gone = tidy_store(settings), "would go" if dry_run else "freed"
    for one in held.snapshots:
        what = "current" if one.current else gone if one.freed else "kept"
        sizes = f"{one.bytes / 1e6:,.1f} MB, {one.own_bytes / 1e6:,.1f} MB of its own"
        click.echo(f"{one.snapshot_id}  {one.made_at}  {what:9}{sizes}")
    for work in held.works:
        click.echo(f"load {work.load_id}, unfinished  {gone:9}{work.bytes / 1e6:,.1f} MB")
    if not (held.snapshots or held.works):
        click.echo("onrecord: the store holds neither a snapshot nor unfinished work")
