"""The ledger: what was loaded, refused and checked. It lies beside the snapshots and survives a failed load.

It is a DuckDB file that is opened for one short transaction at a time, so that `onrecord rejects` works during a load.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import LoadError, StoreError, TransientError
from schemas.ledger import Alert, Annotation, CheckResult, Erasure, Load
from schemas.rows import Row
from schemas.tables import BY_NAME, Table
from schemas.vocabulary import RejectStatus
from warehouse.disk.duck import NEW_FILE, Engine, Settings, fetch, holder_told_by
from warehouse.disk.durable import disk_errors, sync_file, sync_folder

NAME = "ledger.duckdb"
_WAIT_SECONDS: Final = 30.0
_PAUSE_SECONDS: Final = 0.05
_SETTINGS: Final = Settings(memory_mb=100, threads=1)
_ENGINE: Final = Engine()
_OF_A_LOAD: Final = ("loads", "check_results", "erasures", "alerts", "annotations")
"""Tables whose rows belong to a load, and go when it is tried again; its rejects are found again."""
_NEVER_HAPPENED: Final = ("erasures", "alerts", "annotations")
"""Tables whose rows go with a load that was given up."""
_ONE_AT_A_TIME: Final = threading.Lock()
"""Within a process DuckDB refuses a second opening at once, where between processes we wait."""
_SEEN_AGAIN: Final = """
UPDATE rejects SET
    load_id = refused.load_id,
    times_seen = rejects.times_seen + CASE WHEN rejects.load_id = refused.load_id THEN 0 ELSE 1 END,
    error_code = refused.error_code,
    error_path = refused.error_path,
    error_message = refused.error_message,
    status = CASE WHEN $reopen AND rejects.status <> 'erased' THEN 'open' ELSE rejects.status END
