"""The ledger as news.duckdb shows it: what was loaded, refused and checked up to this snapshot."""

from collections.abc import Iterable

import duckdb

from schemas.ledger import Load
from schemas.tables import BY_NAME
from warehouse.database import append_rows, load_files_table, replace_rows
from warehouse.duck import fetch
from warehouse.ledger import Ledger
from warehouse.manifest import DataFile

Connection = duckdb.DuckDBPyConnection
_COPIED = ("check_results", "erasures", "schema_migrations")


def show_ledger(
    connection: Connection, ledger: Ledger, load: Load, snapshot_id: str, files: Iterable[DataFile]
) -> None:
    """Copy the ledger into a database that is being built, with `load` as it will have ended.

    Small tables are copied whole, of rejects those that are new or have a new status.
    """
    replace_rows(connection, BY_NAME["load_files"], load_files_table(snapshot_id, files))
    for name in _COPIED:
        replace_rows(connection, BY_NAME[name], ledger.table(name))
    _show_loads(connection, ledger, load)
    _show_rejects(connection, ledger)


def _show_loads(connection: Connection, ledger: Ledger, load: Load) -> None:
    table = BY_NAME["loads"]
    replace_rows(connection, table, ledger.table(table.name))
    connection.execute("DELETE FROM loads WHERE load_id = $id", {"id": load.load_id})
    append_rows(connection, table, table.arrow_table([load]))


def _show_rejects(connection: Connection, ledger: Ledger) -> None:
    known = fetch(connection, "SELECT reject_id, status FROM rejects")
    renewed = ledger.rejects_not_in(known)
    connection.register("renewed", renewed.select(["reject_id"]))
    connection.execute("DELETE FROM rejects WHERE reject_id IN (SELECT reject_id FROM renewed)")
    connection.unregister("renewed")
    append_rows(connection, BY_NAME["rejects"], renewed)
