"""The locked environment with DuckDB 1, made on first use."""

import hashlib
import subprocess
import venv
from pathlib import Path

import pytest

_LOCK = Path(__file__).parent / "requirements.lock"
_VENV = Path(__file__).parents[2] / ".venv-compat"


def compat_python() -> str:
    """The Python of the locked environment; skip the test where it can't be made."""
    python, stamp = _VENV / "bin" / "python", _VENV / "lock.sha256"
    digest = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if not (stamp.exists() and stamp.read_text(encoding="ascii") == digest):
        venv.create(_VENV, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--requirement", str(_LOCK)]
        done = subprocess.run(install, check=False, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"the locked environment can't be installed here (pip ended with {done.returncode})")
        stamp.write_text(digest, encoding="ascii")
    return str(python)
