"""W3C Web Annotation (JSON-LD): an AnnotationPage an article, one a line.

Offsets of TextPositionSelector are Unicode code points into the body as onrecord stores it, end exclusive; each has a
TextQuoteSelector beside it, with which the place is found in another copy of the text.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from flows.exports.names import urn, wikidata
from flows.exports.writing import bare
from flows.pages.article.rows import ArticleRows
from schemas.rows import Figure, Mention, Quote, QuotePart, TimeExpression

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:vocabulary:"}]
_AROUND: Final = 32
"""Characters before and behind by which a quotation is told from its like: what browsers take for text fragments."""


def annotation_page(rows: ArticleRows) -> dict[str, object]:
    """The page of an article's names, quotes, figures and dates."""
    return {
        "@context": CONTEXT,
        "id": urn("page", rows.article.article_id),
        "type": "AnnotationPage",
        "items": list(_annotations(rows)),
    }


def _annotations(rows: ArticleRows) -> Iterator[dict[str, object]]:
    parts: dict[str, list[QuotePart]] = {}
    for part in rows.parts:
        parts.setdefault(part.quote_id, []).append(part)
    names = {entity.entity_id: entity.name for entity in rows.entities}
    for mention in rows.mentions:
        yield _annotation(rows, "mention", mention.mention_id, [mention], _named(rows, mention, names))
    for quote in rows.quotes:
        yield _annotation(rows, "quote", quote.quote_id, parts[quote.quote_id], _said(rows, quote))
    for figure in rows.figures:
        yield _annotation(rows, "figure", figure.figure_id, [figure], _counted(figure))
    for date in rows.dates:
        yield _annotation(rows, "date", date.date_id, [date], _dated(date))


def _annotation(
    rows: ArticleRows,
    kind: str,
    key: str,
    places: Iterable[Mention | QuotePart | Figure | TimeExpression],
    bodies: list[dict[str, object]],
) -> dict[str, object]:
    targets = [_target(rows, place.start_char, place.end_char) for place in places]
    return {
        "id": urn(kind, key),
        "type": "Annotation",
        "motivation": "identifying" if kind == "mention" else "describing",
        "body": [_text(kind, "tagging"), *bodies],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(rows: ArticleRows, start: int, end: int) -> dict[str, object]:
    body = rows.article.body
    quoted = {
        "exact": body[start:end],
        "prefix": body[max(0, start - _AROUND) : start],
        "suffix": body[end : end + _AROUND],
    }
    return {
        "source": rows.article.url or urn("article", rows.article.article_id),
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", **quoted},
        ],
    }


def _text(value: str, purpose: str) -> dict[str, object]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _resource(name: str, address: str | None) -> dict[str, object]:
    """Who is meant: the entity of Wikidata where it is known, else the name."""
    if address is None:
        return _text(name, "identifying")
    return {"type": "SpecificResource", "source": address, "purpose": "identifying"}


def _named(rows: ArticleRows, mention: Mention, names: Mapping[str, str]) -> list[dict[str, object]]:
    key = mention.entity_id
    who = [_resource(names.get(key, mention.text), wikidata(rows.references.get(key)))] if key else []
    return [_text(mention.kind, "classifying"), *who, _values(mention_type=mention.mention_type, of=mention)]


def _said(rows: ArticleRows, quote: Quote) -> list[dict[str, object]]:
    address = wikidata(rows.references.get(quote.speaker_entity_id or ""))
    who = [_resource(quote.speaker_name, address)] if quote.speaker_name else []
    return [
        _text(quote.kind, "classifying"),
        *who,
        _values(of=quote, cue=quote.cue_lemma, polarity=quote.polarity, speaker=quote.speaker_name),
    ]


def _counted(figure: Figure) -> list[dict[str, object]]:
    told = {"value": figure.value, "low": figure.low, "high": figure.high, "unit": figure.unit}
    return [_text(figure.kind, "classifying"), _values(of=figure, modifier=figure.modifier, **told)]


def _dated(date: TimeExpression) -> list[dict[str, object]]:
    return [_text(date.timex_type, "classifying"), _values(of=date, timex_value=date.timex_value)]


def _values(*, of: Mention | Quote | Figure | TimeExpression, **values: object) -> dict[str, object]:
    """A body with the row's values in onrecord's own vocabulary, beside what the standard has words for."""
    told = {f"onrecord:{name}": value for name, value in values.items()}
    return bare({"type": "onrecord:Values", "onrecord:confidence": of.confidence, **told})
