"""A load's progress on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.load.watch import watched_by


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
    with Progress(*columns, console=console, transient=True) as progress, watched_by(BarWatcher(progress)):
        yield
