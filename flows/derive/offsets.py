"""The check that can't be switched off: every row's text is the body's text at the row's offsets."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from schemas.errors import OnrecordError
from schemas.rows import ArticleRow, Paragraph, Placed, Quote, QuotePart

_TEXTS = (
    ("text", "start_char", "end_char"),
    ("speaker_text", "speaker_start", "speaker_end"),
    ("cue_text", "cue_start", "cue_end"),
    ("reported_by_text", "reported_by_start", "reported_by_end"),
    ("source_description", "source_start", "source_end"),
    ("anonymity_reason", "anonymity_start", "anonymity_end"),
)


class OffsetError(OnrecordError):
    """A derived row does not point at its text: a fault of the extractor, never of the input."""


def verify_offsets(body: str, rows: Mapping[str, Sequence[ArticleRow]]) -> None:
    """Raise OffsetError, naming table and offsets but no text, at the first row that misses its text."""
    for table, members in rows.items():
        for row in members:
            if isinstance(row, Placed):
                _verify(body, table, row)
    parts = [row for row in rows.get("quote_parts", ()) if isinstance(row, QuotePart)]
    _verify_hulls([row for row in rows.get("quotes", ()) if isinstance(row, Quote)], parts)


def _verify(body: str, table: str, row: Placed) -> None:
    """A row's own text, and each further one that its model has, stands at its offsets; NULL ones have none."""
    for names in _texts_of(type(row)):
        text, start, end = getattr(row, names[0], None), getattr(row, names[1]), getattr(row, names[2])
        if start is None and end is None and text is None:
            continue
        inside = start is not None and end is not None and 0 <= start < end <= len(body)
        by_parts = isinstance(row, Quote) and names == _TEXTS[0]
        if not inside or not (isinstance(row, Paragraph) or by_parts or body[start:end] == text):
            raise _error(table, row, start, end)


@lru_cache(maxsize=64)
def _texts_of(model: type[Placed]) -> tuple[tuple[str, str, str], ...]:
    """The texts that rows of a model have, asked once: a column that a model lacks is dear to ask for."""
    return tuple(names for names in _TEXTS if names[1] in model.model_fields)


def _verify_hulls(quotes: Sequence[Quote], parts: Sequence[QuotePart]) -> None:
    """A quote's text is its parts' texts, its offsets are their hull."""
    of_quote: dict[str, list[QuotePart]] = {}
    for part in parts:
        of_quote.setdefault(part.quote_id, []).append(part)
    for quote in quotes:
        own = sorted(of_quote.get(quote.quote_id, []), key=lambda part: part.part)
        hull = (own[0].start_char, own[-1].end_char) if own else None
        if hull != (quote.start_char, quote.end_char) or " … ".join(part.text for part in own) != quote.text:
            raise _error("quotes", quote, quote.start_char, quote.end_char)


def _error(table: str, row: ArticleRow, start: object, end: object) -> OffsetError:
    return OffsetError(
        f"article {row.article_id}, table {table}, offsets {start}:{end}: the row does not hold the text there; "
        "this is a fault in flows/derive, please report it with the article"
    )
