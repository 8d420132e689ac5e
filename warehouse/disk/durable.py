"""Files that outlive a power cut, and the disk's refusals told as this project's errors."""

import errno
import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.errors import LoadError, StoreError, TransientError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_NO_COPY_RANGE = frozenset({errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP})
_FULL_WORDS = tuple(os.strerror(code) for code in sorted(_FULL))
"""DuckDB passes the system's words on, but not its number."""
_CORRUPT = "Corrupt database file"
"""What DuckDB says of a block whose checksum is wrong, in an error of no class of its own."""
_COPY_BYTES = 1 << 30
_SYNC_THREADS = 8
"""A journal takes many waiting files along in one write."""


def sync_file(path: Path) -> None:
    """Wait until the bytes of the file `path` are on the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: Path) -> None:
    """Wait until the names in the folder `path` are on the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_file(source: Path, target: Path) -> None:
    """Copy a file inside the kernel; file systems that can (Btrfs, XFS) share the blocks instead of copying them."""
    with source.open("rb") as reader, target.open("wb") as writer:
        try:
            while os.copy_file_range(reader.fileno(), writer.fileno(), _COPY_BYTES):
                pass
        except OSError as error:
            if error.errno not in _NO_COPY_RANGE:
                raise
            shutil.copyfileobj(reader, writer)


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Turn the disk's refusals in this block into errors that name `place`.

    Raises:
        TransientError: the disk, the quota or the file-size limit is full.
        LoadError: DuckDB's memory limit was too small.
        StoreError: the folder can't be written to, or a file in it is not what it should be.
    """
    try:
        yield
    except OSError as error:
        raise _told(place, error.errno, error.strerror or "a file is damaged") from error
    except pa.ArrowInvalid as error:
        raise _told(place, errno.EIO, "a Parquet file is damaged") from error
    except duckdb.OutOfMemoryException as error:
        raise LoadError(
            f"{place}: the load needs more memory than DuckDB may use, also in smaller parts. The tables are as they "
            "were; raise --memory, or load fewer articles at once."
        ) from error
    except duckdb.Error as error:
        full = any(words in str(error) for words in _FULL_WORDS)  # a commit without room is a TransactionException
        damaged = isinstance(error, duckdb.IOException | duckdb.FatalException) or _CORRUPT in str(error)
        if not (full or damaged):
            raise
        raise _told(place, errno.ENOSPC if full else errno.EIO, "DuckDB could not read or write a file") from error


def _told(place: Path, number: int | None, words: str) -> Exception:
    if number in _FULL:
        return TransientError(
            f"{place}: no room to write ({words}). The tables are as they were; free space (`onrecord maintain` "
            "drops old snapshots) and run it again."
        )
    if number in _FORBIDDEN:
        return StoreError(f"{place}: can't be written to ({words}). Check the folder's owner, mode and mount.")
    return StoreError(f"{place}: {words}. Check the disk; nothing was changed.")


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(root: Path, clean: Collection[str] = ()) -> None:
    """Wait until all files and folders below `root` are on the disk; `clean` names files that already are."""
    with ThreadPoolExecutor(_SYNC_THREADS) as pool:
        for folder, _, names in os.walk(root):
            home = Path(folder)
            fresh = [home / name for name in names if (home / name).relative_to(root).as_posix() not in clean]
            list(pool.map(sync_file, fresh))
            sync_folder(home)
