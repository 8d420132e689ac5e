"""`onrecord erase`: articles, and all that was derived from them, out of every file of the store."""

from pathlib import Path

import click

from flows.commands.flow import prefect
from flows.commands.options import store_option
from flows.settings import EraseSettings


@click.command()
@click.argument("article_ids", nargs=-1, required=True)
@store_option
@click.option("--reason", required=True, help="Why; kept in the table erasures.")
def erase(article_ids: tuple[str, ...], warehouse: Path, reason: str) -> None:
    """Erase articles and all that was derived from them, from every file of the store."""
    settings = EraseSettings(warehouse=warehouse, article_ids=tuple(article_ids), reason=reason)
    with prefect(warehouse) as server:
        from flows.erase import erase as erase_flow  # noqa: PLC0415  # imports Prefect

        server.wait()
        summary = erase_flow(settings)
    click.echo(f"onrecord: {len(article_ids)} erased by load {summary.load_id}; older snapshots are gone")
