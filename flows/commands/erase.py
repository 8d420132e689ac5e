"""`onrecord erase`: articles, with what was derived and refused of them, out of every file of the store."""

from pathlib import Path

import click

from flows.commands.flow import prefect
from flows.commands.options import fetched_option, store_option
from flows.commands.rejects import meant_id, stored_rejects
from flows.load.erasure import plan_erasure
from flows.settings import EraseSettings
from flows.terminal import safe
from schemas.errors import SettingsError
from warehouse.store.store import Store

_SHOWN, _NAMED = 80, 10
"""Characters of a file's name, and names, that are shown."""


@click.command()
@click.argument("article_ids", nargs=-1)
@store_option
@click.option("--reject", "reject_ids", multiple=True, metavar="REJECT_ID", help="A refused record to erase as well.")
@fetched_option
@click.option("--reason", required=True, help="Why; kept in the table erasures.")
def erase(
    article_ids: tuple[str, ...], reject_ids: tuple[str, ...], warehouse: Path, fetched: Path | None, reason: str
) -> None:
    """Erase articles, what was derived from them and what was refused of them, from every file of the store.

    Pages that --fetch keeps go too; files of your own that held the articles are named, and stay.
    """
    if not (article_ids or reject_ids):
        raise SettingsError("erase: name articles, or rejects with --reject")
    store = Store.open(warehouse, create=False)
    known = [reject.reject_id for reject in stored_rejects(store, every=True)] if reject_ids else []
    reject_ids = tuple(meant_id("reject", one, known) for one in reject_ids)
    plan_erasure(store, article_ids, reject_ids)  # what there is none of is told before Prefect starts
    settings = EraseSettings(
        warehouse=warehouse, article_ids=article_ids, reject_ids=reject_ids, reason=reason, fetched=fetched
    )
    with prefect(warehouse) as server:
        from flows.erase import erase as erase_flow  # noqa: PLC0415  # imports Prefect

        server.wait()
        summary = erase_flow(settings)
    pages = f" and {summary.pages_erased:,} fetched pages" if summary.pages_erased else ""
    click.echo(
        f"onrecord: {_told(warehouse, summary.load_id)}{pages} erased by load {summary.load_id}; "
        "older snapshots are gone"
    )
    if summary.sources_left:
        named = ", ".join(safe(source, _SHOWN) for source in summary.sources_left[:_NAMED])
        more = f" and {len(summary.sources_left) - _NAMED:,} more" if len(summary.sources_left) > _NAMED else ""
        click.echo(f"onrecord: the files that they were loaded from are yours and still hold them: {named}{more}")


def _told(warehouse: Path, load_id: str) -> str:
    rows = Store.open(warehouse, create=False).ledger.tables("erasures")["erasures"].to_pylist()
    rejects = [row["reject_id"] is not None for row in rows if row["load_id"] == load_id]
    return f"{rejects.count(False):,} articles and the payloads of {rejects.count(True):,} rejects"
