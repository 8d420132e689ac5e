"""News articles in, typed rows and a warehouse out: what other programs import.

`extract` derives rows from texts; `load` puts articles into a warehouse; `Store` and `connect` ask it. Nothing is
imported before it is used, so that `import onrecord` costs next to nothing; none of it imports Prefect.
"""

import importlib
import typing

if typing.TYPE_CHECKING:
    from onrecord.deriving import extract
    from onrecord.extraction import Extraction, Refused
    from onrecord.loading import load
    from onrecord.store import Store, connect
    from schemas.article import Article
    from schemas.errors import (
        InputError,
        LoadError,
        OnrecordError,
        RecordError,
        SettingsError,
        StoreError,
        StoreLockedError,
        TransientError,
    )

_PLACES: typing.Final = {
    "Article": "schemas.article",
    "Extraction": "onrecord.extraction",
    "InputError": "schemas.errors",
    "LoadError": "schemas.errors",
    "OnrecordError": "schemas.errors",
    "RecordError": "schemas.errors",
    "Refused": "onrecord.extraction",
    "SettingsError": "schemas.errors",
    "Store": "onrecord.store",
    "StoreError": "schemas.errors",
    "StoreLockedError": "schemas.errors",
    "TransientError": "schemas.errors",
    "connect": "onrecord.store",
    "extract": "onrecord.deriving",
    "load": "onrecord.loading",
}
"""Name -> the module that has it; `tests/api/test_import.py` holds it to the imports above."""

__all__ = (
    "Article",
    "Extraction",
    "InputError",
    "LoadError",
    "OnrecordError",
    "RecordError",
    "Refused",
    "SettingsError",
    "Store",
    "StoreError",
    "StoreLockedError",
    "TransientError",
    "connect",
    "extract",
    "load",
)


def __getattr__(name: str) -> object:
    """Import what is asked for (PEP 562)."""
    if name == "__version__":
        return importlib.import_module("flows.installation").CODE_VERSION
    if name not in _PLACES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    value = getattr(importlib.import_module(_PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