FROM refused
WHERE rejects.reject_id = refused.reject_id
"""
_SEEN_FIRST: Final = "INSERT INTO rejects BY NAME SELECT refused.* FROM refused ANTI JOIN rejects USING (reject_id)"
Connection = duckdb.DuckDBPyConnection
AlertWay = Literal["written_at", "sent_at"]
"""The ways in which an alert is told, by the column that says when it was."""


@dataclass(frozen=True)
class Ledger:
    """The ledger of a store. Every method is one transaction, and waits while another process has the file open.

    Raises:
        TransientError: another process keeps the file open.
        StoreError: the file is damaged or can't be written to.
    """

    path: Path

    @contextmanager
    def transaction(self, *, read_only: bool = False) -> Iterator[Connection]:
        """Open the ledger for this block: all of its changes are kept, or with an exception none."""
        with _ONE_AT_A_TIME, disk_errors(self.path), ExitStack() as stack:
            connection = _entered(stack, self.path, read_only=read_only)
            connection.execute("BEGIN")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def begin_load(self, load: Load) -> Load:
        """Record that `load` has begun, under the next number, and return it so.

        What an earlier, unfinished attempt at it left is dropped.

        Raises:
            LoadError: a load of this id was committed.
        """
        with self.transaction() as connection:
            found = connection.execute("SELECT status FROM loads WHERE load_id = $id", {"id": load.load_id}).fetchone()
            if found and found[0] == "committed":
                raise LoadError(f"load {load.load_id}: was committed already. Nothing is left to do.")
            _forget(connection, load.load_id)
            ((last,),) = connection.execute("SELECT coalesce(max(number), 0) FROM loads").fetchall()
            begun = load.model_copy(update={"number": last + 1})
            _insert(connection, "loads", [begun])
        return begun

    def finish_load(self, load: Load, files: pa.Table | None = None) -> None:
        """Record how `load` ended, and the `load_files` of the snapshot that it made.

        Of a load that failed, rejects and checks stay; its erasures and alerts never happened.
        """
        with self.transaction() as connection:
            begun = connection.execute("SELECT number FROM loads WHERE load_id = $id", {"id": load.load_id}).fetchall()
            connection.execute("DELETE FROM loads WHERE load_id = $id", {"id": load.load_id})
            _insert(connection, "loads", [load.model_copy(update={"number": begun[0][0]}) if begun else load])
            if files is not None:
                connection.register("files", files)
                connection.execute("DELETE FROM load_files WHERE snapshot_id IN (SELECT snapshot_id FROM files)")
                _append(connection, "load_files", files)
            if load.status in ("failed", "interrupted"):
                for name in _NEVER_HAPPENED:
                    connection.execute(f"DELETE FROM {name} WHERE load_id = $id", {"id": load.load_id})  # noqa: S608 - a name from this module

    def interrupt_running(self, now: datetime) -> list[str]:
        """Mark loads that still run as interrupted and return their ids; only for the holder of the store's lock."""
        with self.transaction() as connection:
            rows = connection.execute("SELECT load_id FROM loads WHERE status = 'running' ORDER BY load_id").fetchall()
            ids = [row[0] for row in rows]
            connection.execute(
                "UPDATE loads SET status = 'interrupted', finished_at = $now WHERE status = 'running'", {"now": now}
            )
            for name in _NEVER_HAPPENED:
                query = f"DELETE FROM {name} WHERE load_id IN (SELECT unnest($ids::VARCHAR[]))"  # noqa: S608 - as above
                connection.execute(query, {"ids": ids})
        return ids

    def loads(self, limit: int | None = None) -> list[Load]:
        """The loads, the latest first."""
        with self.transaction(read_only=True) as connection:
            rows = fetch(
                connection,
                "SELECT * FROM loads ORDER BY number DESC NULLS LAST, load_id LIMIT $limit",
                {"limit": limit},
            )
        return [Load.model_validate(row) for row in rows.to_pylist()]

    def last_finished(self) -> str | None:
        """The id of the load that was committed last or found nothing new; `previous_load_id` of the next."""
        return next((load.load_id for load in self.loads() if load.status in ("committed", "unchanged")), None)

    def add_rejects(self, rejects: pa.Table | Path, load_id: str | None = None, *, reopen: bool = False) -> int:
        """Add rows of `rejects`, given as a table or a Parquet file, and return their number.

        A record that was refused before stays one row, which counts the loads and keeps its status; with `reopen`, as
        in a replay, it is open again. `load_id` takes the place of the rows' own.
        """
        rows = pq.read_table(rejects, partitioning=None) if isinstance(rejects, Path) else rejects
        if load_id is not None:
            place = rows.schema.get_field_index("load_id")
            rows = rows.set_column(place, rows.schema.field(place), pa.array([load_id] * rows.num_rows, pa.string()))
        with self.transaction() as connection:
            connection.register("refused", rows)
            connection.execute(_SEEN_AGAIN, {"reopen": reopen})
            connection.execute(_SEEN_FIRST)
            connection.unregister("refused")
        return int(rows.num_rows)

    def rejects(
        self, *, load_id: str | None = None, status: RejectStatus | None = None, code: str | None = None
    ) -> pa.Table:
        """Rejects, the latest load's first, each load's in the order of its input; filters are optional."""
        with self.transaction(read_only=True) as connection:
            return fetch(
                connection,
                "SELECT rejects.* FROM rejects LEFT JOIN loads USING (load_id) "
                "WHERE ($load_id IS NULL OR rejects.load_id = $load_id) "
                "AND ($status IS NULL OR rejects.status = $status) AND ($code IS NULL OR error_code = $code) "
                "ORDER BY number DESC NULLS LAST, rejects.load_id, input_uri, record_index, reject_id",
                {"load_id": load_id, "status": status, "code": code},
            )

    def set_reject_status(
        self, reject_ids: Sequence[str], status: RejectStatus, *, unless_of: str | None = None
    ) -> None:
        """Give some rejects a status, but for those that the load `unless_of` refused last."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE rejects SET status = $status WHERE reject_id IN (SELECT unnest($ids::VARCHAR[])) "
                "AND load_id IS DISTINCT FROM $unless",
                {"status": status, "ids": list(reject_ids), "unless": unless_of},
            )

    def erase_payloads(self, reject_ids: Sequence[str]) -> None:
        """Forget the payloads of some rejects, and write the file anew: a deleted text stays in its free blocks.

        The file is written anew without any ids too: an earlier attempt may have been killed before it was.
        """
        with self.transaction() as connection:
            connection.execute(
                "UPDATE rejects SET payload = NULL, status = 'erased' "
                "WHERE reject_id IN (SELECT unnest($ids::VARCHAR[]))",
                {"ids": list(reject_ids)},
            )
        self._rewrite()

    def _rewrite(self) -> None:
        """Copy the file, row by row, and put the copy in its place; only for the holder of the store's lock."""
        beside = self.path.with_name(f".{self.path.name}.tmp")
        beside.unlink(missing_ok=True)
        with _ONE_AT_A_TIME, disk_errors(self.path), ExitStack() as stack:
            connection = _entered(stack, self.path, read_only=False)
            connection.execute("CHECKPOINT")
            connection.execute(f"ATTACH ? AS fresh ({NEW_FILE})", [str(beside)])
            connection.execute("COPY FROM DATABASE store TO fresh")
            connection.execute("DETACH fresh")
            sync_file(beside)
            beside.replace(self.path)
            sync_folder(self.path.parent)

    def add_check_results(self, results: Sequence[CheckResult]) -> None:
        """Add what checks said, in place of what they said of the same load before."""
        with self.transaction() as connection:
            ids = sorted({result.load_id for result in results})
            connection.execute(
                "DELETE FROM check_results WHERE load_id IN (SELECT unnest($ids::VARCHAR[]))", {"ids": ids}
            )
            _insert(connection, "check_results", results)

    def add_erasures(self, erasures: Sequence[Erasure]) -> None:
        """Add erasures that a running load is about to carry out."""
        with self.transaction() as connection:
            _insert(connection, "erasures", erasures)

    def add_alerts(self, alerts: Sequence[Alert]) -> int:
        """Add alerts, but for those that were raised before, and return how many were new."""
        with self.transaction() as connection:
            known = {row[0] for row in connection.execute("SELECT alert_id FROM alerts").fetchall()}
            new = [alert for alert in alerts if alert.alert_id not in known]
            _insert(connection, "alerts", new)
        return len(new)

    def untold_alerts(self, rules: Sequence[str], way: AlertWay) -> list[Alert]:
        """The alerts of some rules that were not told yet in a way, the oldest first."""
        with self.transaction(read_only=True) as connection:
            rows = fetch(
                connection,
                f"SELECT * FROM alerts WHERE {way} IS NULL AND rule IN (SELECT unnest($rules::VARCHAR[])) "  # noqa: S608 - a name from this module
                "ORDER BY raised_at, rule, alert_id",
                {"rules": list(rules)},
            )
        return [Alert.model_validate(row) for row in rows.to_pylist()]

    def alerts_of(self, load_id: str) -> list[Alert]:
        """The alerts that a load raised, by rule."""
        with self.transaction(read_only=True) as connection:
            rows = fetch(
                connection, "SELECT * FROM alerts WHERE load_id = $id ORDER BY rule, alert_id", {"id": load_id}
            )
        return [Alert.model_validate(row) for row in rows.to_pylist()]

    def mark_told(self, alert_ids: Sequence[str], way: AlertWay, now: datetime) -> None:
        """Record that alerts were told in a way."""
        with self.transaction() as connection:
            connection.execute(
                f"UPDATE alerts SET {way} = $now WHERE alert_id IN (SELECT unnest($ids::VARCHAR[]))",  # noqa: S608 - as above
                {"now": now, "ids": list(alert_ids)},
            )

    def add_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Add what a running load brings of annotations."""
        with self.transaction() as connection:
            _insert(connection, "annotations", annotations)

    def annotations(self) -> list[Annotation]:
        """The annotations that hold: of each article those of the last load that brought any."""
        with self.transaction(read_only=True) as connection:
            rows = fetch(
                connection,
                "SELECT annotations.* FROM annotations LEFT JOIN loads USING (load_id) "
                "QUALIFY rank() OVER (PARTITION BY article_id ORDER BY number DESC NULLS LAST, load_id) = 1 "
                "ORDER BY article_id, start_char, end_char, label",
            )
        return [Annotation.model_validate(row) for row in rows.to_pylist()]

    def forget_snapshots(self, snapshot_ids: Sequence[str]) -> None:
        """Drop the file lists of snapshots that are gone."""
        with self.transaction() as connection:
            connection.execute(
                "DELETE FROM load_files WHERE snapshot_id IN (SELECT unnest($ids::VARCHAR[]))",
                {"ids": list(snapshot_ids)},
            )

    def tables(self, *names: str) -> dict[str, pa.Table]:
        """All rows of some of the ledger's tables, sorted, as they were at one moment."""
        with self.transaction(read_only=True) as connection:
            return {name: _all_rows(connection, BY_NAME[name]) for name in names}

    def records(self, known: pa.Table) -> tuple[pa.Table, pa.Table]:
        """All loads, and the rejects whose id, status and load are not among the rows of `known`."""
        with self.transaction(read_only=True) as connection:
            connection.register("known", known)
            rejects = fetch(connection, "SELECT * FROM rejects ANTI JOIN known USING (reject_id, status, load_id)")
            return _all_rows(connection, BY_NAME["loads"]), rejects


