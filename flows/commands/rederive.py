"""`onrecord rederive`: the rows of all stored articles anew."""

import click

from flows.commands.flow import prefect, show
from flows.commands.options import derive_options, store_option, summary_options
from flows.commands.settings import settings_of
from flows.settings import RederiveSettings


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
