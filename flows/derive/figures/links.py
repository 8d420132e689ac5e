"""What a figure is tied to: whose it is, where it holds, who says so, the quote around it, and when it holds."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flows.derive.figures.owners import FigureSpan, Owners
from flows.derive.figures.quantity import Quantity
from flows.derive.text.around import Around, Said
from flows.derive.text.document import Document
from flows.derive.text.times import TimeSpan
from schemas.rows import Mention

_AHEAD = frozenset({"forecast", "target"})


class Links(NamedTuple):
    """The columns of a figure that point elsewhere."""

    quote_id: str | None
    in_quote: bool
    entity_id: str | None
    place_entity_id: str | None
    claimant_entity_id: str | None
    holds_from: date | None
    holds_to: date | None


class Linker:
    """Ties the figures of a document to its mentions, quotes and time expressions.

    `in_quote` is true between quotation marks; `quote_id` is the innermost quote with a part around the figure, and its
    speaker is the claimant; outside of quotes whoever puts, estimates or counts it. An owner that the words do not
    name stays unknown.
    """

    def __init__(
        self, document: Document, times: Sequence[TimeSpan], mentions: Sequence[Mention], around: Around
    ) -> None:
        self._around = around
        self._owners = Owners(document, mentions)
        self._held = {
            (time.paragraph, time.start_date, time.end_date, around.said((time.start_char, time.end_char)).quote_id)
            for time in times
        }

    def links(self, quantity: Quantity, paragraph: int, span: FigureSpan) -> Links:
        """The links of one figure."""
        said = self._around.said((span.start_char, span.end_char))
        claimant = said.quote.speaker_entity_id if said.quote else self._owners.teller(span)
        owner = self._owners.owner(span, said.quote)
        return Links(
            said.quote_id,
            said.marked,
            None if said.quote is None and owner == claimant else owner,
            self._owners.place(span, said.part),
            claimant,
            *self._period(quantity, paragraph, said),
        )

    def _period(self, quantity: Quantity, paragraph: int, said: Said) -> tuple[date | None, date | None]:
        """None for a period that another clause has: when a forecast was made, or what a quote beside it speaks of."""
        period = quantity.holds_from, quantity.holds_to
        if period[0] is None or (said.quote is not None and quantity.modality not in _AHEAD):
            return period
        return period if (paragraph, *period, said.quote_id) in self._held else (None, None)
