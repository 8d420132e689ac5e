"""Facts of this installation, which any module may know: its version, where its own store lies, how it is debugged."""

from pathlib import Path

CODE_VERSION = "0.1.0"
"""The version of onrecord; the table `loads` records it, and the package's metadata read it from here."""

DEFAULT_WAREHOUSE = Path(__file__).resolve().parents[1] / "warehouse" / "data"
"""The git-ignored store of this checkout."""

DEBUG = "ONRECORD_DEBUG"
"""Environment variable that shows unforeseen errors as they are."""
