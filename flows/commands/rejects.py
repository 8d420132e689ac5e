"""`onrecord rejects` and `onrecord loads`: what the ledger knows."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from pydantic import BaseModel
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.commands.options import store_option
from flows.load.rejects import payload_of
from flows.terminal import safe
from schemas.errors import InputError
from schemas.ledger import Load, Reject
from warehouse.store.store import Store
from warehouse.store.work import Work, unfinished


@click.command()
@store_option
@click.option("--load", "load_id", help="Only those of this load.")
@click.option("--all", "every", is_flag=True, help="Also those that were replayed or dropped.")
@click.option("--payload", "reject_id", metavar="REJECT_ID", help="Print the payload of one reject, byte for byte.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def rejects(warehouse: Path, load_id: str | None, reject_id: str | None, *, every: bool, as_json: bool) -> None:
    """List the records that did not pass, and why."""
    if reject_id:
        print_payload(warehouse, reject_id)
    else:
        list_rejects(warehouse, load_id, every=every, as_json=as_json)


@click.command()
@store_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def loads(warehouse: Path, *, as_json: bool) -> None:
    """List the loads, the newest first."""
    list_loads(warehouse, as_json=as_json)


def list_rejects(warehouse: Path, load_id: str | None, *, every: bool, as_json: bool) -> None:
    """Print the rejects of the store, or of one load; without their payloads unless as JSON."""
    rejects = stored_rejects(Store.open(warehouse, create=False), load_id, every=every)
    if as_json:
        _print_json(rejects)
        return
    table = Table(box=box.SIMPLE_HEAD, caption=f"{len(rejects):,} rejects", caption_justify="left")
    for column in ("reject", "source", "input", "record", "code", "where", "what is wrong"):
        table.add_column(column, overflow="fold")
    for row in rejects:
        cells = (row.reject_id, row.source_id, row.input_uri, str(row.record_index))
        reasons = (row.error_code, row.error_path, row.error_message)
        table.add_row(*(Text(safe(cell)) for cell in (*cells, *reasons)))
    Console().print(table)


def stored_rejects(store: Store, load_id: str | None = None, *, every: bool = False) -> list[Reject]:
    """The rejects of the store, or of one load; the open ones, or all."""
    rows = store.ledger.rejects(load_id=load_id, status=None if every else "open")
    return [Reject.model_validate(row) for row in rows.to_pylist()]


def print_payload(warehouse: Path, reject_id: str) -> None:
    """Write a reject's payload to standard output, byte for byte: to mend it, and to replay it."""
    rejects = stored_rejects(Store.open(warehouse, create=False), every=True)
    found = next((reject for reject in rejects if reject.reject_id == reject_id), None)
    if found is None:
        raise InputError(f"reject {safe(reject_id, 40)}: there is none of that id; see `onrecord rejects --all`")
    payload = payload_of(found)
    if found.status == "erased":
        raise InputError(f"reject {reject_id}: its payload was erased; see the table erasures")
    if payload is None:
        raise InputError(
            f"reject {reject_id}: its payload of {found.payload_bytes:,} bytes was beyond the limit and not kept; "
            f"it lies in {found.input_uri} at bytes {found.byte_start} to {found.byte_end}"
        )
    sys.stdout.buffer.write(payload)


def list_loads(warehouse: Path, *, as_json: bool) -> None:
    """Print the loads of the store, the newest first."""
    store = Store.open(warehouse, create=False)
    loads, kept = store.ledger.loads(), {work.load_id: work for work in unfinished(store)}
    if as_json:
        for load in loads:
            click.echo(json.dumps(load.model_dump(mode="json") | _resumable(kept.get(load.load_id))))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for column in (
        "load",
        "flow",
        "began",
        "status",
        "read",
        "new",
        "revised",
        "unchanged",
        "duplicate",
        "rejected",
        "input",
    ):
        table.add_column(column, overflow="fold")
    for load in loads:
        table.add_row(*(Text(safe(cell)) for cell in _load_cells(load)))
    console = Console()
    console.print(table)
    for work in kept.values():
        what = f"{work.parsed:,} batches parsed, {work.derived:,} parts derived, {work.bytes / 1e6:,.1f} MB"
        told = f"load {work.load_id}: {what}; the same command goes on from there, `onrecord maintain` frees it"
        console.print(Text(told), soft_wrap=True)


def _resumable(work: Work | None) -> dict[str, object]:
    """What a load left to go on from."""
    if work is None:
        return {"resumable": None}
    return {"resumable": {"parsed": work.parsed, "derived": work.derived, "bytes": work.bytes}}


def _load_cells(load: Load) -> tuple[str, ...]:
    new, revised = (load.rows_ok, None) if load.rows_new is None else (load.rows_new, load.rows_revised)
    counts = (load.rows_in, new, revised, load.rows_unchanged, load.rows_duplicate, load.rows_rejected)
    began = load.started_at.isoformat(sep=" ", timespec="seconds")
    return (
        load.load_id,
        load.flow,
        began,
        load.status,
        *("?" if count is None else f"{count:,}" for count in counts),
        load.input_uri,
    )


def _print_json(rows: Sequence[BaseModel]) -> None:
    for row in rows:
        click.echo(row.model_dump_json())
