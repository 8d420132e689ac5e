"""The ledger keeps what was loaded, refused and erased, whatever becomes of the tables."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas.errors import LoadError
from schemas.ledger import Erasure
from schemas.tables import BY_NAME
from tests.unit.warehouse.making import begin, case, reject, rows_of, run, stage
from tests.waiting import ran
from warehouse.snapshot.commit import commit
from warehouse.snapshot.recover import recover
from warehouse.store.store import Store

REJECTS = BY_NAME["rejects"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A new store."""
    return Store.open(tmp_path / "store")


def test_rejects_are_kept_and_filtered(store: Store, tmp_path: Path) -> None:
    """Rejects come from a table or a Parquet file, and are found by load, status and code."""
    begin(store, "L1", 0, rejected=2)
    store.ledger.add_rejects(REJECTS.arrow_table([reject("L1", 0)]))
    pq.write_table(REJECTS.arrow_table([reject("L1", 1, "x" * 5000)]), tmp_path / "rejects.parquet")
    assert store.ledger.add_rejects(tmp_path / "rejects.parquet") == 1
    store.ledger.set_reject_status([reject("L1", 0).reject_id], "replayed")
    assert store.ledger.rejects().column("record_index").to_pylist() == [0, 1]
    assert store.ledger.rejects(status="open").column("payload").to_pylist() == ["x" * 5000]
    assert store.ledger.rejects(code="too_long").num_rows == 0
    assert store.ledger.rejects(load_id="L0").num_rows == 0


def test_trying_a_load_again_replaces_what_it_left(store: Store) -> None:
    """The second attempt has the same id and does not find the first one's rows in its way."""
    for _ in range(2):
        begin(store, "L1", 0, rejected=1)
        store.ledger.add_rejects(REJECTS.arrow_table([reject("L1", 0)]))
    assert store.ledger.rejects().num_rows == 1
    assert len(store.ledger.loads()) == 1


def test_a_committed_load_is_not_begun_again(store: Store) -> None:
    """Its rows are in the tables; doing it again would count them twice."""
    run(store, "L1", [case(1)])
    with pytest.raises(LoadError, match="committed already"):
        begin(store, "L1", 1)


def test_erasures_of_a_failed_load_never_happened(store: Store) -> None:
    """Only what was carried out is on record."""
    load = begin(store, "L1", 0)
    erasure = Erasure(erasure_id="e", article_id="a", load_id="L1", reason="asked", erased_at=datetime.now(UTC))
    store.ledger.add_erasures([erasure])
    assert store.ledger.tables("erasures")["erasures"].num_rows == 1
    store.ledger.finish_load(load.model_copy(update={"status": "failed", "finished_at": datetime.now(UTC)}))
    assert store.ledger.tables("erasures")["erasures"].num_rows == 0


def test_a_reject_shows_its_new_status_in_the_next_snapshot(store: Store) -> None:
    """news.duckdb shows all rejects of the ledger, as they are when it is built."""
    load = begin(store, "L1", 1, rejected=1)
    store.ledger.add_rejects(REJECTS.arrow_table([reject("L1", 0)]))
    snapshot = commit(store, load, stage(store, "L1", [case(1)]))
    assert rows_of(snapshot, "SELECT status, payload FROM rejects") == [("open", "{")]
    store.ledger.set_reject_status([reject("L1", 0).reject_id], "dropped")
    snapshot = run(store, "L2", [case(2)])
    assert rows_of(snapshot, "SELECT status, payload FROM rejects") == [("dropped", "{")]


def test_a_killed_load_is_marked_interrupted(store: Store) -> None:
    """The next load finds it running with nobody there, and says so; a last finished load it is not."""
    run(store, "L1", [case(1)])
    begin(store, "L2", 1)
    assert recover(store) == ["L2"]
    assert {load.load_id: load.status for load in store.ledger.loads()} == {"L1": "committed", "L2": "interrupted"}
    assert store.ledger.last_finished() == "L1"
    assert recover(store) == []


LIST = """
import sys
from pathlib import Path
from warehouse.store.store import Store
print(Store.open(Path(sys.argv[1]), create=False).ledger.rejects().num_rows)
"""


def test_others_can_list_rejects_during_a_load(store: Store) -> None:
    """The ledger is open for moments only: while a load runs, another process reads it."""
    with store.lock("a load"):
        load = begin(store, "L1", 1)
        listed = []

        def list_rejects(name: str) -> None:
            if name in ("database_filled", "snapshot_synced"):
                listed.append(ran([sys.executable, "-c", LIST, store.root], check=True).stdout)

        commit(store, load, stage(store, "L1", [case(1)]), on_step=list_rejects)
    assert listed == ["0\n", "0\n"]


def test_threads_take_turns(store: Store) -> None:
    """Threads of one load may write rejects side by side."""
    begin(store, "L1", 0, rejected=8)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: store.ledger.add_rejects(REJECTS.arrow_table([reject("L1", n)])), range(8)))
    assert store.ledger.rejects().num_rows == 8
