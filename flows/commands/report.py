"""`onrecord report`: a static site over the current snapshot."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import click
import duckdb
import orjson

from flows.commands.options import day_options, store_option, where_option
from flows.judging.isotonic import mapped
from flows.judging.recalibrate import kept
from flows.pages.report.made import Calibrated
from flows.pages.report.selection import Selection
from flows.pages.report.site import Articles, File, known_entries, site_files, write_file
from flows.pages.report.swap import MARKER, replaced
from schemas.errors import SettingsError, StoreError
from warehouse.store.read import connect, of_this_version
from warehouse.store.store import Store

MEMORY_MB = 1000
"""DuckDB's memory limit; 10,000 articles need a third of it."""

_EDGES = (0.5, 0.7, 0.9)
"""Confidences of which the report says what they are worth."""


@click.command()
@store_option
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("report"), show_default=True, help="Folder to write."
)
@day_options
@where_option
@click.option(
    "--articles",
    type=click.Choice(["cited", "all", "none"]),
    default="cited",
    show_default=True,
    help="Which articles get a page: the first 1,000 that the report leads to, all, or none.",
)
def report(
    warehouse: Path,
    out: Path,
    *,
    since: datetime | None,
    until: datetime | None,
    where: tuple[str, ...],
    articles: Literal["cited", "all", "none"],
) -> None:
    """Write a static site: who is quoted, who speaks about whom, quotes that spread, figures, contradictions.

    A folder with a report is replaced; any other is left alone.
    """
    write_report(warehouse, out, (since, until), where, articles)


def write_report(
    warehouse: Path,
    out: Path,
    days: tuple[datetime | None, datetime | None],
    where: Sequence[str],
    articles: Articles,
) -> None:
    """Write the report and say where it lies.

    Raises:
        SettingsError: a condition makes no sense, `out` is something else than a report, or memory is too little.
        StoreError: there is no store, nothing was loaded yet, or its tables are of another version.
    """
    since, until = (day.date() if day else None for day in days)
    selection = Selection.parse(since, until, where)
    store = Store.open(warehouse, create=False)
    snapshot = store.current()
    if snapshot is None:
        raise StoreError(f"{warehouse}: nothing is published here yet. Run `onrecord run SOURCE` first.")
    pages, largest, total = 0, 0, 0
    with (
        replaced(out, known_entries()) as folder,
        connect(snapshot, memory_mb=MEMORY_MB) as con,
        of_this_version(warehouse),
    ):
        for file in _files(con, snapshot.snapshot_id, selection, articles, _calibrated(store)):
            size = write_file(folder, file)
            pages += file.path.endswith(".html")
            largest, total = max(largest, size), total + size
        told = {"report": "onrecord", "snapshot_id": snapshot.snapshot_id, "conditions": selection.words()}
        (folder / MARKER).write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    click.echo(f"{pages:,} pages, {total / 1e6:.1f} MB, the largest {largest / 1e6:.2f} MB")
    click.echo(f"Open {out / 'index.html'}")


def _calibrated(store: Store) -> list[Calibrated]:
    """What confidences are worth in this store, of each kind that people judged enough rows of."""
    made = kept(store.root)
    return [
        Calibrated(kind, one.judged, tuple((edge, mapped(one.points, edge)) for edge in _EDGES))
        for kind, one in (made.kinds.items() if made else ())
    ]


def _files(
    con: duckdb.DuckDBPyConnection,
    snapshot_id: str,
    selection: Selection,
    articles: Articles,
    calibrated: Sequence[Calibrated],
) -> Iterator[File]:
    try:
        yield from site_files(con, snapshot_id, selection, articles, calibrated)
    except duckdb.OutOfMemoryException as error:
        raise SettingsError(
            f"report: {MEMORY_MB:,} MB of memory are too little for so many articles; "
            "narrow it with --since, --until or --where"
        ) from error
