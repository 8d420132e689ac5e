"""A Prefect server for the commands that tests start, as users have one of their own: it is started once a process.

A command without one starts its own, which costs more than most loads of tests; what such a server does is tested where
it is the subject (`tests/flows/test_hostile_neighbours.py`, `test_serve.py`, `test_stops.py`, `test_no_network.py`).
"""

import atexit
import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from flows.local_server.environment import prepare_run
from flows.local_server.server import API_URL, CLIENT_SECRET, prefect_server

_TOLD = (API_URL, CLIENT_SECRET, "PREFECT_HOME")
_UNREAD = {"PREFECT_LOGGING_TO_API_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "CRITICAL"}
"""Nobody reads the logs that commands would send there; what they hold is tested in `tests/observe`."""


def own_server() -> dict[str, str]:
    """An environment in which a command starts a server of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


@cache
def shared_server() -> dict[str, str]:
    """What to put into the environment of a command that shall use the server of this process, which this may start."""
    before = dict(os.environ)
    folder = Path(mkdtemp(prefix="onrecord-prefect-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        for name in before.keys() - own_server().keys():
            del os.environ[name]
        prepare_run(folder)
        prefect_server(folder).wait()
        return {name: os.environ[name] for name in _TOLD} | _UNREAD
    finally:
        os.environ.clear()
        os.environ.update(before)
