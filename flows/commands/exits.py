"""How a command ends: one line that a person can act on, and an exit code that a script can."""

import atexit
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

import click

from flows.installation import DEBUG, DEMONSTRATION
from schemas.errors import OnrecordError, StoreMissingError, TransientError

EXIT_CODES: Final = (
    (0, "done"),
    (1, "an error in onrecord that could not even be told"),
    (2, "wrong usage, or a query that can't be answered"),
    (3, "`check` found something as grave as `--fail-on` says"),
    (65, "bad data: the load was given up, or `extract` refused a record"),
    (66, "a source can't be read"),
    (69, "another load holds the store; the message says which process"),
    (70, "an error in onrecord; `ONRECORD_DEBUG=1` shows where"),
    (73, "the store can't be used: not writable, damaged, or of a newer version"),
    (75, "try again: the disk is full, Prefect's server failed, or worker processes were killed"),
    (130, "stopped by SIGINT"),
    (143, "stopped by SIGTERM"),
)
"""Every code that a command ends with, and what it means: the help and the pages are made from it."""

FOUND = 3
UNFORESEEN = 70
INTERRUPTED = 130
TERMINATED = 143


class Terminated(BaseException):
    """SIGTERM arrived; no handler of ordinary errors may swallow it."""


@contextmanager
def clean_exit() -> Iterator[None]:
    """Turn whatever ends the block into a message on standard error and an exit code, without a stack trace.

    Set ONRECORD_DEBUG=1 to see the trace of an unforeseen error.
    """
    try:
        with _stops_raised():
            yield
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise  # click's own ways to end
    except OnrecordError as error:
        _leave(f"{error}{_elsewhere(error)}", error.exit_code)
    except BrokenPipeError:
        # the reader of our output has left; Python would complain again while closing it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(TERMINATED)
    except (KeyboardInterrupt, Terminated) as stop:
        code = INTERRUPTED if isinstance(stop, KeyboardInterrupt) else TERMINATED
        _leave("stopped; the tables are as they were before this load", code)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        if type(error).__module__.startswith(("prefect.", "httpx")):
            _leave(_prefect_failed(error), TransientError.exit_code)
        _leave(f"unforeseen {type(error).__name__}; set {DEBUG}=1 to see it, and report it", UNFORESEEN)


def told_exit_codes() -> str:
    """The exit codes in a sentence, for the end of the help."""
    return "Exit codes: " + "; ".join(f"{code} {meaning.replace('`', '')}" for code, meaning in EXIT_CODES) + "."


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


@contextmanager
def _stops_raised() -> Iterator[None]:
    """Within this block a stop is an exception, whatever it is outside."""
    before = {number: signal.getsignal(number) for number in _STOPS}
    for number, stop in _STOPS.items():
        if before[number] is not signal.SIG_IGN:  # as a shell leaves it for what runs in the background
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _elsewhere(error: OnrecordError) -> str:
    """Where the demonstration lies, for whoever has made nothing else yet."""
    if isinstance(error, StoreMissingError) and DEMONSTRATION.is_dir():
        return f" That of `make run` is asked with --warehouse {shlex.quote(os.path.relpath(DEMONSTRATION))}."
    return ""


_STOPS: Final = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: _terminate}


def _prefect_failed(error: Exception) -> str:
    where = os.environ.get("PREFECT_API_URL") or os.environ.get("PREFECT_HOME")
    return f"Prefect's server failed ({type(error).__name__}); see that {where} answers and has room, then run it again"


def _leave(message: str, code: int) -> NoReturn:
    click.echo(f"onrecord: {message}", err=True)
    sys.exit(code)


@contextmanager
def ending_here() -> Iterator[None]:
    """Let the process end with the exit code of the block, without the interpreter's last clean-up.

    DuckDB's binding would print there what an error, or a reader that another thread lets go of late, still holds.
    Everything that is registered to run at the end runs before: this is begun before Prefect and DuckDB are imported.
    Only what starts a process for one command uses it: elsewhere the code of a command would become that of the
    process that called it.
    """
    codes: list[int] = []
    atexit.register(_end_with, codes)
    try:
        yield
    except SystemExit as end:
        if isinstance(end.code, int):  # a text would have to be printed
            codes.append(end.code)
        raise


def _end_with(codes: list[int]) -> None:
    """End the process if its exit code is known, and its output is written."""
    if codes:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(codes[0])
