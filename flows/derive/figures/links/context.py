"""What a figure is about where no tree tells it, read from the words around: measure, modality, when it holds."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from flows.derive.figures.links.told import Told
from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.text.lexemes import Lexemes, word
from flows.derive.text.times import TimeSpan
from schemas.vocabulary import FigureModality
from seeds.quantities import figure_words, number_words

_WORDS = figure_words()
_CHANGES, _STOPS = frozenset(_WORDS["change"]), frozenset(_WORDS["stop"])
_CUES: tuple[tuple[FigureModality, frozenset[str]], ...] = (
    ("denied", frozenset(_WORDS["denied"])),
    ("hypothetical", frozenset(_WORDS["hypothetical"])),
    ("target", frozenset(_WORDS["target"])),
    ("forecast", frozenset(_WORDS["forecast"])),
)
_ANY_CUE = frozenset().union(*(cues for _, cues in _CUES))
_LOOK = 12  # words in front that may belong to the clause: as far as the farthest cue of `_NEAR`
_LINKS = frozenset(_WORDS["measure_link"])
_NUMBER_WORDS = frozenset(form for forms in number_words().values() for form in forms)
_NOT_MEASURES = (
    _STOPS | _CHANGES | _LINKS | _NUMBER_WORDS | frozenset(_WORDS["forecast"]) | frozenset(_WORDS["percent"])
)
_NEAR = {"denied": 5, "hypothetical": 12, "target": 8, "forecast": 8}
"""Words in front of a figure that are looked at within its clause: *not* and *no* speak for what is near, *if* for
all of a clause. Assumed."""
_CLAUSE = frozenset({".", ";", "!", "?", "\u201c", "\u201d", '"'})
_LONGEST = 6  # words between a figure and what it measures: assumed
_MEASURED = frozenset({"percent", "money", "number", "measure"})
_BEHIND = 40  # characters: assumed


class Near(NamedTuple):
    """When a figure holds and whether it is so, by the words near it."""

    holds_from: date | None
    holds_to: date | None
    modality: FigureModality


def near_of(lexemes: Lexemes, quantities: Sequence[Quantity], dates: Sequence[TimeSpan]) -> list[Near]:
    """What the words near each figure of a sentence say; `dates` are the sentence's."""
    return [
        Near(row.start_date if row else None, row.end_date if row else None, _modality(lexemes, quantity))
        for quantity, row in zip(quantities, _periods(lexemes, quantities, dates), strict=True)
    ]


def _modality(lexemes: Lexemes, quantity: Quantity) -> FigureModality:
    """Asserted, unless a word in front within the clause makes it denied, hypothetical, a target or a forecast.

    What a change starts from is there already (they want 61 percent, up from 48), unless it is denied.
    """
    if _ANY_CUE.isdisjoint(lexemes.lower[max(0, quantity.first - _LOOK) : quantity.first]):
        return "asserted"
    front = _clause_before(lexemes, quantity)
    for modality, cues in _CUES:
        if not cues.isdisjoint(front[-_NEAR[modality] :]) and (quantity.part.role != "from" or modality == "denied"):
            return modality
    return "asserted"


def _clause_before(lexemes: Lexemes, quantity: Quantity) -> list[str]:
    """The words in front in the clause, but for the month of May and nouns that are counted (22 goals)."""
    first = max(0, quantity.first - _LOOK)
    front: list[str] = []
    for at in range(quantity.first - 1, first - 1, -1):
        if lexemes.lower[at] in _CLAUSE:
            break
        counted = at and lexemes.lower[at - 1][0].isdecimal()
        front.append("" if counted or lexemes.forms[at] == "May" else lexemes.lower[at])
    return front[::-1]


