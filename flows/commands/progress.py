"""Who watches a flow: set around the call of a flow, since a flow's parameters must be plain data."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.load.watch import NoWatcher, Watcher

_WATCHER: ContextVar[Watcher | None] = ContextVar("_WATCHER", default=None)


def current_watcher() -> Watcher:
    """Return who watches the flow that this is called from.

    A function, since Prefect pickles a flow with the globals that it uses, and a ContextVar can't be pickled.
    """
    return _WATCHER.get() or NoWatcher()


class BarWatcher:
    """Shows the phases of a load as a bar on a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("starting Prefect", total=None)

    def phase(self, name: str, total: int) -> None:
        """Begin the bar anew."""
        self._progress.reset(self._task, total=total, description=name)

    def advance(self) -> None:
        """Move the bar."""
        self._progress.advance(self._task)


@contextmanager
def watched(console: Console) -> Iterator[None]:
    """Show a progress bar while the block runs; nothing at all where `console` is no terminal."""
    if not console.is_terminal:
        yield
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        token = _WATCHER.set(BarWatcher(progress))
        try:
            yield
        finally:
            _WATCHER.reset(token)
