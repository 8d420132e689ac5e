"""The last phase of a load: from staged rows to a snapshot that readers see, all of it or nothing of it.

The new snapshot is built beside the old one in a folder that no reader looks into, made durable, named, and then
`current` is pointed at it in one step. Whatever kills the process before that step leaves the old snapshot in place;
whatever kills it after leaves the new one, and `Store.recover` finishes the ledger. Cost follows what changed: files
that stay are hard links, of news.duckdb a copy is changed.
"""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from schemas.errors import LoadError
from schemas.ledger import CheckResult, Load
from schemas.tables import ARTICLE_TABLES, BY_NAME, CORPUS_TABLES, LEDGER_TABLES, SCHEMA_VERSION
from warehouse import corpus_tables, database
from warehouse.checks import refuse_failed, run_checks
from warehouse.duck import Config, Settings, fetch, writing
from warehouse.durable import disk_errors, sync_folder, sync_tree
from warehouse.manifest import NAME as MANIFEST
from warehouse.manifest import CheckOutcome, DataFile, Manifest, snapshot_id
from warehouse.partitions import TableWriter
from warehouse.retention import KEEP_FOR, free_snapshots
from warehouse.staging import Staging
from warehouse.steps import Listener, listening, step
from warehouse.store import Snapshot, Store
from warehouse.views import create_views

_DEFAULT: Final = Settings()


def commit(  # noqa: PLR0913 - options by keyword
    store: Store,
    load: Load,
    staging: Path,
    *,
    on_step: Listener | None = None,
    settings: Settings = _DEFAULT,
    keep_for: timedelta = KEEP_FOR,
    rebuild: bool = False,
) -> Snapshot:
    """Publish what `load` staged as a new snapshot and return it; the caller holds the store's lock.

    A load that changes nothing gets no snapshot: the current one is returned, and the load ends as `unchanged`.

    Args:
        store: the store.
        load: the load, begun in the ledger, with its final counts.
        staging: its staging folder (see `warehouse.staging.Staging`); removed at the end.
        on_step: called with the name of each of `warehouse.steps.STEPS`.
        settings: what DuckDB may use.
        keep_for: how long older snapshots stay at least.
        rebuild: make news.duckdb anew from the Parquet files, even if nothing changed.

    Raises:
        LoadError: a blocking check failed; its results are in the ledger, the tables as they were.
        TransientError: no room on the disk; the tables are as they were.
        StoreError: the store can't be written to, or is damaged.
    """
    with listening(on_step), disk_errors(store.root):
        current = store.current()
        incoming = Staging(staging)
        step("commit_begun")
        if current is not None and incoming.empty and not rebuild:
            store.ledger.finish_load(_ended(load, "unchanged"))
            shutil.rmtree(staging, ignore_errors=True)
            return current
        snapshot = _Build(store, load, incoming, current, settings, rebuild).run()
        _publish(store, snapshot)
        finish_ledger(store, snapshot)
        step("ledger_finished")
        free_snapshots(store, keep_for)
        step("snapshots_freed")
        shutil.rmtree(staging, ignore_errors=True)
        step("staging_removed")
        return snapshot