def told_near(lexemes: Lexemes, quantity: Quantity) -> Told:
    """The noun phrase in front that the figure measures: the unemployment rate rose to 5 percent."""
    if quantity.kind not in _MEASURED:
        return Told()
    predicate = None
    at = quantity.first - 1
    while (
        at >= 0 and (lexemes.lower[at] in _LINKS or lexemes.lower[at] in _CHANGES) and quantity.first - at <= _LONGEST
    ):
        if lexemes.lower[at] in _CHANGES:
            predicate = lexemes.lower[at]
        at -= 1
    if at == quantity.first - 1 or at < 0:
        return Told(predicate=predicate)
    end = at + 1
    while at >= 0 and end - at <= _LONGEST and _in_phrase(lexemes, at):
        at -= 1
    found = at + 1 < end and lexemes.lower[end - 1][0].isalpha()
    return Told(Words(at + 1, end) if found else Words(), predicate)


def _in_phrase(lexemes: Lexemes, at: int) -> bool:
    token = lexemes.lower[at]
    return token in {"-", "'s", "&"} or (token[0].isalpha() and token not in _NOT_MEASURES)


def share_measures(quantities: Sequence[Quantity], told: Sequence[Told]) -> list[Told]:
    """What is told of each figure of a sentence; those of a group have the measure and predicate of its first.

    What counts a noun of its own measures nothing else: the toll rose to 90, *with 150,000 people left homeless*.
    """
    first: dict[int, Told] = {}
    found = []
    for quantity, one in zip(quantities, told, strict=True):
        head = one if quantity.part.group is None else first.setdefault(quantity.part.group, one)
        own = quantity.like is None and quantity.counted.lemma is not None
        found.append(one if head is one else _shared(one, head, measures=not own))
    return found


def _shared(one: Told, head: Told, *, measures: bool) -> Told:
    measure = one.measure or (head.measure if measures else one.measure)
    return replace(one, measure=measure, predicate=one.predicate or head.predicate)


def _periods(lexemes: Lexemes, quantities: Sequence[Quantity], dates: Sequence[TimeSpan]) -> list[TimeSpan | None]:
    """When each figure of a sentence holds: the date right behind it, else the nearest that no other figure has."""
    dates = [row for row in dates if not _compared(lexemes, row)]
    starts = [row.start_char for row in dates]
    own = [_date_behind(lexemes, quantity, dates, starts) for quantity in quantities]
    taken = set(own)
    free = [row for place, row in enumerate(dates) if place not in taken]
    free_starts = [row.start_char for row in free]
    return [
        dates[place] if place is not None else _nearest(lexemes, quantity, free, free_starts)
        for quantity, place in zip(quantities, own, strict=True)
    ]


def _compared(lexemes: Lexemes, row: TimeSpan) -> bool:
    """Whether a date is only compared with: 15 percent less than last year."""
    at = bisect_left(lexemes.starts, row.start_char) - 1
    return "than" in {word(lexemes, at), word(lexemes, at - 1) if word(lexemes, at) in {"in", "on"} else ""}


def _date_behind(lexemes: Lexemes, quantity: Quantity, dates: Sequence[TimeSpan], starts: Sequence[int]) -> int | None:
    behind = lexemes.ends[quantity.last - 1]
    place = bisect_left(starts, behind)
    if place < len(dates) and dates[place].start_char - behind <= _BEHIND and _open(lexemes, quantity, dates[place]):
        return place
    return None


def _nearest(lexemes: Lexemes, quantity: Quantity, dates: Sequence[TimeSpan], starts: Sequence[int]) -> TimeSpan | None:
    here = lexemes.starts[quantity.first]
    place = bisect_left(starts, here)
    near = dates[max(0, place - 1) : place + 1]
    return min(near, key=lambda row: abs(row.start_char - here)) if near else None


def _open(lexemes: Lexemes, quantity: Quantity, row: TimeSpan) -> bool:
    """Whether no other number stands between a figure and a date behind it."""
    at = quantity.last
    while at < len(lexemes.lower) and lexemes.starts[at] < row.start_char:
        if lexemes.lower[at][0].isdecimal() or word(lexemes, at) in _CLAUSE:
            return False
        at += 1
    return True
