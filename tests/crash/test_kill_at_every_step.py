"""kill -9 at every step of a load: readers see the old tables or the new ones, whole, and the next load finishes."""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.crash.loads import FIRST, SECOND
from tests.unit.warehouse.making import run
from tests.waiting import PATIENCE_S, ran
from warehouse.snapshot.recover import recover
from warehouse.snapshot.steps import STEPS
from warehouse.store.read import connect
from warehouse.store.store import Snapshot, Store

_ROOT = Path(__file__).parents[2]
_SEEN = """
SELECT
    (SELECT count(*) FROM articles),
    (SELECT count(*) FROM article_revisions),
    (SELECT list(text ORDER BY text) FROM quotes),
    (SELECT count(*) FROM entities),
    (SELECT count(*) FROM quote_repeats),
    (SELECT list(load_id ORDER BY load_id) FROM loads),
    (SELECT sum("rows") FROM load_files)
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the first load, which tests copy."""
    store = Store.open(tmp_path_factory.mktemp("before") / "store")
    run(store, "L1", FIRST.loaded)
    return store


@pytest.fixture(scope="module")
def after(before: Store, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The snapshot of a second load that nobody disturbed."""
    store = _copy(before, tmp_path_factory.mktemp("after"))
    return run(store, "L2", SECOND.loaded, leaving=SECOND.leaving)


def _copy(store: Store, folder: Path) -> Store:
    shutil.copytree(store.root, folder / "store", symlinks=True)
    return Store.open(folder / "store")


def _seen(snapshot: Snapshot | Store) -> tuple[object, ...]:
    with connect(snapshot) as connection:
        (row,) = connection.execute(_SEEN).fetchall()
    return tuple(row)


@contextmanager
def _reader(store: Store) -> Iterator[list[tuple[object, ...]]]:
    """Read the current tables over and over during this block; what was seen is in the list when it ends."""
    seen: list[tuple[object, ...]] = []
    done = threading.Event()

    def poll() -> None:
        while not done.is_set():
            with duckdb.connect(store.link / "news.duckdb", read_only=True) as connection:
                (row,) = connection.execute(_SEEN).fetchall()
            seen.append(row)

    reader = threading.Thread(target=poll, daemon=True)
    reader.start()
    try:
        yield seen
    finally:
        done.set()
        reader.join(PATIENCE_S)
        assert not reader.is_alive(), "the reader did not come back from its query"


def _kill_at(store: Store, step: str) -> None:
    victim = [sys.executable, "-m", "tests.crash.victim", str(store.root), step]
    ended = ran(victim, cwd=_ROOT, env=os.environ | {"PYTHONPATH": str(_ROOT)})
    assert ended.returncode == -signal.SIGKILL


def _orphans(store: Store) -> list[str]:
    """What does not belong into a store at rest."""
    known = {snapshot.folder for snapshot in store.snapshots() if (snapshot.folder / "manifest.json").is_file()}
    strays = [path for path in store.snapshots_folder.iterdir() if path not in known]
    strays += (store.root / "staging").iterdir()
    strays += [path for path in store.root.iterdir() if path.name.startswith(".")]
    return [str(path) for path in strays]


@pytest.mark.parametrize("step", STEPS)
def test_kill_at(step: str, before: Store, after: Snapshot, tmp_path: Path) -> None:
    """A reader that polls while the load dies sees whole tables, and the next run ends as an undisturbed one."""
    store = _copy(before, tmp_path)
    old, new = _seen(before), _seen(after)
    published = STEPS.index(step) >= STEPS.index("current_swapped")
    with _reader(store) as seen:
        _kill_at(store, step)
    assert seen  # else the reader never looked, and what follows says nothing
    assert set(map(str, seen)) <= {str(old), str(new)}
    assert _seen(store) == (new if published else old)
    if published:
        run(store, "L3")
    else:
        run(store, "L2", SECOND.loaded, leaving=SECOND.leaving)
    current = store.current()
    assert current is not None
    assert _seen(current) == new
    assert current.manifest.files == after.manifest.files
    assert _orphans(store) == []
    states = {load.load_id: load.status for load in store.ledger.loads()}
    assert states == {"L1": "committed", "L2": "committed"} | ({"L3": "unchanged"} if published else {})


def test_an_unfinished_load_is_marked_and_swept(before: Store, tmp_path: Path) -> None:
    """Without a second try, recovery alone marks the load as interrupted and leaves no file of it."""
    store = _copy(before, tmp_path)
    _kill_at(store, "snapshot_named")
    with store.lock("test"):
        assert recover(store) == ["L2"]
    assert store.current() == Snapshot(store.snapshots_folder / before.link.readlink().name)
    assert _orphans(store) == []
    assert len(list(store.snapshots())) == 1
