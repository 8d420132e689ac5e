"""Ranges: two numbers that are the ends of one quantity, and what a change from one to the other is instead."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from flows.derive.figures.quantities.labels import is_of_reference
from flows.derive.figures.quantities.quantity import Part, Quantity
from flows.derive.figures.quantities.units import si_units
from flows.derive.text.lexemes import Lexemes, word
from flows.derive.text.signs import DASHES
from seeds.quantities import figure_words, words_of_figures

_WORDS = figure_words()
_CHANGES = _WORDS["change"]
_FROM = words_of_figures("not_delta")
_MAX_SCALE = 1000.0
"""How many times larger the right end may be: the next magnitude. *2 to 3 million* is of millions; beyond the left is
as it stands."""
_VOTES = words_of_figures("vote_word")
_NEAR_VOTE = 5
"""Words in front in which a vote is told, as for scores."""
_LOOK_BACK = 12  # lexemes in front in which a change may be told: assumed


def join_bounds(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """`more than 10 and less than 40` becomes the range from 10 to 40."""
    kept: list[Quantity] = []
    for right in quantities:
        left = kept[-1] if kept else None
        if left is not None and lexemes.lower[left.last : right.first] in (["and"], ["but"]) and _bounds(left, right):
            share(left, right)
            left.modifier, left.low, left.high, left.value = "range", left.value, right.value, None
            left.unit = replace(left.unit, code=left.unit.code or right.unit.code)
            left.last, left.kind, left.rule = right.last, left.kind or right.kind, "bounds"
        else:
            kept.append(right)
    return kept


def _bounds(left: Quantity, right: Quantity) -> bool:
    """Whether the left is a lower and the right an upper bound of one quantity."""
    if left.modifier not in {"more_than", "at_least"} or right.modifier not in {"less_than", "at_most"}:
        return False
    known = left.value is not None and right.value is not None and left.value <= right.value
    return known and (left.unit.code == right.unit.code or not left.has_unit or not right.has_unit)


def join_margins(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """*$2.1 billion, plus or minus $100 million*, *… 2 percent*: one range, around what stands before."""
    kept: list[Quantity] = []
    for right in quantities:
        left = kept[-1] if kept else None
        gap = lexemes.lower[left.last : right.first] if left is not None else []
        margin = _margin(left, right) if left is not None and gap[-3:] == ["plus", "or", "minus"] else None
        if left is None or left.value is None or margin is None or gap[:-3] not in ([], [","]):
            kept.append(right)
            continue
        left.low, left.high, left.value = left.value - margin, left.value + margin, None
        left.modifier, left.last, left.rule = "range", right.last, "bounds"
    return kept


def _margin(left: Quantity, right: Quantity) -> float | None:
    """By how much a figure may be off, given the two of *plus or minus*; None where they are of other things."""
    if left.value is None or right.value is None:
        return None
    if left.unit.code == right.unit.code:
        return abs(right.value)
    return abs(left.value * right.value) / 100 if right.kind == "percent" and left.kind == "money" else None


def ranges_of_change(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """`from 5 to 7 percent to 3 to 5 percent`: two ranges, of which a change leads from one to the other."""
    found = list(quantities)
    for at in range(len(found) - 3):
        four = found[at : at + 4]
        gaps = [lexemes.lower[left.last : right.first] for left, right in pairwise(four)]
        if gaps == [["to"]] * 3 and all(one.value is not None for one in four) and not four[0].has_unit:
            first, second = _range(lexemes, four[0], four[1]), _range(lexemes, four[2], four[3])
            if first is not None and second is not None:
                first.part, second.part = Part("from"), Part("to")
                return [*found[:at], first, second, *ranges_of_change(lexemes, found[at + 4 :])]
    return found


def between(lexemes: Lexemes, left: Quantity) -> bool:
    """Whether `between` stands before the left number."""
    here = left.first - 1
    return "between" in {word(lexemes, here), word(lexemes, here - 1)}  # `between the tenth`


def read_range(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    """The range that two numbers make; None where they are two, with their roles if they tell a change."""
    if not _compatible(left, right) or _are_two(lexemes, left, right, gap):
        return None
    if gap[0] == "to" and _is_delta(lexemes, left):
        left.part, right.part = Part("delta"), Part("to")
        return None
    share(left, right)
    if left.value is None or right.value is None or left.modifier == "range":
        return None
    whence = gap[0] == "to" and _is_change(lexemes, left)
    if whence and not _is_told(lexemes, left):
        left.part, right.part = Part("from"), Part("to")
        return None
    if right.value < left.value and gap[0] in DASHES:
        return None
    joined = _range(lexemes, left, right)
    if joined is not None and whence:
        joined.part = Part("from")
    return joined


def _range(lexemes: Lexemes, left: Quantity, right: Quantity) -> Quantity | None:
    """One quantity from the left number to the right, in the unit of the right."""
    share(left, right)
    if left.value is None or right.value is None:
        return None
    first = left.first - (word(lexemes, left.first - 1) in {"between", "from"})
    joined = Quantity(right.numeral, first, right.last, None, left.value, right.value, modifier="range")
    joined.kind, joined.unit, joined.rule = right.kind, replace(right.unit, factor=1.0), "range"
    joined.low, joined.high = min(left.value, right.value), max(left.value, right.value)
    return joined


def _tight(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether the dash between two numbers joins them: no blanks, or blanks on both sides of a short dash."""
    glued = lexemes.glued(left.last), lexemes.glued(right.first)
    plain = left.numeral.form == "digits" and left.first == left.numeral.first
    return all(glued) or (not any(glued) and (right.has_unit or plain))


