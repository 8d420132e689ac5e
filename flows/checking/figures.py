"""The figures of a draft against stored ones that are about the same.

The same is what the view figure_contradictions takes for it: asserted levels of one topic in one place, of one measure
of one owner, or of one noun that one owner has by one verb; per the same unit, for the same days.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import duckdb

from flows.checking.finding import Finding, Source
from flows.checking.people import folded
from schemas.article import Article
from schemas.rows import ArticleEntity, Figure

_WEEK: Final = 7
_KINDS: Final = ("count", "money", "percent", "measure", "number")
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
    )
FROM figures AS f
JOIN current_articles AS a USING (article_id)
JOIN links_of_articles AS l ON l.article_id = f.article_id
    AND l.entity_id = CASE
        WHEN $way = 'topic' THEN coalesce(f.place_entity_id, f.entity_id)
        WHEN $way = 'measure' THEN coalesce(f.entity_id, f.place_entity_id)
        ELSE f.entity_id
    END
JOIN entities AS whose ON whose.canonical_id = l.canonical_id
WHERE f.section IN ('headline', 'body', 'caption')
    AND f.kind IN ('count', 'money', 'percent', 'measure', 'number')
    AND f.modality = 'asserted'
    AND coalesce(f.role, 'level') IN ('level', 'to')
    AND f.scope IS DISTINCT FROM 'more'
    AND (f.topic IS NOT NULL OR f.direction IS NULL)
    AND len(f.checks_failed) = 0
    AND f.poll_id IS NULL
    AND f.confidence >= 0.5
    AND f.per_unit IS NOT DISTINCT FROM $per_unit
    AND CASE $way
        WHEN 'topic' THEN f.topic = $about
        WHEN 'measure' THEN f.topic IS NULL AND lower(f.measure) = $about
        ELSE f.topic IS NULL AND f.measure IS NULL AND f.counted_lemma = $about AND f.predicate = $predicate
    END
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


def check_figures(
    article: Article,
    rows: Iterable[Figure],
    entities: Iterable[ArticleEntity],
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[Finding]:
    """A finding for each figure that the store has something comparable to."""
    known = {one.entity_id: one for one in entities}
    published = article.published_at.date() if article.published_at else None
    for figure in rows:
        way, owner = _way(figure), known.get(_owner(figure) or "")
        if way and owner and _is_claim(figure):
            asked = {"way": way[0], "about": way[1], "per_unit": figure.per_unit}
            asked |= {"predicate": figure.predicate}
            comparable = [one for one in _same_thing(connection, asked, owner) if _days_meet(figure, one, published)]
            yield from _finding(figure, comparable)


def _is_claim(figure: Figure) -> bool:
    whole = figure.modality == "asserted" and (figure.role or "level") in ("level", "to") and figure.scope != "more"
    sure = not figure.checks_failed and figure.poll_id is None and figure.value is not None
    return whole and sure and figure.kind in _KINDS and (figure.topic is not None or figure.direction is None)


def _way(figure: Figure) -> tuple[str, str] | None:
    if figure.topic:
        return "topic", figure.topic
    if figure.measure:
        return "measure", figure.measure.lower()
    if figure.kind == "count" and figure.counted_lemma and figure.predicate:
        return "noun", figure.counted_lemma
    return None


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
    """What the comparable figures say, the most favourable first: one that agrees ends all doubt."""
    found = sorted(((_verdict(figure, one), one) for one in stored), key=lambda pair: _ORDER.index(pair[0]))
    if found and found[0][0]:
        verdict, one = found[0]
        source = Source(one.article_id, one.published, one.publisher, one.url, None, one.sentence)
        told = f"{_TOLD[verdict]} {one.text}"
        yield Finding("figure", verdict, figure.text, figure.start_char, figure.end_char, told, source)


_ORDER: Final = ("same", "unit", "magnitude", "contradicted", "")
_TOLD: Final = {
    "same": "the store has",
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
