"""`onrecord export`: the current snapshot in another tool's form."""

from datetime import datetime
from pathlib import Path

import click

from flows.commands.options import day_options, store_option, where_option
from flows.exports import FORMATS, write_export
from flows.pages.report.selection import Selection


@click.command(epilog="; ".join(f"{name}: {one.told}" for name, one in FORMATS.items()))
@click.argument("format_", metavar="FORMAT", type=click.Choice(tuple(FORMATS)))
@store_option
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File or folder to write.")
@day_options
@where_option
def export(
    format_: str,
    warehouse: Path,
    out: Path,
    *,
    since: datetime | None,
    until: datetime | None,
    where: tuple[str, ...],
) -> None:
    """Write articles and what was found in them in another tool's form.

    What each form holds stands in flows/exports/README.md.
    """
    days = [day.date() if day else None for day in (since, until)]
    count, counted = write_export(warehouse, format_, out, Selection.parse(days[0], days[1], where))
    click.echo(f"{count:,} {counted} in {out}")
