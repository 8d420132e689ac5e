"""The steps of a commit, announced as they are passed, so that progress shows and crash tests can strike at each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str], None]

STEPS = (
    "commit_begun",
    "table_written",
    "parquet_written",
    "database_copied",
    "database_filled",
    "corpus_computed",
    "checks_passed",
    "database_closed",
    "manifest_written",
    "snapshot_synced",
    "snapshot_named",
    "current_swapped",
    "ledger_finished",
    "snapshots_freed",
    "staging_removed",
)
"""Names of all steps, in order; `table_written` comes once for each article-level table."""

_listeners: list[Listener] = []


def step(name: str) -> None:
    """Tell every listener that the step `name` has just been passed."""
    for listener in tuple(_listeners):
        listener(name)


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Have `listener` called with the name of every step passed in this block."""
    if listener is None:
        yield
        return
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
