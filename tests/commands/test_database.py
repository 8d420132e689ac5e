"""`--database`: what news.duckdb holds is told once, and no command answers otherwise for it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.unit.warehouse.making import case, run
from warehouse.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of two articles whose news.duckdb holds none of their rows."""
    made = Store.open(tmp_path_factory.mktemp("database") / "store")
    run(made, "L1", [case(1), case(2)], database="none")
    return made


def _run(store: Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--warehouse", str(store.root)])


def test_questions_are_answered_from_parquet(store: Store) -> None:
    """`sql` and `quotes` find what the database does not hold itself."""
    assert "Ann Lee" in _run(store, "sql", "SELECT speaker_name FROM quotes", "--format", "csv").stdout
    assert _run(store, "quotes", "--speaker", "lee", "--format", "csv").stdout.count("Ann Lee") >= 2


@pytest.mark.parametrize("statement", ["COPY quotes TO '{path}'", "EXPLAIN ANALYZE COPY quotes TO '{path}'"])
def test_no_file_is_written_among_those_that_are_read(store: Store, statement: str) -> None:
    """A statement may read the folder of the snapshot, and the command lets none write there."""
    current = store.current()
    assert current is not None
    path = current.folder / "quotes" / "other.csv"
    result = _run(store, "sql", statement.format(path=path))
    assert result.exit_code != 0
    assert "not allowed" in result.stderr
    assert not path.exists()


def test_maintain_changes_it_once(store: Store) -> None:
    """The command publishes the store as it is asked to be; asked again, it does nothing more."""
    assert "holds recent:1 from now on" in _run(store, "maintain", "--database", "recent:1").stdout
    assert "from now on" not in _run(store, "maintain", "--database", "recent:1").stdout
    current = store.current()
    assert current is not None
    assert (current.manifest.database, current.manifest.database_since) == ("recent:1", "2024-03")


@pytest.mark.parametrize("told", ["some", "recent:0", "recent:", "recent:x"])
def test_what_makes_no_sense_is_refused(store: Store, told: str, tmp_path: Path) -> None:
    """Another word is no setting, for a load or for housekeeping; nothing is done."""
    before = store.current()
    assert _run(store, "maintain", "--database", told).exit_code == 2
    assert _run(store, "run", str(tmp_path), "--database", told).exit_code == 2
    assert store.current() == before
