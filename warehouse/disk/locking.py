"""One load at a time: an advisory lock on a file of the store, with a note that says who holds it."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from schemas.errors import StoreError, StoreLockedError


@contextmanager
def locked(path: Path, what: str) -> Iterator[None]:
    """Hold the lock `path` for this block; the system frees it when the process ends, however it ends.

    Args:
        path: the lock file; it stays, and its note is only worth reading while the lock is held.
        what: what the holder does, for the one who finds the lock taken.

    Raises:
        StoreLockedError: another process holds it; the message names that process.
        StoreError: the file can't be written to.
    """
    handle, folder = _open(path), os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        _take(handle, path)
        _take_folder(folder, handle, path)
        _note(handle, what)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(folder)
        os.close(handle)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(
            f"{path}: can't be opened for writing ({error.strerror}). A load needs a store that it may write to; "
            "check the folder's owner, mode and mount."
        ) from error


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StoreLockedError(
            f"{path.parent}: in use by {_holder(handle)}. Wait until it is done, or stop that process."
        ) from error


def _take_folder(folder: int, handle: int, path: Path) -> None:
    """Lock the folder as well: whoever removed the lock's file while it was held made another, which is free."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StoreLockedError(
            f"{path.parent}: in use by {_holder(handle)}, though its lock file was removed. Wait until it is done."
        ) from error
    except OSError:
        return  # a network's file system that locks files alone: the file's lock is what there is


def _note(handle: int, what: str) -> None:
    note = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "what": what,
    }
    os.ftruncate(handle, 0)
    with suppress(OSError):  # a full disk: the lock holds without its note
        os.pwrite(handle, json.dumps(note).encode(), 0)


def _holder(handle: int) -> str:
    try:
        note = json.loads(os.pread(handle, 4096, 0))
        return f"process {note['pid']} on {note['host']} since {note['since']} ({note['what']})"
    except (ValueError, KeyError, TypeError):
        return "another process"
