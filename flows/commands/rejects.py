"""`onrecord rejects` and `onrecord loads`: what the ledger knows."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import Final

import click
from pydantic import BaseModel
from rich.console import Console

from flows.answers.entries import ID_SHOWN, Entry, print_entries
from flows.commands.options import store_option
from flows.load.rejects import payload_of
from flows.terminal import safe
from schemas.errors import InputError
from schemas.ledger import Load, Reject
from warehouse.store.store import Store
from warehouse.store.work import Work, unfinished


@click.command()
@store_option
@click.option("--load", "load_id", help="Only those of this load: its id, or the beginning of it.")
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
    """Print the rejects of the store, or of one load; without their payloads unless as JSON.

    Raises:
        InputError: there is no load of that id.
    """
    store = Store.open(warehouse, create=False)
    load_id = meant_id("load", load_id, (load.load_id for load in store.ledger.loads())) if load_id else None
    rejects = stored_rejects(store, load_id, every=every)
    if as_json:
        _print_json(rejects)
        return
    console = _console()
    print_entries(console, map(_reject_entry, rejects))
    console.print(f"{len(rejects):,} rejects" if len(rejects) != 1 else "1 reject")


def _reject_entry(reject: Reject) -> Entry:
    status = () if reject.status == "open" else (reject.status,)
    lines = (
        ("input", f"{reject.input_uri}, record {reject.record_index}"),
        ("source", reject.source_id),
        ("where", reject.error_path),
        ("wrong", reject.error_message),
    )
    return Entry((reject.reject_id[:ID_SHOWN], ", ".join((reject.error_code, *status))), lines)


_BEGINNING: Final = 8
"""Characters of an id that mean a row: a slip must not erase what it happens to name."""


def meant_id(what: str, beginning: str, ids: Iterable[str]) -> str:
    """The id that a person means, who gives all of it, or a beginning that no other has.

    Raises:
        InputError: there is none, or several.
    """
    known = set(ids)
    found = [one for one in known if len(beginning) >= _BEGINNING and one.startswith(beginning.lower())]
    if len(found) == 1 or beginning in known:
        return beginning if beginning in known else found[0]
    listed = f"; see `onrecord {what}s{' --all' if what == 'reject' else ''}`"
    told = f"{len(found):,} begin so; give more of it" if found else f"there is none of that id{listed}"
    raise InputError(f"{what} {safe(beginning, 40)}: {told}")


def stored_rejects(store: Store, load_id: str | None = None, *, every: bool = False) -> list[Reject]:
    """The rejects of the store, or of one load; the open ones, or all."""
    rows = store.ledger.rejects(load_id=load_id, status=None if every else "open")
    return [Reject.model_validate(row) for row in rows.to_pylist()]


def print_payload(warehouse: Path, reject_id: str) -> None:
    """Write a reject's payload to standard output, byte for byte: to mend it, and to replay it."""
    rejects = {reject.reject_id: reject for reject in stored_rejects(Store.open(warehouse, create=False), every=True)}
    reject_id = meant_id("reject", reject_id, rejects)
    found = rejects[reject_id]
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
    console = _console()
    print_entries(console, [entry for load in loads for entry in _load_entry(load, kept.get(load.load_id))])
    if not loads:
        console.print("nothing was loaded yet")


def _load_entry(load: Load, work: Work | None) -> Iterator[Entry]:
    began = load.started_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = (
        ("", _counts(load)),
        ("", load.input_uri),
        ("", load.error_message or ""),
        ("", _left(work) if work else ""),
    )
    yield Entry((load.load_id[:ID_SHOWN], began, load.flow, load.status), lines)


def _counts(load: Load) -> str:
    """What was read and what became of it; what no record became is left out."""
    new, revised = (load.rows_ok, None) if load.rows_new is None else (load.rows_new, load.rows_revised)
    named = {
        "new": new,
        "revised": revised,
        "unchanged": load.rows_unchanged,
        "duplicate": load.rows_duplicate,
        "rejected": load.rows_rejected,
    }
    told = ", ".join(f"{count:,} {name}" for name, count in named.items() if count)
    return f"{load.rows_in:,} read{': ' if told else ''}{told}"


def _left(work: Work) -> str:
    what = f"{work.parsed:,} batches parsed, {work.derived:,} parts derived, {work.bytes / 1e6:,.1f} MB"
    return f"left unfinished: {what}; the same command goes on from there, `onrecord maintain` frees it"


def _console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def _resumable(work: Work | None) -> dict[str, object]:
    """What a load left to go on from."""
    if work is None:
        return {"resumable": None}
    return {"resumable": {"parsed": work.parsed, "derived": work.derived, "bytes": work.bytes}}


def _print_json(rows: Sequence[BaseModel]) -> None:
    for row in rows:
        click.echo(row.model_dump_json())
