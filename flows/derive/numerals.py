"""Numerals: where a number stands, in digits or words, and what it amounts to, before units and dates are known.

A hand-written left-to-right reader over lexemes, without backtracking: each numeral is read once, from its
first lexeme, looking at most a few lexemes ahead.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from flows.derive.document import Document
from flows.derive.lexemes import Lexemes, lexemes_of
from seeds.quantities import figure_words, number_words

_WORDS = number_words()
_UNIT, _TEEN, _TENS = _WORDS["unit"], _WORDS["teen"], _WORDS["tens"]
_SMALL = {**_UNIT, **_TEEN, **_TENS}
_HUNDRED, _DOZEN, _MAGNITUDE = _WORDS["hundred"], _WORDS["dozen"], _WORDS["magnitude"]
_SCALES = {**_HUNDRED, **_DOZEN, **_MAGNITUDE}
_ORDINAL, _PART, _PARTS, _QUARTER = _WORDS["ordinal"], _WORDS["part"], _WORDS["parts"], _WORDS["quarter"]
_VAGUE, _FEW, _COUPLE, _HALF = _WORDS["vague"], _WORDS["few"], _WORDS["couple"], _WORDS["half"]
_ARTICLES = frozenset({"a", "an"})
_STARTS = frozenset({*_SMALL, *_SCALES, *_ORDINAL, *_VAGUE, *_FEW, *_COUPLE, *_HALF, *_ARTICLES})
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_DASHES = frozenset({"-", "\u2013"})
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100})
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN = re.compile(r"L?X{0,3}(?:IX|IV|V?I{0,3})")
_AFTER_WHOLE = frozenset({"/", "-", "\u2013"})
_MARKS = frozenset({",", ")", ".", "of"})
_STOPS = frozenset(figure_words()["stop"])
_ROUND = "00"
_GROUP = 3
_MAX_NUMERATOR = 20


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at lexemes `first` to `last` (exclusive)."""

    first: int
    last: int
    value: float | None
    """What it amounts to; None where vague."""
    form: str
    """digits, words, mixed (1.2 million), fraction, ordinal, vague, few (several, a few), couple or half."""
    scale: float = 1.0
    """The magnitude that was named: a million in `1.2 million`, 1 without."""
    digits: int = 0
    """Significant digits written."""
    step: float = 1.0
    """Weight of the last digit written: 0.01e6 in `1.25 million`."""
    low: float | None = None
    high: float | None = None

    @property
    def integer(self) -> bool:
        """Whether it is a whole number."""
        return self.value is not None and self.value == math.floor(self.value)


@lru_cache(maxsize=8)
def numerals_of(document: Document) -> tuple[list[Numeral], ...]:
    """The numerals of each paragraph; kept for the steps that follow on the same document."""
    return tuple(numerals(lexemes) for lexemes in lexemes_of(document))


def numerals(lexemes: Lexemes) -> list[Numeral]:
    """The numerals of a paragraph, in order, none overlapping another."""
    found: list[Numeral] = []
    lower = lexemes.lower
    size, at = len(lower), 0
    while at < size:
        word = lower[at]
        numeral = (
            _numeral(lexemes, at, word) if word in _STARTS or not word.isalpha() or word[0] in _ROMAN_DIGITS else None
        )
        if numeral is None:
            at += 1
        else:
            found.append(numeral)
            at = numeral.last
    return found


def _numeral(lexemes: Lexemes, at: int, word: str) -> Numeral | None:
    if word in _STARTS:
        return _in_words(lexemes, at)
    if not word[0].isalpha():
        return _in_digits(lexemes, at) if _is_number(word) else None
    return _roman(lexemes, at) if at and lexemes.forms[at].isupper() else None


def _is_number(word: str) -> bool:
    return word[0].isdecimal() or (word[0] == "." and word[1:2].isdecimal()) or unicodedata.numeric(word[0], -1.0) >= 0


def _word(lexemes: Lexemes, at: int) -> str:
    lower = lexemes.lower
    return lower[at] if 0 <= at < len(lower) else ""


def _past_dash(lexemes: Lexemes, at: int) -> int:
    """The index behind a hyphen that joins the words around it, else `at`."""
    if _word(lexemes, at) in _DASHES and lexemes.glued(at) and lexemes.glued(at + 1):
        return at + 1
    return at


# --- in digits ---------------------------------------------------------------------------------------------------


