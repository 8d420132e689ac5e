"""Facts of this installation, which any module may know: its version, where its own store lies, how it is debugged."""

import os
import shlex
from pathlib import Path

CODE_VERSION = "0.1.0"
"""The version of onrecord; the table `loads` records it, and the package's metadata read it from here."""

_ROOT = Path(__file__).resolve().parents[1]
_DATA = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")

DEFAULT_WAREHOUSE = _ROOT / "warehouse" / "data" if (_ROOT / "pyproject.toml").exists() else _DATA / "onrecord"
"""The git-ignored store of this checkout; of an installed package, a folder of the user's (XDG base directories)."""

DEMONSTRATION = _ROOT / "warehouse" / "demo"
"""Where `make run` of this checkout loads the shipped articles: apart: your first load begins an empty store."""

ARTICLE_CPU_S = 60.0
"""CPU seconds that an article may take for each 10,000 words begun: ten times what the slowest machine seen takes."""

DEBUG = "ONRECORD_DEBUG"
"""Environment variable that shows unforeseen errors as they are."""

STORE_VARIABLE = "ONRECORD_WAREHOUSE"
"""Environment variable that names the store which commands take."""


def named_store(warehouse: Path) -> str:
    """The option that names a store, to be pasted behind a command; empty for the store that commands take anyway."""
    if warehouse.absolute() == Path(os.environ.get(STORE_VARIABLE) or DEFAULT_WAREHOUSE).absolute():
        return ""
    return f" --warehouse {shlex.quote(str(warehouse))}"
