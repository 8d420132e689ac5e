"""What the tests of lakehouse tables share: two loads, an export after each, and the rows that must be there."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
from click.testing import CliRunner, Result

from flows.cli import main
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES
from tests.unit.warehouse.making import case, cases, replaced, run
from warehouse.store.read import connect
from warehouse.store.store import Store

Read = Callable[[Path, str], pl.DataFrame]
"""Reads a table of a lake, by its folder and the table's name."""


def export(format_: str, store: Path, out: Path, *options: str) -> Result:
    """Run `onrecord export`."""
    return CliRunner().invoke(main, ["export", format_, "--warehouse", str(store), "--out", str(out), *options])


def small_store(folder: Path) -> Path:
    """A store of one article."""
    run(Store.open(folder / "store"), "L1", cases(1))
    return folder / "store"


def exported_after_each_load(format_: str, folder: Path, read: Read, between: Callable[[], None]) -> None:
    """Load seven articles of several months, then a revision of one; each time a lake that has the rows.

    A second export of the same snapshot makes no commit. `between` is called before the second load.
    """
    store, out = folder / "store", folder / "lake"
    run(Store.open(store), "L1", cases(7))
    first = export(format_, store, out)
    assert first.exit_code == 0, first.output
    assert f"{len(ARTICLE_TABLES) + len(CORPUS_TABLES)} tables" in first.output
    same(store, out, read)
    assert export(format_, store, out).output.startswith("0 tables")
    between()
    old = cases(2)[1]
    run(Store.open(store), "L2", [case(1, day=old.article.published_date, revision=2)], leaving=[replaced(old)])
    assert export(format_, store, out).exit_code == 0
    same(store, out, read)


def same(store: Path, out: Path, read: Read) -> None:
    """Each table of the lake has the rows of news.duckdb, month included."""
    with connect(Store.open(store)) as con:
        for table in (*ARTICLE_TABLES, *CORPUS_TABLES):
            listed = ", ".join(f'"{column.name}"' for column in table.sql_columns)
            wanted = con.sql(f'SELECT {listed} FROM "{table.name}"').pl()  # noqa: S608  # our own names
            made = read(out, table.name).select(wanted.columns)
            keys = list(table.key)
            assert made.sort(keys).to_dicts() == wanted.sort(keys).to_dicts(), table.name
