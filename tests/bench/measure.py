"""Runs a command and watches it: wall-clock time, and the memory of its whole tree of processes."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ONRECORD = (sys.executable, "-m", "flows.cli")
SAMPLE_S = 0.2


@dataclass(frozen=True, slots=True)
class Measured:
    """A finished command.

    Attributes:
        output: its standard output.
        seconds: wall-clock time from start to end.
        pss_bytes: the largest sum, over time, of the proportional set sizes of the process and all below it.
    """

    output: str
    seconds: float
    pss_bytes: int


def measure(command: Sequence[str]) -> Measured:
    """Run `command` to its end and return what it took; a failure is an error that shows its messages."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)  # our own command
        watch = _Watch(process.pid)
        code = process.wait()
        seconds = time.perf_counter() - start
        watch.stop()
        out.seek(0)
        err.seek(0)
        if code:
            raise RuntimeError(f"{' '.join(command)} exited with {code}:\n{err.read().decode()[-2000:]}")
        return Measured(out.read().decode(), seconds, watch.peak)


class _Watch:
    """Samples the memory of a tree of processes until it is stopped."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(SAMPLE_S):
            self.peak = max(self.peak, sum(_pss(self._pid)))


def _pss(pid: int) -> Iterator[int]:
    try:
        root = psutil.Process(pid)
        tree = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in tree:
        yield _pss_of(process.pid)


def _pss_of(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    line = next((line for line in rollup.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) * 1024
