"""Figures of one statement: changes (from, to, by how much), parts of a whole, conversions; and whether they agree."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from flows.derive.figures.quantities.modifiers import rounding
from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.figures.quantities.units import si_units
from flows.derive.text.lexemes import Lexemes, word
from schemas.vocabulary import FigureRole
from seeds.quantities import figure_words, words_of_figures

_WORDS = figure_words()
_CHANGES = {form: int(value) for form, value in _WORDS["change"].items()}
_PARTS, _WHOM, _CLAUSE_ENDS = (words_of_figures(code) for code in ("parted", "parted_of", "clause_link"))
_COMPARED = {form: int(value) for form, value in _WORDS["change_behind"].items()}
_GAUGES = frozenset({"percent", "money", "measure", "number", "count", "multiple"})
_ROLES: dict[str, FigureRole] = {"from": "from", "to": "to", "at": "to", "a": "delta", "an": "delta"}
_COUNTS = frozenset({"count", "number"})
_PARTICLES = words_of_figures("particle")
"""Words of change that mostly belong to a verb before a count: signed up 5 million people."""
_RAISING, _RAISED = frozenset({"raise", "raises", "raised", "raising"}), words_of_figures("raised")
"""Whom one brings up: raising two children is no change."""
_DETERMINERS = words_of_figures("determiner")
_WERE = frozenset({"are", "was", "were"})
_OF_THE = 2
"""Words of *of the*, *of its*: nothing else may stand between."""
_JOINED = 4  # tokens: *in Lom province and*
_REACH = 9  # words in front of a figure in which a change may be told: assumed
_VALUED = frozenset({"valued", "priced", "sold"})
_WENT = frozenset({"up", "down", "from", "to", "above", "below"})
_OLDEST = 120  # years: nobody grew older
_CONVERSION_ERROR = 0.1  # a tenth: amounts that are converted for readers are rounded


def group(lexemes: Lexemes, sentence: Sequence[Quantity], first_group: int) -> int:
    """Give the figures of a sentence roles, directions and shared groups, check them, and return the next group."""
    following = first_group
    for step in (_changes, _wholes, _conversions):
        following = step(lexemes, sentence, following)
    for quantity in sentence:
        if quantity.part.role is None and quantity.kind not in {"label", "ordinal"}:
            quantity.part = replace(quantity.part, role="part" if _are_of(lexemes, quantity) else "level")
    members: dict[int, list[Quantity]] = {}
    for quantity in sentence:
        if quantity.part.group is not None:
            members.setdefault(quantity.part.group, []).append(quantity)
    for one in members.values():
        _check(one)
    for quantity in sentence:
        _check_alone(quantity)
    return following


def _changes(lexemes: Lexemes, sentence: Sequence[Quantity], following: int) -> int:
    """Each figure near a verb or noun of change takes its part in it."""
    told: dict[int, list[Quantity]] = {}
    last: tuple[Quantity, int] | None = None
    for before, quantity in zip([None, *sentence], sentence, strict=False):
        if quantity.kind not in _GAUGES or (before is not None and _of_the(lexemes, before, quantity)):
            continue
        cue = _cue(lexemes, quantity)
        if cue is None and last is not None and _goes_on(lexemes, *last, quantity):
            cue = last[1]
        if cue is None:
            continue
        last = quantity, cue
        form = lexemes.lower[cue]
        role = quantity.part.role or _role(lexemes, quantity, cue) or _as_before(lexemes, before, quantity)
        quantity.part = replace(quantity.part, role=role, direction=_CHANGES.get(form, _COMPARED.get(form)))
        told.setdefault(cue, []).append(quantity)
    for members in told.values():
        if len(members) > 1:
            for quantity in members:
                quantity.part = replace(quantity.part, group=following)
            following += 1
    return following


def _of_the(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """`six of the nine members`, `1,200 of its 3,600 jobs`: the right is the whole."""
    gap = lexemes.lower[left.last : right.first]
    return len(gap) == _OF_THE and gap[0] == "of" and gap[1] in _DETERMINERS and left.kind == right.kind == "count"


def _are_of(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`six deaths were of children`, `nine victims were among them`: part of a whole told elsewhere."""
    return (
        quantity.kind == "count"
        and word(lexemes, quantity.last) in _WERE
        and word(lexemes, quantity.last + 1) in {"of", "among"}
    )


