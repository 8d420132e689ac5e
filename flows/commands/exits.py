"""How a command ends: one line that a person can act on, and an exit code that a script can."""

import atexit
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import click

from flows.installation import DEBUG
from schemas.errors import OnrecordError, TransientError

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
    signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    except OnrecordError as error:
        _leave(str(error), error.exit_code)
    except BrokenPipeError:
        # the reader of our output has left; Python would complain again while closing it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(TERMINATED)
    except KeyboardInterrupt:
        _leave("stopped; the tables are as they were before this load", INTERRUPTED)
    except Terminated:
        _leave("stopped; the tables are as they were before this load", TERMINATED)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        if type(error).__module__.startswith(("prefect.", "httpx")):
            _leave(_prefect_failed(error), TransientError.exit_code)
        _leave(f"unforeseen {type(error).__name__}; set {DEBUG}=1 to see it, and report it", UNFORESEEN)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def _prefect_failed(error: Exception) -> str:
    where = os.environ.get("PREFECT_API_URL") or os.environ.get("PREFECT_HOME")
    return f"Prefect's server failed ({type(error).__name__}); see that {where} answers and has room, then run it again"


def _leave(message: str, code: int) -> NoReturn:
    click.echo(f"onrecord: {message}", err=True)
    _early_end.append(code)
    sys.exit(code)


_early_end: list[int] = []
"""The exit code, once an error ends the command."""


@atexit.register
def _end_here() -> None:
    """Skip the interpreter's clean-up behind an error: DuckDB's binding would print what the error still holds.

    Registered when this module is imported, so before Prefect's and DuckDB's own functions, it runs behind them.
    """
    if _early_end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_early_end[0])
