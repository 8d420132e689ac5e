"""`onrecord export delta`: Delta tables that stay in step with the warehouse, read back by Polars and deltalake."""

import sys
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable

from tests.exports.lakes import export, exported_after_each_load, small_store


def _read(out: Path, name: str) -> pl.DataFrame:
    return pl.read_delta(str(out / name))


def test_tables_follow_the_loads(tmp_path: Path) -> None:
    """One commit a load and changed table, of the changed months alone, with the load's id; nothing new, no commit."""
    folder, before = str(tmp_path / "lake" / "quotes"), set[str]()
    exported_after_each_load("delta", tmp_path, _read, lambda: before.update(DeltaTable(folder).file_uris()))
    quotes = DeltaTable(folder)
    assert quotes.version() == 1
    assert [commit["onrecord.load_id"] for commit in quotes.history()] == ["L2", "L1"]
    assert quotes.metadata().partition_columns == ["published_month"]
    kept = before & set(quotes.file_uris())
    assert kept
    assert before - kept


def test_it_takes_no_selection(tmp_path: Path) -> None:
    """A mirror of some articles would not stay one."""
    refused = export("delta", small_store(tmp_path), tmp_path / "lake", "--since", "2024-01-01")
    assert refused.exit_code == 2
    assert not (tmp_path / "lake").exists()


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "deltalake", None)
    refused = export("delta", small_store(tmp_path), tmp_path / "lake")
    assert refused.exit_code == 2
    assert "the extra `delta`" in refused.output


@pytest.mark.parametrize(("format_", "name"), [("delta", "a%20b"), ("iceberg", "a#b"), ("iceberg", "a?b")])
def test_a_path_that_an_address_cannot_hold_is_refused(tmp_path: Path, format_: str, name: str) -> None:
    """Its files would come to lie elsewhere, or be looked for elsewhere: nothing is written."""
    refused = export(format_, small_store(tmp_path), tmp_path / name)
    assert refused.exit_code == 2
    assert "name another --out" in refused.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]
