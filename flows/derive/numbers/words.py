"""Numbers in words: two hundred and five, half a million, three quarters, tens of thousands, a couple of."""

import math

from flows.derive.numbers.numeral import (
    ARTICLES,
    COUPLE,
    DOZEN,
    HALF,
    HUNDRED,
    MAGNITUDE,
    ORDINAL,
    PART,
    PARTS,
    QUARTER,
    SCALES,
    SMALL,
    TENS,
    UNIT,
    VAGUE,
    Numeral,
    product,
    significant,
)
from flows.derive.text.lexemes import Lexemes, past_dash, word

_MAX_NUMERATOR = 999
"""Thousands count no parts."""
_HUNDREDS = 100
"""What *hundred* amounts to, what numbers before it are below, and the least part that is told by its name alone."""
_OF_A_SPAN = frozenset({"past", "last", "next", "first", "previous", "prior", "coming", "latest", "recent"})
_TEN, _QUARTERS = 10, 4
"""What *ten* amounts to, and into how many parts *quarters* divide."""


def after_article(lexemes: Lexemes, at: int) -> Numeral | None:
    """`a hundred`, `a dozen`, `a half`, `a couple of`, `a third of`, `a quarter million`."""
    form = word(lexemes, at + 1)
    if form in SCALES:
        found = cardinal(lexemes, at + 1)
        return found and Numeral(at, found.last, found.value, found.form, found.scale, found.digits, found.step)
    if form in HALF:
        return half(lexemes, at, at + 1)
    if form in COUPLE or form == "few":
        return few(lexemes, at, at + 1)
    if form in QUARTER and (found := quarter(lexemes, at, at + 1)):
        return found
    behind = word(lexemes, at + 2)
    tiny = PART.get(form, 0.0) >= _HUNDREDS and not behind.isalpha()
    if ((form in PART or form in QUARTER) and behind == "of") or tiny:
        part = Numeral(at, at + 2, 1 / {**PART, **QUARTER}[form], "fraction", digits=1, step=0)
        return _of_a_magnitude(lexemes, part)
    return None


def cardinal(lexemes: Lexemes, at: int) -> Numeral | None:
    """The longest number in words from `at` on, fractions and ordinals that end it included."""
    total, current, limit = 0.0, 0.0, math.inf
    state, last, here, scale = "start", at, at, 1.0
    while True:
        form = word(lexemes, here)
        if form in SMALL and _follows(state, form, current):
            current += SMALL[form]
            state = "tens" if form in TENS else "small"
        elif form in HUNDRED and state in {"start", "small", "tens"} and current < _HUNDREDS:
            current, state, scale = (current or 1) * _HUNDREDS, "hundred", max(scale, 100.0)
        elif form in DOZEN and state in {"start", "small"}:
            current, state = (current or 1) * 12, "done"
        elif form in MAGNITUDE and state != "done" and MAGNITUDE[form] < limit and (current or state == "start"):
            total, current, limit = total + (current or 1) * MAGNITUDE[form], 0.0, MAGNITUDE[form]
            state, scale = "magnitude", max(scale, limit)
        elif state in {"tens", "hundred"} and ORDINAL.get(form, 100.0) < _TEN + 90 * (state == "hundred"):
            return Numeral(at, here + 1, total + current + ORDINAL[form], "ordinal", digits=2)
        elif state in {"small", "tens"} and current > 1 and ORDINAL.get(form, 0.0) >= _HUNDREDS:
            return Numeral(at, here + 1, total + current * ORDINAL[form], "ordinal", digits=1)
        else:
            break
        last = here + 1
        here = _next_word(lexemes, last, state)
    value = total + current
    step = limit if limit < math.inf else 1.0
    return _ended(lexemes, Numeral(at, last, value, "words", scale, significant(f"{value:.0f}"), step))


def _ended(lexemes: Lexemes, words: Numeral) -> Numeral:
    """The number with what may follow it: a part (two thirds), a point, `and a half`, a plural (three dozens)."""
    if (fraction := _fraction_of(lexemes, words)) is not None:
        return fraction
    if word(lexemes, words.last) == "point" and (pointed := point(lexemes, words.last, words)) is not None:
        return pointed
    scale = plural_scale(word(lexemes, words.last))
    if scale and words.value and words.scale == 1:
        return Numeral(words.first, words.last + 1, words.value * scale, "words", scale, words.digits, scale)
    return and_a_half(lexemes, words)


