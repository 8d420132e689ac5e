"""Quotes as annotated: those that are none go, missing ones come, each with the speaker that is marked for it."""

from collections.abc import Mapping, Sequence
from typing import Final

from flows.correcting.places import paragraph_at
from schemas.article import Article
from schemas.ids import row_id
from schemas.rows import ArticleEntity, ArticleRow, Mention, Quote, QuotePart

RULE: Final = "annotated"
_OPENING: Final = "\"“„«‘'"
_SPEAKER_KINDS: Final = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "NORP": "group"}
_OF_SPEAKER: Final = ("entity_id", "name", "text", "start", "end", "kind", "title", "affiliation", "gender")
_UNKNOWN: Final = {f"speaker_{name}": None for name in _OF_SPEAKER} | {"speaker_entity_ids": ()}
Span = tuple[int, int]
Rows = Mapping[str, Sequence[ArticleRow]]


def with_quotes(article: Article, rows: Rows, gold: Mapping[Span, Span | None]) -> Rows:
    """The rows with the quotes of an annotation; what stood in a quote that is none stands in no quote."""
    parts = [row for row in rows["quote_parts"] if isinstance(row, QuotePart)]
    spans: dict[str, list[Span]] = {}
    for part in parts:
        spans.setdefault(part.quote_id, []).append((part.start_char, part.end_char))
    quotes = [row for row in rows["quotes"] if isinstance(row, Quote) and set(spans[row.quote_id]) <= gold.keys()]
    ids = {row.quote_id for row in quotes}
    covered = {span for key in ids for span in spans[key]}
    made = [_spoken(article, rows, row, _marked(gold, spans[row.quote_id])) for row in quotes]
    kept = [part for part in parts if part.quote_id in ids]
    for span, speaker in sorted(gold.items()):
        if span not in covered and (new := _added(article, rows, span, speaker)):
            made.append(new[0])
            kept.append(new[1])
    return _without({**rows, "quotes": made, "quote_parts": kept}, {row.quote_id for row in made})


def _marked(gold: Mapping[Span, Span | None], spans: Sequence[Span]) -> Span | None:
    return next((gold[span] for span in spans if gold[span] is not None), None)


def _spoken(article: Article, rows: Rows, quote: Quote, speaker: Span | None) -> Quote:
    """A quote that a person has seen, with the speaker that is marked."""
    sure: dict[str, object] = {"rule": RULE, "confidence": 1.0, "span_confidence": 1.0}
    known = {row.entity_id for row in rows["article_entities"] if isinstance(row, ArticleEntity)}
    same = speaker == ((quote.speaker_start, quote.speaker_end) if quote.speaker_start is not None else None)
    if same and set(quote.speaker_entity_ids) <= known:
        return quote.model_copy(update=sure)
    return quote.model_copy(update=sure | _speaker(article, rows, speaker))


def _speaker(article: Article, rows: Rows, span: Span | None) -> dict[str, object]:
    if span is None or not article.body[span[0] : span[1]].strip():
        return dict(_UNKNOWN)
    told = {"speaker_text": article.body[span[0] : span[1]], "speaker_start": span[0], "speaker_end": span[1]}
    mention = _mention(rows, span)
    entity = next((row for row in rows["article_entities"] if mention and _is(row, mention.entity_id)), None)
    if not isinstance(entity, ArticleEntity):
        return _UNKNOWN | told | {"speaker_kind": "unnamed"}
    named = {"speaker_entity_id": entity.entity_id, "speaker_entity_ids": (entity.entity_id,)}
    described = {"speaker_title": entity.title, "speaker_affiliation": entity.affiliation}
    kind = {"speaker_name": entity.name, "speaker_kind": _SPEAKER_KINDS.get(entity.kind, "organisation")}
    return _UNKNOWN | told | named | described | kind


def _is(row: ArticleRow, entity_id: str | None) -> bool:
    return isinstance(row, ArticleEntity) and row.entity_id == entity_id


def _mention(rows: Rows, span: Span) -> Mention | None:
    """The mention that a span is, else the longest that touches it."""
    touching = [
        row
        for row in rows["mentions"]
        if isinstance(row, Mention) and row.entity_id and row.start_char < span[1] and span[0] < row.end_char
    ]
    return max(
        touching,
        key=lambda row: ((row.start_char, row.end_char) == span, row.end_char - row.start_char, -row.start_char),
        default=None,
    )


def _added(article: Article, rows: Rows, span: Span, speaker: Span | None) -> tuple[Quote, QuotePart] | None:
    paragraph = paragraph_at(rows, span)
    if paragraph is None:
        return None
    text, key = article.body[span[0] : span[1]], row_id("quotes", article.article_id, *span)
    direct = span[0] > 0 and article.body[span[0] - 1] in _OPENING
    values: dict[str, object] = dict.fromkeys(Quote.model_fields) | {
        "quote_id": key,
        "article_id": article.article_id,
        "kind": "direct" if direct else "indirect",
        "text": text,
        "words": " ".join(text.split()).rstrip(","),
        "start_char": span[0],
        "end_char": span[1],
        "n_parts": 1,
        "paragraph": paragraph.paragraph,
        "section": paragraph.section,
        "rule": RULE,
        "confidence": 1.0,
        "span_confidence": 1.0,
    }
    part = {"quote_id": key, "article_id": article.article_id, "part": 0, "text": text}
    quote = Quote.model_validate(values | _speaker(article, rows, speaker))
    return quote, QuotePart.model_validate(part | {"start_char": span[0], "end_char": span[1]})


def _without(rows: Rows, ids: set[str]) -> Rows:
    """The rows, none of which names a quote that is gone."""
    cleared = {table: [_cleared(row, "quote_id", ids) for row in rows[table]] for table in ("figures", "dates")}
    return {**rows, **cleared, "quotes": [_cleared(row, "parent_quote_id", ids) for row in rows["quotes"]]}


def _cleared(row: ArticleRow, column: str, ids: set[str]) -> ArticleRow:
    value = getattr(row, column)
    return row if value is None or value in ids else row.model_copy(update={column: None})
