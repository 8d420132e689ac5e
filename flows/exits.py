"""How a command ends: one line that a person can act on, and an exit code that a script can."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from schemas.errors import OnrecordError

DEBUG = "ONRECORD_DEBUG"
"""Environment variable that shows unforeseen errors as they are."""

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
        _leave(f"unforeseen {type(error).__name__}; set {DEBUG}=1 to see it, and report it", UNFORESEEN)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def _leave(message: str, code: int) -> None:
    click.echo(f"onrecord: {message}", err=True)
    sys.exit(code)
