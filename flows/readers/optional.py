"""Libraries that only some formats need: imported when a file of such a format comes, named where they are missing."""

import importlib
from types import ModuleType

from schemas.errors import RecordError

DISTRIBUTIONS = {
    "mwparserfromhell": "mwparserfromhell",
    "python_calamine": "python-calamine",
    "mammoth": "mammoth",
    "pypdf": "pypdf",
}
"""Module -> what to install for it."""


def needed(module: str, what: str) -> ModuleType:
    """A library that reading `what` takes.

    Raises:
        RecordError: `missing_library`: it is not installed; the message says how.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        name = DISTRIBUTIONS[module]
        message = f"{what} is read by {name}, which is not installed; run `pip install {name}` and load it again"
        raise RecordError("missing_library", "", message) from None
