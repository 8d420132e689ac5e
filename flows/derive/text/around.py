"""What stands around a place of the body: the innermost quote that holds it, and the quotation marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from flows.derive.text.annotation import Span
from flows.derive.text.document import Document
from schemas.rows import Quote, QuotePart

_NESTED = 16
"""Parts that may begin between a place and the part around it: no utterance nests deeper."""


class Said(NamedTuple):
    """The innermost quote around some words with the part that holds them, and whether they stand between marks."""

    quote: Quote | None
    part: QuotePart | None
    marked: bool

    @property
    def quote_id(self) -> str | None:
        """The quote's id."""
        return self.quote.quote_id if self.quote else None


class Around:
    """The quotes of a document by the places of their parts, and its stretches between quotation marks."""

    def __init__(self, document: Document, quotes: Sequence[Quote] = (), parts: Sequence[QuotePart] = ()) -> None:
        self._quotes = {quote.quote_id: quote for quote in quotes}
        self._parts = sorted(parts, key=lambda part: (part.start_char, -part.end_char))
        self._starts = [part.start_char for part in self._parts]
        self._marked = [(stretch.start, stretch.end) for outer, _ in document.marked for stretch in outer]
        self._opened = [start for start, _ in self._marked]

    def said(self, span: Span) -> Said:
        """What stands around some words."""
        marked = self._between_marks(span[0])
        last = bisect_right(self._starts, span[0])
        for part in reversed(self._parts[max(0, last - _NESTED) : last]):
            if part.end_char >= span[1]:
                return Said(self._quotes.get(part.quote_id), part, marked)
        return Said(None, None, marked)

    def has_any(self, span: Span) -> bool:
        """Whether any part of a quote, or stretch between marks, shares a character with a span."""
        starts, farthest = self._stretches
        before = bisect_left(starts, span[1])
        return before > 0 and farthest[before - 1] > span[0]

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int]]:
        """Where parts and stretches between marks begin, ascending, and how far those up to each reach."""
        spans = sorted([*((part.start_char, part.end_char) for part in self._parts), *self._marked])
        return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))

    def _between_marks(self, place: int) -> bool:
        index = bisect_right(self._opened, place) - 1
        return index >= 0 and place < self._marked[index][1]