def _entered(stack: ExitStack, path: Path, *, read_only: bool) -> Connection:
    """Open the ledger until `stack` is left, waiting while another process has it open."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            config = _SETTINGS.config(path.parent / "staging")
            return stack.enter_context(_ENGINE.attached(path, config, read_only=read_only))
        except duckdb.IOException as error:
            holder = holder_told_by(error)
            if holder is None:
                raise StoreError(f"{path}: damaged or not writable. Restore it from a copy of the store.") from error
            if time.monotonic() > deadline:
                raise TransientError(f"{path}: {holder} has it open. Close that and try again.") from error
        time.sleep(_PAUSE_SECONDS)


def _all_rows(connection: Connection, table: Table) -> pa.Table:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    query = f'SELECT {columns} FROM "{table.name}" ORDER BY {", ".join(table.sort)}'  # noqa: S608 - names from the registry
    return fetch(connection, query).cast(table.arrow_schema)


def _forget(connection: Connection, load_id: str) -> None:
    for name in _OF_A_LOAD:
        connection.execute(f"DELETE FROM {name} WHERE load_id = $id", {"id": load_id})  # noqa: S608 - a name from this module


def _insert(connection: Connection, name: str, rows: Sequence[Row]) -> None:
    _append(connection, name, BY_NAME[name].arrow_table(list(rows)))


def _append(connection: Connection, name: str, rows: pa.Table) -> None:
    if rows.num_rows:
        connection.register("incoming", rows)
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM incoming")  # noqa: S608 - a name from the registry
        connection.unregister("incoming")
