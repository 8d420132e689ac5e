"""What holds for every test run."""

import atexit
import faulthandler
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from tests.examples import register_profiles

register_profiles()

_HANGS_AFTER_S = 800
"""Seconds after which a test, or what makes or clears away its fixtures, is taken to hang; the dearest takes a minute.

No assertion of speed: whatever waits for ever becomes a failure that shows the place, instead of a run without end.
"""
_AGAIN_AFTER_S = 30
"""Seconds that what clears up behind it may take, each time: it may wait for the same."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # as a shell has it for what it runs in the background: the processes that tests interrupt would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)

_exit_status: list[int] = []


@atexit.register
def _end_here() -> None:
    """Skip the interpreter's clean-up: DuckDB's binding would list its references behind the tests' last line.

    Registered before any test imports a library, it runs behind whatever they registered.
    """
    if _exit_status:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_exit_status[0])


_DEAR: Final = ("observe", "browser", "flows", "crash", "compat", "dist")
"""Folders whose modules take a minute where others take a second: begun last, one would keep a process to itself."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the dear folders; otherwise the order stays."""
    items.sort(key=lambda item: _DEAR.index(room) if (room := _room(item)) in _DEAR else len(_DEAR))


def _room(item: pytest.Item) -> str:
    return next(iter(item.path.relative_to(Path(__file__).parent).parts[:-1]), "")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A process more than there are cores, up to four: a third of the tests wait for servers and other processes."""
    return min(4, (os.cpu_count() or 1) + 1)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the exit status of the run for its very end."""
    del session
    _exit_status.append(int(exitstatus))


@contextmanager
def _ended_if_it_hangs() -> Iterator[None]:
    """Raise in whatever this block waits for, once it has waited too long.

    What waits inside C for ever is left to `faulthandler_exit_on_timeout`, which ends the process.
    """
    before = signal.signal(signal.SIGALRM, _hangs)
    signal.setitimer(signal.ITIMER_REAL, _HANGS_AFTER_S, _AGAIN_AFTER_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _hangs(_number: int, _frame: FrameType | None) -> None:
    faulthandler.dump_traceback(file=sys.__stderr__ or sys.stderr)
    pytest.fail(f"it hung: not done after {_HANGS_AFTER_S} s; standard error shows where each thread stood")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup() -> Iterator[None]:
    """Guard what makes the fixtures."""
    with _ended_if_it_hangs():
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call() -> Iterator[None]:
    """Guard the test."""
    with _ended_if_it_hangs():
        yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Guard what clears the fixtures away, also behind a test that failed: pytest's own guard has ended then."""
    with _ended_if_it_hangs():
        yield
