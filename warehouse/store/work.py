"""Work that a load has begun: its staging folder outlives it, so that the same command goes on from there."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from warehouse.store.store import Store

KEPT: Final = 3
"""Unfinished works that stay when another load begins: the latest ones."""
_ATTEMPT: Final = "attempt"
_OVER: Final = "over"


@dataclass(frozen=True, slots=True)
class Work:
    """What an unfinished load left.

    Attributes:
        folder: its staging folder.
        load_id: the load that worked on it last.
        parsed: batches of input that need not be parsed again.
        derived: files of articles whose rows need not be derived again.
        bytes: what it takes on the disk.
    """

    folder: Path
    load_id: str
    parsed: int
    derived: int
    bytes: int


def begin_attempt(folder: Path, load_id: str, attempt: str) -> None:
    """Say in a staging folder which attempt at which load works there from now on."""
    beside = folder / f".{_ATTEMPT}.tmp"
    beside.write_text(f"{load_id}\n{attempt}\n", encoding="utf-8")
    beside.replace(folder / _ATTEMPT)


def is_attempt(folder: Path, load_id: str, attempt: str) -> bool:
    """Whether this attempt still works in a staging folder."""
    return _attempt(folder) == [load_id, attempt]


def end_attempt(folder: Path) -> None:
    """Give up the work in a staging folder: what is finished of it stays for the next attempt, all else goes."""
    if not any(folder.glob("done/*.json")):
        shutil.rmtree(folder, ignore_errors=True)
        return
    begin_attempt(folder, (_attempt(folder) or [""])[0], _OVER)
    shutil.rmtree(folder / "scratch", ignore_errors=True)


def unfinished(store: Store) -> list[Work]:
    """The works that can be taken up again, the latest first."""
    folders = [folder for folder in (store.root / "staging").glob("*") if any(folder.glob("done/*.json"))]
    return [_work(folder) for folder in sorted(folders, key=_touched, reverse=True)]


def sweep_work(store: Store, committed: Collection[str], keep: int = KEPT) -> list[Work]:
    """Remove staging folders but for the `keep` latest that can be taken up again; return those that went.

    Call it under the store's lock. What is left of a load that was committed is of no use any more.
    """
    wanted = [work for work in unfinished(store) if work.load_id not in committed]
    kept, gone = wanted[:keep], wanted[keep:]
    for path in (store.root / "staging").glob("*"):
        if path not in {work.folder for work in kept}:
            _remove(path)
    for work in kept:
        end_attempt(work.folder)
    return gone


def _work(folder: Path) -> Work:
    files = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    parsed, derived = (len(list(folder.glob(f"done/{step}-*.json"))) for step in ("parse", "derive"))
    return Work(folder, (_attempt(folder) or [""])[0], parsed, derived, sum(files))


def _touched(folder: Path) -> float:
    return max(path.stat().st_mtime for path in folder.glob("done/*.json"))


def _attempt(folder: Path) -> list[str]:
    try:
        return (folder / _ATTEMPT).read_text(encoding="utf-8").split()
    except OSError:
        return []


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
