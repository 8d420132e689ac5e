"""Whether a store is what it says it is: every file by its hash, every count, offset and reference, nothing astray."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import OnrecordError, StoreError
from schemas.ledger import Load
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES
from warehouse.checks.run import run_checks
from warehouse.disk.durable import sha256_of
from warehouse.disk.manifest import NAME as MANIFEST
from warehouse.disk.manifest import DataFile, Manifest
from warehouse.parquet.hashed import NAME as HASHED
from warehouse.snapshot.commit import publish
from warehouse.snapshot.described import CROISSANT, PACKAGE
from warehouse.store.database import NAME as DATABASE
from warehouse.store.read import connect
from warehouse.store.store import Snapshot, Store


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be.

    Attributes:
        place: the file or folder, below the store.
        what: what is wrong with it, and what to do.
        lost: rows that nothing in the store holds any more, as far as that is known.
        rebuilt: whether `repair` makes it good: news.duckdb, from the Parquet files.
    """

    place: str
    what: str
    lost: int = 0
    rebuilt: bool = False


def verify(store: Store) -> list[Fault]:
    """What is wrong with the store, the current snapshot first; nothing is changed."""
    faults = list(_of_ledger(store))
    try:
        current = store.current()
    except StoreError as error:
        return [*faults, Fault("current", str(error))]
    if current is None:
        return [*faults, *_of_missing(store)]
    for snapshot in (current, *(one for one in store.snapshots() if one != current)):
        faults += _of_snapshot(store, snapshot)
    return faults


def repoint(store: Store) -> Snapshot | None:
    """Point `current` at the latest snapshot that is whole, if it points nowhere; return that snapshot.

    Call it under the store's lock.
    """
    try:
        if store.current() is not None:
            return None
    except StoreError:
        pass
    whole = [one for one in store.snapshots() if not list(_of_snapshot(store, one))]
    if not whole:
        return None
    latest = max(whole, key=lambda one: one.manifest.loaded_at)
    if store.link.is_dir() and not store.link.is_symlink():
        raise StoreError(f"{store.link}: is a folder. Move it away, then run this again.")
    publish(store, latest)
    return latest


def _of_ledger(store: Store) -> Iterator[Fault]:
    try:
        store.ledger.loads()
    except OnrecordError as error:
        yield Fault(store.ledger.path.name, str(error))


def _loads(store: Store) -> list[Load]:
    """The loads; none where the ledger is damaged, which is a fault of its own."""
    try:
        return store.ledger.loads()
    except OnrecordError:
        return []


def _of_missing(store: Store) -> Iterator[Fault]:
    if any(load.status == "committed" for load in _loads(store)):
        yield Fault("current", "is missing, though loads were committed; --repair points it at the latest snapshot")


def _of_snapshot(store: Store, snapshot: Snapshot) -> Iterator[Fault]:
    try:
        manifest = snapshot.manifest
    except StoreError as error:
        yield Fault(_below(store, snapshot.folder / MANIFEST), str(error))
        return
    for file in manifest.files:
        yield from _of_file(store, snapshot, file)
    yield from _astray(store, snapshot, manifest)
    yield from _of_database(store, snapshot, manifest)


def _of_file(store: Store, snapshot: Snapshot, file: DataFile) -> Iterator[Fault]:
    path = snapshot.folder / file.path
    advice = (
        f"its {file.rows:,} rows of {file.table} can't be trusted; restore it from a copy, or load its articles again"
    )
    try:
        if sha256_of(path) != file.sha256:
            yield Fault(_below(store, path), f"is not what was written: {advice}", file.rows)
        elif pq.read_metadata(path).num_rows != file.rows:
            yield Fault(_below(store, path), f"has another number of rows than the manifest says: {advice}")
    except (OSError, pa.ArrowException):
        yield Fault(_below(store, path), f"is missing or can't be read: {advice}", file.rows)


def _astray(store: Store, snapshot: Snapshot, manifest: Manifest) -> Iterator[Fault]:
    known = {file.path for file in manifest.files} | {MANIFEST, HASHED, DATABASE, PACKAGE, CROISSANT}
    for path in sorted(snapshot.folder.rglob("*")):
        if path.is_file() and path.relative_to(snapshot.folder).as_posix() not in known:
            yield Fault(_below(store, path), "belongs to no table; remove it")


def _of_database(store: Store, snapshot: Snapshot, manifest: Manifest) -> Iterator[Fault]:
    path = snapshot.database
    remade = "--repair, or the next load, makes it anew from the Parquet files"
    if not path.exists():
        yield Fault(_below(store, path), f"is missing; {remade}", rebuilt=True)
        return
    if manifest.database_sha256 not in (None, sha256_of(path)):
        yield Fault(_below(store, path), f"is not what was written; {remade}", rebuilt=True)
        return
    try:
        yield from _of_tables(store, snapshot, manifest)
    except (duckdb.Error, OnrecordError):
        yield Fault(
            _below(store, path), f"can't be read, or another program has it open for writing; {remade}", rebuilt=True
        )


def _of_tables(store: Store, snapshot: Snapshot, manifest: Manifest) -> Iterator[Fault]:
    place = _below(store, snapshot.database)
    with connect(snapshot) as connection:
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
            rows = sum(file.rows for file in manifest.files_of(table.name))
            found = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608  # our own names
            if found != (rows,):
                yield Fault(place, f"{table.name}: {rows:,} rows in Parquet, another number here", rebuilt=True)
        load = next((one for one in _loads(store) if one.load_id == manifest.load_id), None)
        for result in run_checks(connection, load) if load else ():
            if result.severity == "blocking" and result.failing_rows:
                yield Fault(
                    place, f"check {result.check_name}: {result.failing_rows:,} rows break its rule", rebuilt=True
                )


def _below(store: Store, path: Path) -> str:
    return path.relative_to(store.root).as_posix()
