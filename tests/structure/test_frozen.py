"""The tables keep what `schemas/README.md` promises: no column of `frozen.csv` goes, changes or becomes nullable."""

import csv
from pathlib import Path

from schemas.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]


def _frozen() -> set[tuple[str, str, str, str]]:
    with (ROOT / "schemas" / "frozen.csv").open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"], row["type"], row["nullable"]) for row in csv.DictReader(file)}


def _shipped() -> set[tuple[str, str, str, str]]:
    return {
        (table.name, column.name, column.sql_type, "yes" if column.nullable else "no")
        for table in TABLES
        for column in table.sql_columns
    }


def test_what_was_promised_is_there() -> None:
    """A column that goes or changes its type needs a major release, and a deprecation before it."""
    assert _frozen() - _shipped() == set()


def test_what_is_new_is_promised_too() -> None:
    """A new column is added to the list, so that it can't go unnoticed later."""
    assert _shipped() - _frozen() == set()
