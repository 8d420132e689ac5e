"""A Prefect flow: free old snapshots that nobody needs any more, and sweep what killed loads left."""

from datetime import timedelta

from prefect import flow
from pydantic import BaseModel

from flows.served import check_allowed
from flows.settings import MaintainSettings
from warehouse.snapshot.recover import recover
from warehouse.store.retention import free_snapshots, list_snapshots
from warehouse.store.store import Store


class HeldSnapshot(BaseModel):
    """A snapshot, and the space that it takes."""

    snapshot_id: str
    current: bool
    made_at: str
    own_bytes: int
    """Bytes that no other snapshot shares: what removing it frees."""
    bytes: int
    freed: bool


@flow(name="maintain", persist_result=False)
def maintain(settings: MaintainSettings) -> list[HeldSnapshot]:
    """Free the snapshots that were replaced longer ago than the settings keep them; the current one stays.

    Raises:
        StoreError: there is no store.
        StoreLockedError: a load holds the store; it says which.
    """
    check_allowed(settings)
    store = Store.open(settings.warehouse, create=False)
    with store.lock("maintain"):
        recover(store)
        held = list_snapshots(store)
        keep_for = timedelta(seconds=settings.keep_snapshots_s)
        freed = set() if settings.dry_run else set(free_snapshots(store, keep_for))
    return [
        HeldSnapshot(
            snapshot_id=one.snapshot.snapshot_id,
            current=one.current,
            made_at=one.made_at.isoformat(timespec="seconds"),
            own_bytes=one.own_bytes,
            bytes=one.bytes,
            freed=one.snapshot.snapshot_id in freed,
        )
        for one in held
    ]
