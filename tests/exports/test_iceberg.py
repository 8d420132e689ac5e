"""`onrecord export iceberg`: tables of a local catalogue that stay in step with the warehouse."""

import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES
from tests.unit.warehouse.making import case, cases, replaced, run
from warehouse.store.read import connect
from warehouse.store.store import Store


def _export(store: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["export", "iceberg", "--warehouse", str(store), "--out", str(out), *options])


def _table(out: Path, name: str) -> Any:  # noqa: ANN401  # of an extra
    from pyiceberg.catalog.sql import SqlCatalog  # noqa: PLC0415  # an extra

    return SqlCatalog("onrecord", uri=f"sqlite:///{out / 'catalog.db'}", warehouse=f"file://{out}").load_table(
        f"news.{name}"
    )


def _same(store: Path, out: Path) -> None:
    """Each table has the rows of news.duckdb, month included."""
    with connect(Store.open(store)) as con:
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
            listed = ", ".join(f'"{column.name}"' for column in table.sql_columns)
            wanted = con.sql(f'SELECT {listed} FROM "{table.name}"').to_arrow_table().to_pylist()  # noqa: S608  # our own names
            made = _table(out, table.name).scan().to_arrow().to_pylist()
            assert sorted(map(repr, made)) == sorted(map(repr, wanted)), table.name


@pytest.mark.filterwarnings("ignore")  # of its own code
def test_tables_follow_the_loads(tmp_path: Path) -> None:
    """The changed months alone are written, with the load's id; nothing new, no commit."""
    pytest.importorskip("pyiceberg", reason="pyiceberg is not installed")
    store, out = tmp_path / "store", tmp_path / "lake"
    run(Store.open(store), "L1", cases(3))
    first = _export(store, out)
    assert first.exit_code == 0, first.output
    assert f"{len(ARTICLE_TABLES) + len(CORPUS_TABLES)} tables" in first.output
    _same(store, out)
    assert _export(store, out).output.startswith("0 tables")

    old = cases(2)[1]
    before = {task.file.file_path for task in _table(out, "quotes").scan().plan_files()}
    run(Store.open(store), "L2", [case(1, day=old.article.published_date, revision=2)], leaving=[replaced(old)])
    assert _export(store, out).exit_code == 0
    _same(store, out)
    quotes = _table(out, "quotes")
    assert quotes.current_snapshot().summary.additional_properties["onrecord.load_id"] == "L2"
    after = {task.file.file_path for task in quotes.scan().plan_files()}
    assert before & after
    assert before - after


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    run(Store.open(tmp_path / "store"), "L1", cases(1))
    monkeypatch.setitem(sys.modules, "pyiceberg.catalog.sql", None)
    refused = _export(tmp_path / "store", tmp_path / "lake")
    assert refused.exit_code == 2
    assert "the extra `iceberg`" in refused.output
