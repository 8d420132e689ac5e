"""Errors that onrecord raises on purpose.

OnrecordError
├── TerminalError        trying again changes nothing: bad input, bad settings, a failed check
│   ├── InputError       a source that can't be read at all
│   ├── SettingsError    an option or a parameter that makes no sense
│   ├── StoreError       a store that can't be used: locked, read-only, too new, damaged
│   ├── LoadError        a load that was given up: too many rejects, a blocking check
│   ├── UnpublishedError a load that ends before it publishes, because that was asked for
│   └── RecordError      one record that can't pass; becomes a row of `rejects`
└── TransientError       trying again may help: a full disk, a file that vanished, a busy resource

A message names the place, then what is wrong, then what to do. It never holds article text: Prefect
stores messages, and logs and terminals show them.
"""

import traceback
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


class OnrecordError(Exception):
    """Something that onrecord foresaw; its message is written for the person who runs it."""

    exit_code = 1
    """What the command line exits with when this ends it."""


class TerminalError(OnrecordError):
    """Trying again changes nothing."""


class TransientError(OnrecordError):
    """Trying again may help; flows retry on this class alone."""

    exit_code = 75


class InputError(TerminalError):
    """A source that can't be read at all."""

    exit_code = 66


class SettingsError(TerminalError):
    """An option or a parameter that makes no sense."""

    exit_code = 2


class StoreError(TerminalError):
    """A store that can't be used as it is."""

    exit_code = 73


class StoreMissingError(StoreError):
    """Where a store was to be read, there is none."""


class StoreLockedError(StoreError):
    """Another process holds the store's lock."""

    exit_code = 69


class UnpublishedError(TerminalError):
    """A load that ends before it publishes, because that was asked for; what was derived is kept."""


class LoadError(TerminalError):
    """A load that was given up; the tables are as they were before it."""

    exit_code = 65


class RecordError(TerminalError):
    """One record that can't pass.

    Attributes:
        code: what is wrong, one of the codes in README's list, e.g. `not_utf8`.
        path: where in the record, e.g. `published_at`; empty for the record as a whole.
    """

    def __init__(self, code: str, path: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.path = path


def place_in_code(error: BaseException) -> str:
    """File and line of the innermost frame of this project that an exception came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT) and ".venv" not in frame.filename]
    if not ours:
        return "an unknown place"
    return f"{Path(ours[-1].filename).relative_to(_ROOT).as_posix()}:{ours[-1].lineno}"
