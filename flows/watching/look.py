"""A watch list over a store as it is: what is new is recorded under the last load, and told."""

from pathlib import Path

import duckdb

from flows.watching.found import alerts_of, told_of
from flows.watching.rules import WatchList
from flows.watching.tell import Told, tell
from schemas.errors import StoreError
from warehouse.store.read import connect
from warehouse.store.store import Store


def look_through(warehouse: Path, watched: WatchList, *, dry_run: bool = False) -> Told:
    """Look through all articles of the current snapshot; return what was found and not known before.

    With `dry_run` all that the rules find is returned, and nothing recorded or told.

    Raises:
        StoreError: there is no store, nothing was loaded yet, or its tables are of another version.
        StoreLockedError: a load goes on.
    """
    store = Store.open(warehouse, create=False)
    snapshot = store.current()
    if snapshot is None:
        raise StoreError(f"{warehouse}: nothing is published here yet. Run `onrecord run SOURCE` first.")
    try:
        with connect(snapshot) as con:
            found = alerts_of(con, watched, snapshot.manifest.load_id, every=True)
            if dry_run:
                return Told(told_of(con, found))
            with store.lock("watch"):
                known = {row["alert_id"] for row in store.ledger.tables("alerts")["alerts"].to_pylist()}
                new = [alert for alert in found if alert.alert_id not in known]
                store.ledger.add_alerts(new)
                told = tell(con, store.ledger, watched, snapshot.manifest.load_id)
            return Told(told_of(con, new), told.troubles)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise StoreError(f"{warehouse}: its tables are of another version; `onrecord rederive` renews them") from error
