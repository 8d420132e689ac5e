"""Reading: one database and nothing else, and what a load asks of what is stored."""

from pathlib import Path

import duckdb
import pytest

from tests.unit.warehouse.making import case, run
from warehouse.store.read import connect
from warehouse.store.store import Snapshot, Store


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of two articles."""
    return run(Store.open(tmp_path_factory.mktemp("read") / "store"), "L1", [case(1), case(2, day=None)])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY articles TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "DELETE FROM articles",
    ],
)
def test_sql_reaches_nothing_else(
    statement: str, snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file, no network, no setting, no change: article text that got into a query could do no harm."""
    monkeypatch.chdir(tmp_path)
    with connect(snapshot) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement)
    assert list(tmp_path.iterdir()) == []