def plural_scale(form: str) -> float | None:
    """The size of `dozens` or `millions` right behind a number: 3 dozens."""
    return VAGUE.get(form) if form not in TENS and form != "tens" else None


def _follows(state: str, form: str, current: float) -> bool:
    if state == "tens":
        return form in UNIT and UNIT[form] > 0
    open_end = state in {"start", "hundred", "magnitude"}
    return open_end and (state == "start" or SMALL[form] > 0) and current % _HUNDREDS == 0


def _next_word(lexemes: Lexemes, at: int, state: str) -> int:
    """The index where the number may go on: past a hyphen, and past `and` behind a hundred or a magnitude."""
    at = past_dash(lexemes, at)
    if state in {"hundred", "magnitude"} and word(lexemes, at) == "and":
        after = past_dash(lexemes, at + 1)
        form = word(lexemes, after)
        ranked = state == "hundred" and form in ORDINAL and form != "second"
        return after if ranked or (form in SMALL and not _is_part(lexemes, after)) else at
    return at


def _is_part(lexemes: Lexemes, at: int) -> bool:
    """Whether a number is the top of a fraction: three quarters."""
    _, last = _numerator(lexemes, at)
    behind = word(lexemes, past_dash(lexemes, last))
    return behind in PARTS or behind in QUARTER


def _numerator(lexemes: Lexemes, at: int) -> tuple[float, int]:
    """The number below a hundred at `at` and the index behind it: *fifty-four* hundredths."""
    form, after = word(lexemes, at), past_dash(lexemes, at + 1)
    unit = UNIT.get(word(lexemes, after), 0.0) if form in TENS else 0.0
    return SMALL[form] + unit, after + 1 if unit else at + 1


def point(lexemes: Lexemes, at: int, whole: Numeral | None) -> Numeral | None:
    """`two point two million`, `zero point zero five`, `point five`: digits in words behind the point."""
    digits, here = "", at + 1
    while (form := word(lexemes, here)) in SMALL and (not digits or form in UNIT):
        value, here = _numerator(lexemes, here)
        digits = f"{digits}{value:g}"
    if not digits or (whole is not None and whole.value is None):
        return None
    value = float(f"{whole.value if whole and whole.value else 0:g}.{digits}")
    scale = MAGNITUDE.get(word(lexemes, here))
    first = at if whole is None else whole.first
    step = 10.0 ** -len(digits)
    if scale is None:
        return Numeral(first, here, value, "digits", digits=significant(f"{value}"), step=step)
    return Numeral(first, here + 1, product(value, scale), "mixed", scale, significant(f"{value}"), step * scale)


def _fraction_of(lexemes: Lexemes, count: Numeral) -> Numeral | None:
    """`two thirds`, `one-fifth`, `three quarters of`: a small number and the name of a part."""
    at = past_dash(lexemes, count.last)
    form, hyphen = word(lexemes, at), at > count.last
    size = (PARTS if count.value != 1 else PART).get(form)
    behind = word(lexemes, at + 1)
    if size is None and form in QUARTER and (hyphen or behind == "of" or behind in MAGNITUDE):
        size = 4.0
    if size is None or not count.value or not 0 < count.value <= _MAX_NUMERATOR:
        return None
    if size == _QUARTERS and (count.value > size or _are_of_years(lexemes, count, hyphen=hyphen)):
        return None
    return _of_a_magnitude(lexemes, Numeral(count.first, at + 1, count.value / size, "fraction", digits=1, step=0))


def _are_of_years(lexemes: Lexemes, count: Numeral, *, hyphen: bool) -> bool:
    """*Two quarters*, *the last three quarters*: three months each; so are seven quarters, more than a whole has."""
    return not hyphen and (count.value == 2 or word(lexemes, count.first - 1) in _OF_A_SPAN)  # noqa: PLR2004 - a half


def _of_a_magnitude(lexemes: Lexemes, part: Numeral) -> Numeral:
    """`three quarters of a million`: the fraction, or the product where a magnitude follows."""
    at = part.last
    if word(lexemes, at) == "of" and word(lexemes, at + 1) == "a":
        at += 2
    scale = MAGNITUDE.get(word(lexemes, at))
    if scale is None:
        return part
    return Numeral(part.first, at + 1, product(part.value or 0, scale), "words", scale, 1, 0)


