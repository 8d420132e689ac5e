"""What a killed process left behind: swept, finished or marked, before the next load begins."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from warehouse.commit import finish_ledger
from warehouse.durable import disk_errors
from warehouse.store import Store


def recover(store: Store) -> list[str]:
    """Bring the store back to a clean state and return the ids of the loads that were found interrupted.

    Call it under the store's lock before a load begins: it then knows that nobody else works here. A load that was
    published but not recorded is recorded as committed; others that did not end are marked as interrupted; staging
    folders, unfinished snapshots and temporary files go. Doing it twice is the same as doing it once.

    Raises:
        StoreError: the store is damaged, can't be written to, or was written by a newer onrecord.
    """
    with disk_errors(store.root):
        store.migrate()
        _finish_published(store)
        _sweep(store)
        return store.ledger.interrupt_running(datetime.now(UTC))


def _finish_published(store: Store) -> None:
    current = store.current()
    if current is None:
        return
    states = {load.load_id: load.status for load in store.ledger.loads()}
    if states.get(current.manifest.load_id) != "committed":
        finish_ledger(store, current)


def _sweep(store: Store) -> None:
    for path in (store.root / "staging").iterdir():
        _remove(path)
    for path in store.snapshots_folder.iterdir():
        if path.name.startswith("."):
            _remove(path)
    for path in store.root.glob(".*.tmp"):
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
