"""The ledger as news.duckdb shows it: what was loaded, refused and checked up to this snapshot."""

from collections.abc import Iterable

import duckdb

from schemas.ledger import Load
from schemas.tables import BY_NAME
from warehouse.disk.duck import fetch
from warehouse.disk.manifest import DataFile
from warehouse.store.database import append_rows, load_files_table, replace_rows
from warehouse.store.ledger import Ledger

Connection = duckdb.DuckDBPyConnection
_COPIED = ("alerts", "annotations", "check_results", "erasures", "schema_migrations")


def show_records(connection: Connection, ledger: Ledger, load: Load) -> None:
    """Copy loads and rejects, which checks count, with `load` as it will have ended.

    Of rejects, which may be many and long, only those are copied that are new or have a new status.
    """
    known = fetch(connection, "SELECT reject_id, status, load_id FROM rejects")
    loads, renewed = ledger.records(known)
    replace_rows(connection, BY_NAME["loads"], loads)
    connection.execute("DELETE FROM loads WHERE load_id = $id", {"id": load.load_id})
    append_rows(connection, BY_NAME["loads"], BY_NAME["loads"].arrow_table([load]))
    connection.register("renewed", renewed.select(["reject_id"]))
    connection.execute("DELETE FROM rejects WHERE reject_id IN (SELECT reject_id FROM renewed)")
    connection.unregister("renewed")
    append_rows(connection, BY_NAME["rejects"], renewed)


def show_results(connection: Connection, ledger: Ledger, snapshot_id: str, files: Iterable[DataFile]) -> None:
    """Copy what is known when the checks have passed: their results, and the files of the snapshot."""
    replace_rows(connection, BY_NAME["load_files"], load_files_table(snapshot_id, files))
    for name, rows in ledger.tables(*_COPIED).items():
        replace_rows(connection, BY_NAME[name], rows)