def _is_delta(lexemes: Lexemes, left: Quantity) -> bool:
    """Whether the left number is the change itself: `rose 3.5% to`, `up by $5 to`."""
    before = [word(lexemes, left.first - step) for step in (1, 2)]
    if not left.has_unit or before[0] in _FROM:
        return False
    return before[0] in _CHANGES or before[0] == "by" or before[1] in _CHANGES


def _are_two(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> bool:
    """A loose dash, one within a file's number, and *voted by 71% to 29%*: neither a range nor a change."""
    if gap[0] in DASHES:
        return not _tight(lexemes, left, right) or is_of_reference(lexemes, left)
    near = lexemes.lower[max(0, left.first - _NEAR_VOTE) : left.first]
    shares = left.kind == "percent" or right.kind == "percent"
    falls = left.value is not None and right.value is not None and left.value > right.value
    return gap[0] == "to" and shares and falls and not _VOTES.isdisjoint(near)


def _compatible(left: Quantity, right: Quantity) -> bool:
    if left.has_unit and not right.has_unit:
        return left.kind == "money" and right.kind is None and left.unit.factor == 1
    if not left.has_unit or not right.has_unit:
        return True
    if _convertible(left, right):
        return True
    if left.unit.factor != right.unit.factor:
        return False
    alike = left.kind == right.kind and left.kind in {"money", "percent"} and left.unit.assumed
    return alike or left.unit.code == right.unit.code


def _convertible(left: Quantity, right: Quantity) -> bool:
    """Whether two measures of different units are of one dimension: 500 metres and 2 kilometres."""
    pair = [si_units().get(one.unit.code or "") for one in (left, right)]
    ours, theirs = pair
    return (
        ours is not None
        and theirs is not None
        and ours.unit_si == theirs.unit_si
        and not (ours.offset or theirs.offset)
    )


def share(left: Quantity, right: Quantity) -> None:
    """Copy unit and scale from the right to the left, where the left lacks them and the result is in order."""
    if left.unit.code != right.unit.code and right.value is not None and _convertible(left, right):
        factor = si_units()[right.unit.code or ""].factor / si_units()[left.unit.code or ""].factor
        right.value = float(f"{right.value * factor:.12g}")
        right.kind, right.unit = left.kind, replace(right.unit, code=left.unit.code)
    if right.has_unit and not left.has_unit:
        left.take_unit(right)
    elif left.has_unit and not right.has_unit and right.kind is None:
        right.take_unit(left)
    scale = right.numeral.scale
    if left.numeral.scale != 1 or left.scaled or scale == 1 or left.value is None or right.value is None:
        return
    scaled = left.value * scale
    if left.value < right.value and scaled <= right.value and right.value < scaled * _MAX_SCALE:
        left.value = float(f"{scaled:.12g}")
        left.scaled = True


def _is_change(lexemes: Lexemes, left: Quantity) -> bool:
    """Whether `from A to B` tells a change: a verb or noun of change stands before it in the clause."""
    lower = lexemes.lower
    for at in range(left.first - 1, max(-1, left.first - _LOOK_BACK), -1):
        token = lower[at]
        if token in _CHANGES:
            return "from" in lower[at : left.first]
        if token in {".", ";", "ranging", "range", "ranged", "ranges", "anywhere", "everything", "between"}:
            return False
    return False


def _is_told(lexemes: Lexemes, left: Quantity) -> bool:
    """`cut to 5 to 7 percent from`: whither a change leads stands before whence, which is then a range."""
    words = lexemes.lower[max(0, left.first - _LOOK_BACK) : left.first]
    return any(link == "to" and not end[0].isalpha() for link, end in pairwise(words))
