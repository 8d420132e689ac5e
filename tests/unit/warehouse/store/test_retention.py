"""Old snapshots stay while readers may need them, and then give back the space that only they held."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.warehouse.making import case, run
from warehouse.store.retention import free_snapshots, list_snapshots
from warehouse.store.store import Snapshot, Store

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with three snapshots."""
    made = Store.open(tmp_path / "store")
    for number, day in enumerate((None, None, None)):
        run(made, f"L{number}", [case(number, day=day)])
    return made


def age(snapshot: Snapshot, hours: float) -> None:
    """Make a snapshot older."""
    manifest = snapshot.folder / "manifest.json"
    moment = manifest.stat().st_mtime - hours * 3600
    os.utime(manifest, (moment, moment))


def test_young_snapshots_stay(store: Store) -> None:
    """Within the hour nothing is freed."""
    assert free_snapshots(store) == []
    assert len(list(store.snapshots())) == 3


def test_the_current_snapshot_always_stays(store: Store) -> None:
    """Even if no time is given to the others."""
    current = store.current()
    assert len(free_snapshots(store, timedelta(0))) == 2
    assert list(store.snapshots()) == [current]


def test_the_hour_counts_from_the_day_it_was_replaced(store: Store) -> None:
    """A snapshot that was current for long but replaced just now stays; its readers came lately."""
    oldest, middle, _ = reversed([held.snapshot for held in list_snapshots(store)])
    age(oldest, 9)
    age(middle, 2)
    assert free_snapshots(store, HOUR) == [oldest.snapshot_id]
    assert middle in list(store.snapshots())


def test_the_list_tells_what_removal_frees(store: Store) -> None:
    """A shared file frees nothing; each snapshot's own news.duckdb does."""
    held = list_snapshots(store)
    assert [one.current for one in held] == [True, False, False]
    for one in held:
        assert one.own_bytes >= one.snapshot.database.stat().st_size
        assert one.own_bytes < one.bytes


def test_the_ledger_forgets_the_files_of_what_is_gone(store: Store) -> None:
    """load_files lists the files of the snapshots that are there."""
    free_snapshots(store, timedelta(0))
    (files,) = store.ledger.tables("load_files").values()
    assert set(files.column("snapshot_id").to_pylist()) == {held.snapshot.snapshot_id for held in list_snapshots(store)}
