"""Facts of this installation, which any module may know: its version, where its own store lies, how it is debugged."""

import os
from pathlib import Path

CODE_VERSION = "0.1.0"
"""The version of onrecord; the table `loads` records it, and the package's metadata read it from here."""

_ROOT = Path(__file__).resolve().parents[1]
_DATA = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")

DEFAULT_WAREHOUSE = _ROOT / "warehouse" / "data" if (_ROOT / "pyproject.toml").exists() else _DATA / "onrecord"
"""The git-ignored store of this checkout; of an installed package, a folder of the user's (XDG base directories)."""

DEBUG = "ONRECORD_DEBUG"
"""Environment variable that shows unforeseen errors as they are."""
