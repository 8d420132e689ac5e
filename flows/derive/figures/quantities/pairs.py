"""Two numbers that belong together: ranges, changes from A to B, scores and votes, ratios, dimensions, conversions."""

from collections.abc import Sequence
from itertools import pairwise

from flows.derive.figures.quantities.acts import LAW_CODES, act_before, has_item
from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.figures.quantities.ranges import between, ranges_of_change, read_range
from flows.derive.figures.quantities.scores import as_lap, as_ratio, join_times, read_over, read_ratio, read_score
from flows.derive.figures.quantities.sums import add, adds_up
from flows.derive.text.lexemes import Lexemes, word
from seeds.quantities import words_of_figures

_RATIOS, _TO = words_of_figures("ratio_link"), words_of_figures("range_link")
_BOOKS = words_of_figures("scripture")
_HANGING = (["-", "to", "-"], ["-", "to"])
_TIES = frozenset({"-", "/", "\u2013", "."})
_DASHED = (["-"], ["\u2013"], [":"])
_LONGEST_GAP = 3
"""Tokens between two numbers that belong together: *- to -*, *percent to the*."""
_PHONE = [3, 4]
"""Digits of the two parts of a local telephone number of North America."""
_AREA = 3
"""Digits of its area code, and of either number of an aeroplane's make (*747-400*)."""
_CALLED = words_of_figures("phone_word")
_NAMING = {(9.0, 11.0), (24.0, 7.0)}
"""A day that is a name, and *24/7*."""
_LED = _CALLED | {"on", "or", "+"}
_GROUPS, _DIGITS = range(3, 6), frozenset({6, *range(8, 14)})
"""Of how many groups and digits a telephone number that is written with blanks has: 13 11 14, +61 2 5550 0199."""


def pair(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with partners joined: a range becomes one, scores and ratios too, changes share a group."""
    kept: list[Quantity] = []
    quantities = join_times(lexemes, quantities)
    _mark_items(lexemes, quantities)
    _mark_codes(lexemes, quantities)
    _mark_area(lexemes, quantities)
    _mark_phones(lexemes, quantities)
    for quantity in ranges_of_change(lexemes, quantities):
        if not kept or "label" in {kept[-1].kind, quantity.kind} or "range" in {kept[-1].modifier, quantity.modifier}:
            kept.append(quantity)
        elif adds_up(lexemes, kept[-1], quantity):
            add(kept[-1], quantity)
        elif (joined := _joined(lexemes, kept[-1], quantity)) is not None:
            kept[-1] = joined
        else:
            kept.append(quantity)
    return kept


def _mark_items(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """`under the 7(a) program`, `under 42 U.S.C. 1983`: a label, whatever stands in front."""
    for quantity in quantities:
        behind = word(lexemes, quantity.last)
        item = behind == "(" and has_item(lexemes, quantity.last)
        if (item or behind in LAW_CODES) and not quantity.has_unit:
            quantity.kind, quantity.rule = "label", "label"


def _names(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> bool:
    """`(202) 225-5161`, `9-11`, `747-400`: a telephone number, a day that is a name, a make."""
    if gap[0] not in _TIES or not (lexemes.glued(left.last) and lexemes.glued(right.first)):
        return False
    digits = [lexemes.forms[one.first] for one in (left, right)]
    sizes = [len(form) for form in digits]
    called = word(lexemes, left.first - 1) == ")" or word(lexemes, left.first - 1) in _CALLED
    phone = sizes == _PHONE and (called or digits[1].startswith("0"))
    make = sizes == [_AREA, _AREA] and gap[0] == "-" and (left.value or 0) > (right.value or 0)
    return phone or make or ((left.value, right.value) in _NAMING and not word(lexemes, right.last).endswith("s"))


def _is_paper(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> bool:
    """`Public Law 109-58`, `docket No. 06-1195`: a law or a court's paper."""
    if gap not in _DASHED or not (lexemes.glued(left.last) and lexemes.glued(right.first)):
        return False
    numbered = [word(lexemes, left.first - 2), word(lexemes, left.first - 1)] == ["no", "."]
    return numbered or act_before(lexemes, left.first) is not None


def _verse(left: Quantity, right: Quantity) -> Quantity:
    """`Isaiah 45:1` names a verse, 225-5161 a telephone: a label of two numbers."""
    verse = Quantity(left.numeral, left.first, right.last, None, kind="label", rule="label")
    verse.numerator, verse.denominator = left.value, right.value
    return verse


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


def _mark_phones(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Groups of digits with single blanks between them, where something is called, are a telephone number: labels."""
    chain: list[Quantity] = []
    for quantity in [*quantities, None]:
        if quantity is not None and chain and _is_blank_between(lexemes, chain[-1], quantity):
            chain.append(quantity)
            continue
        size = sum(len(lexemes.forms[one.first]) for one in chain)
        if len(chain) in _GROUPS and size in _DIGITS and word(lexemes, chain[0].first - 1) in _LED:
            for each in chain:
                each.kind, each.rule = "label", "code"
        chain = [quantity] if quantity is not None and lexemes.forms[quantity.first].isdecimal() else []


def _is_blank_between(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    plain = left.last == right.first == left.first + 1 and lexemes.forms[right.first].isdecimal()
    return plain and lexemes.starts[right.first] == lexemes.ends[left.first] + 1


def _mark_area(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """The area of `(202) 225-5161` is part of the telephone number, and a label like it."""
    for area, behind in pairwise(quantities):
        held = word(lexemes, area.first - 1) == "(" and word(lexemes, area.last) == ")"
        tied = behind.first == area.last + 1 and word(lexemes, behind.last) in _TIES
        sizes = [len(lexemes.forms[one.numeral.first]) for one in (area, behind)]
        if held and tied and sizes == [_AREA, _AREA]:
            area.kind, area.rule = "label", "code"


def _joined(lexemes: Lexemes, left: Quantity, right: Quantity) -> Quantity | None:
    """The one quantity that two neighbours make; None where they stay two."""
    gap = lexemes.lower[left.last : right.first]
    if not 0 < len(gap) <= _LONGEST_GAP or left.value is None or right.value is None:
        return None
    if left.numeral.form == "ordinal" and right.numeral.form != "ordinal":
        return None
    if gap == ["and", "the"] and right.numeral.form == "ordinal":
        gap = ["and"]
    return _verse(left, right) if _is_paper(lexemes, left, right, gap) else _linked(lexemes, left, right, gap)


def _linked(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    if gap in _HANGING:
        gap = ["to"]
    ends = len(gap) == 1 and gap[0] in _TO
    if ends and (score := read_score(lexemes, left, right, gap)) is not None:
        return score
    ratio = read_over(lexemes, left, right) if gap == ["over"] else None
    if gap[0] in _RATIOS:
        ratio = read_ratio(left, right, gap)
    if ratio is not None:
        return ratio
    if (gap == [":"] and word(lexemes, left.first - 1) in _BOOKS) or _names(lexemes, left, right, gap):
        return _verse(left, right)
    if gap == [":"] and lexemes.glued(right.first) and lexemes.glued(left.last):
        return as_lap(left, right) if 0 < right.numeral.step < 1 else as_ratio(left, right)
    if ends or (gap == ["and"] and between(lexemes, left)):
        return read_range(lexemes, left, right, gap)
    return None
