"""Who watches a load, and the clock that times its phases."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol


class Watcher(Protocol):
    """Whoever wants to know how far a load is."""

    def phase(self, name: str, total: int) -> None:
        """Say that a phase begins, of so many steps."""

    def advance(self) -> None:
        """Say that a step of the phase is done."""


class NoWatcher:
    """Nobody watches."""

    def phase(self, name: str, total: int) -> None:
        """Ignore it."""

    def advance(self) -> None:
        """Ignore it."""


_WATCHER: ContextVar[Watcher | None] = ContextVar("_WATCHER", default=None)


def current_watcher() -> Watcher:
    """Who watches the flow that this is called from.

    A function, since Prefect pickles a flow with the globals that it uses, and a ContextVar can't be pickled.
    """
    return _WATCHER.get() or NoWatcher()


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Let `watcher` watch the flows of this block: a flow's parameters must be plain data, so it is none of them."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


@dataclass(slots=True)
class Clock:
    """Wall-clock seconds by phase; tells the watcher of each."""

    watcher: Watcher
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str, total: int = 1) -> Iterator[None]:
        """Time the block as the phase `name`, of `total` steps."""
        self.watcher.phase(name, total)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)
