"""Numbers written with a power or an exponent: `1.3x10^6`, `10^9`, `12.32e+14`."""

import math
from dataclasses import replace

from flows.derive.numbers.numeral import Numeral
from flows.derive.text.lexemes import Lexemes, word

_TIMES = frozenset({"x", "\xd7"})
_SIGNS = {"+": 1, "-": -1, "\u2212": -1}
"""What a sign makes of an exponent."""
_TEN = 10.0
"""The base: of others (`2^6`) nobody counts in the news."""
_LARGEST = 300
"""Beyond that a power of ten is no float."""


def with_power(lexemes: Lexemes, mantissa: Numeral) -> Numeral | None:
    """The number with the power behind it; None where there is none, or none that a float holds."""
    return _raised(lexemes, mantissa) or _times_a_power(lexemes, mantissa) or _scientific(lexemes, mantissa)


def _raised(lexemes: Lexemes, base: Numeral) -> Numeral | None:
    """`10^9`, `1.1^-2`."""
    at = base.last
    if word(lexemes, at) != "^" or not lexemes.glued(at) or not base.value:
        return None
    exponent, last = _exponent(lexemes, at + 1)
    if exponent is None or abs(exponent * math.log10(base.value)) > _LARGEST:
        return None
    return replace(base, last=last, value=_rounded(base.value**exponent), step=0, scale=1.0)


def _times_a_power(lexemes: Lexemes, mantissa: Numeral) -> Numeral | None:
    """`1.3x10^6`, `4 x 10^9`."""
    at = mantissa.last
    if word(lexemes, at) not in _TIMES or word(lexemes, at + 1) != "10" or mantissa.value is None:
        return None
    power = _raised(lexemes, Numeral(at + 1, at + 2, _TEN, "digits"))
    return power and _scaled(mantissa, power.value or 1.0, power.last)


def _scientific(lexemes: Lexemes, mantissa: Numeral) -> Numeral | None:
    """`12.32e+14`, `12e-1`: of a number with decimals or a power with its sign, since 12E names."""
    at = mantissa.last
    if word(lexemes, at) != "e" or not lexemes.glued(at):
        return None
    if mantissa.step == 1 and word(lexemes, at + 1) not in _SIGNS:
        return None
    exponent, last = _exponent(lexemes, at + 1)
    return None if exponent is None or abs(exponent) > _LARGEST else _scaled(mantissa, _TEN**exponent, last)


def _exponent(lexemes: Lexemes, at: int) -> tuple[int | None, int]:
    """The whole number with or without a sign that is written against what stands before, and the index behind."""
    sign = _SIGNS.get(word(lexemes, at))
    here = at if sign is None else at + 1
    tied = all(lexemes.glued(place) for place in range(at, here + 1))
    digits = word(lexemes, here)
    if not tied or not digits.isdecimal() or len(digits) > len(str(_LARGEST)):
        return None, at
    return (sign or 1) * int(digits), here + 1


def _scaled(mantissa: Numeral, scale: float, last: int) -> Numeral | None:
    value = (mantissa.value or 0.0) * scale
    if not math.isfinite(value):
        return None
    return replace(mantissa, last=last, value=_rounded(value), form="mixed", scale=scale, step=mantissa.step * scale)


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")
