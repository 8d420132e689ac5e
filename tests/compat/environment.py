"""The locked environment with DuckDB 1, made on first use: the libraries of this one, with its DuckDB before them."""

import fcntl
import hashlib
import os
import sys
import venv
from pathlib import Path

import pytest

from tests.waiting import ran

_LOCK = Path(__file__).parent / "requirements.lock"
_VENV = Path(__file__).parents[2] / ".venv-compat"


def compat_python() -> str:
    """The Python of the locked environment; skip the test where it can't be made."""
    turn = os.open(_LOCK.parent, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)  # tests in another process want it too
        return _made()
    finally:
        os.close(turn)


def _made() -> str:
    python, stamp = _VENV / "bin" / "python", _VENV / "lock.sha256"
    here = "\n".join(path for path in sys.path if Path(path).name == "site-packages")
    digest = hashlib.sha256(_LOCK.read_bytes() + here.encode()).hexdigest()
    if not (stamp.exists() and stamp.read_text(encoding="ascii") == digest):
        venv.create(_VENV, with_pip=False, clear=True)
        install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
        done = ran([*install, "--requirement", str(_LOCK)])
        if done.returncode:
            pytest.skip(f"the locked environment can't be installed here (pip ended with {done.returncode})")
        _behind(_VENV, here)
        stamp.write_text(digest, encoding="ascii")
    return str(python)


def _behind(environment: Path, folders: str) -> None:
    """Let an environment find in some folders what it has not itself."""
    (found,) = environment.glob("lib/python*/site-packages")
    (found / "behind.pth").write_text(f"{folders}\n", encoding="utf-8")
