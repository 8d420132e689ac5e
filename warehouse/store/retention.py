"""Old snapshots: which there are, what space they hold, and how they go."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from warehouse.disk.manifest import NAME as MANIFEST
from warehouse.store.store import Snapshot, Store

KEEP_FOR: Final = timedelta(hours=1)
"""How long a snapshot stays after another took its place: readers that opened it before finish in peace."""


@dataclass(frozen=True, slots=True)
class Held:
    """A snapshot and what it holds.

    Attributes:
        snapshot: the snapshot.
        current: whether it is the one that readers open.
        made_at: when its folder was named.
        own_bytes: bytes that no other snapshot shares: what removing it frees.
        bytes: bytes of all of its files.
    """

    snapshot: Snapshot
    current: bool
    made_at: datetime
    own_bytes: int
    bytes: int


def list_snapshots(store: Store) -> list[Held]:
    """All snapshots, the latest first."""
    current = store.current()
    held = [_held(snapshot, current) for snapshot in store.snapshots()]
    return sorted(held, key=lambda one: (one.current, one.made_at, one.snapshot.snapshot_id), reverse=True)


def free_snapshots(store: Store, keep_for: timedelta = KEEP_FOR) -> list[str]:
    """Remove snapshots as `remove_snapshots` does, and their lists of files from the ledger."""
    if gone := remove_snapshots(store, keep_for):
        store.ledger.forget_snapshots(gone)
    return gone


def forget_removed(store: Store) -> None:
    """Drop the lists of files of snapshots that are not there any more from the ledger; needs the store's lock."""
    listed = set(store.ledger.tables("load_files")["load_files"]["snapshot_id"].to_pylist())
    if gone := listed - {snapshot.snapshot_id for snapshot in store.snapshots()}:
        store.ledger.forget_snapshots(sorted(gone))


def remove_snapshots(store: Store, keep_for: timedelta = KEEP_FOR) -> list[str]:
    """Remove the snapshots that `replaced` names and return their ids; needs the store's lock.

    Nothing is written, so that it works on a full disk.
    """
    gone = replaced(store, keep_for)
    for snapshot in gone:
        _remove(store, snapshot)
    return [snapshot.snapshot_id for snapshot in gone]


def replaced(store: Store, keep_for: timedelta = KEEP_FOR) -> list[Snapshot]:
    """The snapshots that were replaced at least `keep_for` ago; the current one is never among them."""
    kept, current, now = sorted(store.snapshots(), key=_made_at), store.current(), datetime.now(UTC)
    return [
        snapshot
        for snapshot, successor in pairwise(kept)
        if snapshot != current and _made_at(successor) + keep_for <= now
    ]


def _made_at(snapshot: Snapshot) -> datetime:
    """When it was finished; of one without a manifest, when its folder was last touched."""
    manifest = snapshot.folder / MANIFEST
    return datetime.fromtimestamp((manifest if manifest.exists() else snapshot.folder).stat().st_mtime, UTC)


def _held(snapshot: Snapshot, current: Snapshot | None) -> Held:
    stats = [path.stat() for path in snapshot.folder.rglob("*") if path.is_file()]
    return Held(
        snapshot=snapshot,
        current=snapshot == current,
        made_at=_made_at(snapshot),
        own_bytes=sum(stat.st_size for stat in stats if stat.st_nlink == 1),
        bytes=sum(stat.st_size for stat in stats),
    )


def _remove(store: Store, snapshot: Snapshot) -> None:
    """Remove a snapshot: first out of sight under a hidden name, so that no reader finds half of it."""
    hidden: Path = store.snapshots_folder / f".removing-{snapshot.snapshot_id}"
    shutil.rmtree(hidden, ignore_errors=True)
    snapshot.folder.rename(hidden)
    shutil.rmtree(hidden)
