"""The task runner for a spec: thread, process, dask or ray, with its number of workers or its address."""

import atexit
import importlib
import logging
import os
import signal
import threading
import time
from functools import partial
from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from schemas.errors import SettingsError

SMALL_INPUT_BYTES = 1_000_000
"""Input below which starting worker processes costs more than it saves."""

_PARENT_EVERY = 1.0
"""Seconds between two looks of a worker at its parent."""

_QUIET_END = "import atexit, os; atexit.register(os._exit, 0)"
"""What a Dask worker runs before its work, to end as a worker process of ours does (`_prepare_worker`)."""


def runner_for(spec: str, *, input_bytes: int | None = None) -> TaskRunner[Any]:
    """The task runner that `spec` names: `thread:4`, `process`, `dask:tcp://host:8786`, `ray:2`.

    `auto` is one thread for small input, else a process per core. Tables are the same with any of them.

    Raises:
        SettingsError: the spec names no runner, or one whose package is not installed.
    """
    name, _, argument = resolved_spec(spec, input_bytes).partition(":")
    match name:
        case "thread":
            return ThreadPoolTaskRunner(max_workers=_workers(spec, argument))
        case "process":
            prepare = partial(_prepare_worker, os.getpid())
            return ProcessPoolTaskRunner(max_workers=_workers(spec, argument), initializer=prepare)
        case "dask":
            return _dask(argument)
        case "ray":
            return _ray(argument)
    raise SettingsError(f"--runner {spec}: no such runner; use auto, thread[:N], process[:N], dask[:N] or ray[:N]")


def resolved_spec(spec: str, input_bytes: int | None) -> str:
    """`spec`, or what `auto` stands for with this much input."""
    if spec != "auto":
        return spec
    if input_bytes is not None and input_bytes < SMALL_INPUT_BYTES:
        return "thread:1"
    return f"process:{cores()}"


def cores() -> int:
    """The number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare_worker(parent: int) -> None:
    """Make a worker process leave stopping to `parent`, the one that started it, and end quietly.

    Ctrl-C reaches all processes of a terminal; a worker that it interrupts would leave its pool waiting for ever.
    The interpreter's clean-up is skipped, since DuckDB's binding complains on standard error then; registered before
    anything else, that runs last, and a worker holds nothing that must be written at its end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)
    threading.Thread(target=_end_with, args=(parent,), name="onrecord-parent", daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process once `parent` has ended: killed, it can't tell its workers.

    Told by the parent itself: a worker that asks who started it may come too late, and would wait for somebody else.
    """
    while os.getppid() == parent:
        time.sleep(_PARENT_EVERY)
    os._exit(1)


def _workers(spec: str, argument: str) -> int:
    if not argument:
        return cores()
    if argument.isascii() and argument.isdigit() and int(argument) > 0:
        return int(argument)
    raise SettingsError(f"--runner {spec}: the number of workers is not a whole number above 0; write thread:4, say")


def _dask(argument: str) -> TaskRunner[Any]:
    """Dask at an address, or with worker processes of its own, of one thread each; no port for a dashboard."""
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")  # it tells each worker's coming and going
    try:
        dask = importlib.import_module("prefect_dask")
    except ImportError as error:
        raise SettingsError("--runner dask: prefect-dask is not installed; install the extra `dask`") from error
    options: dict[str, Any] = {"address": argument}
    if not _is_address(argument):
        own = {"threads_per_worker": 1, "dashboard_address": None, "preload": [_QUIET_END]}
        options = {"cluster_kwargs": {"n_workers": _workers(f"dask:{argument}", argument)} | own}
    runner: TaskRunner[Any] = dask.DaskTaskRunner(**options)
    return runner


def _ray(argument: str) -> TaskRunner[Any]:
    """Ray at an address, or with workers of its own; no port for a dashboard, and nothing is told to its makers."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        ray = importlib.import_module("prefect_ray")
    except ImportError as error:
        raise SettingsError("--runner ray: prefect-ray is not installed; install the extra `ray`") from error
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if not _is_address(argument):
        options |= {"num_cpus": _workers(f"ray:{argument}", argument), "include_dashboard": False}
    runner: TaskRunner[Any] = ray.RayTaskRunner(argument if _is_address(argument) else None, options)
    return runner


def _is_address(argument: str) -> bool:
    """Whether a cluster's address stands behind the colon, not the number of workers of an own one."""
    return bool(argument) and not argument.isdecimal()
