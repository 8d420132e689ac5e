"""Links from figures and dates to entities and quotes: whose figure it is, where it holds, and who says so."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from flows.derive.figures.owners import Owners
from flows.derive.text.document import Document
from flows.derive.text.marks import marked_spans
from schemas.rows import ArticleEntity, Figure, Mention, Quote, QuotePart, TimeExpression

_NESTED = 16
_AHEAD = frozenset({"forecast", "target"})


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
    speaker is the claimant; outside of quotes whoever puts, estimates or counts it. An owner that the words do not
    name stays unknown.
    """
    around = _Quotes(quotes, parts)
    marked = _Marked(document)
    known = {entity.entity_id for entity in entities}
    owners = Owners(document, [mention for mention in mentions if mention.entity_id in known])
    quoted = [row.model_copy(update=_quoted(row, around.find(row), marked)) for row in dates]
    held = {(row.paragraph, row.start_date, row.end_date, row.quote_id) for row in quoted}
    linked = [_linked(figure, around, marked, owners) for figure in figures]
    return [_held(figure, held) for figure in linked], quoted


def _held(figure: Figure, dates: set[tuple[int, date | None, date | None, str | None]]) -> Figure:
    """Without a period that another clause has: when a forecast was made, or what only a quote beside it speaks of."""
    if figure.holds_from is None or (figure.quote_id is not None and figure.modality not in _AHEAD):
        return figure
    key = (figure.paragraph, figure.holds_from, figure.holds_to, figure.quote_id)
    return figure if key in dates else figure.model_copy(update={"holds_from": None, "holds_to": None})


def _linked(figure: Figure, around: "_Quotes", marked: "_Marked", owners: Owners) -> Figure:
    quote, part = around.around(figure)
    claimant = quote.speaker_entity_id if quote else owners.teller(figure)
    owner = owners.owner(figure, quote)
    links = {
        "claimant_entity_id": claimant,
        "entity_id": None if quote is None and owner == claimant else owner,
        "place_entity_id": owners.place(figure, part),
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
        return self.around(row)[0]

    def around(self, row: Figure | TimeExpression) -> tuple[Quote | None, QuotePart | None]:
        """The innermost quote with a part that holds the row, and the part."""
        last = bisect_right(self._starts, row.start_char)
        for part in reversed(self._parts[max(0, last - _NESTED) : last]):
            if part.end_char >= row.end_char:
                return self._quotes.get(part.quote_id), part
        return None, None


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
