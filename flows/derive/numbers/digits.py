"""Numbers in digits: separators, fractions, and the magnitude named behind them."""

import math
import unicodedata
from dataclasses import replace

from flows.derive.numbers.numeral import DOZEN, HUNDRED, MAGNITUDE, Numeral, product, significant
from flows.derive.numbers.powers import with_power
from flows.derive.numbers.words import and_a_half, plural_scale
from flows.derive.text.lexemes import Lexemes, past_dash, word

_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100})
"""Below the line of a fraction that is written in digits; others are days, pages or names (*9/11*, *24/7*)."""
_AFTER_WHOLE = frozenset({"/", "-", "\u2013"})
_ROUND = "00"
_SIGNS = frozenset("$£€¥")
_BEHIND_CELL = 2
"""Lexemes behind a cell that are numbers too: an ending or a fraction of the next one is no cell."""
_GROUP = 3
"""Digits of a group of thousands."""
_HUNDREDS = 100
"""Numbers from here on count no hundreds: *300 hundred* is none."""
_TWO_DIGITS = 2
"""Digits above the line of a fraction."""
_SMALLEST_POWER = 300
"""Decimals from which a step is below the smallest double and stands as 0."""


def in_digits(lexemes: Lexemes, at: int) -> Numeral | None:
    """The number whose digits begin at `at`; None where they are no number (1.2.3)."""
    text, last = _grouped(lexemes, at)
    value = _value(text)
    if value is None:
        return None
    if lexemes.glued(last) and word(lexemes, last) in _ENDINGS and "." not in text:
        return Numeral(at, last + 1, value, "ordinal", digits=len(text))
    decimals = len(text.partition(".")[2])
    step = 10.0**-decimals if decimals < _SMALLEST_POWER else 0.0
    numeral = Numeral(at, last, value, "digits", digits=significant(text), step=step)
    if is_cell(lexemes, numeral):
        return numeral
    return with_power(lexemes, numeral) or _with_fraction(lexemes, numeral) or _scaled(lexemes, numeral)


def is_cell(lexemes: Lexemes, numeral: Numeral) -> bool:
    """Whether a number in digits stands among bare numbers as in a table: one before it, and two behind it."""
    at, lower = numeral.first, lexemes.lower
    if numeral.form != "digits" or numeral.last - at != 1 or not 0 < at < len(lower) - _BEHIND_CELL:
        return False
    if not (lower[at + 1][0].isdecimal() and lower[at - 1][0].isdecimal() and lower[at + 2][0].isdecimal()):
        return False
    starts, ends = lexemes.starts, lexemes.ends
    return ends[at - 1] < starts[at] and ends[at] < starts[at + 1] and ends[at + 1] < starts[at + 2]


def _grouped(lexemes: Lexemes, at: int) -> tuple[str, int]:
    """The digits at `at` without separators; thousands behind single blanks (`10 000`) where round, scaled or money."""
    text, last = lexemes.lower[at].replace(",", "").replace("'", ""), at + 1
    if len(lexemes.lower[at]) > _GROUP or not text.isdecimal() or text[0] == "0":
        return text, last
    while (
        last < len(lexemes.lower)
        and len(group := lexemes.lower[last]) == _GROUP
        and group.isdecimal()
        and lexemes.starts[last] == lexemes.ends[last - 1] + 1
        and last - at < _GROUP
    ):
        text, last = text + group, last + 1
    scaled = word(lexemes, last) == "t" or word(lexemes, last) in MAGNITUDE
    told = scaled or text.endswith(_ROUND) or word(lexemes, at - 1) in _SIGNS
    return (text, last) if told else (lexemes.lower[at], at + 1)