@dataclass
class _Build:
    """One new snapshot on its way: from staged rows to a folder that is whole, durable and named."""

    store: Store
    load: Load
    staging: Staging
    old: Snapshot | None
    settings: Settings
    rebuild: bool
    files: list[DataFile] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where it is built: a hidden folder, which readers and `Store.snapshots` pass over."""
        return self.store.snapshots_folder / f".building-{self.load.load_id}"

    @property
    def old_manifest(self) -> Manifest | None:
        return self.old.manifest if self.old else None

    def run(self) -> Snapshot:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            self._write_parquet()
            results = self._write_database()
        except Exception:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        manifest = self._manifest(results)
        database.seal(self.folder / database.NAME, manifest)
        (self.folder / MANIFEST).write_bytes(manifest.to_bytes())
        step("manifest_written")
        sync_tree(self.folder, {file.path for file in self.files if file.load_id != self.load.load_id})
        step("snapshot_synced")
        named = self.store.snapshots_folder / manifest.snapshot_id
        shutil.rmtree(named, ignore_errors=True)
        self.folder.rename(named)
        sync_folder(self.store.snapshots_folder)
        step("snapshot_named")
        return Snapshot(named)

    def _write_parquet(self) -> None:
        with duckdb.connect(":memory:", config=dict(self._config())) as connection:
            for table in ARTICLE_TABLES:
                stored = self.old_manifest.files_of(table.name) if self.old_manifest else ()
                leaving = self._leaving(table.name)
                months = sorted(set(leaving.column("published_month").to_pylist()))
                if table.name == "article_revisions" and leaving.num_rows:
                    months = sorted({file.partition.partition("=")[2] for file in stored if file.partition})
                writer = TableWriter(
                    table,
                    self.old.folder if self.old else self.folder,
                    self.folder,
                    stored,
                    leaving.column("article_id").combine_chunks(),
                    self.load.load_id,
                )
                self.files += writer.write(connection, self.staging, months)
                step("table_written")
        step("parquet_written")

    def _leaving(self, table: str) -> pa.Table:
        return self.staging.erased if table == "article_revisions" else self.staging.replaced

    def _config(self) -> Config:
        return self.settings.config(self.staging.scratch)

    def _write_database(self) -> list[CheckResult]:
        path = self.folder / database.NAME
        erasing = self.staging.erased.num_rows > 0
        old, manifest = self.old, self.old_manifest
        copied = bool(
            old and manifest and not self.rebuild and not erasing and database.copy_database(old.folder, manifest, path)
        )
        step("database_copied")
        with writing(path, self._config()) as connection:
            self._fill(connection, copied=copied)
            step("database_filled")
            corpus_tables.after_rows_came(connection, self.load.load_id if copied else None)
            for table in CORPUS_TABLES:
                stored = manifest.files_of(table.name) if manifest else ()
                self.files += corpus_tables.export(
                    connection, table, old.folder if old else None, self.folder, stored, self.load.load_id
                )
            step("corpus_computed")
            results = self._check(connection)
            step("checks_passed")
            create_views(connection)
            self._show_ledger(connection)
            connection.execute("CHECKPOINT")
        step("database_closed")
        return results

    def _fill(self, connection: duckdb.DuckDBPyConnection, *, copied: bool) -> None:
        if not copied:
            database.create_tables(connection)
        corpus_tables.before_rows_leave(
            connection,
            self.staging.replaced.column("article_id")
            if copied
            else self.staging.erased.column("article_id").slice(0, 0),
        )
        for table in ARTICLE_TABLES:
            files = [f for f in self.files if f.table == table.name]
            if copied:
                database.delete_articles(connection, table, self._leaving(table.name).column("article_id"))
                files = [f for f in files if f.load_id == self.load.load_id]
            paths = [self.folder / f.path for f in files]
            database.insert_files(connection, table, paths, self.load.load_id if copied else None)

    def _check(self, connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
        results = run_checks(connection, self.load)
        self.store.ledger.add_check_results(results)
        refuse_failed(results)
        counts = database.row_counts(connection)
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
            in_files = sum(file.rows for file in self.files if file.table == table.name)
            if in_files != counts[table.name]:
                raise LoadError(
                    f"{table.name}: {in_files} rows in Parquet, {counts[table.name]} in news.duckdb. The tables are as "
                    "they were. This is a bug; report it."
                )
        return results

    def _show_ledger(self, connection: duckdb.DuckDBPyConnection) -> None:
        ledger = self.store.ledger
        ended = BY_NAME["loads"].arrow_table([_ended(self.load, "committed")])
        for table in LEDGER_TABLES:
            if table.name == "rejects":
                known = fetch(connection, "SELECT reject_id, status FROM rejects")
                rows = ledger.rejects_not_in(known)
                connection.register("renewed", rows.select(["reject_id"]))
                connection.execute("DELETE FROM rejects WHERE reject_id IN (SELECT reject_id FROM renewed)")
                database.append_rows(connection, table, rows)
            elif table.name == "load_files":
                database.replace_rows(connection, table, database.load_files_table(self._snapshot_id(), self.files))
            else:
                database.replace_rows(connection, table, ledger.table(table.name))
        connection.execute("DELETE FROM loads WHERE load_id = $id", {"id": self.load.load_id})
        database.append_rows(connection, BY_NAME["loads"], ended)

    def _snapshot_id(self) -> str:
        self.files.sort(key=lambda file: file.path)
        return snapshot_id(self.load.load_id, tuple(self.files))

    def _manifest(self, results: list[CheckResult]) -> Manifest:
        return Manifest(
            snapshot_id=self._snapshot_id(),
            load_id=self.load.load_id,
            loaded_at=self.load.started_at,
            previous=self.old.snapshot_id if self.old else None,
            schema_version=SCHEMA_VERSION,
            database_bytes=(self.folder / database.NAME).stat().st_size,
            files=tuple(self.files),
            checks={r.check_name: CheckOutcome(severity=r.severity, failing_rows=r.failing_rows) for r in results},
        )


def _publish(store: Store, snapshot: Snapshot) -> None:
    """Point `current` at `snapshot`, in one step."""
    beside = store.root / ".current.tmp"
    beside.unlink(missing_ok=True)
    beside.symlink_to(snapshot.folder.relative_to(store.root))
    beside.replace(store.link)
    sync_folder(store.root)
    step("current_swapped")


def finish_ledger(store: Store, snapshot: Snapshot) -> None:
    """Record in the ledger what a published snapshot says of its load."""
    with duckdb.connect(snapshot.database, read_only=True) as connection:
        rows = fetch(connection, "SELECT * FROM loads WHERE load_id = $id", {"id": snapshot.manifest.load_id})
    (row,) = rows.to_pylist()
    store.ledger.replace_load_files(
        snapshot.snapshot_id, database.load_files_table(snapshot.snapshot_id, snapshot.manifest.files)
    )
    store.ledger.finish_load(Load.model_validate(row))


def _ended(load: Load, status: str) -> Load:
    return load.model_copy(update={"status": status, "finished_at": datetime.now(UTC)})
