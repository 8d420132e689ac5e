"""Numbers, intervals and days in the words of a page."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from schemas.article import StoredArticle
from schemas.rows import Figure, Quote, TimeExpression

Terms = list[tuple[str, str]]
"""Terms with their values, of those that have one."""

_OPEN: Final = {"more_than": "> ", "at_least": "≥ ", "less_than": "< ", "at_most": "≤ ", "nearly": "< "}
_USUAL: Final = frozenset({"asserts", "asserted", "exact", "level"})
"""Values that go without saying."""
_WIDE: Final = 1e15
"""From here on a number is easier to read as a power of ten."""


def number(value: float | None) -> str:
    """A number with thousands separators and at most ten significant digits; nothing for None."""
    if value is None:
        return ""
    return f"{value:.4g}" if abs(value) >= _WIDE else f"{value:,.10g}"


def interval(figure: Figure) -> str:
    """What the words of a figure commit to: a range, a bound, `exact`, or nothing."""
    low, high = figure.low, figure.high
    if low is None or high is None:
        bound = high if low is None else low
        return "" if bound is None else _OPEN.get(figure.modifier, "≥ " if high is None else "≤ ") + number(bound)
    return "exact" if low == high else f"{number(low)} – {number(high)}"


def days(first: date | None, last: date | None) -> str:
    """An interval of days, ISO 8601; one day stands once."""
    if first is None or last is None or first == last:
        return str(first or last or "")
    return f"{first} – {last}"


def published(article: StoredArticle) -> str:
    """When an article was published, as exactly as its source says; nothing where it does not."""
    day, instant = article.published_date, article.published_local
    if day is None:
        return ""
    if article.published_precision == "year":
        return str(day.year)
    if article.published_precision == "month":
        return f"{day:%B} {day.year}"
    written = f"{day.day} {day:%B} {day.year}"
    if article.published_precision == "day" or instant is None:
        return written
    return f"{written}, {instant:%H:%M} {article.published_tz or ''}".rstrip()


def origin(article: StoredArticle) -> str:
    """Whence an article came: file, place in it, reader; nothing where that is not known."""
    if article.input_uri is None:
        return ""
    record = "" if article.record_index is None else f", record {article.record_index}"
    digest = f", SHA-256 {article.input_sha256[:12]}…" if article.input_sha256 else ""
    return f"{article.input_uri}{record}, read as {article.reader}{digest}"


def thing(figure: Figure) -> str:
    """What a figure is about: the noun counted or the attribute measured, else its kind."""
    return figure.counted or figure.measure or figure.kind


def quote_terms(quote: Quote) -> Terms:
    """What is known of a quote beside its words and its speaker, and is not what one would think."""
    return _given(
        ("Kind", quote.kind),
        ("Cue", quote.cue_text),
        ("Does", quote.polarity),
        ("Modality", quote.modality),
        ("To", quote.addressee_text),
        ("Where", quote.venue_text),
        ("When", days(quote.said_from, quote.said_to)),
        ("Span", f"{quote.span_confidence:.2f}"),
    )


def figure_terms(figure: Figure, names: Mapping[str | None, str]) -> Terms:
    """What is known of a figure beside its value, and is not what one would think.

    `names` are those of the article's entities.
    """
    return _given(
        ("Kind", figure.kind),
        ("Modifier", figure.modifier),
        ("Role", figure.role),
        ("Modality", figure.modality),
        ("Whose", names.get(figure.entity_id)),
        ("Where", names.get(figure.place_entity_id)),
        ("Checks failed", ", ".join(figure.checks_failed)),
    )


def date_terms(row: TimeExpression) -> Terms:
    """What is known of a time expression beside its value."""
    return _given(("Modifier", row.timex_mod), ("Exact to", row.grain), ("EDTF", row.edtf))


def unit(figure: Figure) -> str:
    """A figure's unit with the denominator of a rate; nothing for plain numbers."""
    own = "" if figure.unit in (None, "1") else str(figure.unit)
    return f"{own or figure.unit_text or ''}/{figure.per_unit}" if figure.per_unit else own


def _given(*terms: tuple[str, str | None]) -> Terms:
    return [(term, value) for term, value in terms if value and value not in _USUAL]
