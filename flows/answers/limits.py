"""What a statement may take: time, memory and disk, whatever it asks for."""

import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

TIMEOUT_S: Final = 60.0
"""Seconds that a statement may run unless the caller says otherwise."""
_BESIDE_BYTES: Final = 1_500_000_000
"""Memory beyond what the process has that it may get: DuckDB's budget does not count the values that functions such as
repeat make; one statement took 17 GB against a budget of 500 MB."""
_STATUS: Final = Path("/proc/self/status")


@contextmanager
def limited(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt what runs on the connection after `seconds` (0: never), and cap the process's memory meanwhile.

    Raises:
        duckdb.InterruptException: from what ran, if it took longer.
        duckdb.OutOfMemoryException: from what ran, if it wanted more.
    """
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    if seconds:
        timer.start()
    try:
        with _memory_capped():
            yield
    finally:
        timer.cancel()


@contextmanager
def _memory_capped() -> Iterator[None]:
    """Let allocations fail that would take much more; where the system does not tell what we have, they may not."""
    used = _data_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if used is None or soft != resource.RLIM_INFINITY:
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (used + _BESIDE_BYTES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _data_bytes() -> int | None:
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), None)
