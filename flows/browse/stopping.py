"""Stopping what runs in DuckDB, for certain: an interrupt between two statements would be lost, so it is repeated."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_AGAIN_S: Final = 0.05


@contextmanager
def stopped(interrupt: Callable[[], None], seconds: float, left: threading.Event) -> Iterator[None]:
    """Interrupt what this block runs once it has taken so many seconds, or once `left` is set, until the block ends.

    Raises:
        duckdb.InterruptException: from what ran.
    """
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(interrupt, seconds, left, done), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        left.set()
        watch.join()


def _watch(interrupt: Callable[[], None], seconds: float, left: threading.Event, done: threading.Event) -> None:
    left.wait(seconds)
    while not done.wait(_AGAIN_S):
        interrupt()
