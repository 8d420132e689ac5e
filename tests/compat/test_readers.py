"""What is published opens in pandas, Polars, pyarrow, DuckDB 2 and DuckDB 1, with the same contents."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from schemas.tables import BY_NAME
from tests.compat.environment import compat_python
from tests.compat.read_store import READERS, versions
from tests.unit.warehouse.making import Case, cases, run
from tests.waiting import ran
from warehouse.store.store import Snapshot, Store

_HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def loaded() -> list[Case]:
    """Articles of three months and without a date."""
    return cases(30)


@pytest.fixture(scope="module")
def snapshot(loaded: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of two loads, so that partitions have more than one file's history."""
    store = Store.open(tmp_path_factory.mktemp("published") / "store")
    run(store, "L1", loaded[:20])
    return run(store, "L2", loaded[20:])


@pytest.fixture(scope="module")
def expected(loaded: list[Case]) -> dict[str, object]:
    """What every reader must find, as far as it looks."""
    dated = [made.article.published_at for made in loaded if made.article.published_at]
    return {
        "articles": len(loaded),
        "months": sorted({made.month for made in loaded}),
        "words": "We sold 12 boats",
        "first": min(dated).date().isoformat(),
        "comment": BY_NAME["quotes"].description,
        "view_comments": 0,
        "description": next(c.description for c in BY_NAME["articles"].columns if c.name == "body"),
    }


def _agrees(found: dict[str, Any], expected: dict[str, object]) -> None:
    for name, value in found.items():
        assert (str(value)[:10] if name == "first" else value) == expected[name], name


def _tell(capsys: pytest.CaptureFixture[str], found: dict[str, str], place: str) -> None:
    """Name the versions in the test output, whatever pytest captures."""
    told = ", ".join(f"{name} {version}" for name, version in found.items())
    with capsys.disabled():
        sys.stdout.write(f"\nread {place}: {told}\n")


@pytest.mark.parametrize("reader", READERS)
def test_this_environment_reads_it(
    reader: str, snapshot: Snapshot, expected: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    """The versions that onrecord is developed with read tables, months, texts, instants and comments."""
    _tell(capsys, versions(), f"with {reader} here")
    _agrees(READERS[reader](snapshot.folder), expected)


def test_duckdb_1_reads_it(snapshot: Snapshot, expected: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    """So does an environment with DuckDB 1, which most people still have."""
    script = [compat_python(), str(_HERE / "read_store.py"), str(snapshot.folder)]
    output = ran(script, check=True).stdout
    result = json.loads(output)
    _tell(capsys, result["versions"], "in the locked environment")
    assert result["versions"]["duckdb"].startswith("1.")
    for found in result["found"].values():
        _agrees(found, expected)


def test_a_copy_of_the_database_stands_alone(snapshot: Snapshot, expected: dict[str, object], tmp_path: Path) -> None:
    """news.duckdb can be mailed: a copy elsewhere, without its snapshot, answers the same."""
    (tmp_path / "news.duckdb").write_bytes(snapshot.database.read_bytes())
    _agrees(READERS["duckdb"](tmp_path), expected)