def _in_digits(lexemes: Lexemes, at: int) -> Numeral | None:
    text, last = _grouped(lexemes, at)
    value = _digit_value(text)
    if value is None:
        return None
    if lexemes.glued(last) and _word(lexemes, last) in _ENDINGS and "." not in text:
        return Numeral(at, last + 1, value, "ordinal", digits=len(text))
    decimals = len(text.partition(".")[2])
    step = 10.0**-decimals if decimals < 300 else 0.0  # noqa: PLR2004 - beyond it the power is no float
    numeral = Numeral(at, last, value, "digits", digits=_significant(text), step=step)
    return _with_fraction(lexemes, numeral) or _scaled(lexemes, numeral)


def _grouped(lexemes: Lexemes, at: int) -> tuple[str, int]:
    """The digits at `at` without separators, round thousands behind single blanks (`10 000`) included."""
    text, last = lexemes.lower[at].replace(",", ""), at + 1
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
    return (text, last) if text.endswith(_ROUND) else (lexemes.lower[at], at + 1)


def _digit_value(text: str) -> float | None:
    if len(text) == 1:
        value = unicodedata.numeric(text, -1.0)
        return value if value >= 0 else None
    if not text.replace(".", "", 1).isdecimal():
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _significant(text: str) -> int:
    digits = text.replace(".", "").lstrip("0")
    return len(digits) if "." in text else len(digits.rstrip("0")) or 1


def _with_fraction(lexemes: Lexemes, whole: Numeral) -> Numeral | None:
    """`1/2`, or the whole number with a fraction behind: `2 1/2`, `2-1/2`, `2½`, `2 and a half`."""
    behind = _word(lexemes, whole.last)[:1]
    if (
        whole.value is None
        or whole.step != 1
        or not (behind in _AFTER_WHOLE or behind.isdecimal() or not behind.isascii())
    ):
        return None
    if (part := _slashed(lexemes, whole.first)) is not None:
        return Numeral(whole.first, whole.first + 3, part, "fraction", digits=1, step=0)
    at = _past_dash(lexemes, whole.last)
    if (part := _slashed(lexemes, at)) is not None:
        return _scaled(lexemes, Numeral(whole.first, at + 3, whole.value + part, "digits", digits=2, step=0))
    part = _vulgar(_word(lexemes, whole.last))
    if part is not None:
        return _scaled(lexemes, Numeral(whole.first, whole.last + 1, whole.value + part, "digits", digits=2, step=0))
    return None


def _slashed(lexemes: Lexemes, at: int) -> float | None:
    """The value of `3/4` at `at`, unless it reads as a date or a name."""
    above, below = _word(lexemes, at), _word(lexemes, at + 2)
    if _word(lexemes, at + 1) != "/" or not (above.isdecimal() and below.isdecimal()):
        return None
    if not (lexemes.glued(at + 1) and lexemes.glued(at + 2)) or len(above) > 2 or len(below) > _GROUP:  # noqa: PLR2004
        return None
    if (lexemes.glued(at + 3) and _word(lexemes, at + 3) == "/") or (
        lexemes.glued(at) and _word(lexemes, at - 1) == "/"
    ):
        return None
    top, bottom = int(above), int(below)
    return top / bottom if 0 < top < bottom and bottom in _DENOMINATORS else None


def _vulgar(word: str) -> float | None:
    if len(word) != 1 or word.isdecimal():
        return None
    value = unicodedata.numeric(word, -1.0)
    return value if 0 < value < 1 else None


# --- in words ----------------------------------------------------------------------------------------------------


def _in_words(lexemes: Lexemes, at: int) -> Numeral | None:
    word = _word(lexemes, at)
    if word in _ARTICLES:
        return _after_article(lexemes, at)
    if word in _SMALL or word in _SCALES:
        return _cardinal(lexemes, at)
    if word in _HALF:
        return _half(lexemes, at, at)
    if word in _VAGUE:
        return _vague(lexemes, at)
    if word in _FEW or word in _COUPLE:
        return _few(lexemes, at, at)
    return Numeral(at, at + 1, _ORDINAL[word], "ordinal", digits=1)


def _after_article(lexemes: Lexemes, at: int) -> Numeral | None:
    """`a hundred`, `a dozen`, `half a million`'s kin, `a couple of`, `a third of`."""
    word, after = _word(lexemes, at + 1), _word(lexemes, at + 2)
    if word in _SCALES:
        found = _cardinal(lexemes, at + 1)
        return found and Numeral(at, found.last, found.value, found.form, found.scale, found.digits, found.step)
    if word in _HALF:
        return _half(lexemes, at, at + 1)
    if word in _COUPLE or word == "few":
        return _few(lexemes, at, at + 1)
    if (word in _PART or word in _QUARTER) and after == "of":
        part = Numeral(at, at + 2, 1 / {**_PART, **_QUARTER}[word], "fraction", digits=1, step=0)
        return _of_a_magnitude(lexemes, part)
    return None


