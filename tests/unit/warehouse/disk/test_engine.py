"""An engine that is kept lets go of every file, and of what went wrong with it."""

from pathlib import Path

import duckdb
import pytest

from warehouse.disk.duck import Engine, Settings

_FILE, _OTHER = "one.duckdb", "other.duckdb"


def test_a_file_is_let_go(tmp_path: Path) -> None:
    """What was written is in the file, which anybody may open in between."""
    engine, config = Engine(), Settings(memory_mb=100, threads=1).config(tmp_path / "spill")
    for number in range(2):
        with engine.attached(tmp_path / _FILE, config) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS numbers (number INTEGER)")
            connection.execute("INSERT INTO numbers VALUES ($number)", {"number": number})
        with duckdb.connect(tmp_path / _FILE) as plain:
            assert plain.execute("SELECT count(*) FROM numbers").fetchall() == [(number + 1,)]


def test_nothing_of_a_failure_stays(tmp_path: Path) -> None:
    """Neither an open transaction, nor a relation, nor another file that was attached."""
    engine, config = Engine(), Settings(memory_mb=100, threads=1).config(tmp_path / "spill")

    def fail() -> None:
        with engine.attached(tmp_path / _FILE, config) as connection:
            connection.execute("ATTACH ? AS other", [str(tmp_path / _OTHER)])
            connection.execute("BEGIN")
            connection.execute("CREATE TABLE lost (number INTEGER)")
            raise KeyError

    for _ in range(2):
        with pytest.raises(KeyError):
            fail()
    with engine.attached(tmp_path / _FILE, config) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == []
