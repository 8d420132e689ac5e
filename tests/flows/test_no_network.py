"""Nothing leaves the machine: neither a load with its Prefect server nor `extract` asks for any other address."""

import os
import sys
from pathlib import Path

import pytest

from tests.flows.loading import ROOT, SEED_ARTICLE, onrecord
from tests.waiting import ran

WATCHER = """
import os, sys

def _watch(event, arguments):
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "unix"
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host not in ("unix", "127.0.0.1", "::1", "localhost", "0.0.0.0", None, ""):
        with open(os.environ["ONRECORD_TEST_ASKED"], "a") as file:
            file.write(f"{event} {host}\\n")
        raise OSError("no network in this test")

sys.addaudithook(_watch)
"""
"""Watches every Python process below the command, and refuses what is not this machine."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", str(SEED_ARTICLE), "--runner", "process:1"),
        ("extract", str(SEED_ARTICLE)),
    ],
    ids=["run", "extract"],
)
def test_nothing_else_is_asked_for(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Models, language identification, time zones, Prefect: all of it is there, and one article asks for all."""
    asked = tmp_path / "asked"
    ended = onrecord(*arguments, env=_watched(tmp_path))
    assert ended.returncode == 0, ended.stderr
    assert not asked.exists(), asked.read_text()
    assert ended.stderr == ""


def test_watcher_sees_who_asks(tmp_path: Path) -> None:
    """The two tests above can fail: a process that asks for another address is refused and written down."""
    ask = "import socket; socket.getaddrinfo('example.org', 80)"
    ended = ran([sys.executable, "-c", ask], env=_watched(tmp_path))
    assert ended.returncode != 0
    assert (tmp_path / "asked").read_text() == "socket.getaddrinfo example.org\n"


def _watched(folder: Path) -> dict[str, str]:
    """An environment in which every Python process is watched; it writes to `asked` in `folder`."""
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(WATCHER)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return environment | {
        "PYTHONPATH": f"{folder / 'site'}:{ROOT}",
        "ONRECORD_TEST_ASKED": str(folder / "asked"),
        "ONRECORD_WAREHOUSE": str(folder / "store"),
    }
