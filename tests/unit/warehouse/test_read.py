"""Reading: one database and nothing else, and what a load asks of what is stored."""

from pathlib import Path

import duckdb
import pytest

from tests.unit.warehouse.making import case, run
from warehouse.read import connect, known_articles, known_groups
from warehouse.store import Snapshot, Store


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Return a snapshot of two articles."""
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


def test_known_articles(snapshot: Snapshot) -> None:
    """Of the articles asked for, those that are stored are told, with hash, revision and month."""
    one, two = case(1).article, case(2, day=None).article
    known = known_articles(snapshot, [two.article_id, "not there", one.article_id]).to_pylist()
    expected = [
        {
            "article_id": a.article_id,
            "content_hash": a.content_hash,
            "revision": 1,
            "published_month": a.published_month,
        }
        for a in sorted((one, two), key=lambda a: a.article_id)
    ]
    assert known == expected


def test_known_groups(snapshot: Snapshot) -> None:
    """Of the groups of equal bodies asked for, the stored articles are told."""
    one = case(1).article
    assert known_groups(snapshot, [one.dup_group_id, "not there"]).to_pylist() == [
        {"dup_group_id": one.dup_group_id, "article_id": one.article_id}
    ]


def test_nothing_is_known_before_the_first_load() -> None:
    """Without a snapshot the answers are empty, with the same columns."""
    assert known_articles(None, ["x"]).schema.names == ["article_id", "content_hash", "revision", "published_month"]
    assert known_groups(None, ["x"]).schema.names == ["dup_group_id", "article_id"]
