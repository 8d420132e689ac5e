"""Two numbers that belong together: ranges, changes from A to B, scores and votes, ratios, dimensions, conversions."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.figure_quantity import Quantity
from flows.derive.lexemes import Lexemes, word
from seeds.quantities import figure_words, words_of_figures

_WORDS = figure_words()
_CHANGES = _WORDS["change"]
_SCORE_NOUNS, _SCORE_VERBS = frozenset(_WORDS["score_noun"]), frozenset(_WORDS["score_verb"])
_FROM, _RATIOS, _TO = (words_of_figures(code) for code in ("not_delta", "ratio_link", "range_link"))
_COMPOUND = {("[ft_i]", "[in_i]"): 12, ("m", "cm"): 100, ("[lb_av]", "[oz_av]"): 16, ("[stone_av]", "[lb_av]"): 14}
_TIES = frozenset({"-", "/", "\u2013", "."})
_DASHES = frozenset({"-", "\u2013", "\u2014"})
_MAX_SCALE = 1000.0
_LOOK_BACK = 12
_MAX_SCORE = 250.0
_LONGEST_GAP = 3


def pair(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with partners joined: a range becomes one, scores and ratios too, changes share a group."""
    kept: list[Quantity] = []
    _mark_codes(lexemes, quantities)
    for quantity in quantities:
        if not kept or "label" in {kept[-1].kind, quantity.kind}:
            kept.append(quantity)
        elif _adds_up(lexemes, kept[-1], quantity):
            _add(kept[-1], quantity)
        elif (joined := _joined(lexemes, kept[-1], quantity)) is not None:
            kept[-1] = joined
        else:
            kept.append(quantity)
    return kept


