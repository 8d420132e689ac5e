"""Two numbers that belong together: ranges, changes from A to B, scores and votes, ratios, dimensions, conversions."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.figures.quantities.ranges import between, ranges_of_change, read_range
from flows.derive.figures.quantities.scores import as_lap, as_ratio, read_ratio, read_score
from flows.derive.text.lexemes import Lexemes, word
from seeds.quantities import words_of_figures

_RATIOS, _TO = words_of_figures("ratio_link"), words_of_figures("range_link")
_COMPOUND = {("[ft_i]", "[in_i]"): 12, ("m", "cm"): 100, ("[lb_av]", "[oz_av]"): 16, ("[stone_av]", "[lb_av]"): 14}
_BOOKS = words_of_figures("scripture")
_HANGING = (["-", "to", "-"], ["-", "to"])
_TIES = frozenset({"-", "/", "\u2013", "."})
_LONGEST_GAP = 3
_PHONE = [3, 4]
_DAY = (9.0, 11.0)

_ENDS = frozenset({"", ".", ",", ";", "!", "?", ")"})
_LEAST, _CENTS = 10, 100.0
"""What is said behind a currency as change: two digits."""


def pair(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with partners joined: a range becomes one, scores and ratios too, changes share a group."""
    kept: list[Quantity] = []
    _mark_codes(lexemes, quantities)
    for quantity in ranges_of_change(lexemes, quantities):
        if not kept or "label" in {kept[-1].kind, quantity.kind} or "range" in {kept[-1].modifier, quantity.modifier}:
            kept.append(quantity)
        elif _adds_up(lexemes, kept[-1], quantity):
            _add(kept[-1], quantity)
        elif (joined := _joined(lexemes, kept[-1], quantity)) is not None:
            kept[-1] = joined
        else:
            kept.append(quantity)
    return kept


def _names(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> bool:
    """`(202) 225-5161`, `9-11`: a telephone number, a day that is a name."""
    if gap[0] not in _TIES or not (lexemes.glued(left.last) and lexemes.glued(right.first)):
        return False
    phone = [len(lexemes.forms[one.first]) for one in (left, right)] == _PHONE and word(lexemes, left.first - 1) == ")"
    return phone or ((left.value, right.value) == _DAY and not word(lexemes, right.last).endswith("s"))


def _verse(left: Quantity, right: Quantity) -> Quantity:
    """`Isaiah 45:1` names a verse, 225-5161 a telephone: a label of two numbers."""
    verse = Quantity(left.numeral, left.first, right.last, None, kind="label", rule="label")
    verse.numerator, verse.denominator = left.value, right.value
    return verse


def _adds_up(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether two amounts are one: thirteen dollars and forty-five cents, 5 feet 2 inches."""
    if lexemes.lower[left.last : right.first] not in ([], ["and"]) or left.value is None or right.value is None:
        return False
    if left.money and right.kind is None and not right.has_unit:
        return _is_change(lexemes, left, right)
    if left.money and right.money:
        return (
            left.unit.factor == 1
            and right.unit.factor < 1
            and (left.unit.code == right.unit.code or right.unit.assumed)
        )
    pair_of = (left.unit.code or "", right.unit.code or "")
    return pair_of in _COMPOUND and right.value < _COMPOUND[pair_of]


def _is_change(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether a number behind an amount is the rest of it: *15 dollars 50*, and no other count behind."""
    named = left.unit.words.first >= left.numeral.last and left.unit.factor == 1 and not left.scaled
    whole = left.numeral.integer and right.numeral.integer and right.numeral.form in {"digits", "words"}
    return named and whole and _LEAST <= (right.value or 0) < _CENTS and word(lexemes, right.last) in _ENDS


def _add(left: Quantity, right: Quantity) -> None:
    change = _CENTS if right.unit.code is None else 1.0
    size = change if left.money else _COMPOUND[left.unit.code or "", right.unit.code or ""]
    left.value = float(f"{(left.value or 0) + (right.value or 0) / size:.12g}")
    left.last, left.rule = right.last, "sum"
    left.numeral = replace(left.numeral, digits=left.numeral.digits + right.numeral.digits)


def _mark_codes(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Three or more numbers written against each other are a telephone number, a code or a version: labels."""
    chain: list[Quantity] = []
    for quantity in quantities:
        tied = chain and quantity.first == chain[-1].last + 1 and word(lexemes, chain[-1].last) in _TIES
        if not (tied and lexemes.glued(quantity.first) and lexemes.glued(quantity.first - 1)):
            chain = []
        chain.append(quantity)
        if len(chain) > 2:  # noqa: PLR2004 - two may be a range
            for each in chain if len(chain) == 3 else chain[-1:]:  # noqa: PLR2004 - the others are marked by now
                each.kind, each.rule = "label", "code"


def _joined(lexemes: Lexemes, left: Quantity, right: Quantity) -> Quantity | None:
    """The one quantity that two neighbours make; None where they stay two."""
    gap = lexemes.lower[left.last : right.first]
    if not 0 < len(gap) <= _LONGEST_GAP or left.value is None or right.value is None:
        return None
    if left.numeral.form == "ordinal" and right.numeral.form != "ordinal":
        return None
    if gap == ["and", "the"] and right.numeral.form == "ordinal":
        gap = ["and"]
    return _linked(lexemes, left, right, gap)


def _linked(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    if gap in _HANGING:
        gap = ["to"]
    ends = len(gap) == 1 and gap[0] in _TO
    if ends and (score := read_score(lexemes, left, right, gap)) is not None:
        return score
    if gap[0] in _RATIOS and (ratio := read_ratio(left, right, gap)) is not None:
        return ratio
    if (gap == [":"] and word(lexemes, left.first - 1) in _BOOKS) or _names(lexemes, left, right, gap):
        return _verse(left, right)
    if gap == [":"] and lexemes.glued(right.first) and lexemes.glued(left.last):
        return as_lap(left, right) if 0 < right.numeral.step < 1 else as_ratio(left, right)
    if ends or (gap == ["and"] and between(lexemes, left)):
        return read_range(lexemes, left, right, gap)
    return None
