"""What holds for every test run."""

import atexit
import os
import sys

import pytest
from hypothesis import settings

settings.register_profile("onrecord", settings(), deadline=None)  # how long an example takes is for `make bench`
settings.load_profile("onrecord")

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


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the exit status of the run for its very end."""
    del session
    _exit_status.append(int(exitstatus))
