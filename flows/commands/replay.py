"""`onrecord replay` and `rederive`: what was refused, or what is stored, through the load again."""

from pathlib import Path

import click

from flows.commands.flow import prefect, show
from flows.commands.options import derive_options, id_option, store_option, summary_options
from flows.commands.settings import settings_of
from flows.settings import RederiveSettings, ReplaySettings


@click.command()
@click.argument("reject_ids", nargs=-1)
@store_option
@derive_options
@id_option
@click.option(
    "--payload",
    "payload_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the mended record, for the one reject that is named.",
)
@summary_options
def replay(reject_ids: tuple[str, ...], *, as_json: bool, quiet: bool, **options: object) -> None:
    """Take rejected records through the load again: those named, else all that are open."""
    settings = settings_of(ReplaySettings, options | {"reject_ids": tuple(reject_ids)})
    with prefect(settings.warehouse) as server:
        from flows.replay import replay as replay_flow  # noqa: PLC0415  # imports Prefect

        server.wait()
        summaries = replay_flow(settings)
    if not summaries and not quiet:
        click.echo("onrecord: no reject is open")
    for summary in summaries:
        show(summary, as_json=as_json, quiet=quiet)


@click.command()
@store_option
@derive_options
@summary_options
def rederive(*, as_json: bool, quiet: bool, **options: object) -> None:
    """Derive the rows of all stored articles anew, after a change of the extractors."""
    settings = settings_of(RederiveSettings, options)
    with prefect(settings.warehouse) as server:
        from flows.rederive import rederive as rederive_flow  # noqa: PLC0415  # imports Prefect

        server.wait()
        summary = rederive_flow(settings)
    show(summary, as_json=as_json, quiet=quiet)
