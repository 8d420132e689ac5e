"""What is drawn of each kind: its table, its key, and the attributes that a judge looks at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

from flows.pages.article.rows import ArticleRows
from schemas.rows import Figure, Mention, Quote, TimeExpression

KindName = Literal["quotes", "figures", "entities", "dates"]
Told = Mapping[str, str | None]
"""Attribute -> its value for a reader; None where the row has none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row that can be judged.

    Attributes:
        table: its table, which has `confidence` and `rule`.
        key: the column of its id.
        attributes: what may be wrong, in the order in which a judge sees it.
        claimed: the attributes that `confidence` is the chance of, as schemas/rows.py defines it.
        rows: the rows of the kind among those of an article.
        told: the attributes' values.
    """

    table: str
    key: str
    attributes: tuple[str, ...]
    claimed: frozenset[str]
    rows: Callable[[ArticleRows], Sequence[Any]]
    told: Callable[[ArticleRows, Any], Told]


def _quote(rows: ArticleRows, quote: Quote) -> Told:
    names = _names(rows)
    known = [names[key] for key in quote.speaker_entity_ids if key in names]
    return {
        "span": quote.text,
        "kind": quote.kind,
        "speaker": " and ".join(known) or quote.speaker_name or quote.speaker_text,
        "title": quote.speaker_title,
        "affiliation": quote.speaker_affiliation,
        "cue": quote.cue_text,
        "polarity": quote.polarity,
    }


def _figure(rows: ArticleRows, figure: Figure) -> Told:
    names = _names(rows)
    return {
        "span": figure.text,
        "kind": figure.kind,
        "value": _value(figure),
        "unit": " per ".join(unit for unit in (figure.unit, figure.per_unit) if unit) or None,
        "counted": figure.counted or figure.measure,
        "owner": names.get(figure.entity_id or ""),
        "claimant": names.get(figure.claimant_entity_id or ""),
        "period": _days(figure.holds_from, figure.holds_to),
        "modality": figure.modality,
    }


def _value(figure: Figure) -> str | None:
    """The number, and what the words make of it: *1,200 (at_least)*; the ends where there is no one number."""
    if figure.value is None and figure.low is None and figure.high is None:
        return None
    ends = f"{_number(figure.low)} to {_number(figure.high)}"
    told = ends if figure.value is None else _number(figure.value)
    return told if figure.modifier == "exact" else f"{told} ({figure.modifier})"


def _number(value: float | None) -> str:
    return "open" if value is None else f"{value:,.12g}"


def _mention(rows: ArticleRows, mention: Mention) -> Told:
    return {
        "span": mention.text,
        "kind": mention.kind,
        "type": mention.mention_type,
        "entity": _names(rows).get(mention.entity_id or ""),
        "wikidata": rows.references.get(mention.entity_id or ""),
    }


def _date(_rows: ArticleRows, found: TimeExpression) -> Told:
    return {
        "span": found.text,
        "type": found.timex_type,
        "value": found.timex_value,
        "days": _days(found.start_date, found.end_date),
    }


def _days(first: object, last: object) -> str | None:
    """The days of a period as ISO 8601 has them, an open end as `..`."""
    if first is None and last is None:
        return None
    return str(first) if first == last else f"{first or '..'}/{last or '..'}"


def _names(rows: ArticleRows) -> dict[str, str]:
    return {entity.entity_id: entity.name for entity in rows.entities}


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "quotes": Kind(
            "quotes",
            "quote_id",
            ("span", "kind", "speaker", "title", "affiliation", "cue", "polarity"),
            frozenset({"span", "speaker"}),
            lambda rows: rows.quotes,
            _quote,
        ),
        "figures": Kind(
            "figures",
            "figure_id",
            ("span", "kind", "value", "unit", "counted", "owner", "claimant", "period", "modality"),
            frozenset({"value", "unit"}),
            lambda rows: rows.figures,
            _figure,
        ),
        "entities": Kind(
            "mentions",
            "mention_id",
            ("span", "kind", "type", "entity", "wikidata"),
            frozenset({"span", "entity"}),
            lambda rows: rows.mentions,
            _mention,
        ),
        "dates": Kind(
            "dates",
            "date_id",
            ("span", "type", "value", "days"),
            frozenset({"type", "value"}),
            lambda rows: rows.dates,
            _date,
        ),
    }
)
"""What `--of` may name; entities are judged where they are mentioned. At most nine attributes: each has a key."""
