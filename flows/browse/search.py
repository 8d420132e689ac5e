"""A search: what meets the conditions, counted by what a reader may narrow it by, and a page of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import duckdb

from flows.browse.conditions import LIKELY, SURE, Conditions
from flows.browse.state import PER_PAGE, State
from flows.browse.told import COLUMNS, SORTS, WHATS

FACETS: Final = ("outlet", "speaker", "kind", "polarity")
"""Columns by whose values a search is narrowed, beside confidence and time."""
BANDS: Final = {
    f">={SURE}": f"{SURE} and more",
    f"0.7..{SURE - 0.001:.3f}": f"0.7 to {SURE}",
    f"{LIKELY}..0.699": f"{LIKELY} to 0.7",
    f"<{LIKELY}": f"below {LIKELY}",
}
"""Bands of confidence as a query asks for them (confidences have three decimals), and in words."""
_LISTED: Final = 12
"""Values of a facet that are listed: the commonest."""
_FOUND: Final = """CREATE OR REPLACE TEMP TABLE found AS
    SELECT n, what, date, outlet, speaker, kind, polarity, confidence, value FROM hits WHERE {where}"""
_BANDED: Final = f"""
    SELECT CASE
            WHEN confidence >= {SURE} THEN 0 WHEN confidence >= 0.7 THEN 1 WHEN confidence >= {LIKELY} THEN 2 ELSE 3
        END AS band, count(*)
    FROM {{}} WHERE what = $what AND confidence IS NOT NULL GROUP BY band
"""  # noqa: S608  # numbers of ours
_ROWS: Final = f"""
    SELECT n, {COLUMNS}, byline, paragraph FROM hits LEFT JOIN heads USING (article_id)
    WHERE n IN (SELECT unnest($numbers))
"""  # noqa: S608  # names of ours

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a search finds, counted.

    Attributes:
        whats: hits of each kind.
        facets: by facet its commonest values, each with its hits.
        bands: hits of each band of confidence, those below LIKELY included.
        days: hits by day of publication.
        hidden: hits left out because they are less sure than LIKELY.
    """

    whats: Mapping[str, int]
    facets: Mapping[str, list[tuple[str, int]]]
    bands: Mapping[str, int]
    days: Mapping[date, int]
    hidden: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, and all hits counted."""

    counted: Counted
    rows: list[Row]
    what: str

    @property
    def total(self) -> int:
        """Hits of the kind that is shown."""
        return self.counted.whats[self.what]


def search(con: duckdb.DuckDBPyConnection, conditions: Conditions, state: State, known: Counted | None = None) -> Found:
    """What meets the conditions; `con` is the caller's own, and keeps the hits of its last search.

    Args:
        con: a connection to the tables of flows/browse/index.py.
        conditions: the conditions.
        state: which kind of hits, in which order, which page.
        known: the counts, where the same conditions were searched before.
    """
    values: dict[str, Any] = {"what": state.what}
    if known is None:
        if conditions.asked != "true":  # else all are found, and counted where they are
            con.execute(_FOUND.format(where=conditions.asked), dict(conditions.parameters))
        source = "hits" if conditions.asked == "true" else "found"
        known = _counted(con, source, conditions, state.what)
        source += " WHERE true"
    else:
        source = f"hits WHERE {conditions.asked}"
        values |= conditions.parameters
    query = f"SELECT n FROM {source} AND what = $what AND {conditions.shown}"  # noqa: S608  # fixed pieces of ours
    page = con.execute(
        f"{query} ORDER BY {SORTS[state.sort]} LIMIT {PER_PAGE} OFFSET {state.offset}", values
    ).fetchall()
    return Found(known, _rows(con, [n for (n,) in page]), state.what)


def _counted(con: duckdb.DuckDBPyConnection, source: str, conditions: Conditions, what: str) -> Counted:
    shown = f"FROM {source} WHERE what = $what AND {conditions.shown}"
    of_each = f"SELECT what, count(*) FROM {source} WHERE {conditions.shown} GROUP BY what"  # noqa: S608  # as above
    whats = dict(con.execute(of_each).fetchall())
    bands = _pairs(con, _BANDED.format(source), what)
    told = {band: dict(bands).get(number, 0) for number, band in enumerate(BANDS)}
    return Counted(
        whats={name: whats.get(name, 0) for name in WHATS},
        facets={column: _pairs(con, _commonest(column, shown), what) for column in FACETS},
        bands=told,
        days=dict(_pairs(con, f"SELECT date, count(*) {shown} AND date IS NOT NULL GROUP BY date", what)),
        hidden=0 if conditions.shown == "true" else told[f"<{LIKELY}"],
    )


def _commonest(column: str, shown: str) -> str:
    return (
        f"SELECT {column}, count(*) AS hits {shown} AND {column} IS NOT NULL "  # as above
        f"GROUP BY {column} ORDER BY hits DESC, {column} LIMIT {_LISTED}"
    )


def _pairs(con: duckdb.DuckDBPyConnection, query: str, what: str) -> list[tuple[Any, int]]:
    return con.execute(query, {"what": what}).fetchall()


def _rows(con: duckdb.DuckDBPyConnection, numbers: list[int]) -> list[Row]:
    """The hits of these numbers, in their order, each with the head of its article."""
    result = con.execute(_ROWS, {"numbers": numbers})
    columns = [column[0] for column in result.description or ()]
    rows = {row[0]: dict(zip(columns, row, strict=True)) for row in result.fetchall()}
    return [rows[number] for number in numbers]