def and_a_half(lexemes: Lexemes, numeral: Numeral) -> Numeral:
    """`two and a half million`, `2-and-a-half`, `one and three-quarters`, `3 million and a half`."""
    at = past_dash(lexemes, numeral.last)
    hundreds = numeral.scale == _HUNDREDS and numeral.step == 1
    if word(lexemes, at) != "and" or numeral.value is None or not (hundreds or numeral.step == numeral.scale):
        return numeral
    part, last = _part(lexemes, past_dash(lexemes, at + 1))
    whole = 1.0 if hundreds else numeral.scale
    if part is None or (whole > 1 and part != HALF["half"]):
        return numeral
    scale = MAGNITUDE.get(word(lexemes, last)) if numeral.scale == 1 else None
    value = (numeral.value + part * whole) * (scale or 1)
    return Numeral(numeral.first, last + bool(scale), value, numeral.form, scale or numeral.scale, 2, 0)


def _part(lexemes: Lexemes, at: int) -> tuple[float | None, int]:
    """A half, a fifth or three quarters at `at`, and the index behind."""
    form = word(lexemes, at)
    after = past_dash(lexemes, at + 1)
    name = word(lexemes, after)
    if form in HALF:
        return HALF[form], at + 1
    if form in ARTICLES or form == "one":
        size = {**PART, **QUARTER}.get(name)
        return HALF.get(name) or (1 / size if size else None), after + 1
    if form not in SMALL:
        return None, at
    count, last = _numerator(lexemes, at)
    last = past_dash(lexemes, last)
    size = {**PARTS, **QUARTER}.get(word(lexemes, last))
    return (count / size, last + 1) if size and count < size else (None, at)


def half(lexemes: Lexemes, first: int, at: int) -> Numeral:
    """`half`, or half of the magnitude behind: `half a million`, `half-dozen`."""
    here = past_dash(lexemes, at + 1)
    if word(lexemes, here) in ARTICLES:
        here += 1
    form = word(lexemes, here)
    scale = MAGNITUDE.get(form) or DOZEN.get(form)
    if scale:
        return Numeral(first, here + 1, scale / 2, "words", scale, 1, 0)
    return Numeral(first, at + 1, HALF["half"], "half", digits=1, step=0)


def quarter(lexemes: Lexemes, first: int, at: int) -> Numeral | None:
    """`a quarter million`."""
    scale = MAGNITUDE.get(word(lexemes, past_dash(lexemes, at + 1)))
    return Numeral(first, past_dash(lexemes, at + 1) + 1, scale / 4, "words", scale, 1, 0) if scale else None


def vague(lexemes: Lexemes, at: int) -> Numeral:
    """`dozens`, `tens of thousands`: a power of ten names its order of magnitude, others at least two and below 100."""
    unit, last = VAGUE[word(lexemes, at)], at + 1
    scale = 1.0
    while word(lexemes, last) == "of" and (word(lexemes, last + 1) in VAGUE or word(lexemes, last + 1) in MAGNITUDE):
        form = word(lexemes, last + 1)
        scale *= VAGUE.get(form) or MAGNITUDE[form]
        last += 2
    if unit == _TEN or unit >= _HUNDREDS:
        return Numeral(at, last, None, "vague", scale, 1, 0, unit * scale, 10 * unit * scale)
    return Numeral(at, last, None, "vague", scale, 1, 0, 2 * unit * scale, _HUNDREDS * scale - 1)


def few(lexemes: Lexemes, first: int, at: int) -> Numeral:
    """`several hundred`, `a few thousand`, `a couple of dozen`; alone it is `few` or `couple`."""
    form, here = word(lexemes, at), at + 1
    if form in COUPLE and word(lexemes, here) == "of":
        here += 1
    scale = SCALES.get(word(lexemes, here))
    if form in COUPLE:
        return Numeral(first, here + bool(scale), 2.0 * (scale or 1), "couple", scale or 1.0, 1, 0)
    if scale is None:
        return Numeral(first, at + 1, None, "few", low=3.0, high=9.0)
    return Numeral(first, here + 1, None, "vague", scale, 1, 0, 2 * scale, 10 * scale - 1)
