"""A store on disk: its ledger, its current snapshot, how it is opened, migrated and kept small."""

from warehouse.store.held import point_at
from warehouse.store.ledger import Ledger
from warehouse.store.read import attach_news, connect
from warehouse.store.retention import free_snapshots, list_snapshots
from warehouse.store.store import Snapshot, Store
from warehouse.store.work import Work, unfinished

__all__ = [
    "Ledger",
    "Snapshot",
    "Store",
    "Work",
    "attach_news",
    "connect",
    "free_snapshots",
    "list_snapshots",
    "point_at",
    "unfinished",
]
