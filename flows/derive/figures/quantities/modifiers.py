"""What the words around a number commit to: about, more than, at most, nearly; and the interval that follows."""

import math
from functools import lru_cache

from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.text.lexemes import Lexemes, word
from flows.derive.text.lexicon import Lexicon
from schemas.vocabulary import FigureModifier
from seeds.quantities import figure_words, words_of_figures

_THRESHOLDS = frozenset({"mark", "level", "limit", "threshold", "barrier", "line", "target", "cap", "minimum"})
_ABOUT = frozenset({"over", "under", "above", "about", "around"})
_SKIPPED = words_of_figures("skipped")
_SOFT = frozenset({"approx", "nearly"})
_MAX_LOOK = 4
"""Modifiers and words looked past in front of a number: *as many as about*; a bound on looking, assumed."""
_EDGING = words_of_figures("edging")
_AMOUNTS = frozenset({"million", "billion", "trillion", "m", "bn", "%", "percent", "dollars", "euros", "pounds"})
_UP_TO = ("up", "to")
_SPREAD = words_of_figures("spread_noun")
_CEILING_KINDS = frozenset({"percent", "measure"})


@lru_cache(maxsize=1)
def _front() -> Lexicon[str]:
    return Lexicon(figure_words()["before"].items())


@lru_cache(maxsize=1)
def _behind() -> Lexicon[str]:
    return Lexicon(figure_words()["after"].items())


def read_modifier(lexemes: Lexemes, quantity: Quantity) -> None:
    """Give the quantity its modifier and widen it over the modifier's words."""
    found = _in_front(lexemes, quantity) + _after(lexemes, quantity)
    bounds = [name for name in found if name not in _SOFT]
    quantity.approx = quantity.approx or any(name in _SOFT for name in found)
    if quantity.modifier in {"range", "vague"}:
        return
    quantity.modifier = _as_modifier((bounds or found or ["exact"])[0])


def _as_modifier(name: str) -> FigureModifier:
    known: dict[str, FigureModifier] = {
        "approx": "approx",
        "nearly": "nearly",
        "more_than": "more_than",
        "less_than": "less_than",
        "at_least": "at_least",
        "at_most": "at_most",
    }
    return known.get(name, "exact")


def _in_front(lexemes: Lexemes, quantity: Quantity) -> list[str]:
    found: list[str] = []
    at = quantity.first
    for _ in range(_MAX_LOOK):
        match = _front().match_before(lexemes.lower, at)
        if match is not None and word(lexemes, at - 1) == "over" and word(lexemes, quantity.last) in _SPREAD:
            break  # three titles over two spells
        if match is not None and word(lexemes, at - 1) == "over" and _is_spread(lexemes, quantity, at):
            break  # $2.8 billion over six years
        if match is not None and match[0] == len(_UP_TO) and _is_moved(lexemes, at):
            break  # the rate edged up to 4.7 percent
        if match is not None:
            found.append(match[1])
            at -= match[0]
            quantity.first = at
        elif word(lexemes, at - 1) in _SKIPPED and not _is_of_something(lexemes, quantity, at):
            at -= 1
        else:
            break
    return found


def _is_spread(lexemes: Lexemes, quantity: Quantity, at: int) -> bool:
    """Whether an amount stands right before the *over* in front of a length of time."""
    before = word(lexemes, at - 2)
    return quantity.kind == "duration" and (before[:1].isdecimal() or before in _AMOUNTS)


def _is_moved(lexemes: Lexemes, at: int) -> bool:
    """Whether the *up to* in front of `at` belongs to a verb of moving."""
    return tuple(lexemes.lower[at - 2 : at]) == _UP_TO and word(lexemes, at - 3) in _EDGING


def _is_of_something(lexemes: Lexemes, quantity: Quantity, at: int) -> bool:
    """Whether what is known is spoken of or compared with: fewer than the 12,000 that he named, *over the* 26 captives.

    *Over the $2 million mark* is more than that.
    """
    front = word(lexemes, at - 2)
    mark = word(lexemes, quantity.last) in _THRESHOLDS or quantity.has_unit
    short = (word(lexemes, at - 3), front) == ("short", "of")
    return word(lexemes, at - 1) == "the" and (front == "than" or short or (front in _ABOUT and not mark))


def _after(lexemes: Lexemes, quantity: Quantity) -> list[str]:
    match = _behind().match(lexemes.lower, quantity.last)
    if match is None:
        return []
    form = word(lexemes, quantity.last)
    if form in {"+", "-", "ish"} and not lexemes.glued(quantity.last):
        return []
    behind = word(lexemes, quantity.last + match[0])
    if behind == "than" or (form == "and" and (behind[:1].isdecimal() or behind in {"a", "one"})):
        return []
    if lexemes.forms[quantity.last] == "Plus":
        return []
    if form == "plus" and lexemes.glued(quantity.last) is False and word(lexemes, quantity.last + 1).isdecimal():
        return []
    quantity.last += match[0]
    return [match[1]]


def set_interval(quantity: Quantity) -> None:
    """The closed interval that the words commit to; bounds that are open stay None."""
    value = quantity.value
    if value is None or quantity.modifier in {"range", "vague"}:
        return
    half = rounding(quantity) / 2
    low: float | None = value - half
    high: float | None = value + half
    if quantity.modifier in {"more_than", "at_least"}:
        low, high = value, None
    elif quantity.modifier in {"less_than", "at_most"}:
        low, high = None, value
    elif quantity.modifier == "nearly":
        low, high = value - half, value
    elif quantity.modifier == "exact" and not _rounded(quantity):
        low = high = value
    quantity.low, quantity.high = (bound if bound == value else _clean(bound) for bound in (low, high))


def rounding(quantity: Quantity) -> float:
    """Weight of the last significant digit: 100 for 2,500; 0.1 for 3.5; of the last written one for 110 million."""
    numeral = quantity.numeral
    if numeral.form == "mixed" and numeral.step:
        return numeral.step * quantity.unit.factor
    value, digits = abs(quantity.value or 0.0), max(numeral.digits, 1)
    if value == 0 or not math.isfinite(value):
        return 0.0
    return float(10.0 ** (math.floor(math.log10(value)) - digits + 1))


def _rounded(quantity: Quantity) -> bool:
    """Whether the form itself shows rounding: decimals of a magnitude, of a percentage or of a measure."""
    numeral = quantity.numeral
    if numeral.form == "mixed" or quantity.scaled:
        return True
    return quantity.kind in _CEILING_KINDS and numeral.form == "digits" and 0 < numeral.step < 1


def _clean(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.12g}")
