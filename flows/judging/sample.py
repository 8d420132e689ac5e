"""A stratified sample of a store's rows: the same for a seed and a snapshot, in whatever order the rows lie."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import duckdb

from flows.judging.judged import Drawn, Sample, Stratum
from flows.judging.kinds import KINDS, KindName
from flows.pages.report.selection import MARK, Selection
from schemas.errors import SettingsError

EDGES: Final = (0.0, 0.5, 0.7, 0.9)
"""Where bands of confidence begin: below .5 a row is more likely wrong; most rows lie above .9."""
BANDS: Final = tuple(f"{low:g}-{high:g}" for low, high in zip(EDGES, (*EDGES[1:], 1.0), strict=True))
"""The bands' names; the upper end belongs to the next band, 1 to the last."""
FLOOR: Final = 5
"""Rows that each stratum has at least, where it has so many and the sample has room: a band of which nothing was
judged would leave its share of the store unknown."""


class Place(NamedTuple):
    """A stratum."""

    kind: KindName
    band: str


class _Found(NamedTuple):
    """A row as the query tells it, with its place in its stratum, and how many rows that has."""

    row_id: str
    article_id: str
    confidence: float
    rule: str
    outlet: str
    band: int
    place: int
    in_store: int


def draw(
    con: duckdb.DuckDBPyConnection,
    snapshot_id: str,
    kinds: Sequence[KindName],
    size: int,
    seed: int,
    selection: Selection,
) -> Sample:
    """`size` rows of `kinds` (fewer if there are fewer), by kind and band in proportion, none below `FLOOR`.

    The rows of a stratum are those whose SHA-256 of seed and id is lowest: a simple random sample without replacement
    that neither the order of rows nor the number of files changes. Of articles with the same words one counts.

    Raises:
        SettingsError: no row meets the conditions.
    """
    found = {kind: _found(con, kind, size, seed, selection) for kind in kinds}
    sizes = {Place(kind, BANDS[row.band]): row.in_store for kind, rows in found.items() for row in rows}
    if not sizes:
        raise SettingsError("validate: no row meets the conditions; widen --of, --since, --until or --where")
    shares = allot(sizes, size)
    strata = [Stratum(kind=at.kind, band=at.band, in_store=sizes[at], drawn=shares[at]) for at in sorted(sizes)]
    rows = [
        _drawn(kind, row)
        for kind, candidates in found.items()
        for row in candidates
        if row.place <= shares[Place(kind, BANDS[row.band])]
    ]
    told = tuple(selection.words())
    return Sample(
        sample_id=_name(snapshot_id, str(seed), *told, *(row.row_id for row in rows)),
        snapshot_id=snapshot_id,
        seed=seed,
        conditions=told,
        strata=tuple(strata),
        rows=tuple(rows),
    )


def allot(sizes: Mapping[Place, int], total: int) -> dict[Place, int]:
    """How many rows to draw of each stratum: in proportion to its size, none below the floor, none above its size.

    From the floor on, each further row goes where a stratum's rows stand for most rows of the store (the method of
    Sainte-Laguë); the floor is `FLOOR`, or less where `total` has no room for it.
    """
    floor = min(FLOOR, total // max(len(sizes), 1))
    shares = {place: min(size, floor) for place, size in sizes.items()}
    for _ in range(min(total, sum(sizes.values())) - sum(shares.values())):
        wanting = [place for place in sorted(sizes) if shares[place] < sizes[place]]
        shares[max(wanting, key=lambda place: sizes[place] / (2 * shares[place] + 1))] += 1
    return shares


def _found(con: duckdb.DuckDBPyConnection, kind: str, size: int, seed: int, selection: Selection) -> list[_Found]:
    """The first `size` rows of each band of a kind in the order of their hashes: bands lie mixed before a judge."""
    query = selection.applied(_QUERY.format(key=KINDS[kind].key, table=KINDS[kind].table, band=_BAND))
    bound = {**selection.parameters(), "seed": f"{seed}:", "size": size}
    return [_Found(*row) for row in con.execute(query, bound).fetchall()]


_BAND: Final = " + ".join(f"(r.confidence >= {edge})::INT" for edge in EDGES[1:])
_QUERY: Final = f"""
    WITH chosen AS (SELECT article_id, coalesce(publisher, source_id) AS outlet FROM current_articles WHERE {MARK})
    , rows AS (
        SELECT r.{{key}} AS row_id, r.article_id, r.confidence, r.rule, outlet, {{band}} AS band,
            sha256($seed || r.{{key}}) AS lot
        FROM {{table}} AS r JOIN chosen USING (article_id)
    )
    SELECT row_id, article_id, confidence, rule, outlet, band,
        row_number() OVER (PARTITION BY band ORDER BY lot, row_id) AS place,
        count(*) OVER (PARTITION BY band) AS in_store
    FROM rows
    QUALIFY place <= $size
    ORDER BY lot, row_id
"""  # noqa: S608  # names of ours


def _drawn(kind: KindName, row: _Found) -> Drawn:
    return Drawn(
        row_id=row.row_id,
        article_id=row.article_id,
        kind=kind,
        band=BANDS[row.band],
        confidence=row.confidence,
        rule=row.rule,
        outlet=row.outlet,
    )


def _name(*parts: str) -> str:
    """What names the sample: judgements of another one can't be taken for those of this."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
