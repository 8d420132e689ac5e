"""The figures of a draft against stored ones that are about the same.

The same is what the view figure_contradictions takes for it: figures that the view comparable_figures lists, of one
topic in one place, of one measure of one owner, or of one noun that one owner has by one verb; per the same unit, for
the same days.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import duckdb

from flows.checking.finding import Finding, Source
from flows.checking.people import folded
from schemas.article import Article
from schemas.rows import ArticleEntity, Figure
from schemas.tables import BY_NAME
from warehouse.disk.sqlfiles import read_sql

_WEEK: Final = 7
_POWERS: Final = (10.0, 100.0, 1e3, 1e6, 1e9)
"""Ratios of a slip: a nought too many or few, thousands, millions and billions mistaken for each other."""
_EXACT: Final = 1e-9
_PERCENT: Final = frozenset({"percent", "percentage_point"})
_SAME_THING: Final = """
SELECT
    f.text,
    f.value,
    f.low,
    f.high,
    f.unit,
    coalesce(f.holds_from, a.published_date),
    coalesce(f.holds_to, f.holds_from, a.published_date),
    f.holds_from IS NOT NULL,
    a.article_id,
    a.published_date::VARCHAR,
    a.publisher,
    a.url,
    substring(a.body, f.sentence_start + 1, f.sentence_end - f.sentence_start),
    list_transform(
        list_append(whose.aliases, whose.name), lambda name: lower(strip_accents(name))
    ),
    said.canonical_id,
    t.course
FROM figures AS f
JOIN comparable_figures AS c USING (figure_id)
JOIN current_articles AS a USING (article_id)
JOIN links_of_articles AS l ON l.article_id = f.article_id
    AND l.entity_id = CASE
        WHEN c.way = 'topic' THEN coalesce(f.place_entity_id, f.entity_id)
        WHEN c.way = 'measure' THEN coalesce(f.entity_id, f.place_entity_id)
        ELSE f.entity_id
    END
JOIN entities AS whose ON whose.canonical_id = l.canonical_id
LEFT JOIN links_of_articles AS said ON said.article_id = f.article_id AND said.entity_id = f.claimant_entity_id
LEFT JOIN figure_topics AS t ON t.about = f.topic
WHERE c.way = $way AND c.about = $about
    AND f.confidence >= 0.5
    AND f.per_unit IS NOT DISTINCT FROM $per_unit
    AND (c.way <> 'noun' OR f.predicate = $predicate)
