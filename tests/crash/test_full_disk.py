"""A disk that fills up in the middle of a load: an error that says so, the old tables intact, the next load works."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.crash.loads import FIRST, SECOND
from tests.unit.warehouse.making import counts, run
from tests.waiting import ran
from warehouse.store.store import Store

_ROOT = Path(__file__).parents[2]
_LIMITS = (1_000, 20_000, 2_000_000, 4_800_000)
"""Largest file in bytes; strikes the ledger, the Parquet files, the copy of news.duckdb, and its new rows."""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store with the first load, which tests copy."""
    store = Store.open(tmp_path_factory.mktemp("before") / "store")
    run(store, "L1", FIRST.loaded)
    return store


@pytest.mark.parametrize("limit", _LIMITS)
def test_full(limit: int, before: Store, tmp_path: Path) -> None:
    """Trying again may help, the message says; readers see the old tables; with room the same load passes."""
    shutil.copytree(before.root, tmp_path / "store", symlinks=True)
    store = Store.open(tmp_path / "store")
    old = store.current()
    assert old is not None
    cramped = [sys.executable, "-m", "tests.crash.cramped", str(store.root), str(limit)]
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    ended = ran(cramped, cwd=_ROOT, env=environment)
    assert ended.returncode == 1
    assert ended.stderr.startswith("TransientError: ")
    assert "no room to write" in ended.stderr
    assert store.current() == old
    assert counts(old)["articles"] == len(FIRST.loaded)
    new = run(store, "L2", SECOND.loaded, leaving=SECOND.leaving)
    assert counts(new)["articles"] == len(FIRST.loaded) + len(SECOND.loaded) - 1


_ALONE = ("unshare", "--user", "--map-root-user", "--mount")
"""A mount namespace of its own, in which anybody may mount, where the system allows it."""


def _may_mount() -> bool:
    return not ran([*_ALONE, "true"]).returncode


@pytest.mark.skipif(shutil.which("unshare") is None or not _may_mount(), reason="nobody may mount here")
def test_housekeeping_on_a_full_disk(tmp_path: Path) -> None:
    """Not a block is left: a load says so, `maintain`, which it advises, frees what is old, and the load passes."""
    (tmp_path / "disk").mkdir()
    script = [*_ALONE, sys.executable, "-m", "tests.crash.full", str(tmp_path / "disk")]
    ended = ran(script, cwd=_ROOT)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert "no room to write" in told.pop("refused")
    assert told == {"freed": 2, "loaded": 1, "stored": 4}
