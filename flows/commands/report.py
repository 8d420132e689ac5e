"""`onrecord report`: a static site over the current snapshot."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
import orjson

from flows.pages.report_selection import Selection
from flows.pages.report_site import Articles, known_entries, site_files, write_file
from flows.pages.report_swap import MARKER, replaced
from schemas.errors import StoreError
from warehouse.read import connect
from warehouse.store import Store

MEMORY_MB = 300
"""DuckDB's memory limit; what does not fit is computed again instead."""


def write_report(
    warehouse: Path,
    out: Path,
    days: tuple[datetime | None, datetime | None],
    where: Sequence[str],
    articles: Articles,
) -> None:
    """Write the report and say where it lies.

    Raises:
        SettingsError: a condition makes no sense, or `out` is something else than a report.
        StoreError: there is no store, or nothing was loaded yet.
    """
    since, until = (day.date() if day else None for day in days)
    selection = Selection.parse(since, until, where)
    snapshot = Store.open(warehouse, create=False).current()
    if snapshot is None:
        raise StoreError(f"{warehouse}: nothing is published here yet. Run `onrecord run SOURCE` first.")
    pages, largest, total = 0, 0, 0
    with replaced(out, known_entries()) as folder, connect(snapshot, memory_mb=MEMORY_MB) as con:
        for file in site_files(con, snapshot.snapshot_id, selection, articles):
            size = write_file(folder, file)
            pages += file.path.endswith(".html")
            largest, total = max(largest, size), total + size
        told = {"report": "onrecord", "snapshot_id": snapshot.snapshot_id, "conditions": selection.words()}
        (folder / MARKER).write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    click.echo(f"{pages:,} pages, {total / 1e6:.1f} MB, the largest {largest / 1e6:.2f} MB")
    click.echo(f"Open {out / 'index.html'}")
