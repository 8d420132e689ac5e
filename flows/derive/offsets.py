"""The check that can't be switched off: every row's text is the body's text at the row's offsets."""

from collections.abc import Mapping, Sequence

from schemas.errors import OnrecordError
from schemas.rows import Paragraph, Quote, Row

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


def verify_offsets(body: str, rows: Mapping[str, Sequence[Row]]) -> None:
    """Raise OffsetError, naming table and offsets but no text, at the first row that misses its text."""
    for table, members in rows.items():
        for row in members:
            for text, start, end in _TEXTS:
                if hasattr(row, start):
                    _verify(body, table, row, (text, start, end))
    _verify_hulls(rows)


def _verify(body: str, table: str, row: Row, names: tuple[str, str, str]) -> None:
    text, start, end = (getattr(row, name, None) for name in names)
    if start is None and end is None and text is None:
        return
    inside = start is not None and end is not None and 0 <= start < end <= len(body)
    by_parts = isinstance(row, Quote) and names[0] == "text"
    if not inside or not (isinstance(row, Paragraph) or by_parts or body[start:end] == text):
        raise _error(table, row, start, end)


def _verify_hulls(rows: Mapping[str, Sequence[Row]]) -> None:
    """A quote's text is its parts' texts, its offsets are their hull."""
    parts: dict[str, list[Row]] = {}
    for part in rows.get("quote_parts", ()):
        parts.setdefault(part.quote_id, []).append(part)  # type: ignore[attr-defined]
    for quote in rows.get("quotes", ()):
        own = sorted(parts.get(quote.quote_id, []), key=lambda part: part.part)  # type: ignore[attr-defined]
        hull = (own[0].start_char, own[-1].end_char) if own else None  # type: ignore[attr-defined]
        if hull != (quote.start_char, quote.end_char) or " … ".join(part.text for part in own) != quote.text:  # type: ignore[attr-defined]
            raise _error("quotes", quote, quote.start_char, quote.end_char)  # type: ignore[attr-defined]


def _error(table: str, row: Row, start: object, end: object) -> OffsetError:
    article = getattr(row, "article_id", "?")
    return OffsetError(
        f"article {article}, table {table}, offsets {start}:{end}: the row does not hold the text there; "
        "this is a fault in flows/derive, please report it with the article"
    )
