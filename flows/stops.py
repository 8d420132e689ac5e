"""A stop from outside as an exception, also while DuckDB is at work: it would answer no signal until it is done."""

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AGAIN_S: Final = 0.05
"""An interrupt that comes just before a statement begins is lost, so it is repeated."""


class Terminated(BaseException):
    """SIGTERM arrived; no handler of ordinary errors may swallow it."""


@contextmanager
def stops_raised(came: list[signal.Signals]) -> Iterator[None]:
    """Within this block SIGINT raises KeyboardInterrupt and SIGTERM `Terminated`, and each is put down in `came`.

    A signal that is ignored outside, as a shell has it for what runs in the background, stays ignored. What reads a
    store meanwhile is interrupted: it gives DuckDB's own error, or none, so `came` tells what it was.
    """
    handlers = {number: signal.getsignal(number) for number in _RAISED}
    for number in _RAISED:
        if handlers[number] is not signal.SIG_IGN:
            signal.signal(number, _raising(came))
    try:
        with _readers_interrupted(came):
            yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)


@contextmanager
def stops_left_to_a_loop() -> Iterator[None]:
    """Within this block an event loop answers SIGINT: asyncio puts its handler in the place of Python's own alone.

    An exception that comes up between two callbacks would end the loop with what they still had to say.
    """
    before = signal.getsignal(signal.SIGINT)
    told = signal.set_wakeup_fd(-1)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)


_RAISED: Final = {signal.SIGINT: KeyboardInterrupt, signal.SIGTERM: Terminated}


def _raising(came: list[signal.Signals]) -> Callable[[int, FrameType | None], None]:
    def handler(number: int, _frame: FrameType | None) -> None:
        came.append(signal.Signals(number))
        raise _RAISED[signal.Signals(number)]

    return handler


@contextmanager
def _readers_interrupted(came: list[signal.Signals]) -> Iterator[None]:
    """Let a thread hear of signals at once: the main thread does when what it calls comes back."""
    heard, told = os.pipe()
    os.set_blocking(told, False)
    before = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    watch = threading.Thread(target=_watch, args=(heard, came), name="stops", daemon=True)
    watch.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(told)
        watch.join()
        os.close(heard)


def _watch(heard: int, came: list[signal.Signals]) -> None:
    while number := os.read(heard, 1):
        if number[0] in _RAISED:
            _interrupt(heard, came)


def _interrupt(heard: int, came: list[signal.Signals]) -> None:
    """Interrupt readers until the main thread has answered the stop, or the block has ended."""
    while not came and not select.select([heard], [], [], _AGAIN_S)[0]:
        if duck := sys.modules.get("warehouse.disk.duck"):  # else no store was opened, and it takes long to import
            duck.interrupt_readers()
