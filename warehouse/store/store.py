"""A store: the folder that holds snapshots, ledger and lock.

<root>/
├── current -> snapshots/<id>     what readers open
├── snapshots/<id>/               news.duckdb, manifest.json, <table>/published_month=…/part-<hash>.parquet
├── ledger.duckdb                 loads, rejects, check results …
├── lock                          held by the one process that loads
└── staging/<load_id>/            what a running load works on
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from schemas.errors import StoreError, StoreMissingError
from warehouse.disk.locking import locked
from warehouse.disk.manifest import Manifest, read_manifest
from warehouse.store import ledger as ledgers
from warehouse.store.database import NAME as DATABASE
from warehouse.store.ledger import Ledger
from warehouse.store.migrate import migrate

_OURS = frozenset({"lock", "staging", "snapshots", "prefect", ledgers.NAME, f"{ledgers.NAME}.wal"})
"""What may lie in the folder of a store that has yet to be made."""
_PRIVATE = 0o700
"""Mode of a store's folder: articles are nobody else's to read, until their owner says so."""


def make_private(root: Path) -> None:
    """Make the folder of a store for its owner alone; one that is there keeps its mode, which somebody chose."""
    if not root.exists():
        root.mkdir(parents=True)
        root.chmod(_PRIVATE)


@dataclass(frozen=True)
class Snapshot:
    """A published state of all tables; it never changes, until it is removed as a whole."""

    folder: Path

    @property
    def snapshot_id(self) -> str:
        """Its id: the name of its folder."""
        return self.folder.name

    @property
    def database(self) -> Path:
        """The path of its news.duckdb."""
        return self.folder / DATABASE

    @cached_property
    def manifest(self) -> Manifest:
        """What it is made of; StoreError if its manifest is damaged or of a newer version."""
        return read_manifest(self.folder)


@dataclass(frozen=True)
class Store:
    """A store on disk; made with `open`."""

    root: Path

    @classmethod
    def open(cls, root: Path, *, create: bool = True) -> Self:
        """The store in the folder `root`, which is made if it is missing and `create` is set.

        Raises:
            StoreError: it is no store, can't be made, is damaged, or was written by a newer onrecord.
            StoreLockedError: it has yet to be made, and another process is about to.
        """
        store = cls(root.absolute())
        if not store.ledger.path.exists():
            if not create:
                raise StoreMissingError(
                    f"{root}: no store here. Run `onrecord run SOURCE --warehouse {root}` to make one."
                )
            store._create()
        current = store.current()
        if current is not None:
            _ = current.manifest
        return store

    @property
    def ledger(self) -> Ledger:
        """The store's ledger."""
        return Ledger(self.root / ledgers.NAME)

    @property
    def snapshots_folder(self) -> Path:
        """Where the snapshots lie."""
        return self.root / "snapshots"

    @property
    def link(self) -> Path:
        """The symbolic link to the current snapshot."""
        return self.root / "current"

    def staging(self, load_id: str) -> Path:
        """The staging folder of a load, on the same file system as the snapshots; it may not exist yet."""
        return self.root / "staging" / load_id

    def current(self) -> Snapshot | None:
        """The current snapshot, None before the first load.

        Raises:
            StoreError: `current` points nowhere.
        """
        try:
            target = self.link.readlink()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                f"{self.link}: is no symbolic link. `onrecord verify --repair` points it at the latest snapshot."
            ) from error
        folder = self.root / target
        if not folder.is_dir():
            raise StoreError(
                f"{self.link}: points to a folder that is gone. "
                "`onrecord verify --repair` points it at the latest one that is whole."
            )
        return Snapshot(folder)

    def snapshots(self) -> Iterator[Snapshot]:
        """All snapshots that are whole, by id."""
        for folder in sorted(self.snapshots_folder.iterdir()):
            if not folder.name.startswith("."):
                yield Snapshot(folder)

    def lock(self, what: str) -> AbstractContextManager[None]:
        """Hold the store for this block; `what` tells others what is going on.

        Raises:
            StoreLockedError: another process holds it; the message names that process.
            StoreError: the store can't be written to.
        """
        return locked(self.root / "lock", what)

    def migrate(self) -> None:
        """Bring the ledger to this code's version; needs the lock."""
        migrate(self.ledger)

    def _create(self) -> None:
        """Make the store; one that a process was killed in making is completed."""
        try:
            make_private(self.root)
            if any(path.name not in _OURS for path in self.root.iterdir()):
                raise StoreError(f"{self.root}: holds other files and is no store. Give an empty or a new folder.")
            with self.lock("making the store"):
                (self.root / "staging").mkdir(exist_ok=True)
                self.snapshots_folder.mkdir(exist_ok=True)
                self.migrate()
        except OSError as error:
            raise StoreError(
                f"{self.root}: can't be made ({error.strerror}). Check the path, and the owner and mode of its parent."
            ) from error
