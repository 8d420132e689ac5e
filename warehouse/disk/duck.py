"""How the warehouse uses DuckDB: no network, modest memory, a file format that older DuckDBs open."""

import os
import re
import shutil
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import Final

import duckdb
import pyarrow as pa

from schemas.tables import quote_literal
from warehouse.disk.budget import default_memory_mb

Config = dict[str, str | bool | int | float | list[str]]
Connection = duckdb.DuckDBPyConnection

STORAGE_VERSION: Final = "v1.2.0"
"""The oldest DuckDB that opens news.duckdb and ledger.duckdb."""
ROW_GROUP_ROWS: Final = 16_384
"""Rows of a row group in news.duckdb: with the default of 122,880 a load of 3 KB articles needs 900 MB."""
NEW_FILE: Final = f"STORAGE_VERSION '{STORAGE_VERSION}', ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
"""Options of ATTACH for a file that is written."""
SPILL_BYTES: Final = 4_000_000_000
"""Disk that a question may take for what does not fit into memory."""
_NO_NETWORK: Final[Config] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
_NO_FILES: Final[Config] = {"enable_external_access": "false"}
_QUIET: Final = ("SET GLOBAL TimeZone = 'UTC'", "SET enable_progress_bar = false")
"""What can't be set when a connection is opened."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a commit may use.

    Attributes:
        memory_mb: DuckDB's memory limit in MB (10^6 bytes); the process needs about 150 MB on top of it. What does not
            fit is spilled.
        threads: threads of DuckDB, and tables whose Parquet files are written side by side.
        rebuild: make news.duckdb anew from the Parquet files, even if nothing changed.
        database: what news.duckdb holds from now on (`full`, `recent:N`, `none`); None: what it held before.
    """

    memory_mb: int = field(default_factory=default_memory_mb)
    threads: int = 2
    rebuild: bool = False
    database: str | None = None

    def config(self, scratch: Path) -> Config:
        """DuckDB's configuration, with `scratch` for what does not fit into memory."""
        return {
            **_NO_NETWORK,
            "memory_limit": f"{self.memory_mb}MB",
            "threads": str(self.threads),
            "temp_directory": str(scratch),
            "preserve_insertion_order": "false",
            "enable_external_file_cache": "false",
            "write_buffer_row_group_count": "1",
        }


def duck_settings(memory_mb: int | None) -> Settings:
    """What a commit may use with a memory limit, or with a share of what there is."""
    return Settings() if memory_mb is None else Settings(memory_mb=memory_mb)


def reading(path: Path, memory_mb: int, threads: int, files: Path | None = None) -> Connection:
    """Open the database `path` to read it and nothing else, but for what lies below the folder `files`.

    The configuration can't be changed. A statement could write below `files` too (COPY): who takes statements from
    others lets nothing through but SELECT.

    What does not fit into memory goes to a folder of its own, up to SPILL_BYTES, that goes with the last connection
    to it. Several connections of one process are several to one database of DuckDB, which wants one configuration.
    """
    scratch = _scratch((path, memory_mb, threads))
    limits: Config = {
        "memory_limit": f"{memory_mb}MB",
        "threads": str(threads),
        **(_NO_FILES if files is None else {}),  # before the next one, which it would forbid
        "temp_directory": scratch.name,
        "max_temp_directory_size": f"{SPILL_BYTES}B",
    }
    connection = duckdb.connect(path, read_only=True, config=_NO_NETWORK | limits)
    weakref.finalize(connection, _let_go, scratch)
    _readers.add(connection)
    with _LOCKING:
        if connection.execute("SELECT current_setting('lock_configuration')").fetchall() != [(True,)]:
            _set(connection, (*_QUIET, *_access(files), "SET lock_configuration = true"))
    return connection


_LOCKING: Final = Lock()
"""Connections of several threads are to one database, which is locked once."""


def _access(files: Path | None) -> Sequence[str]:
    """What lets a connection read a folder and nothing else; it can't be said where it is opened."""
    if files is None:
        return ()
    both = ", ".join(quote_literal(name) for name in sorted({str(files), as_pattern(files)}))
    return (f"SET allowed_directories = [{both}]", "SET enable_external_access = false")


