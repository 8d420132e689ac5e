"""The last phase of a load: from staged rows to a snapshot that readers see, all of it or nothing of it.

The new snapshot is built, made durable and named, and then `current` is pointed at it in one step. Whatever kills the
process before that step leaves the old snapshot in place; whatever kills it after leaves the new one, and
`warehouse.snapshot.recover` finishes the ledger.
"""

import logging
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from schemas.errors import OnrecordError
from schemas.ledger import Load
from schemas.vocabulary import LoadStatus
from warehouse.corpus.aliases import AliasTable
from warehouse.corpus.linker import NO_LINKING, Linking
from warehouse.disk.duck import Settings, fetch
from warehouse.disk.durable import disk_errors, sync_folder
from warehouse.parquet.staging import Staging
from warehouse.snapshot.build import Build, Watch
from warehouse.snapshot.steps import Listener, listening, step
from warehouse.store.database import load_files_table
from warehouse.store.read import connect
from warehouse.store.retention import KEEP_FOR, free_snapshots
from warehouse.store.store import Snapshot, Store

_LOG = logging.getLogger(__name__)


def commit(  # noqa: PLR0913 - each with a default is a matter of its own
    store: Store,
    load: Load,
    staging: Path,
    *,
    linking: Linking = NO_LINKING,
    on_step: Listener | None = None,
    settings: Settings | None = None,
    keep_for: timedelta = KEEP_FOR,
    watch: Watch | None = None,
) -> Snapshot:
    """Publish what `load` staged as a new snapshot and return it; the caller holds the store's lock.

    A load that changes nothing gets no snapshot: the current one is returned, and the load ends as `unchanged`. The
    first load always gets one, and so does one with another alias table than the stored one. Rejects and checks of a
    load without a snapshot show in news.duckdb with the next one.

    Args:
        store: the store.
        load: the load, begun in the ledger, with its final counts.
        staging: its staging folder (see `warehouse.parquet.staging.Staging`); removed at the end.
        linking: what links entities across articles.
        on_step: called with the name of each of `warehouse.snapshot.steps.STEPS`.
        settings: what DuckDB may use; None: a share of what there is.
        keep_for: how long older snapshots stay at least.
        watch: what looks for alerts in the tables that the load leaves.

    Raises:
        LoadError: a blocking check failed (its results are in the ledger), or memory was too small; the tables are as
            they were.
        TransientError: no room on the disk; the tables are as they were.
        StoreError: the store can't be written to, or is damaged.
    """
    settings = settings or Settings()
    with listening(on_step):
        with disk_errors(store.root):
            current, incoming = store.current(), Staging(staging)
            step("commit_begun")
            aliases = AliasTable.of(linking.aliases, current)
            if current is not None and incoming.empty and not aliases.changed and not _is_asked(settings, current):
                store.ledger.finish_load(_ended(load, "unchanged"))
                shutil.rmtree(staging, ignore_errors=True)
                return current
            snapshot = Build(
                store, _ended(load, "committed"), incoming, current, settings, linking, aliases, watch
            ).run()
            publish(store, snapshot)
        _tidy(store, snapshot, staging, keep_for)
        return snapshot


def finish_ledger(store: Store, snapshot: Snapshot) -> None:
    """Record in the ledger what a published snapshot says of its load."""
    with connect(snapshot) as connection:
        rows = fetch(connection, "SELECT * FROM loads WHERE load_id = $id", {"id": snapshot.manifest.load_id})
    files = load_files_table(snapshot.snapshot_id, snapshot.manifest.files)
    store.ledger.finish_load(Load.model_validate(rows.to_pylist()[0]), files)


def publish(store: Store, snapshot: Snapshot) -> None:
    """Point `current` at `snapshot`, in one step."""
    beside = store.root / ".current.tmp"
    beside.unlink(missing_ok=True)
    beside.symlink_to(snapshot.folder.relative_to(store.root))
    beside.replace(store.link)
    sync_folder(store.root)
    step("current_swapped")


def _is_asked(settings: Settings, current: Snapshot) -> bool:
    """Whether another news.duckdb is asked for, though nothing came."""
    return settings.rebuild or settings.database not in (None, current.manifest.database)


def _tidy(store: Store, snapshot: Snapshot, staging: Path, keep_for: timedelta) -> None:
    """Finish what readers do not see; the load has succeeded, so trouble here is logged and left to `recover`."""
    try:
        finish_ledger(store, snapshot)
        step("ledger_finished")
        free_snapshots(store, keep_for)
        step("snapshots_freed")
        shutil.rmtree(staging, ignore_errors=True)
        step("staging_removed")
    except (OSError, duckdb.Error, OnrecordError) as error:
        _LOG.warning(
            "%s: published, but not tidied up (%s). The next load finishes it.", store.root, type(error).__name__
        )


def _ended(load: Load, status: LoadStatus) -> Load:
    return load.model_copy(update={"status": status, "finished_at": datetime.now(UTC)})
