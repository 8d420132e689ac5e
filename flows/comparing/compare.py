"""Compare the tables that a load leaves with the stored ones, in the moment before it would be published."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import duckdb

from flows.comparing.difference import Change, ComparedError, Comparison, Difference, Group, What
from schemas.ledger import Load
from schemas.tables import DERIVED_TABLES, Table
from warehouse.store.held import point_at

EXAMPLES: Final = 50
"""Examples of each table and each change: what a person reads in an hour, for the tables that matter."""
_NOT_SAID: Final = frozenset({"load_id", "published_month", "extractor_version"})
"""Columns that say how a row came about, not what it says."""
_TEXTS: Final = ("words", "text", "name")
"""Columns that show a row to a person, the first that a table has."""
_TOLD: Final = (
    "kind",
    "rule",
    "confidence",
    "speaker_text",
    "modality",
    "value",
    "unit",
    "owner_text",
    "value_start",
    "value_end",
    "title",
)
"""Columns that tell what a row says that is new or gone; of one that changed, those that did."""
Connection = duckdb.DuckDBPyConnection


class Comparing:
    """Looks at a load's tables beside those of the snapshot in `database`, and ends it there."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def look(self, con: Connection, load: Load) -> NoReturn:
        """Raise ComparedError with the comparison; `con` has the load's tables as its default database."""
        point_at(con, self._database.parent)
        con.execute("ATTACH ? AS before (READ_ONLY)", [str(self._database)])
        try:
            tables = tuple(_difference(con, table) for table in DERIVED_TABLES)
            told = con.execute("SELECT arg_max(extractor_version, started_at) FROM before.loads").fetchone()
        finally:
            con.execute("DETACH before")
        before = (told[0] if told else None) or "unknown"
        raise ComparedError(Comparison(load.load_id, before, load.extractor_version, tables))


def _difference(con: Connection, table: Table) -> Difference:
    return _Sides(con, table).difference()


class _Sides:
    """A table as it is stored and as it was derived; names in SQL are those of the registry."""

    def __init__(self, con: Connection, table: Table) -> None:
        stored = {row[0] for row in con.execute(f"DESCRIBE before.{table.name}").fetchall()}
        both = [column.name for column in table.sql_columns if column.name in stored]
        self._con = con
        self._table = table
        self._columns = [name for name in both if name not in (*table.key, *_NOT_SAID)]
        self._grouped = [name for name in ("kind", "rule") if name in both]
        self._text = next((name for name in _TEXTS if name in both), None)

    def difference(self) -> Difference:
        self._con.execute(self._moved_sql())
        counts = dict(self._rows("SELECT what, count(*) FROM moved GROUP BY ALL"))
        try:
            return Difference(
                table=self._table.name,
                before=self._count(f"before.{self._table.name}"),
                after=self._count(self._table.name),
                gone=counts.get("gone", 0),
                new=counts.get("new", 0),
                changed=counts.get("changed", 0),
                columns=self._changed_columns(),
                groups=self._groups(),
                examples=tuple(example for what in ("gone", "new", "changed") for example in self._examples(what)),
            )
        finally:
            self._con.execute("DROP TABLE moved")

    def _moved_sql(self) -> str:
        """The rows that are not as they were, with both sides as structs: `b` stored, `a` derived."""
        name, key = self._table.name, self._table.key
        joined = " AND ".join(f'b."{column}" = a."{column}"' for column in key)
        differs = " OR ".join(f'b."{column}" IS DISTINCT FROM a."{column}"' for column in self._columns)
        first = f'"{key[0]}"'
        return f"""
CREATE TEMP TABLE moved AS
SELECT
    CASE WHEN a.{first} IS NULL THEN 'gone' WHEN b.{first} IS NULL THEN 'new' ELSE 'changed' END AS what,
    coalesce(a.article_id, b.article_id) AS article_id,
    hash({", ".join(f'coalesce(a."{column}", b."{column}")' for column in key)}) AS drawn,
    b, a
FROM before.{name} AS b FULL JOIN {name} AS a ON {joined}
WHERE a.{first} IS NULL OR b.{first} IS NULL OR {differs}"""  # noqa: S608

    def _changed_columns(self) -> tuple[tuple[str, int], ...]:
        if not self._columns:
            return ()
        sums = ", ".join(f'count_if(b."{name}" IS DISTINCT FROM a."{name}")' for name in self._columns)
        (counts,) = self._rows(f"SELECT {sums} FROM moved WHERE what = 'changed'")  # noqa: S608
        moved = [(name, count) for name, count in zip(self._columns, counts, strict=True) if count]
        return tuple(sorted(moved, key=lambda one: -one[1]))

    def _groups(self) -> tuple[Group, ...]:
        kind, rule = (self._either(name) if name in self._grouped else "NULL" for name in ("kind", "rule"))
        rows = self._rows(f"""
SELECT {kind} AS kind, {rule} AS rule, count_if(what = 'gone'), count_if(what = 'new'), count_if(what = 'changed')
FROM moved GROUP BY kind, rule ORDER BY count(*) DESC, kind, rule""")  # noqa: S608
        return tuple(Group(kind or "", rule or "", *counts) for kind, rule, *counts in rows)

    def _examples(self, what: What) -> list[Change]:
        told = self._columns if what == "changed" else [name for name in _TOLD if name in self._columns]
        values = ", ".join(f'CAST(b."{name}" AS VARCHAR), CAST(a."{name}" AS VARCHAR)' for name in told)
        text = self._either(self._text) if self._text else "NULL"
        rows = self._rows(
            f"""
SELECT m.article_id, articles.headline, CAST({text} AS VARCHAR){", " if values else ""}{values}
FROM moved AS m LEFT JOIN articles USING (article_id) WHERE what = ? ORDER BY m.drawn, m.article_id LIMIT ?""",  # noqa: S608
            (what, EXAMPLES),
        )
        return [_change(what, told, row) for row in rows]

    def _either(self, name: str) -> str:
        """A column's value as it was derived, or as it was stored where it was not derived."""
        return f"""CASE WHEN what = 'gone' THEN b."{name}" ELSE a."{name}" END"""

    def _rows(self, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._con.execute(query, list(parameters)).fetchall()

    def _count(self, table: str) -> int:
        ((count,),) = self._rows(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(count)


def _change(what: What, told: Sequence[str], row: tuple[Any, ...]) -> Change:
    article_id, headline, text, *values = row
    pairs = zip(told, values[::2], values[1::2], strict=True)
    said = tuple((name, before, after) for name, before, after in pairs if before != after)
    return Change(what, article_id, headline, text, said)