ORDER BY a.published_date DESC NULLS LAST, f.figure_id
"""


class _Stored(NamedTuple):
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    day: date | None
    last_day: date | None
    dated: bool
    article_id: str
    published: str | None
    publisher: str | None
    url: str | None
    sentence: str
    names: Sequence[str]
    claimant: str | None
    course: str | None


def check_figures(
    article: Article,
    rows: Iterable[Figure],
    entities: Iterable[ArticleEntity],
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[Finding]:
    """A finding for each figure that the store has something comparable to."""
    figures = list(rows)
    known = {one.entity_id: one for one in entities}
    published = article.published_at.date() if article.published_at else None
    ways = comparable_ways(figures)
    for figure in figures:
        way, about = ways.get(figure.figure_id, ("", ""))
        owner = known.get(_owner(figure) or "")
        if owner and about and figure.value is not None and (way != "noun" or figure.predicate):
            asked = {"way": way, "about": about, "per_unit": figure.per_unit, "predicate": figure.predicate}
            comparable = [one for one in _same_thing(connection, asked, owner) if _days_meet(figure, one, published)]
            yield from _finding(figure, comparable)


def comparable_ways(figures: Sequence[Figure]) -> dict[str, tuple[str, str]]:
    """The figures that can be compared, by id, and by what: the view comparable_figures over them alone."""
    if not figures:
        return {}
    with duckdb.connect() as memory:
        memory.register("figures", BY_NAME["figures"].arrow_table(figures, load_id=""))
        found = memory.execute(read_sql("views", "comparable_figures").statement).fetchall()
    return {figure_id: (way, about) for figure_id, way, about in found}


def _owner(figure: Figure) -> str | None:
    if figure.topic:
        return figure.place_entity_id or figure.entity_id
    return figure.entity_id or (figure.place_entity_id if figure.measure else None)


def _same_thing(connection: duckdb.DuckDBPyConnection, asked: Mapping[str, Any], owner: ArticleEntity) -> list[_Stored]:
    names = {" ".join(folded(name)) for name in (owner.name, *owner.aliases)}
    stored = [_Stored(*row) for row in connection.execute(_SAME_THING, dict(asked)).fetchall()]
    return [one for one in stored if names & {" ".join(folded(name)) for name in one.names}]


def _days_meet(figure: Figure, stored: _Stored, published: date | None) -> bool:
    """Whether both may hold for the same days; where the draft has no day at all, nothing speaks against it."""
    day, last = figure.holds_from or published, figure.holds_to or figure.holds_from or published
    if day is None or last is None:
        return not stored.dated or figure.topic is None
    if stored.day is None or stored.last_day is None:
        return False
    if figure.holds_from is not None and stored.dated:
        return day <= stored.last_day and stored.day <= last
    return (max(day, stored.day) - min(last, stored.last_day)).days <= _WEEK


def _finding(figure: Figure, stored: Sequence[_Stored]) -> Iterator[Finding]:
    """What the comparable figures say, the most favourable first: one that agrees ends all doubt but that it is old."""
    found = sorted(((_verdict(figure, one), one) for one in stored), key=lambda pair: _ORDER.index(pair[0]))
    if not found or not found[0][0]:
        return
    verdict, one = found[0]
    if verdict == "same" and (newer := _newer(figure, [other for other_verdict, other in found if other_verdict])):
        verdict, one = "superseded", newer
    source = Source(one.article_id, one.published, one.publisher, one.url, None, one.sentence)
    told = f"{_TOLD[verdict]} {one.text}"
    yield Finding("figure", verdict, figure.text, figure.start_char, figure.end_char, told, source)


def _newer(figure: Figure, stored: Sequence[_Stored]) -> _Stored | None:
    """The latest of the stored figures where it took the place of all that the draft's agrees with.

    As in figure_contradictions: a count that is added to went on, or the same source said another number later.
    """
    days = [one for one in stored if one.published]
    latest = max(days, key=lambda one: str(one.published), default=None)
    agreeing = [one for one in days if _overlap(figure, one)]
    if latest is None or not agreeing or any(one.published == latest.published for one in agreeing):
        return None
    return latest if any(_goes_on(one, latest) for one in agreeing) else None


def _goes_on(one: _Stored, latest: _Stored) -> bool:
    if one.value is None or latest.value is None or one.unit != latest.unit:
        return False
    if one.course in ("grows", "falls"):
        return (latest.value > one.value) == (one.course == "grows") and latest.value != one.value
    return one.claimant is not None and one.claimant == latest.claimant


_ORDER: Final = ("same", "unit", "magnitude", "contradicted", "")
_TOLD: Final = {
    "same": "the store has",
    "superseded": "by now the store has",
    "unit": "percent and points mixed up? The store has",
    "magnitude": "off by a power of ten? The store has",
    "contradicted": "the store has",
}


def _verdict(figure: Figure, stored: _Stored) -> str:
    """same, unit, magnitude, contradicted; empty where the two can't be compared."""
    units = {figure.unit, stored.unit}
    if len(units) == 1 or figure.topic:
        return "same" if _overlap(figure, stored) else "magnitude" if _is_slip(figure, stored) else "contradicted"
    return "unit" if units == _PERCENT and figure.value == stored.value else ""


def _overlap(figure: Figure, stored: _Stored) -> bool:
    low, high = _or(figure.low, "-inf"), _or(figure.high, "inf")
    return low <= _or(stored.high, "inf") and _or(stored.low, "-inf") <= high


def _or(value: float | None, end: str) -> float:
    return float(end) if value is None else value


def _is_slip(figure: Figure, stored: _Stored) -> bool:
    if not figure.value or not stored.value:
        return False
    ratio = max(figure.value / stored.value, stored.value / figure.value)
    return any(abs(ratio / power - 1) < _EXACT for power in _POWERS)
