"""`onrecord verify`: whether the store is what it says it is, and what can be made good."""

import sys
from pathlib import Path

import click

from flows.commands.options import store_option
from flows.load.upkeep import repair_store, verify_store
from flows.terminal import safe
from schemas.errors import StoreError
from warehouse.snapshot.verify import Fault
from warehouse.store.store import Store

FAULTY = StoreError.exit_code


@click.command()
@store_option
@click.option("--repair", is_flag=True, help="Point current at a whole snapshot, and make news.duckdb anew.")
def verify(warehouse: Path, *, repair: bool) -> None:
    """Check every file's hash, every count, offset and reference of the store; say what is wrong, or repair it."""
    sys.exit(run_verify(warehouse, repair=repair))


def run_verify(warehouse: Path, *, repair: bool) -> int:
    """Print what is wrong with the store, repair what can be, and return the exit code: 0 once nothing is wrong."""
    store = Store(warehouse.absolute())
    if not store.ledger.path.exists():
        raise StoreError(f"{warehouse}: no store here")
    faults = verify_store(store)
    _show(faults)
    if faults and repair:
        done = repair_store(store, faults)
        if done.repointed:
            click.echo(f"onrecord: current points at {done.repointed} now")
        if done.rebuilt:
            click.echo(f"onrecord: news.duckdb was made anew by load {done.rebuilt}")
        faults = [fault for fault in verify_store(store) if _of_current(store, fault)]
        _show(faults)
    lost = sum(fault.lost for fault in faults if _of_current(store, fault))
    click.echo(f"onrecord: {len(faults):,} faults, {lost:,} rows lost" if faults else "onrecord: the store is whole")
    return FAULTY if faults else 0


def _of_current(store: Store, fault: Fault) -> bool:
    current = store.current()
    return not fault.place.startswith("snapshots/") or (
        current is not None and fault.place.startswith(f"snapshots/{current.snapshot_id}/")
    )


def _show(faults: list[Fault]) -> None:
    for fault in faults:
        click.echo(f"{safe(fault.place)}: {safe(fault.what, 400)}")
