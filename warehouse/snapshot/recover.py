"""What a killed process left behind: swept, finished or marked, before the next load begins."""

import shutil
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from schemas.errors import StoreError
from warehouse.disk.durable import disk_errors
from warehouse.snapshot.commit import finish_ledger
from warehouse.store.store import Snapshot, Store
from warehouse.store.work import KEPT, sweep_work


def recover(store: Store, keep_work: int = KEPT) -> list[str]:
    """Bring the store back to a clean state and return the ids of the loads that were found interrupted.

    Call it under the store's lock before a load begins: it then knows that nobody else works here. A load that was
    published but not recorded is recorded as committed; others that did not end are marked as interrupted; unfinished
    snapshots and temporary files go, and all staging folders but the `keep_work` latest that can be taken up again.
    Doing it twice is the same as doing it once.

    Raises:
        StoreError: the store is damaged, can't be written to, or was written by a newer onrecord.
    """
    with disk_errors(store.root):
        store.migrate()
        committed = {load.load_id for load in store.ledger.loads() if load.status == "committed"}
        current = store.current()
        _refuse_to_begin_anew(store, current, committed)
        if current is not None and current.manifest.load_id not in committed:
            finish_ledger(store, current)
            committed.add(current.manifest.load_id)
        sweep_work(store, committed, keep_work)
        _sweep(store, committed)
        return store.ledger.interrupt_running(datetime.now(UTC))


def _refuse_to_begin_anew(store: Store, current: Snapshot | None, committed: Collection[str]) -> None:
    """Raise StoreError if `current` is missing though loads were committed: a new store would hide what is stored."""
    if current is None and committed:
        raise StoreError(
            f"{store.link}: is missing, though loads were committed; nothing was changed. `onrecord verify --repair` "
            "points it at the latest snapshot that is whole."
        )


def _sweep(store: Store, committed: Collection[str]) -> None:
    for path in store.root.glob(".*.tmp"):
        _remove(path)
    for path in store.snapshots_folder.iterdir():
        if path.name.startswith(".") or _never_published(Snapshot(path), committed):
            _remove(path)


def _never_published(snapshot: Snapshot, committed: Collection[str]) -> bool:
    """Whether the load that made a snapshot died before `current` was pointed at it."""
    try:
        return snapshot.manifest.load_id not in committed
    except StoreError:
        return False  # damaged, or of a newer version: a person has to say what it is worth


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