def _adds_up(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether two amounts are one: thirteen dollars and forty-five cents, 5 feet 2 inches."""
    if lexemes.lower[left.last : right.first] not in ([], ["and"]) or left.value is None or right.value is None:
        return False
    if left.money and right.money:
        return left.factor == 1 and right.factor < 1 and (left.unit == right.unit or right.assumed)
    pair_of = (left.unit or "", right.unit or "")
    return pair_of in _COMPOUND and right.value < _COMPOUND[pair_of]


def _add(left: Quantity, right: Quantity) -> None:
    size = 1.0 if left.money else _COMPOUND[left.unit or "", right.unit or ""]
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


def join_bounds(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """`more than 10 and less than 40` becomes the range from 10 to 40."""
    kept: list[Quantity] = []
    for right in quantities:
        left = kept[-1] if kept else None
        if left is not None and lexemes.lower[left.last : right.first] in (["and"], ["but"]) and _bounds(left, right):
            share(left, right)
            left.modifier, left.low, left.high, left.value = "range", left.value, right.value, None
            left.last, left.unit, left.kind, left.rule = (
                right.last,
                left.unit or right.unit,
                left.kind or right.kind,
                "bounds",
            )
        else:
            kept.append(right)
    return kept


def _bounds(left: Quantity, right: Quantity) -> bool:
    """Whether the left is a lower and the right an upper bound of one quantity."""
    if left.modifier not in {"more_than", "at_least"} or right.modifier not in {"less_than", "at_most"}:
        return False
    known = left.value is not None and right.value is not None and left.value <= right.value
    return known and (left.unit == right.unit or left.unit is None or right.unit is None)


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
    ends = len(gap) == 1 and gap[0] in _TO
    if ends and (score := _score(lexemes, left, right, gap)) is not None:
        return score
    if gap[0] in _RATIOS and (ratio := _ratio(left, right, gap)) is not None:
        return ratio
    if gap == [":"] and lexemes.glued(right.first) and lexemes.glued(left.last):
        return _as_lap(left, right) if 0 < right.numeral.step < 1 else _as_ratio(left, right)
    if gap == ["-", "to", "-"] or ends or (gap == ["and"] and _between(lexemes, left)):
        return _range(lexemes, left, right, gap)
    return None


# --- ranges ------------------------------------------------------------------------------------------------------


def _between(lexemes: Lexemes, left: Quantity) -> bool:
    here = left.first - 1
    return "between" in {word(lexemes, here), word(lexemes, here - 1)}  # `between the tenth`


def _range(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    if not _compatible(left, right) or (gap[0] in _DASHES and not _tight(lexemes, left, right)):
        return None
    if gap[0] == "to" and _is_delta(lexemes, left):
        left.role, right.role = "delta", "to"
        return None
    share(left, right)
    if left.value is None or right.value is None or left.modifier == "range":
        return None
    if gap[0] == "to" and _is_change(lexemes, left):
        left.role, right.role = "from", "to"
        return None
    if right.value < left.value and gap[0] in _DASHES:
        return None
    first = left.first - (word(lexemes, left.first - 1) in {"between", "from"})
    joined = Quantity(right.numeral, first, right.last, None, left.value, right.value, modifier="range")
    joined.kind, joined.unit, joined.per_unit, joined.assumed = right.kind, right.unit, right.per_unit, right.assumed
    joined.unit_first, joined.unit_last, joined.rule = right.unit_first, right.unit_last, "range"
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
    if left.unit is None or before[0] in _FROM:
        return False
    return before[0] in _CHANGES or before[0] == "by" or before[1] in _CHANGES


def _compatible(left: Quantity, right: Quantity) -> bool:
    if right.unit is None and left.unit is not None:
        return left.kind == "money" and right.kind is None and left.factor == 1
    if left.unit is None or right.unit is None:
        return True
    if left.factor != right.factor:
        return False
    return left.unit == right.unit or (left.kind == right.kind and left.kind in {"money", "percent"} and left.assumed)


def share(left: Quantity, right: Quantity) -> None:
    """Copy unit and scale from the right to the left, where the left lacks them and the result is in order."""
    if left.unit is None and right.unit is not None:
        left.take_unit(right)
    elif left.unit is not None and right.unit is None and right.kind is None:
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


# --- scores and ratios -------------------------------------------------------------------------------------------


def _plain(quantity: Quantity) -> bool:
    value = quantity.value
    return (
        value is not None
        and quantity.unit is None
        and quantity.numeral.integer
        and value <= _MAX_SCORE
        and quantity.numeral.form in {"digits", "words"}
        and quantity.kind is None
    )


def _score(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    """`won 9-2`, `a 52-48 vote`, `lost 3 to 1`: digits joined by a dash, the left the larger or a game near."""
    if not (_plain(left) and _plain(right)) or left.value is None or right.value is None:
        return None
    dashed = gap[0] in _DASHES
    if dashed and not (lexemes.glued(left.last) and lexemes.glued(right.first)):
        return None
    before = {word(lexemes, left.first - step) for step in (1, 2, 3, 4)}
    after = {word(lexemes, right.last + step) for step in (0, 1)}
    contest = not (before.isdisjoint(_SCORE_VERBS)) or not (after.isdisjoint(_SCORE_NOUNS))
    falls = left.value >= right.value
    if not (dashed and falls) and not (contest and dashed and not _noun_behind(lexemes, right)):
        return (
            None
            if not (gap[0] == "to" and contest and falls and left.numeral.form == "digits")
            else _as_score(left, right)
        )
    return _as_score(left, right)


def _noun_behind(lexemes: Lexemes, right: Quantity) -> bool:
    token = word(lexemes, right.last)
    return token.isalpha() and token.endswith("s") and token not in _SCORE_NOUNS


def _as_score(left: Quantity, right: Quantity) -> Quantity:
    score = Quantity(left.numeral, left.first, right.last, None, kind="score", rule="score")
    score.numerator, score.denominator = left.value, right.value
    score.unit = "1"
    return score


def _ratio(left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    """`one in five`, `three out of four`, `nine of 10`: a part of a whole, both bare."""
    if left.unit is not None or right.numeral.form not in {"digits", "words"} or right.kind is not None:
        return None
    if left.value is None or right.value is None or not 1 <= left.value < right.value or not left.numeral.integer:
        return None
    if list(gap) not in (["in"], ["out", "of"], ["of"], ["in", "every"], ["out", "of", "every"]):
        return None
    if gap[0] == "of" and not (_plain(left) and _plain(right)):
        return None
    if gap[0] == "in" and len(gap) == 1 and (right.has_unit or not _plain(right) or right.value > _MAX_SCORE * 4):
        return None
    return _as_ratio(left, right)


def _as_lap(left: Quantity, right: Quantity) -> Quantity | None:
    """`1:36.6`: minutes and seconds with a fraction are a time measured."""
    if left.value is None or right.value is None:
        return None
    lap = Quantity(right.numeral, left.first, right.last, left.value * 60 + right.value, kind="duration", rule="lap")
    lap.unit = "s"
    return lap


def _as_ratio(left: Quantity, right: Quantity) -> Quantity | None:
    if left.value is None or not right.value:
        return None
    ratio = Quantity(left.numeral, left.first, right.last, left.value / right.value, kind="ratio", rule="ratio")
    ratio.numerator, ratio.denominator, ratio.unit = left.value, right.value, "1"
    return ratio
