"""`onrecord export iceberg`: tables of a local catalogue that stay in step with the warehouse, read back by Polars."""

import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.exports.lakes import export, exported_after_each_load, small_store


def _table(out: Path, name: str) -> Any:  # noqa: ANN401  # of an extra
    from pyiceberg.catalog.sql import SqlCatalog  # noqa: PLC0415  # an extra

    catalog = SqlCatalog("onrecord", uri=f"sqlite:///{out / 'catalog.db'}", warehouse=f"file://{out}")
    return catalog.load_table(f"news.{name}")


def _read(out: Path, name: str) -> pl.DataFrame:
    return pl.scan_iceberg(_table(out, name), reader_override="native").collect()


@pytest.mark.filterwarnings("ignore")  # of its own code
def test_tables_follow_the_loads(tmp_path: Path) -> None:
    """The changed months alone are written, with the load's id; nothing new, no commit."""
    pytest.importorskip("pyiceberg", reason="pyiceberg is not installed")
    before = set[str]()

    def files() -> set[str]:
        return {task.file.file_path for task in _table(tmp_path / "lake", "quotes").scan().plan_files()}

    exported_after_each_load("iceberg", tmp_path, _read, lambda: before.update(files()))
    quotes = _table(tmp_path / "lake", "quotes")
    assert quotes.current_snapshot().summary.additional_properties["onrecord.load_id"] == "L2"
    assert before & files()
    assert before - files()


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "pyiceberg.catalog.sql", None)
    refused = export("iceberg", small_store(tmp_path), tmp_path / "lake")
    assert refused.exit_code == 2
    assert "the extra `iceberg`" in refused.output