def _cardinal(lexemes: Lexemes, at: int) -> Numeral | None:
    total, current, limit = 0.0, 0.0, math.inf
    state, last, here, scale = "start", at, at, 1.0
    while True:
        word = _word(lexemes, here)
        if word in _SMALL and _follows(state, word, current):
            current += _SMALL[word]
            state = "tens" if word in _TENS else "small"
        elif word in _HUNDRED and state in {"start", "small", "tens"} and current < 100:  # noqa: PLR2004
            current, state, scale = (current or 1) * 100, "hundred", max(scale, 100.0)
        elif word in _DOZEN and state in {"start", "small"}:
            current, state = (current or 1) * 12, "done"
        elif word in _MAGNITUDE and state != "done" and _MAGNITUDE[word] < limit and (current or state == "start"):
            total, current, limit = total + (current or 1) * _MAGNITUDE[word], 0.0, _MAGNITUDE[word]
            state, scale = "magnitude", max(scale, limit)
        elif state in {"tens", "hundred"} and _ORDINAL.get(word, 100.0) < 10 + 90 * (state == "hundred"):
            return Numeral(at, here + 1, total + current + _ORDINAL[word], "ordinal", digits=2)
        else:
            break
        last = here + 1
        here = _next_word(lexemes, last, state)
    value = total + current
    words = Numeral(at, last, value, "words", scale, _significant(f"{value:.0f}"), limit if limit < math.inf else 1.0)
    return _fraction_of(lexemes, words) or _and_a_half(lexemes, words)


def _follows(state: str, word: str, current: float) -> bool:
    if state == "tens":
        return word in _UNIT and _UNIT[word] > 0
    return state in {"start", "hundred", "magnitude"} and (state == "start" or _SMALL[word] > 0) and current % 100 == 0


def _next_word(lexemes: Lexemes, at: int, state: str) -> int:
    """The index where the number may go on: past a hyphen, and past `and` behind a hundred or a magnitude."""
    at = _past_dash(lexemes, at)
    if state in {"hundred", "magnitude"} and _word(lexemes, at) == "and":
        after = _past_dash(lexemes, at + 1)
        return after if _word(lexemes, after) in _SMALL else at
    return at


def _fraction_of(lexemes: Lexemes, count: Numeral) -> Numeral | None:
    """`two thirds`, `one-fifth`, `three quarters of`: a small number and the name of a part."""
    at = _past_dash(lexemes, count.last)
    word, hyphen = _word(lexemes, at), at > count.last
    parts = _PARTS if count.value != 1 else _PART
    size = parts.get(word)
    if size is None and word in _QUARTER and (hyphen or _word(lexemes, at + 1) == "of"):
        size = 4.0
    if size is None or not count.value or not 0 < count.value <= min(_MAX_NUMERATOR, size):
        return None
    part = Numeral(count.first, at + 1, count.value / size, "fraction", digits=1, step=0)
    return _of_a_magnitude(lexemes, part)


def _of_a_magnitude(lexemes: Lexemes, part: Numeral) -> Numeral:
    """`three quarters of a million`: the fraction, or the product where a magnitude follows."""
    at = part.last
    if _word(lexemes, at) == "of" and _word(lexemes, at + 1) == "a" and _word(lexemes, at + 2) in _MAGNITUDE:
        scale = _MAGNITUDE[_word(lexemes, at + 2)]
        return Numeral(part.first, at + 3, (part.value or 0) * scale, "words", scale, 1, 0)
    return part


def _scaled(lexemes: Lexemes, numeral: Numeral) -> Numeral:
    """The numeral with the hundred, dozen or magnitude named behind it: `1.2 million`, `$5-billion`."""
    at = _past_dash(lexemes, numeral.last)
    word = _word(lexemes, at)
    scale = _MAGNITUDE.get(word) or _DOZEN.get(word) or (_HUNDRED.get(word) if (numeral.value or 0) < 100 else None)  # noqa: PLR2004
    if scale is None or numeral.value is None:
        return _and_a_half(lexemes, numeral)
    second = _MAGNITUDE.get(_word(lexemes, at + 1))
    last = at + 2 if second else at + 1
    scale *= second or 1
    value = _product(numeral.value, scale)
    return Numeral(numeral.first, last, value, "mixed", scale, numeral.digits, numeral.step * scale)


