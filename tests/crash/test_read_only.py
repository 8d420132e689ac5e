"""A store that its reader may not write to: reading works, loading is refused with a reason.

Root may write anywhere, so that a test that runs as root becomes nobody first.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.crash.loads import FIRST
from tests.unit.warehouse.making import run
from tests.waiting import PATIENCE_S
from warehouse.store.store import Store

_ROOT = Path(__file__).parents[2]
_TRY = """
import os
import sys
from pathlib import Path
from schemas.errors import StoreError
from warehouse.store.read import connect
from warehouse.snapshot.recover import recover
from warehouse.store.store import Store
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
store = Store.open(Path(sys.argv[1]), create=False)
with connect(store) as connection:
    print(connection.execute("SELECT count(*) FROM articles").fetchone()[0], store.ledger.rejects().num_rows)
try:
    with store.lock("a load"):
        print("locked")
except StoreError as error:
    print(error)
try:
    Store.open(Path(sys.argv[1]) / "new")
except StoreError as error:
    print(error)
"""


@pytest.fixture
def store() -> Iterator[Store]:
    """A store that everybody may read (a new one is private) and nobody may write to."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = Store.open(Path(folder) / "store")
        run(made, "L1", FIRST.loaded)
        places = [made.root, *made.root.rglob("*")]
        modes = {place: place.stat().st_mode for place in places if not place.is_symlink()}
        for place, mode in modes.items():
            place.chmod((mode | (0o555 if place.is_dir() else 0o444)) & ~0o222)
        yield made
        for place, mode in modes.items():
            place.chmod(mode)


def test_reading_works_and_loading_is_refused(store: Store) -> None:
    """The lock and a new store are refused by name and reason; news.duckdb and the ledger can be read."""
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    script = [sys.executable, "-c", _TRY, str(store.root)]
    output = subprocess.check_output(script, cwd="/", env=environment, text=True, timeout=PATIENCE_S)
    found, locked, made = output.splitlines()
    assert found == f"{len(FIRST.loaded)} 0"
    assert "can't be opened for writing (Permission denied)" in locked
    assert "can't be made (Permission denied)" in made
