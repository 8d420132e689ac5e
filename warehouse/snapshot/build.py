"""A new snapshot on its way: from staged rows to a folder that is whole, durable and named.

It is built beside the old one, in a hidden folder that no reader looks into. Cost follows what changed: Parquet files
that stay are hard links, of news.duckdb a copy is changed.
"""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.ledger import Alert, CheckResult, Load
from schemas.tables import ARTICLE_TABLES, BY_NAME, CORPUS_TABLES, SCHEMA_VERSION, Table
from warehouse.checks.run import refuse_failed, run_checks
from warehouse.corpus import tables as corpus_tables
from warehouse.corpus.aliases import AliasTable
from warehouse.corpus.linker import Linking
from warehouse.disk.duck import Config, Settings, attached
from warehouse.disk.durable import sha256_of, sync_folder, sync_tree
from warehouse.disk.manifest import NAME as MANIFEST
from warehouse.disk.manifest import CheckOutcome, DataFile, Manifest, snapshot_id
from warehouse.parquet.hashed import NAME as HASHED
from warehouse.parquet.hashed import Hashed
from warehouse.parquet.partitions import TableWriter
from warehouse.parquet.staging import Staging
from warehouse.snapshot.described import described
from warehouse.snapshot.shown import show_records, show_results
from warehouse.snapshot.steps import step
from warehouse.store import database, held
from warehouse.store.held import Held
from warehouse.store.store import Snapshot, Store
from warehouse.views.create import create_views

Connection = duckdb.DuckDBPyConnection
Watch = Callable[[Connection, Load], Sequence[Alert]]
"""Looks at the tables and views that a load leaves, and says what somebody wanted to hear of; raises nothing."""