def _product(value: float, scale: float) -> float:
    """The product without the noise of binary fractions: 1.1 million is 1100000.0."""
    return float(f"{value * scale:.12g}") if value * scale < 1e300 else value * scale  # noqa: PLR2004


def _and_a_half(lexemes: Lexemes, numeral: Numeral) -> Numeral:
    """`two and a half million`, `2-and-a-half`, `one and three-quarters`."""
    at = _past_dash(lexemes, numeral.last)
    if _word(lexemes, at) != "and" or numeral.value is None or numeral.step != 1:
        return numeral
    at = _past_dash(lexemes, at + 1)
    part, last = _part(lexemes, at)
    if part is None:
        return numeral
    whole = Numeral(numeral.first, last, numeral.value + part, numeral.form, numeral.scale, 2, 0)
    word = _word(lexemes, last)
    if word in _MAGNITUDE:
        scale = _MAGNITUDE[word]
        return Numeral(numeral.first, last + 1, (numeral.value + part) * scale, numeral.form, scale, 2, 0)
    return whole


def _part(lexemes: Lexemes, at: int) -> tuple[float | None, int]:
    word = _word(lexemes, at)
    if word in _ARTICLES or word == "one":
        after = _past_dash(lexemes, at + 1)
        size = _HALF.get(_word(lexemes, after)) or (0.25 if _word(lexemes, after) in _QUARTER else None)
        return size, after + 1
    after = _past_dash(lexemes, at + 1)
    if word in _UNIT and (_word(lexemes, after) in _PARTS or _word(lexemes, after) in _QUARTER):
        return _UNIT[word] / {**_PARTS, **_QUARTER}[_word(lexemes, after)], after + 1
    return None, at


def _half(lexemes: Lexemes, first: int, at: int) -> Numeral:
    """`half`, or half of the magnitude behind: `half a million`, `half-dozen`."""
    here = _past_dash(lexemes, at + 1)
    if _word(lexemes, here) in _ARTICLES:
        here += 1
    word = _word(lexemes, here)
    scale = _MAGNITUDE.get(word) or _DOZEN.get(word)
    if scale:
        return Numeral(first, here + 1, scale / 2, "words", scale, 1, 0)
    return Numeral(first, at + 1, 0.5, "half", digits=1, step=0)


def _roman(lexemes: Lexemes, at: int) -> Numeral | None:
    """A Roman numeral behind a capitalised word: Henry VIII, Title IV; a single letter only before a mark."""
    form, before = lexemes.forms[at], lexemes.forms[at - 1]
    if not before[0].isupper() or len(before) == 1 or not _ROMAN.fullmatch(form) or lexemes.glued(at):
        return None
    if len(form) == 1 and (form != "I" or _word(lexemes, at + 1) not in _MARKS or before.lower() in _STOPS):
        return None
    values = [_ROMAN_DIGITS[digit] for digit in form.lower()]
    signed = [-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)]
    return Numeral(at, at + 1, float(sum(signed)), "roman", digits=1)


# --- vague -------------------------------------------------------------------------------------------------------


def _vague(lexemes: Lexemes, at: int) -> Numeral:
    """`dozens`, `tens of thousands`, `hundreds of millions`: from twice the unit to below ten times it."""
    unit, last = _VAGUE[_word(lexemes, at)], at + 1
    scale = 1.0
    while _word(lexemes, last) == "of" and (
        _word(lexemes, last + 1) in _VAGUE or _word(lexemes, last + 1) in _MAGNITUDE
    ):
        word = _word(lexemes, last + 1)
        scale *= _VAGUE.get(word) or _MAGNITUDE[word]
        last += 2
    top = 100.0 if unit < 100 else unit * 10  # noqa: PLR2004
    return Numeral(at, last, None, "vague", scale, 1, 0, 2 * unit * scale, top * scale - 1)


def _few(lexemes: Lexemes, first: int, at: int) -> Numeral:
    """`several hundred`, `a few thousand`, `a couple of dozen`; alone it is `few` or `couple`."""
    word, here = _word(lexemes, at), at + 1
    if word in _COUPLE and _word(lexemes, here) == "of":
        here += 1
    scale = _SCALES.get(_word(lexemes, here))
    if word in _COUPLE:
        value = 2.0 * (scale or 1)
        return Numeral(first, here + bool(scale), value, "couple", scale or 1.0, 1, 0)
    if scale is None:
        return Numeral(first, at + 1, None, "few", low=3.0, high=9.0)
    return Numeral(first, here + 1, None, "vague", scale, 1, 0, 2 * scale, 10 * scale - 1)
