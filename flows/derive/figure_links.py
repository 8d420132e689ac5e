"""Links from figures and dates to entities and quotes: whose figure it is, where it holds, and who says so."""

from bisect import bisect_right
from collections.abc import Sequence

from flows.derive.document import Document
from flows.derive.figure_owners import Owners
from flows.derive.marks import marked_spans
from schemas.rows import ArticleEntity, Figure, Mention, Quote, QuotePart, TimeExpression

_NESTED = 16


def link_figures(  # noqa: PLR0913, PLR0917 - the seven layers meet here
    document: Document,
    figures: Sequence[Figure],
    dates: Sequence[TimeExpression],
    mentions: Sequence[Mention],
    entities: Sequence[ArticleEntity],
    quotes: Sequence[Quote],
    parts: Sequence[QuotePart],
) -> tuple[list[Figure], list[TimeExpression]]:
    """The figures with owner, place, claimant and quote, and the dates with their quote.

    `in_quote` is true between quotation marks; `quote_id` is the innermost quote with a part around the row, and its
    speaker is the claimant. An owner that the words do not name stays unknown.
    """
    around = _Quotes(quotes, parts)
    marked = _Marked(document)
    known = {entity.entity_id for entity in entities}
    owners = Owners(document, [mention for mention in mentions if mention.entity_id in known])
    return (
        [_linked(figure, around, marked, owners) for figure in figures],
        [row.model_copy(update=_quoted(row, around.find(row), marked)) for row in dates],
    )


def _linked(figure: Figure, around: "_Quotes", marked: "_Marked", owners: Owners) -> Figure:
    quote = around.find(figure)
    links = {
        "claimant_entity_id": quote.speaker_entity_id if quote else None,
        "entity_id": owners.owner(figure, quote),
        "place_entity_id": owners.place(figure),
    }
    return figure.model_copy(update=_quoted(figure, quote, marked) | links)


def _quoted(row: Figure | TimeExpression, quote: Quote | None, marked: "_Marked") -> dict[str, str | bool | None]:
    return {"quote_id": quote.quote_id if quote else None, "in_quote": marked.holds(row.start_char)}


class _Quotes:
    """The quotes by the places of their parts."""

    def __init__(self, quotes: Sequence[Quote], parts: Sequence[QuotePart]) -> None:
        self._quotes = {quote.quote_id: quote for quote in quotes}
        self._parts = sorted(parts, key=lambda part: (part.start_char, -part.end_char))
        self._starts = [part.start_char for part in self._parts]

    def find(self, row: Figure | TimeExpression) -> Quote | None:
        """The innermost quote with a part that holds the row."""
        last = bisect_right(self._starts, row.start_char)
        for part in reversed(self._parts[max(0, last - _NESTED) : last]):
            if part.end_char >= row.end_char:
                return self._quotes.get(part.quote_id)
        return None


class _Marked:
    """The outermost stretches between quotation marks, ascending."""

    def __init__(self, document: Document) -> None:
        self._stretches = [
            (stretch.start, stretch.end)
            for paragraph in document.paragraphs
            for stretch in marked_spans(document.body, (paragraph.start_char, paragraph.end_char))[0]
        ]
        self._starts = [start for start, _ in self._stretches]

    def holds(self, place: int) -> bool:
        """Whether a place lies between quotation marks."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._stretches[index][1]
