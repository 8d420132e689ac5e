"""How a command ends: one line that a person can act on, and an exit code that a script can."""

import atexit
import os
import shlex
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import click

from flows.installation import DEBUG, DEMONSTRATION
from flows.stops import stops_raised
from schemas.errors import OnrecordError, SettingsError, StoreMissingError, TransientError

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
TERMINATED = 143
_STOPPED: Final = {signal.SIGINT: 130, signal.SIGTERM: TERMINATED}


@contextmanager
def clean_exit() -> Iterator[None]:
    """Turn whatever ends the block into a message on standard error and an exit code, without a stack trace.

    Whatever was raised behind a stop is that stop: a library that is asked meanwhile may give an error of its own.
    Set ONRECORD_DEBUG=1 to see the trace of an unforeseen error.
    """
    came: list[signal.Signals] = []
    try:
        with stops_raised(came):
            yield
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):  # also one that an event loop answered
            came.append(signal.SIGINT)
        if came and not isinstance(error, SystemExit):
            _leave("stopped; tables and files are as they were before", _STOPPED[came[0]])
        _end_by(error)
        raise


def _end_by(error: BaseException) -> None:
    """End the process as an error asks for; of those that others answer, return."""
    if isinstance(error, OnrecordError):
        _leave(f"{error}{_elsewhere(error)}", error.exit_code)
    if isinstance(error, BrokenPipeError):
        # the reader of our output has left; Python would complain again while closing it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(TERMINATED)
    if isinstance(error, _OF_CLICK) or not isinstance(error, Exception) or os.environ.get(DEBUG):
        return
    if isinstance(error, ValueError) and _of_prefects_settings(error):
        _leave(_wrong_settings(error), SettingsError.exit_code)
    if type(error).__module__.startswith(("prefect.", "httpx")):
        _leave(_prefect_failed(error), TransientError.exit_code)
    _leave(f"unforeseen {type(error).__name__}; set {DEBUG}=1 to see it, and report it", UNFORESEEN)


_OF_CLICK: Final = (click.ClickException, click.Abort, click.exceptions.Exit)
"""Click's own ways to end."""


def told_exit_codes() -> str:
    """The exit codes in a sentence, for the end of the help."""
    return "Exit codes: " + "; ".join(f"{code} {meaning.replace('`', '')}" for code, meaning in EXIT_CODES) + "."


def _elsewhere(error: OnrecordError) -> str:
    """Where the demonstration lies, for whoever has made nothing else yet."""
    if isinstance(error, StoreMissingError) and DEMONSTRATION.is_dir():
        return f" That of `make run` is asked with --warehouse {shlex.quote(os.path.relpath(DEMONSTRATION))}."
    return ""


def _of_prefects_settings(error: ValueError) -> bool:
    """Whether Prefect was reading its variables and profile, as it does while it is imported."""
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(frame.f_globals.get("__name__", "").startswith("prefect.settings.") for frame in frames)


def _wrong_settings(error: ValueError) -> str:
    """Which of Prefect's settings, and what it must be; the value stays out."""
    first: dict[str, Any] = next(iter(error.errors()), {}) if hasattr(error, "errors") else {}
    name = "".join(f" `{part}`" for part in first.get("loc", ()))
    told = f"{getattr(error, 'title', 'settings')}{name}: {first.get('msg', 'not valid')}"
    return f"Prefect's own settings can't be read: {told}; mend its PREFECT_ variable, or the profile that sets it"


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
    _open_streams()
    codes: list[int] = []
    atexit.register(_end_with, codes)
    try:
        yield
    except SystemExit as end:
        if isinstance(end.code, int):  # a text would have to be printed
            codes.append(end.code)
        raise


def _open_streams() -> None:
    """Open the null device in the place of a standard stream that was closed for us (`2>&-`).

    Its number would go to the next file that is opened, and what is written to the stream would land in there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            number = os.open(os.devnull, os.O_RDWR)  # the lowest that is free: the stream's own
            setattr(sys, name, open(number, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  # stays open to the end


def _end_with(codes: list[int]) -> None:
    """End the process if its exit code is known, and its output is written."""
    if codes:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(codes[0])
