"""The tools of recipes: they are no part of onrecord, and each is tested where it is installed (`make recipes`)."""

import sys
from pathlib import Path

import pytest


def tool(name: str) -> Path:
    """The command of a tool in this environment; without it, the test is skipped."""
    command = Path(sys.executable).parent / name
    if not command.exists():
        pytest.skip(f"{name} is not installed here; `make recipes` installs and tests it")
    return command