def _goes_on(lexemes: Lexemes, last: Quantity, cue: int, quantity: Quantity) -> bool:
    """Whether a change goes on behind its first figure: raised by 0.25 points on Friday, to 4.5 percent."""
    linked = word(lexemes, quantity.first - 1) in {"by", "to", "from"}
    return linked and cue < last.first and last.kind == quantity.kind and last.part.role != "level"


def _cue(lexemes: Lexemes, quantity: Quantity) -> int | None:
    """The nearest word of change: in front within the clause, else right behind (a 3 percent drop)."""
    moved = word(lexemes, quantity.last) != "went" or word(lexemes, quantity.last + 1) in _WENT
    if word(lexemes, quantity.last) in _CHANGES and moved and quantity.kind in {"percent", "money"}:
        return quantity.last
    if word(lexemes, quantity.last) == "went" and word(lexemes, quantity.last + 1) not in _WENT:
        return None
    behind = word(lexemes, quantity.last)
    if behind in _COMPARED and quantity.kind == "percent" and word(lexemes, quantity.last + 1) == "than":
        return quantity.last
    near = not _CHANGES.keys().isdisjoint(lexemes.lower[max(0, quantity.first - _REACH) : quantity.first])
    return _cue_in_front(lexemes, quantity) if near else None


def _cue_in_front(lexemes: Lexemes, quantity: Quantity) -> int | None:
    for at in range(quantity.first - 1, max(-1, quantity.first - _REACH - 1), -1):
        form = lexemes.lower[at]
        if form in _CHANGES and not _other_sense(lexemes, quantity, at):
            return at
        if form in _CLAUSE_ENDS or (form == "." and not lexemes.glued(at + 1)):
            return None
    return None


def _other_sense(lexemes: Lexemes, quantity: Quantity, at: int) -> bool:
    """Whether a word of change is none here: she added that, signed up 5 people; but `up from 6` is."""
    if word(lexemes, at + 1) == "that" or (lexemes.lower[at] in _RAISING and quantity.counted.lemma in _RAISED):
        return True
    return lexemes.lower[at] in _PARTICLES and quantity.kind == "count" and word(lexemes, at + 1) not in {"from", "by"}


def _role(lexemes: Lexemes, quantity: Quantity, cue: int) -> FigureRole | None:
    before = word(lexemes, quantity.first - 1)
    if before == "of" and cue == quantity.first - 2:
        return "delta"
    if before == "at" and (quantity.kind == "count" or word(lexemes, quantity.first - 2) in _VALUED):
        return None
    if cue >= quantity.last or before == "by" or cue == quantity.first - 1:
        return "delta"
    return _ROLES.get(before)


def _as_before(lexemes: Lexemes, before: Quantity | None, quantity: Quantity) -> FigureRole | None:
    """`a rise of $1.02, or 1.3 percent`: the same once more."""
    again = before is not None and lexemes.lower[before.last : quantity.first] in ([",", "or"], ["or"])
    return before.part.role if again and before is not None else None


def _wholes(lexemes: Lexemes, sentence: Sequence[Quantity], following: int) -> int:
    """`killed 14, including three children`; `200 people, of whom 50`; `21 drowned, four of them`."""
    for left, right in pairwise(sentence):
        gap = lexemes.lower[left.last : right.first]
        behind = lexemes.lower[right.last : right.last + 2]
        parted = not _PARTS.isdisjoint(gap) or any(a == "of" and b in _WHOM for a, b in pairwise([*gap, "", *behind]))
        if not _COUNTS.issuperset({left.kind, right.kind}):
            continue
        if left.part.role == "part" and left.part.group is not None and _is_joined(gap):
            right.part = left.part
            continue
        if _of_the(lexemes, left, right):
            left.part = replace(left.part, role=left.part.role or "part", group=following)
            right.part = replace(right.part, role="whole", group=following)
            following += 1
            continue
        if not parted:
            continue
        if left.part.group is None:
            left.part = replace(left.part, role="whole", group=following)
            following += 1
        right.part = replace(right.part, role="part", group=left.part.group)
    return following


