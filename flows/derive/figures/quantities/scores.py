"""Scores and votes, ratios, and times of laps: two numbers that are no range."""

from collections.abc import Sequence
from itertools import pairwise

from flows.derive.figures.quantities.quantity import Quantity, Unit
from flows.derive.text.lexemes import Lexemes, word
from flows.derive.text.signs import DASHES
from seeds.quantities import figure_words

_WORDS = figure_words()
_SCORE_NOUNS, _SCORE_VERBS = frozenset(_WORDS["score_noun"]), frozenset(_WORDS["score_verb"])
_VOTE_WORDS = frozenset(_WORDS["vote_word"])
_MAX_SCORE, _MAX_VOTES = 250.0, 999.0
"""The largest number of a score, and of the votes of a chamber."""
_MAX_OVER = 5000.0
"""The largest number of two of which one is set over the other: assumed."""
_STOPS = frozenset(_WORDS["stop"])
_NEAR_VOTE = 5
"""Words in front that are looked at: *passed the House 337-80*, *voted in its favour by 337-80*. Assumed."""
_HOUR = 3600.0  # seconds


_ROUND, _RAREST = 10, 1e7
"""What is rarer than one in a few hundred is told in round numbers, up to one in ten million."""


def _plain(quantity: Quantity, top: float = _MAX_SCORE) -> bool:
    value = quantity.value
    return (
        value is not None
        and not quantity.has_unit
        and quantity.numeral.integer
        and value <= top
        and quantity.numeral.form in {"digits", "words"}
        and quantity.kind is None
    )


def read_score(lexemes: Lexemes, left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    """`won 9-2`, `a 52-48 vote`, `lost 3 to 1`: digits joined by a dash, the left the larger or a game near."""
    votes = _is_vote(lexemes, left, right)
    top = _MAX_VOTES if votes else _MAX_SCORE
    if not (_plain(left, top) and _plain(right, top)) or left.value is None or right.value is None:
        return None
    dashed = gap[0] in DASHES
    if dashed and not (lexemes.glued(left.last) and lexemes.glued(right.first)):
        return None
    before = {word(lexemes, left.first - step) for step in (1, 2, 3, 4)}
    after = {word(lexemes, right.last + step) for step in (0, 1)}
    contest = votes or not (before.isdisjoint(_SCORE_VERBS)) or not (after.isdisjoint(_SCORE_NOUNS))
    falls = left.value >= right.value
    if not (dashed and falls) and not (contest and dashed and not _noun_behind(lexemes, right)):
        return (
            None
            if not (gap[0] == "to" and contest and falls and (votes or left.numeral.form == "digits"))
            else _as_score(left, right)
        )
    return _as_score(left, right)


def _is_vote(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether words of voting stand near, so that a number may be as large as a chamber: passed the House 337-80."""
    near = lexemes.lower[max(0, left.first - _NEAR_VOTE) : left.first]
    return word(lexemes, right.last) in _VOTE_WORDS or not _VOTE_WORDS.isdisjoint(near)


def _noun_behind(lexemes: Lexemes, right: Quantity) -> bool:
    token = word(lexemes, right.last)
    return token.isalpha() and token.endswith("s") and token not in _SCORE_NOUNS


def _as_score(left: Quantity, right: Quantity) -> Quantity:
    score = Quantity(left.numeral, left.first, right.last, None, kind="score", rule="score")
    score.numerator, score.denominator = left.value, right.value
    score.unit = Unit("1")
    return score


def read_ratio(left: Quantity, right: Quantity, gap: Sequence[str]) -> Quantity | None:
    """`one in five`, `three out of four`, `nine of 10`: a part of a whole, both bare."""
    if left.has_unit or right.numeral.form not in {"digits", "words"} or right.kind is not None:
        return None
    if left.value is None or right.value is None or not 1 <= left.value < right.value or not left.numeral.integer:
        return None
    if list(gap) not in (["in"], ["out", "of"], ["of"], ["in", "every"], ["out", "of", "every"]):
        return None
    if gap[0] == "of" and not (_plain(left) and _plain(right)):
        return None
    near = not right.has_unit and _plain(right) and right.value <= _MAX_SCORE * 4
    rare = left.value == 1 and right.value % _ROUND == 0 and _plain(right, _RAREST)  # one in 10,000
    if gap[0] == "in" and len(gap) == 1 and not (near or rare):
        return None
    return as_ratio(left, right)


def read_over(lexemes: Lexemes, left: Quantity, right: Quantity) -> Quantity | None:
    """`120 over 80`, `one over twenty`: two bare numbers with nothing counted."""
    behind = word(lexemes, right.last)
    bare = not behind.isalpha() or behind in _STOPS
    plain = all(_plain(one, _MAX_OVER) for one in (left, right))
    return as_ratio(left, right) if bare and plain else None


def as_lap(left: Quantity, right: Quantity) -> Quantity | None:
    """`1:36.6`: minutes and seconds with a fraction are a time measured."""
    if left.value is None or right.value is None:
        return None
    lap = Quantity(right.numeral, left.first, right.last, left.value * 60 + right.value, kind="duration", rule="lap")
    lap.unit = Unit("s")
    return lap


def join_times(lexemes: Lexemes, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities with `2:14:04` as one: hours, minutes and seconds are a time measured."""
    kept: list[Quantity] = []
    for quantity in quantities:
        if len(kept) > 1 and _is_clocked(lexemes, [*kept[-2:], quantity]):
            hours, minutes = kept.pop(-2), kept.pop()
            lap = as_lap(minutes, quantity)
            if lap is not None and lap.value is not None:
                lap.first, lap.value = hours.first, lap.value + (hours.value or 0.0) * _HOUR
                quantity = lap  # noqa: PLW2901 - the three are one now
        kept.append(quantity)
    return kept


def _is_clocked(lexemes: Lexemes, parts: Sequence[Quantity]) -> bool:
    """Whether three numbers are written against each other with colons, the last two of two digits."""
    if word(lexemes, parts[0].last) != ":" or any(one.last - one.first != 1 or one.has_unit for one in parts):
        return False
    ties = [(one.last, other.first) for one, other in pairwise(parts)]
    tied = all(word(lexemes, at) == ":" and at + 1 == next_ for at, next_ in ties)
    glued = all(lexemes.glued(at) and lexemes.glued(next_) for at, next_ in ties)
    return tied and glued and all(len(lexemes.forms[one.first].split(".")[0]) == 2 for one in parts[1:])  # noqa: PLR2004


def as_ratio(left: Quantity, right: Quantity) -> Quantity | None:
    """The ratio of two numbers."""
    if left.value is None or not right.value:
        return None
    ratio = Quantity(left.numeral, left.first, right.last, left.value / right.value, kind="ratio", rule="ratio")
    ratio.numerator, ratio.denominator, ratio.unit = left.value, right.value, Unit("1")
    return ratio
