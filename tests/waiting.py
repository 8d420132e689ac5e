"""Waiting for other processes in tests: for some minutes, never for ever, and never behind a test that failed."""

import os
import select
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE_S = 480
"""Seconds to wait for what must come; only a test that fails waits so long."""
BUSY = 503
"""The status by which Prefect's server says that its SQLite file is locked for now; its own client asks again."""
_LEAVE_S = 20
"""Seconds that a process may take to end by itself when it is told to."""


def ran(command: Sequence[str | Path], **options: Any) -> "subprocess.CompletedProcess[str]":  # noqa: ANN401  # as run
    """Run a command to its end, and return what it wrote; `TimeoutExpired` names it where it takes too long."""
    defaults = {"check": False, "capture_output": True, "text": True, "timeout": PATIENCE_S}
    return subprocess.run(list(command), **(defaults | options))  # noqa: PLW1510  # given with the others


@contextmanager
def running(command: Sequence[str | Path], **options: Any) -> Iterator["subprocess.Popen[Any]"]:  # noqa: ANN401  # as Popen
    """Run a command beside this block; it is ended where it still runs at the end, as it does when the block fails."""
    with subprocess.Popen(list(command), **options) as process:
        try:
            yield process
        finally:
            end(process)


def end(process: "subprocess.Popen[Any]") -> None:
    """Ask a process to end, so that it ends its own, and kill it where it does not."""
    process.terminate()
    try:
        process.wait(_LEAVE_S)
    except subprocess.TimeoutExpired:
        process.kill()


def next_line(process: "subprocess.Popen[Any]") -> str:
    """The next line that a process writes to its pipe, without what may stand behind it in a buffer.

    Raises:
        TimeoutError: none came for as long as patience lasts.
    """
    assert process.stdout is not None
    read = b""
    while not read.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE_S)
        if not ready:
            raise TimeoutError(f"waited {PATIENCE_S} s for a line of {process.args!r}")
        piece = os.read(process.stdout.fileno(), 1)
        if not piece:
            break  # it ended; what it wrote says so
        read += piece
    return read.decode()
