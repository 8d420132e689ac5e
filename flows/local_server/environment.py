"""Prefect's settings for a run on one machine, put into the environment before Prefect is imported.

What the user has set wins. Without a server of the user's own (PREFECT_API_URL) each run has one
(flows/local_server/server.py): its database goes below the store, so that runs on two stores never wait for one
another's locks, and its services that a single run does not need stay off, so that it starts faster.
"""

import logging
import os
from pathlib import Path

from schemas.errors import StoreError
from warehouse.store.store import make_private

_SERVICES = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "DB_VACUUM",
    "EVENT_LOGGER",
    "EVENT_PERSISTER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TASK_RUN_RECORDER",
    "TRIGGERS",
)

_ALWAYS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}

_USERS_SERVER = {
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_LOGGING_TO_API_ENABLED": "true",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}
"""A server that people look at gets the run's log; the terminal has its own words."""

_PRIVATE_SERVER = {
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_UI_ENABLED": "false",
}


def prepare_run(store: Path) -> None:
    """Set up the environment for a flow run by this process; call it before anything imports Prefect.

    Raises:
        StoreError: the store can't be written to.
    """
    _set_always()
    if "PREFECT_API_URL" in os.environ:
        return
    _set(_PRIVATE_SERVER)
    _set({f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _SERVICES})
    _set_home(store)


def prepare_serve(store: Path) -> None:
    """Set up the environment for a process that serves deployments, with the scheduler of its own server on.

    Raises:
        StoreError: the store can't be written to.
    """
    _set_always()
    if "PREFECT_API_URL" not in os.environ:
        _set(_PRIVATE_SERVER)
        _set_home(store)


def _set_always() -> None:
    if "PREFECT_API_URL" in os.environ:
        _set(_USERS_SERVER)
    _set(_ALWAYS)
    _quieten()


def _set_home(store: Path) -> None:
    """Make the store's own folder for Prefect, where our server's log lies, and its home unless the user names one."""
    home = store.absolute() / "prefect"
    try:
        make_private(home.parent)
        home.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(f"{store}: can't be written to ({error.strerror}); check its owner, mode and disk") from error
    os.environ.setdefault("PREFECT_HOME", str(home))


def _quieten() -> None:
    """Keep Prefect's event worker from remarking, at the end of a failed run, that it is still at work."""
    logging.getLogger("EventsWorker").setLevel(logging.CRITICAL)


def _set(values: dict[str, str]) -> None:
    for name, value in values.items():
        os.environ.setdefault(name, value)
