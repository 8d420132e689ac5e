"""`onrecord replay` and `rederive`: what was refused, or what is stored, through the load again."""

from pathlib import Path

import click

from flows.commands.flow import prefect, show
from flows.commands.options import derive_options, id_option, store_option, summary_options
from flows.commands.rejects import meant_id, stored_rejects
from flows.commands.settings import settings_of
from flows.load.request import LoadSummary
from flows.settings import RederiveSettings, ReplaySettings
from schemas.errors import SettingsError, StoreError
from warehouse.store.store import Store


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
    """Take rejected records through the load again: those named, by id or its beginning, else all that are open."""
    settings = settings_of(ReplaySettings, options | {"reject_ids": tuple(reject_ids)})
    # what there is none of is told before Prefect starts, and makes no store
    known = [one.reject_id for one in stored_rejects(Store.open(settings.warehouse, create=False))]
    if not known and not reject_ids:
        _tell_none(quiet=quiet)
        return
    settings = settings.model_copy(update={"reject_ids": tuple(meant_id("reject", one, known) for one in reject_ids)})
    with prefect(settings.warehouse) as server:
        from flows.replay import replay as replay_flow  # noqa: PLC0415  # imports Prefect

        server.wait()
        summaries = replay_flow(settings)
    if not summaries:
        _tell_none(quiet=quiet)
    for summary in summaries:
        show(summary, as_json=as_json, quiet=quiet)


def _tell_none(*, quiet: bool) -> None:
    if not quiet:
        click.echo("onrecord: no reject is open")


@click.command()
@store_option
@derive_options
@click.option(
    "--compare",
    "compared_in",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="PAGE",
    help="Publish nothing; write what would change to this page of HTML.",
)
@summary_options
def rederive(*, compared_in: Path | None, as_json: bool, quiet: bool, **options: object) -> None:
    """Derive the rows of all stored articles anew, after a change of the extractors."""
    if compared_in and not compared_in.parent.is_dir():
        raise SettingsError(f"{compared_in}: there is no such folder; name another file with --compare")
    settings = settings_of(RederiveSettings, options | {"compare": compared_in is not None})
    if Store.open(settings.warehouse, create=False).current() is None and compared_in:
        raise StoreError(f"{settings.warehouse}: there is nothing to compare with; load articles first")
    with prefect(settings.warehouse) as server:
        from flows.rederive import rederive as rederive_flow  # noqa: PLC0415  # imports Prefect

        server.wait()
        made = rederive_flow(settings)
    if isinstance(made, LoadSummary):
        show(made, as_json=as_json, quiet=quiet)
    elif compared_in:
        from flows.comparing import show_comparison  # noqa: PLC0415  # loads templates

        show_comparison(made, compared_in, as_json=as_json, quiet=quiet)
