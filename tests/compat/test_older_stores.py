"""Stores that older versions wrote open, take a load and hold what they held: `make_stores` made them."""

import tarfile
from pathlib import Path

import pytest

from schemas.tables import SCHEMA_VERSION
from tests.compat.make_stores import LAST_COMMITS, STORES
from tests.flows.loading import CALM, load, rows, write_jsonl
from warehouse.snapshot.verify import verify
from warehouse.store.store import Store

_HELD = "SELECT external_id, revision, (SELECT count(*) FROM quotes WHERE article_id = a.article_id) FROM articles AS a"
_TOLD = "SELECT count(*), count(times_seen), count(*) FILTER (WHERE error_code = 'bad_date') FROM rejects"


@pytest.mark.parametrize("version", LAST_COMMITS)
def test_an_older_store_is_brought_up(version: int, tmp_path: Path) -> None:
    """It is read as it is; the next load writes its tables in today's form, whole, with every row that was there."""
    with tarfile.open(STORES / f"version_{version}.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    store = Store.open(tmp_path / "store")
    assert store.current() is not None
    before = rows(store.root, f"{_HELD} ORDER BY ALL")
    assert [row[:2] for row in before] == [("a", 2), ("b", 1)]
    load(store.root, write_jsonl(tmp_path / "in.jsonl", [{"id": "z", "text": CALM}]), annotator="none")
    assert rows(store.root, f"{_HELD} ORDER BY ALL") == [*before, ("z", 1, 0)]
    assert rows(store.root, "SELECT version FROM schema_migrations ORDER BY 1") == [
        (number,) for number in range(1, SCHEMA_VERSION + 1)
    ]
    assert rows(store.root, _TOLD) == [(1, 1, 1)]
    assert [load.number for load in store.ledger.loads()] == [3, 2, 1]
    assert [fault for fault in verify(store) if str(store.current()) in fault.place] == []


def test_every_older_version_has_a_store() -> None:
    """Whoever raises the version adds the last commit before it."""
    assert list(LAST_COMMITS) == list(range(1, SCHEMA_VERSION))