_readers: weakref.WeakSet[Connection] = weakref.WeakSet()


def interrupt_readers() -> None:
    """Stop what runs on the connections that `reading` gave, each with `duckdb.InterruptException`."""
    for connection in list(_readers):
        with suppress(duckdb.ConnectionException):  # closed, and somebody still holds it
            connection.interrupt()


def as_pattern(path: Path) -> str:
    """A path as it is written in a pattern that DuckDB looks for: its own brackets, stars and question marks quoted."""
    return _SPECIAL.sub(r"[\g<0>]", str(path))


_SPECIAL: Final = re.compile(r"[\[*?]")


class _Scratch:
    """A temporary folder that goes with whoever holds it last."""

    def __init__(self) -> None:
        self.name = mkdtemp(prefix="onrecord-")
        weakref.finalize(self, shutil.rmtree, self.name, ignore_errors=True)


_scratches: weakref.WeakValueDictionary[tuple[Path, int, int], _Scratch] = weakref.WeakValueDictionary()


def _scratch(key: tuple[Path, int, int]) -> _Scratch:
    found = _scratches.get(key)
    if found is None:
        found = _scratches[key] = _Scratch()
    return found


def _let_go(scratch: _Scratch) -> None:
    """Hold a folder until a connection is gone, and no longer."""
    del scratch


@contextmanager
def attached(path: Path, config: Config, *, read_only: bool = False) -> Iterator[Connection]:
    """Open the database `path` as the default of a connection for this block; it is made if it is missing.

    Raises:
        duckdb.IOException: another process has it open, or it can't be read or written.
    """
    with duckdb.connect(":memory:", config=dict(config)) as connection, _default(connection, path, read_only=read_only):
        yield connection


@contextmanager
def _default(connection: Connection, path: Path, *, read_only: bool) -> Iterator[None]:
    """Attach `path` to a connection as its default database; after an exception that is left to the caller."""
    _set(connection, _QUIET)
    connection.execute(f"ATTACH ? AS store ({'READ_ONLY' if read_only else NEW_FILE})", [str(path)])
    connection.execute("USE store")
    yield
    connection.execute("USE memory")
    connection.execute("DETACH store")


class Engine:
    """A DuckDB in memory that is kept for one file after another: it takes 30 ms of CPU to make, 1 to attach a file.

    For one caller at a time.
    """

    def __init__(self) -> None:
        self._made_for: tuple[int, Config] | None = None
        self._kept: Connection | None = None
        self._of_parent: Connection | None = None

    @contextmanager
    def attached(self, path: Path, config: Config, *, read_only: bool = False) -> Iterator[Connection]:
        """Open the database `path` as `attached` does; after an exception the next one gets a new engine."""
        try:
            with self._engine(config).cursor() as connection, _default(connection, path, read_only=read_only):
                yield connection
        except BaseException:
            self._drop()
            raise

    def _engine(self, config: Config) -> Connection:
        made_for = (os.getpid(), config)
        if self._kept is None or self._made_for != made_for:
            if self._made_for and self._made_for[0] != os.getpid():
                self._of_parent = self._kept  # whose threads a fork has not: to close it waits for ever
            self._kept, self._made_for = duckdb.connect(":memory:", config=dict(config)), made_for
        return self._kept

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.close()
        self._kept = None


_HELD: Final = re.compile(r"held in (?:.*/)?([\w.+-]+) \(PID (\d+)\)")


def holder_told_by(error: duckdb.Error) -> str | None:
    """Who has a file open that DuckDB was refused, as far as it says; None if that was not the reason."""
    message = str(error)
    if "Could not set lock" not in message:
        return None
    found = _HELD.search(message)
    return f"process {found[2]} ({found[1]})" if found else "another process"


def fetch(connection: Connection, query: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
    """What `query` finds, as an Arrow table; it must be read before the connection does anything else."""
    return connection.sql(query, params=dict(parameters or {})).to_arrow_table()


def _set(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement)
