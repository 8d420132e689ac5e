"""Housekeeping of a store that needs no server: what can be freed, and whether all is as it should be."""

from datetime import UTC, datetime, timedelta
from functools import partial

from pydantic import BaseModel

from flows.load.plan import Plan
from flows.load.request import LoadSummary, Request
from flows.load.resolve import Resolution
from flows.load.run import run_load
from flows.settings import LoadSettings, MaintainSettings
from warehouse.snapshot.recover import recover
from warehouse.snapshot.verify import Fault, repoint, verify
from warehouse.store.retention import forget_removed, list_snapshots, remove_snapshots, replaced
from warehouse.store.store import Store
from warehouse.store.work import unfinished


class HeldSnapshot(BaseModel):
    """A snapshot, and the space that it takes."""

    snapshot_id: str
    current: bool
    made_at: str
    own_bytes: int
    """Bytes that no other snapshot shares: what removing it frees."""
    bytes: int
    freed: bool
    """Whether it was removed, or would be if this were no dry run."""


class HeldWork(BaseModel):
    """What an unfinished load left to go on from, and the space that it takes."""

    load_id: str
    bytes: int
    freed: bool


class Held(BaseModel):
    """What a store holds beside what it publishes."""

    snapshots: tuple[HeldSnapshot, ...]
    works: tuple[HeldWork, ...]


class Repair(BaseModel):
    """What `repair` did."""

    repointed: str | None
    """The snapshot that `current` points at now, where it pointed nowhere."""
    rebuilt: str | None
    """The load whose snapshot has a news.duckdb made anew."""


def tidy_store(settings: MaintainSettings) -> Held:
    """Free the snapshots that were replaced longer ago than the settings keep them, and the works of ended loads.

    Raises:
        StoreError: there is no store.
        StoreLockedError: a load holds the store; it says which.
    """
    store = Store.open(settings.warehouse, create=False)
    keep_for = timedelta(seconds=settings.keep_snapshots_s)
    with store.lock("maintain"):
        works, held = unfinished(store), list_snapshots(store)
        old = {snapshot.snapshot_id for snapshot in replaced(store, keep_for)}
        if not settings.dry_run:  # what only frees comes first: on a full disk nothing can be recorded before
            remove_snapshots(store, keep_for)
            recover(store, keep_work=0)
            forget_removed(store)
    gone = {one.snapshot.snapshot_id for one in held if not one.snapshot.folder.exists()} | old
    snapshots = (
        HeldSnapshot(
            snapshot_id=one.snapshot.snapshot_id,
            current=one.current,
            made_at=one.made_at.isoformat(timespec="seconds"),
            own_bytes=one.own_bytes,
            bytes=one.bytes,
            freed=one.snapshot.snapshot_id in gone,
        )
        for one in held
    )
    kept = (HeldWork(load_id=work.load_id, bytes=work.bytes, freed=True) for work in works)
    return Held(snapshots=tuple(snapshots), works=tuple(kept))


def hold(settings: MaintainSettings) -> str | None:
    """Publish what is stored with a news.duckdb that holds what the settings ask for; return the new snapshot's id.

    None: it holds that already.

    Raises:
        StoreError: there is no store, or a Parquet file is damaged.
        StoreLockedError: a load holds the store; it says which.
    """
    store = Store.open(settings.warehouse, create=False)
    with store.lock("maintain"):
        current = store.current()
        if settings.database is None or current is None or current.manifest.database == settings.database:
            return None
        _published_again(store, "maintain", f"database {settings.database}", database=settings.database)
        held = store.current()
    return held.snapshot_id if held else None


def clear_works(store: Store) -> None:
    """Remove what unfinished loads left, which may be the text of an article that is to be erased; needs the lock."""
    recover(store, keep_work=0)


def verify_store(store: Store) -> list[Fault]:
    """What is wrong with a store; a load that goes on beside changes nothing of what is looked at."""
    return verify(store)


def repair_store(store: Store, faults: list[Fault]) -> Repair:
    """Point `current` at the latest whole snapshot where it points nowhere, and make a damaged news.duckdb anew.

    Raises:
        StoreLockedError: a load holds the store; it says which.
        StoreError: a Parquet file is damaged, so that nothing can be built of it.
    """
    with store.lock("verify --repair"):
        pointed = repoint(store)
        current = store.current()
        place = f"snapshots/{current.snapshot_id}/" if current else ""
        damaged = any(fault.rebuilt and fault.place.startswith(place) for fault in faults if place)
        rebuilt = _rebuilt(store) if damaged else None
    return Repair(repointed=pointed.snapshot_id if pointed else None, rebuilt=rebuilt.load_id if rebuilt else None)


def _rebuilt(store: Store) -> LoadSummary:
    return _published_again(store, "repair", "repair", rebuild=True)


def _published_again(
    store: Store, flow: str, what: str, *, rebuild: bool = False, database: str | None = None
) -> LoadSummary:
    """Publish what is stored once more, as a load of nothing."""
    current = store.current()
    name = f"{what} of {current.snapshot_id if current else 'nothing'} at {datetime.now(UTC).isoformat()}"
    request = Request(
        flow=flow,
        settings=LoadSettings(warehouse=store.root, annotator="none", database=database),
        plan=partial(Plan, (), "the Parquet files of the store", name),
        stage=lambda _attempt: Resolution(),
        extractor_version="none",
        rebuild=rebuild,
    )
    return run_load(store, request)
