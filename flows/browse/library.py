"""The snapshot that is read, and the next one as soon as a load has published it."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import duckdb

from flows.browse.index import Index
from flows.browse.search import Counted
from schemas.errors import StoreError
from warehouse.store.store import Store

_KEPT: Final = 64
"""Searches whose counts are kept: those of a person who turns pages and goes back."""
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An index for one request: connections that nobody else uses, and the counts of searches before."""

    index: Index
    news: duckdb.DuckDBPyConnection
    hits: duckdb.DuckDBPyConnection
    counts: "Counts"
    renewing: bool

    def interrupt(self) -> None:
        """Stop what runs on either connection."""
        self.news.interrupt()
        self.hits.interrupt()


class Counts:
    """The counts of the last searches of one index."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, Counted] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Counted | None:
        """The counts of a search, if it is one of the last."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
            return self._known.get(key)

    def keep(self, key: Key, counted: Counted) -> None:
        """Keep the counts of a search."""
        with self._lock:
            self._known[key] = counted
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)


class Library:
    """The current snapshot of a store, opened to be searched; a newer one takes its place once it is read."""

    def __init__(self, store: Store) -> None:
        """Read the current snapshot.

        Raises:
            StoreError: nothing was loaded yet, or it can't be opened.
        """
        snapshot = store.current()
        if snapshot is None:
            raise StoreError("nothing is published here yet. Run `onrecord run SOURCE` first.")
        self._store = store
        self._lock = threading.Lock()
        self._renewal: threading.Thread | None = None
        self.index = Index.of(snapshot)
        self._counts = Counts()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Connections for one request; where a newer snapshot is published, it begins to be read beside."""
        renewing = self._renew()
        index, counts = self.index, self._counts
        with index.news.cursor() as news, index.hits.cursor() as hits:
            yield Reading(index, news, hits, counts, renewing)

    def _renew(self) -> bool:
        """Begin to read a newer snapshot, if there is one and nobody does; tell whether it is being read."""
        with self._lock:
            if self._renewal is not None and self._renewal.is_alive():
                return True
            if not self._is_outdated():
                return False
            self._renewal = threading.Thread(target=self._replace, daemon=True)
            self._renewal.start()
            return True

    def _is_outdated(self) -> bool:
        try:
            snapshot = self._store.current()
        except StoreError:  # the store is gone, or being mended; what was read is still there
            return False
        return snapshot is not None and snapshot.snapshot_id != self.index.snapshot.snapshot_id

    def _replace(self) -> None:
        snapshot = self._store.current()
        if snapshot is not None:
            self.index, self._counts = Index.of(snapshot), Counts()
