"""Quantities said in parts: *two years and three months*, *six feet two*, *an hour and a half* are one figure each.

The figure stands in the unit of its first part, as UCUM has no compound units: 2.25 a. A TIMEX3 duration keeps the
parts (P2Y3M), so the two agree in length, not in writing.
"""

from dataclasses import replace

from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.figures.quantities.units import kind_of_unit, unit_before
from flows.derive.text.lexemes import Lexemes, word

_DAYS_A_MONTH, _DAYS_A_YEAR = 30.4375, 365.25
"""Of the Julian year, which UCUM's `a` and `mo` are."""
_TIMES = {
    ("10.a", "a"): 10,
    ("a", "mo"): 12,
    ("a", "wk"): _DAYS_A_YEAR / 7,
    ("a", "d"): _DAYS_A_YEAR,
    ("a", "h"): _DAYS_A_YEAR * 24,
    ("mo", "wk"): _DAYS_A_MONTH / 7,
    ("mo", "d"): _DAYS_A_MONTH,
    ("mo", "h"): _DAYS_A_MONTH * 24,
    ("wk", "d"): 7,
    ("wk", "h"): 7 * 24,
    ("d", "h"): 24,
    ("d", "min"): 24 * 60,
    ("h", "min"): 60,
    ("h", "s"): 3600,
    ("min", "s"): 60,
}
"""How many of the second unit the first has: a part that is as large is no part of it."""
_MEASURES = {
    ("[ft_i]", "[in_i]"): 12,
    ("[mi_i]", "[yd_i]"): 1760,
    ("m", "cm"): 100,
    ("km", "m"): 1000,
    ("kg", "g"): 1000,
    ("[lb_av]", "[oz_av]"): 16,
    ("[stone_av]", "[lb_av]"): 14,
}
"""As `_TIMES`, exact by definition of the units (UCUM)."""
_SIZES: dict[tuple[str, str], float] = {**_TIMES, **_MEASURES}
_METRIC = frozenset({("m", "cm"), ("km", "m"), ("kg", "g")})
"""Written one behind the other; with *and* they are two."""
_GAPS: tuple[list[str], ...] = ([], ["and"], [","], [",", "and"])
_ENDS = frozenset({"", ".", ",", ";", "!", "?", ")"})
_LEAST, _CENTS = 10, 100.0
"""What is said behind a currency as change: two digits."""


def adds_up(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether two amounts are one: thirteen dollars and forty-five cents, 5 feet 2 inches, 1 hour 40 minutes."""
    gap = lexemes.lower[left.last : right.first]
    if gap not in _GAPS or left.value is None or right.value is None or right.value < 0:
        return False
    if left.money:
        return "," not in gap and _is_money(lexemes, left, right)
    if gap == ["and"] and right.numeral.form == "half" and not right.has_unit:
        return left.kind in {"duration", "measure"} and left.numeral.integer and left.rule != "sum"
    pair_of = (left.unit.code or "", right.unit.code or "")
    size = _SIZES.get(pair_of, 0.0)
    tied = not (gap and pair_of in _METRIC)
    return tied and right.value < size and left.numeral.integer and left.unit.per is None


def _is_money(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    if right.kind is None and not right.has_unit:
        return _is_change(lexemes, left, right)
    alike = left.unit.code == right.unit.code or right.unit.assumed
    return right.money and left.unit.factor == 1 and right.unit.factor < 1 and alike


def _is_change(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether a number behind an amount is the rest of it: *15 dollars 50*, and no other count behind."""
    named = left.unit.words.first >= left.numeral.last and left.unit.factor == 1 and not left.scaled
    whole = left.numeral.integer and right.numeral.integer and right.numeral.form in {"digits", "words"}
    return named and whole and _LEAST <= (right.value or 0) < _CENTS and word(lexemes, right.last) in _ENDS


def add(left: Quantity, right: Quantity) -> None:
    """Make the left amount the sum of both."""
    left.value = float(f"{(left.value or 0) + (right.value or 0) / _size(left, right):.12g}")
    left.last, left.rule = right.last, "sum"
    left.numeral = replace(left.numeral, digits=left.numeral.digits + right.numeral.digits)


def _size(left: Quantity, right: Quantity) -> float:
    """How many of the right unit make one of the left."""
    if right.unit.code is None:
        return _CENTS if left.money else 1.0
    return 1.0 if left.money else _SIZES[left.unit.code or "", right.unit.code]


def of_one(lexemes: Lexemes, quantity: Quantity) -> None:
    """Let an amount take the one of a unit in front of it: *an hour and a half*, *a year and two months*."""
    at = quantity.first - 1
    if word(lexemes, at) != "and" or quantity.value is None or quantity.unit.per is not None:
        return
    found = unit_before(lexemes, at)
    if found is None or word(lexemes, at - found[0] - 1) not in {"a", "an"}:
        return
    size, code = found
    parts = 1.0 if quantity.unit.code is None else _SIZES.get((code, quantity.unit.code), 0.0)
    if not (quantity.value < parts if quantity.has_unit else quantity.numeral.form == "half"):
        return
    quantity.value = float(f"{1 + quantity.value / parts:.12g}")
    quantity.first = at - size - 1
    quantity.kind, quantity.rule = kind_of_unit(code), "sum"
    quantity.unit = replace(quantity.unit, code=code, words=Words(at - size, at))
