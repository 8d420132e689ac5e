"""One process at a time loads into a store, and the others are told who does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import StoreLockedError
from tests.waiting import next_line, running
from warehouse.store.store import Store

HOLD = """
import sys
from pathlib import Path
from warehouse.store.store import Store
with Store(Path(sys.argv[1])).lock("a long load"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A new store."""
    return Store.open(tmp_path / "store")


def test_a_second_load_is_told_who_holds_the_lock(store: Store) -> None:
    """Process, host and purpose are named; when that process is killed, the store is free at once."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with running([sys.executable, "-c", HOLD, store.root], **pipes) as holder:
        assert next_line(holder) == "held\n"
        with pytest.raises(StoreLockedError, match=rf"process {holder.pid} on .* \(a long load\)"), store.lock("mine"):
            pass
        holder.kill()
    with store.lock("mine"):
        pass


def test_a_stale_note_is_no_obstacle(store: Store) -> None:
    """What a dead process wrote into the lock file does not count, only the system's lock does."""
    note = {"pid": 1, "host": "elsewhere", "since": "2020-01-01", "what": "a load"}
    (store.root / "lock").write_text(json.dumps(note), encoding="utf-8")
    with store.lock("mine"):
        written = json.loads((store.root / "lock").read_text(encoding="utf-8"))
        assert written["pid"] == os.getpid()


def test_a_garbled_note_still_tells_that_it_is_locked(store: Store) -> None:
    """The message does without the holder's name where the note can't be read."""
    with store.lock("mine"):
        (store.root / "lock").write_text("garbled", encoding="utf-8")
        with pytest.raises(StoreLockedError, match="another process"), store.lock("second"):
            pass
