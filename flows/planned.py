"""Runs that a schedule has planned, named before they begin.

Prefect gives a planned run two random words and asks `flow_run_name` only when it begins (3.8). So a process that
serves a deployment on a server that people look at names them, soon after the server has planned them.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Final

import httpx
from prefect import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import PrefectException

_LOOK_EVERY_S: Final = 30
_AHEAD: Final = timedelta(seconds=10)
"""A run that begins sooner keeps its words: by then it may be at work, under a name of its own."""
_AT_ONCE: Final = 50
"""Runs named at a look, the next ones first; a server plans a hundred at most."""
_ENDS_WITHIN_S: Final = 5


@contextmanager
def planned_named(deployment: str, called: str) -> Iterator[None]:
    """Name the planned runs of a deployment while the block runs; `called` is as in `name_planned`."""
    over = Event()
    thread = Thread(target=_again_and_again, args=(over, deployment, called), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_ENDS_WITHIN_S)


def name_planned(deployment: str, called: str) -> int:
    """Name the planned runs of a deployment by day and time: *ingest wire, 28 Nov 22:30 UTC*; return how many.

    Raises:
        httpx.HTTPError: the server does not answer.
        PrefectException: it refuses.
    """
    waiting = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(after_=datetime.now(UTC) + _AHEAD),
    )
    with get_client(sync_client=True) as client:
        planned = client.read_flow_runs(
            deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[deployment])),
            flow_run_filter=waiting,
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
            limit=_AT_ONCE,
        )
        named = {run.id: f"{called}, {_time(run)}" for run in planned if run.auto_scheduled}
        changed = {run.id: named[run.id] for run in planned if named.get(run.id, run.name) != run.name}
        for run_id, name in changed.items():
            client.update_flow_run(run_id, name=name)
    return len(changed)


def _time(run: FlowRun) -> str:
    expected = run.expected_start_time
    return f"{expected.astimezone(UTC):%-d %b %H:%M} UTC" if expected else "planned"


def _again_and_again(over: Event, deployment: str, called: str) -> None:
    while not over.wait(_LOOK_EVERY_S):
        with suppress(httpx.HTTPError, PrefectException):  # a server that is away plans nothing either
            name_planned(deployment, called)
