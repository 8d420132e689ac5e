"""A limit of CPU seconds for a piece of work in this thread, so that no text keeps a worker for ever.

A watching thread looks at the clocks of those that work and raises `CpuLimitError` in the one that spent its time.
Python raises it between two instructions: what runs inside one call into C (a regular expression, a run of the
network) ends first. Where a system has no clock per thread, the time on the wall counts.
"""

import ctypes
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

_LOOKS_EVERY = 0.25
"""Seconds between two looks; a limit is held to within that and one call into C."""


class CpuLimitError(Exception):
    """The work took more CPU seconds than it may."""


@dataclass(eq=False, slots=True)
class _Watched:
    thread: int
    clock: Callable[[], float]
    until: float
    raised: bool = False


_watched: list[_Watched] = []
_lock = threading.Lock()
_watcher: threading.Thread | None = None


def within(seconds: float | None, call: Callable[[], T]) -> T:
    """What `call` returns.

    Raises:
        CpuLimitError: `call` took more than `seconds` of this thread's CPU time; None sets no limit.
    """
    if seconds is None:
        return call()
    watched = _watch(seconds)
    try:
        return call()
    finally:
        _let_go(watched)


def _watch(seconds: float) -> _Watched:
    clock = _thread_clock(threading.get_ident())
    watched = _Watched(threading.get_ident(), clock, clock() + seconds)
    with _lock:
        _watched.append(watched)
        _start_watcher()
    return watched


def _let_go(watched: _Watched) -> None:
    """Take the work off the list, and let an exception that was raised arrive: what comes next must not get it."""
    try:
        _take_off(watched)
    except CpuLimitError:  # it arrives just now
        _take_off(watched)
    if watched.raised:
        _swallow(watched.thread)


def _take_off(watched: _Watched) -> None:
    with _lock:
        if watched in _watched:
            _watched.remove(watched)


def _swallow(thread: int) -> None:
    """Have this thread's exception arrive here, whether it has arrived before or not.

    To take it back (None in its place) leaves CPython looking for one at each call, as nothing but an arrival ends
    that; and while it looks, CPython 3.11 never gets into a function that is profiled or traced.
    """
    try:
        _raise_in(thread)
        while True:
            time.sleep(0)
    except CpuLimitError:
        return


def _start_watcher() -> None:
    global _watcher  # noqa: PLW0603  # one thread a process
    if _watcher is None or not _watcher.is_alive():
        _watcher = threading.Thread(target=_look, name="onrecord-cpu-limit", daemon=True)
        _watcher.start()


def _look() -> None:
    while True:
        time.sleep(_LOOKS_EVERY)
        with _lock:
            for watched in _watched:
                _raise_if_spent(watched)


def _raise_if_spent(watched: _Watched) -> None:
    if not watched.raised and watched.clock() > watched.until:
        watched.raised = True
        _raise_in(watched.thread)


def _raise_in(thread: int) -> None:
    """Raise `CpuLimitError` in a thread; one that has not arrived there is replaced."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(CpuLimitError))


def _thread_clock(thread: int) -> Callable[[], float]:
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)
