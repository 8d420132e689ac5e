"""What holds for every test run."""

import atexit
import os
import sys

import pytest

from tests.examples import register_profiles

register_profiles()

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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A process more than there are cores, up to four: a third of the tests wait for servers and other processes."""
    return min(4, (os.cpu_count() or 1) + 1)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the exit status of the run for its very end."""
    del session
    _exit_status.append(int(exitstatus))
