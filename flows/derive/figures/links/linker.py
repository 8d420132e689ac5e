"""What a figure is tied to: whose it is, where and when it holds, whether it is so, who says so, in which quote."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from flows.derive.figures.links.anchors import Anchor, anchor_of
from flows.derive.figures.links.carried import Carried
from flows.derive.figures.links.context import Near
from flows.derive.figures.links.modality import mood_of
from flows.derive.figures.links.named import NOBODY, Link, Named
from flows.derive.figures.links.owners import Owners
from flows.derive.figures.links.periods import Period, Periods
from flows.derive.figures.links.places import Places
from flows.derive.figures.links.tellers import Tellers
from flows.derive.figures.links.told import Told
from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.figures.quantities.units import si_units
from flows.derive.text.annotation import Span
from flows.derive.text.around import Around, Said
from flows.derive.text.document import Document
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.times import TimeSpan
from schemas.rows import Mention
from schemas.vocabulary import FigureModality, FigureRole
from seeds.quantities import UNMEASURED, rule_confidence


class Links(NamedTuple):
    """The columns of a figure that its clause decides."""

    quote_id: str | None
    in_quote: bool
    entity_id: str | None
    owner_confidence: float | None
    place_entity_id: str | None
    place_confidence: float | None
    claimant_entity_id: str | None
    claimant_confidence: float | None
    holds_from: date | None
    holds_to: date | None
    period_confidence: float | None
    modality: FigureModality
    modality_confidence: float
    sentence_start: int
    sentence_end: int


_DAY = 86400  # seconds
_AGE_HOLDS = 7
"""Days for which an age that a clause tells in passing holds: *Roe, 39, worked there from 2004 to 2007*. Assumed."""


class Beside(NamedTuple):
    """What is known of a figure beside itself.

    Attributes:
        told: what its clause says of it.
        anchor: its place in its tree.
        anchors: those of the figures of its sentence.
        near: what the words near it say, where it has no anchor.
        sentence: the characters of the sentence.
        roles: the roles of the figures of its sentence.
    """

    told: Told
    anchor: Anchor | None
    anchors: Sequence[Anchor | None]
    near: Near | None
    sentence: Span
    roles: Sequence[FigureRole | None]


class Linker:
    """Ties the figures of a document to its mentions, quotes and time expressions.

    `in_quote` is true between quotation marks; `quote_id` is the innermost quote with a part around the figure, and its
    speaker is the claimant; outside of quotes whoever puts, estimates or counts it, and whose study found it.
    """

    def __init__(
        self, document: Document, times: Sequence[TimeSpan], mentions: Sequence[Mention], around: Around
    ) -> None:
        self.around, self._body, self.tokens = around, document.body, document.tokens
        named = Named(self.tokens, mentions)
        self._owners, self._places, self._tellers = Owners(named), Places(named), Tellers(named)
        self._carried = Carried(named)
        self._periods = Periods(self.tokens, times, document.article.published_date)

    def anchors(self, lexemes: Lexemes, quantities: Sequence[Quantity], told: Sequence[Told]) -> list[Anchor | None]:
        """The figures' places in the trees."""
        return [
            anchor_of(self.tokens, lexemes, quantity, one.measure)
            for quantity, one in zip(quantities, told, strict=True)
        ]

    def links(self, lexemes: Lexemes, quantity: Quantity, beside: Beside) -> Links:
        """The links of one figure."""
        anchor = beside.anchor
        span = lexemes.starts[quantity.first], lexemes.ends[quantity.last - 1]
        said = self.around.said(span)
        told = self._tellers.teller(span, measured=bool(beside.told.measure)) if anchor is not None else NOBODY
        spoken = said.quote is not None and said.quote.speaker_kind != "document"
        claimant = Link(said.quote.speaker_entity_id, "quote") if said.quote and spoken else told
        owner = self._owner(quantity, anchor) if anchor is not None else NOBODY
        if said.quote is None and owner.entity_id == claimant.entity_id and owner.how != "carried":
            owner = NOBODY
        place = self._places.place(anchor, said.part) if anchor is not None else NOBODY
        period = self._period(quantity, beside)
        modality, mood = self._modality(quantity, beside)
        return Links(
            said.quote_id,
            said.marked,
            owner.entity_id,
            _confidence("owner", owner),
            place.entity_id,
            _confidence("place", place),
            claimant.entity_id,
            _claimed(claimant, said),
            period.first,
            period.last,
            _trust("period", period.how) if period.how else None,
            modality,
            _trust("modality", mood),
            beside.sentence[0],
            beside.sentence[0] + len(self._body[slice(*beside.sentence)].rstrip()),
        )

    def _owner(self, quantity: Quantity, anchor: Anchor) -> Link:
        """Whose a figure is by its clause, else by what was told before it."""
        owner = self._owners.owner(anchor, quantity.kind or "number")
        if owner.entity_id is None:
            owner = self._carried.owner(quantity, anchor)
        self._carried.remember(quantity, anchor, owner)
        return owner

    def _period(self, quantity: Quantity, beside: Beside) -> Period:
        if beside.anchor is None:
            near = beside.near
            return (
                Period(near.holds_from, near.holds_to, "near") if near and near.holds_from else Period(None, None, None)
            )
        others = [
            other
            for other, role in zip(beside.anchors, beside.roles, strict=True)
            if other is not None and other != beside.anchor and not _is_its_change(quantity, beside.anchor, other, role)
        ]
        found = self._periods.period(beside.anchor, others, quantity.part.role, _days_long(quantity))
        long = found.first is not None and found.last is not None and (found.last - found.first).days > _AGE_HOLDS
        return Period(None, None, None) if quantity.kind == "age" and long else found

    def _modality(self, quantity: Quantity, beside: Beside) -> tuple[FigureModality, str]:
        if beside.anchor is None:
            return beside.near.modality if beside.near else "asserted", "near"
        mood = mood_of(self.tokens, beside.anchor, quantity.part.role)
        return mood.modality, mood.how


def _is_its_change(quantity: Quantity, own: Anchor, other: Anchor, role: FigureRole | None) -> bool:
    """*Fell 18 percent last year, to 143*: the day of the change is that of what it came to."""
    return role == "delta" and quantity.part.role == "to" and other.predicate == own.predicate


def _days_long(quantity: Quantity) -> float:
    """The days that a length of time has at least, 0 for other figures."""
    unit = si_units().get(quantity.unit.code or "") if quantity.kind == "duration" else None
    size = quantity.low if quantity.low is not None else quantity.value
    return 0.0 if unit is None or size is None else size * unit.factor / _DAY


def _confidence(layer: str, link: Link) -> float | None:
    return None if link.entity_id is None else _trust(layer, link.how or "")


def _claimed(link: Link, said: Said) -> float | None:
    """The quote's own confidence where its speaker claims the figure."""
    if link.entity_id is None or said.quote is None or link.how != "quote":
        return _confidence("claimant", link)
    return said.quote.confidence


@lru_cache(maxsize=64)
def _trust(layer: str, how: str) -> float:
    """How often what is found this way was right."""
    return rule_confidence().get((layer, how, "any"), UNMEASURED)
