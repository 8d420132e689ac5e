"""`onrecord export delta`: Delta tables that stay in step with the warehouse, read back by Delta's own library."""

import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from deltalake import DeltaTable

from flows.cli import main
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES
from tests.unit.warehouse.making import case, cases, replaced, run
from warehouse.store.read import connect
from warehouse.store.store import Store


def _export(store: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["export", "delta", "--warehouse", str(store), "--out", str(out), *options])


def _same(store: Path, out: Path) -> None:
    """Each Delta table has the rows of news.duckdb, month included."""
    with connect(Store.open(store)) as con:
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
            listed = ", ".join(f'"{column.name}"' for column in table.sql_columns)
            wanted = con.sql(f'SELECT {listed} FROM "{table.name}" ORDER BY ALL').pl()  # noqa: S608  # our own names
            made = pl.read_delta(str(out / table.name)).select(wanted.columns)
            assert made.height == wanted.height
            keys = list(table.key)
            assert made.sort(keys).to_dicts() == wanted.sort(keys).to_dicts(), table.name


def test_tables_follow_the_loads(tmp_path: Path) -> None:
    """One commit a load and changed table, of the changed months alone, with the load's id; nothing new, no commit."""
    store, out = tmp_path / "store", tmp_path / "lake"
    run(Store.open(store), "L1", cases(7))
    first = _export(store, out)
    assert first.exit_code == 0, first.output
    assert f"{len(ARTICLE_TABLES) + len(CORPUS_TABLES)} tables" in first.output
    _same(store, out)
    assert _export(store, out).output.startswith("0 tables")

    before = set(DeltaTable(str(out / "quotes")).file_uris())
    old = cases(2)[1]
    run(Store.open(store), "L2", [case(1, day=old.article.published_date, revision=2)], leaving=[replaced(old)])
    assert _export(store, out).exit_code == 0
    _same(store, out)
    quotes = DeltaTable(str(out / "quotes"))
    assert quotes.version() == 1
    assert [commit["onrecord.load_id"] for commit in quotes.history()] == ["L2", "L1"]
    kept = before & set(quotes.file_uris())
    assert kept
    assert before - kept
    assert quotes.metadata().partition_columns == ["published_month"]


def test_it_takes_no_selection(tmp_path: Path) -> None:
    """A mirror of some articles would not stay one."""
    run(Store.open(tmp_path / "store"), "L1", cases(1))
    refused = _export(tmp_path / "store", tmp_path / "lake", "--since", "2024-01-01")
    assert refused.exit_code == 2
    assert not (tmp_path / "lake").exists()


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    run(Store.open(tmp_path / "store"), "L1", cases(1))
    monkeypatch.setitem(sys.modules, "deltalake", None)
    refused = _export(tmp_path / "store", tmp_path / "lake")
    assert refused.exit_code == 2
    assert "the extra `delta`" in refused.output