def _value(text: str) -> float | None:
    if (part := _vulgar(text)) is not None:
        return part
    if not text.replace(".", "", 1).isdecimal():
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _with_fraction(lexemes: Lexemes, whole: Numeral) -> Numeral | None:
    """`1/2`, or the whole number with a fraction behind: `2 1/2`, `2-1/2`, `2½`."""
    behind = word(lexemes, whole.last)[:1]
    goes_on = behind in _AFTER_WHOLE or behind.isdecimal() or not behind.isascii()
    if whole.value is None or whole.step != 1 or not goes_on:
        return None
    if (part := _slashed(lexemes, whole.first)) is not None:
        return Numeral(whole.first, whole.first + 3, part, "fraction", digits=1, step=0)
    at = past_dash(lexemes, whole.last)
    if (part := _slashed(lexemes, at)) is not None:
        return _scaled(lexemes, Numeral(whole.first, at + 3, whole.value + part, "digits", digits=2, step=0))
    part = _vulgar(word(lexemes, whole.last))
    if part is not None:
        return _scaled(lexemes, Numeral(whole.first, whole.last + 1, whole.value + part, "digits", digits=2, step=0))
    return None


def _slashed(lexemes: Lexemes, at: int) -> float | None:
    """The value of `3/4` at `at`, unless it reads as a date or a name."""
    above, below = word(lexemes, at), word(lexemes, at + 2)
    if word(lexemes, at + 1) != "/" or not (above.isdecimal() and below.isdecimal()):
        return None
    tied = lexemes.glued(at + 1) and lexemes.glued(at + 2)
    if not tied or len(above) > _TWO_DIGITS or len(below) > _GROUP or _goes_on(lexemes, at):
        return None
    top, bottom = int(above), int(below)
    return top / bottom if 0 < top < bottom and bottom in _DENOMINATORS else None


def _goes_on(lexemes: Lexemes, at: int) -> bool:
    """Whether slashes stand around three quarters as well: a date or a code."""
    behind = lexemes.glued(at + 3) and word(lexemes, at + 3) == "/"
    return behind or (lexemes.glued(at) and word(lexemes, at - 1) == "/")


def _vulgar(form: str) -> float | None:
    if len(form) != 1 or form.isdecimal():
        return None
    value = unicodedata.numeric(form, -1.0)
    return value if 0 < value < 1 else None


def _scaled(lexemes: Lexemes, numeral: Numeral) -> Numeral:
    """The numeral with the hundred, dozen or magnitude named behind it: `1.2 million`, `$5-billion`, `3 dozens`."""
    at = past_dash(lexemes, numeral.last)
    form = word(lexemes, at)
    scale = MAGNITUDE.get(form) or DOZEN.get(form) or plural_scale(form)
    if scale is None and (numeral.value or 0) < _HUNDREDS:
        scale = HUNDRED.get(form)
    if scale is None or numeral.value is None:
        return and_a_half(lexemes, numeral)
    second = MAGNITUDE.get(word(lexemes, at + 1))
    last = at + 2 if second else at + 1
    scale *= second or 1
    value = product(numeral.value, scale)
    scaled = Numeral(numeral.first, last, value, "mixed", scale, numeral.digits, numeral.step * scale)
    return _and_the_rest(lexemes, scaled) or and_a_half(lexemes, scaled)


def _and_the_rest(lexemes: Lexemes, head: Numeral) -> Numeral | None:
    """`3 hundred and 21`, `2 crore 30 lakh`, `4 thousand 3 hundred and 21`: smaller parts behind, each in digits."""
    joined = word(lexemes, head.last) == "and"
    at = head.last + joined
    digits, scale = word(lexemes, at), _scale_at(lexemes, at + 1)
    if not head.integer or not digits.isdecimal() or len(digits) > _GROUP or lexemes.glued(at + 1):
        return None
    if (joined and head.scale != _HUNDREDS) or not (joined or scale > 1) or int(digits) * scale >= head.scale:
        return None
    part = _scaled(lexemes, Numeral(at, at + 1, float(digits), "digits", digits=significant(digits)))
    value = (head.value or 0.0) + (part.value or 0.0)
    if not part.integer or (part.value or 0.0) >= head.scale:
        return None
    return replace(head, last=part.last, value=value, digits=significant(f"{value:.0f}"), step=part.step, form="words")


def _scale_at(lexemes: Lexemes, at: int) -> float:
    """The magnitude or the hundred named at a place, 1 for none."""
    form = word(lexemes, at)
    return MAGNITUDE.get(form) or HUNDRED.get(form) or 1.0
