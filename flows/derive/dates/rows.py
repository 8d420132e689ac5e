"""The rows of time expressions, once it is known in which quotes they stand."""

from collections.abc import Sequence
from dataclasses import fields

from flows.derive.text.around import Around
from flows.derive.text.document import Document
from flows.derive.text.times import TimeSpan
from schemas.ids import row_id
from schemas.rows import TimeExpression

_COLUMNS = tuple(field.name for field in fields(TimeSpan))


def date_rows(document: Document, times: Sequence[TimeSpan], around: Around | None = None) -> list[TimeExpression]:
    """A row for each time expression, in their order; without `around` none stands in a quote."""
    around = around or Around(document)
    return [_row(document.article.article_id, time, around) for time in times]


def _row(article_id: str, time: TimeSpan, around: Around) -> TimeExpression:
    said = around.said((time.start_char, time.end_char))
    return TimeExpression(
        date_id=row_id("dates", article_id, time.start_char, time.end_char),
        article_id=article_id,
        quote_id=said.quote_id,
        in_quote=said.marked,
        **{name: getattr(time, name) for name in _COLUMNS},
    )