def _is_joined(gap: Sequence[str]) -> bool:
    """*Including two in Lom and one in Harn*: the second is a part as the first."""
    return len(gap) <= _JOINED and gap[-1:] == ["and"] and "," not in gap


def _conversions(lexemes: Lexemes, sentence: Sequence[Quantity], following: int) -> int:
    """An amount in brackets right behind another of the same kind is a conversion: the same group."""
    for left, right in pairwise(sentence):
        gap = lexemes.lower[left.last : right.first]
        bracket = gap == ["("] or (len(gap) > 1 and gap[-1] == "(" and right.first - left.last <= len(gap))
        same = left.kind == right.kind and left.kind in {"money", "measure"} and left.unit.code != right.unit.code
        if not (bracket and same and gap[0] == "("):
            continue
        if left.part.group is None:
            left.part = replace(left.part, group=following)
            following += 1
        right.part, right.rule = left.part, "conversion"
    return following


def _check(members: Sequence[Quantity]) -> None:
    """Whether from, to and delta agree within rounding, parts fit in their whole, and conversions are near."""
    failed = [*_check_change(members), *_check_parts(members), *_check_conversion(members)]
    for quantity in members:
        for name in failed:
            _fail(quantity, name)


def _fail(quantity: Quantity, name: str) -> None:
    if name not in quantity.checks:
        quantity.checks.append(name)


def _of_role(members: Sequence[Quantity], role: str) -> Quantity | None:
    found = [quantity for quantity in members if quantity.part.role == role and quantity.value is not None]
    return found[0] if len(found) == 1 else None


def _check_change(members: Sequence[Quantity]) -> list[str]:
    start, end, delta = (_of_role(members, role) for role in ("from", "to", "delta"))
    if start is None or end is None or start.value is None or end.value is None or start.unit.code != end.unit.code:
        return []
    change = end.value - start.value
    failed = []
    if end.part.direction and change * end.part.direction < 0:
        failed.append("direction")
    if delta is None or delta.value is None:
        return failed
    slack = rounding(start) + rounding(end)
    if delta.unit.code == "percent" and start.unit.code != "percent" and start.value:
        share, slack = abs(change / start.value * 100), slack / abs(start.value) * 100 + rounding(delta)
        failed += ["change"] if abs(share - abs(delta.value)) > slack else []
    elif delta.unit.code == start.unit.code and abs(abs(change) - abs(delta.value)) > slack + rounding(delta):
        failed.append("change")
    return failed


def _check_parts(members: Sequence[Quantity]) -> list[str]:
    whole = _of_role(members, "whole")
    if whole is None or whole.value is None or whole.modifier in {"more_than", "at_least"}:
        return []
    parts = [quantity.value for quantity in members if quantity.part.role == "part" and quantity.value is not None]
    return ["parts"] if any(part > whole.value for part in parts) else []


def _check_conversion(members: Sequence[Quantity]) -> list[str]:
    if len(members) != 2 or members[1].rule != "conversion":  # noqa: PLR2004 - one pair
        return []
    sizes = []
    for quantity in members:
        si = si_units().get(quantity.unit.code or "")
        if si is None or quantity.value is None:
            return []
        sizes.append(quantity.value * si.factor + si.offset)
    return ["conversion"] if abs(sizes[0] - sizes[1]) > _CONVERSION_ERROR * max(map(abs, sizes)) else []


def _check_alone(quantity: Quantity) -> None:
    if quantity.low is not None and quantity.high is not None and quantity.low > quantity.high:
        _fail(quantity, "interval")
    if quantity.kind == "age" and quantity.value is not None and quantity.value > _OLDEST and quantity.unit.code == "a":
        _fail(quantity, "age")