@dataclass
class Build:
    """Builds one snapshot; `run` does it once.

    Attributes:
        store: where it is built.
        load: the load that it publishes, as it will be shown in `loads`.
        staging: what the load hands over.
        old: the snapshot that it follows, None for the first.
        settings: what DuckDB may use.
        linking: what links entities across articles.
        aliases: the alias table that holds from now on.
        watch: what looks for alerts.
    """

    store: Store
    load: Load
    staging: Staging
    old: Snapshot | None
    settings: Settings
    linking: Linking
    aliases: AliasTable
    watch: Watch | None = None
    _files: list[DataFile] = field(default_factory=list)

    def run(self) -> Snapshot:
        """Build the snapshot and return it; with an exception, nothing of it stays.

        Raises:
            LoadError: a blocking check failed; its results are in the ledger.
        """
        try:
            return self._built()
        except duckdb.OutOfMemoryException:
            self.settings = replace(self.settings, threads=1)  # half as many rows are in memory at a time
            return self._built()

    def _built(self) -> Snapshot:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._files = []
        try:
            self._write_parquet()
            results = self._write_database()
            return self._name(self._write_manifest(results))
        except Exception:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    @property
    def _folder(self) -> Path:
        return self.store.snapshots_folder / f".building-{self.load.load_id}"

    @property
    def _old_folder(self) -> Path:
        return self.old.folder if self.old else self._folder

    @property
    def _config(self) -> Config:
        return self.settings.config(self.staging.scratch)

    def _stored(self, table: Table) -> tuple[DataFile, ...]:
        return self.old.manifest.files_of(table.name) if self.old else ()

    @cached_property
    def _hashed(self) -> Hashed:
        """What is known of the old snapshot's files."""
        return Hashed.of(self.old.folder, self.old.manifest.files) if self.old else Hashed()

    def _write_parquet(self) -> None:
        with ThreadPoolExecutor(self.settings.threads) as pool:
            for files in pool.map(self._write_table, ARTICLE_TABLES):
                self._files += files
                step("table_written")
        pa.default_memory_pool().release_unused()
        step("parquet_written")

    def _write_table(self, table: Table) -> list[DataFile]:
        leaving, stored = self.staging.leaving(table), self._stored(table)
        writer = TableWriter(
            table,
            self._old_folder,
            self._folder,
            stored,
            leaving,
            self.load.load_id,
            self._hashed,
            outdated=self._outdated,
        )
        return writer.write(self.staging)

    def _write_database(self) -> list[CheckResult]:
        copied = self._copy_database()
        step("database_copied")
        with attached(self._folder / database.NAME, self._config) as connection:
            copied = self._begin_database(connection, copied=copied)
            self._fill(connection, copied=copied)
            step("database_filled")
            self._compute_corpus(connection, copied=copied)
            self._export_corpus(connection)
            step("corpus_computed")
            show_records(connection, self.store.ledger, self.load)
            results = self._check(connection)
            step("checks_passed")
            create_views(connection)
            if self.watch is not None:
                self.store.ledger.add_alerts(self.watch(connection, self.load))
            self._files.sort(key=lambda file: file.path)
            self._show_tables(connection, self.store.snapshots_folder / self._id, described=True)
            show_results(connection, self.store.ledger, self._id, self._files)
            connection.execute("CHECKPOINT")
        step("database_closed")
        return results

    @property
    def _outdated(self) -> bool:
        """Whether an older version of the tables wrote the old snapshot."""
        return self.old is not None and self.old.manifest.schema_version < SCHEMA_VERSION

    @cached_property
    def _held(self) -> Held:
        """What the new database holds; the Parquet files are written."""
        before = self.old.manifest.database if self.old else held.FULL
        return Held.of(self.settings.database or before, self._files)

    @property
    def _from_old(self) -> Snapshot | None:
        """The snapshot that the new database is made from; None where it has to be made of the Parquet files.

        Erased text would stay in the free blocks of a copy (measured), so an erasure makes a new one. So does a corpus
        table that the old one has not: a snapshot has a file of each, and a code of the same version may know more.
        """
        lacking = not all(self._stored(table) for table in CORPUS_TABLES)
        anew = self._outdated or lacking or self.settings.rebuild or self.staging.erased.num_rows
        return None if anew else self.old

    def _copy_database(self) -> bool:
        """Copy the old database to start from, if the new one is to hold rows as it does."""
        old = self._from_old
        if old is None or old.manifest.database != self._held.mode:
            return False
        return database.copy_database(old.folder, old.manifest, self._folder / database.NAME)

    def _begin_database(self, connection: Connection, *, copied: bool) -> bool:
        """Bring the database to what the old snapshot has, as it is to be held; False: its tables are empty."""
        old = self._from_old
        if old and copied:
            held.follow(connection, self._held, old.folder, old.manifest)
        elif old and database.is_sound(old.folder, old.manifest):
            held.convert(connection, self._held, old.folder, old.manifest)
        else:
            held.create_tables(connection, self._held)
            return False
        held.point_at(connection, old.folder)
        held.show_tables(connection, self._held, old.manifest.files, old.folder)
        return True

    def _fill(self, connection: Connection, *, copied: bool) -> None:
        """Bring the article-level tables in step with the Parquet files: by what changed, or all of it."""
        corpus_tables.before_rows_leave(connection, self.staging.replaced if copied else None)
        files = self._files
        if copied:
            for table in ARTICLE_TABLES:
                database.delete_articles(connection, table, self.staging.leaving(table), self._held.schema)
            files = [file for file in files if file.load_id == self.load.load_id]
        held.insert_held(connection, self._held, files, self._folder, self.load.load_id if copied else None)
        self._show_tables(connection, self._folder)

    def _show_tables(self, connection: Connection, home: Path, *, described: bool = False) -> None:
        """Make the views of what the database does not hold, with `home` as the folder in which they will be read."""
        held.point_at(connection, home, self._folder)
        held.show_tables(connection, self._held, self._files, home, described=described)

    def _compute_corpus(self, connection: Connection, *, copied: bool) -> None:
        if self.aliases.changed or not copied:
            database.replace_rows(connection, BY_NAME["entity_aliases"], self.aliases.rows)
        linker = self.linking.linker_for(self.aliases.rows)
        files = [file for file in self._files if file.table == "articles"]
        articles = [self._folder / file.path for file in files]
        fresh = [self._folder / file.path for file in files if file.load_id == self.load.load_id]
        corpus_tables.after_rows_came(connection, self.load.load_id if copied else None, articles, linker, fresh)

    def _export_corpus(self, connection: Connection) -> None:
        for table in CORPUS_TABLES:
            exporter = corpus_tables.Exporter(table, self._old_folder, self._folder, self._stored(table), self._hashed)
            self._files.append(exporter.write(connection, self.load.load_id))

    def _check(self, connection: Connection) -> list[CheckResult]:
        held_here = [file for file in self._files if file.partition is None or self._held.holds(file)]
        database.refuse_unequal(connection, held_here, self._held.schema)
        results = run_checks(connection, self.load)
        self.store.ledger.add_check_results(results)
        refuse_failed(results)
        return results

    @property
    def _id(self) -> str:
        return snapshot_id(self.load.load_id, tuple(self._files))

    def _write_manifest(self, results: list[CheckResult]) -> Manifest:
        path = self._folder / database.NAME
        manifest = Manifest(
            snapshot_id=self._id,
            load_id=self.load.load_id,
            loaded_at=self.load.started_at,
            previous=self.old.snapshot_id if self.old else None,
            schema_version=SCHEMA_VERSION,
            database_bytes=path.stat().st_size,
            database_sha256=sha256_of(path),
            database=self._held.mode,
            database_since=self._held.since,
            files=tuple(self._files),
            checks={r.check_name: CheckOutcome(severity=r.severity, failing_rows=r.failing_rows) for r in results},
        )
        database.seal(path, manifest)
        for name, page in described(manifest).items():
            (self._folder / name).write_bytes(page)
        (self._folder / HASHED).write_bytes(self._hashed.page(self._folder, self._files, self.load.started_at))
        (self._folder / MANIFEST).write_bytes(manifest.to_bytes())
        step("manifest_written")
        return manifest

    def _name(self, manifest: Manifest) -> Snapshot:
        """Make the folder durable, then give it the name under which it counts."""
        sync_tree(self._folder, {file.path for file in self._files if file.load_id != self.load.load_id})
        step("snapshot_synced")
        named = self.store.snapshots_folder / manifest.snapshot_id
        shutil.rmtree(named, ignore_errors=True)
        self._folder.rename(named)
        sync_folder(self.store.snapshots_folder)
        step("snapshot_named")
        return Snapshot(named)
