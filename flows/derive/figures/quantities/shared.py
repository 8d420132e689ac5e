"""What a number takes from another near it: the noun that it elides, its partner's unit, the currency said before."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.figures.quantities.syntax import verb_with
from flows.derive.text.lexemes import Lexemes, word
from flows.derive.text.tokens import Tokens
from seeds.quantities import figure_words, words_of_figures

_STOPS = frozenset(figure_words()["stop"])
_ELIDING, _LINKS, _TELLING = (words_of_figures(code) for code in ("eliding", "linking", "telling"))
_DETERMINERS = words_of_figures("determiner")
_ENDS = frozenset({".", "!", "?", ";"})
_SCALED_FORMS = frozenset({"mixed"})
_LONGEST_GAP = 4
"""Tokens between two numbers that share a noun, all of them links: *two , or even four*. Assumed."""
_ALSO = (["and"], ["or"], [",", "and"])
_OF_THE = 2
"""Words of *of the*, *of its*: nothing else may stand between."""
_ALIKE = 10.0
"""How many times larger one of two numbers may be that count the same where a clause of its own holds the second."""
_FEW = 10
"""Below ten numbers of anything are of one size: what they count tells them apart only by its noun."""
_WHOLE = 100.0  # a share of more than the whole is an amount
_GIVEN = frozenset({"count", "measure", "duration", "percent", "money"})


def share_from_right(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Give a bare number the unit or noun of its partner: 2 or 4 years, five or six crews, six of the nine members."""
    for left, right in reversed(list(pairwise(quantities))):
        if left.kind == "count" and right.unit.words and left.counted.words == right.unit.words:
            left.kind = "number"  # the months of *six and 12 months* are its unit
        gap = lexemes.lower[left.last : right.first]
        of_the = len(gap) == _OF_THE and gap[0] == "of" and gap[1] in _DETERMINERS and right.kind == "count"
        if of_the and left.kind == "number":
            _share_noun(left, right)
        if left.kind != "number" or not 0 < len(gap) <= _LONGEST_GAP or not _LINKS.issuperset(gap) or gap == [","]:
            continue
        if right.kind == "percent" and "or" in gap and (gap[0] == "," or _is_absolute(left)):
            if right.counted.lemma:  # 6.1 million, or 35 percent of all children
                left.kind, left.counted, left.rule = "count", right.counted, "shared"
            continue
        if right.kind in _GIVEN and right.unit.factor == left.unit.factor:
            left.unit = replace(right.unit, assumed=left.unit.assumed, told=left.unit.told)
            _share_noun(left, right)
            _share_scale(left, right)


def _is_absolute(quantity: Quantity) -> bool:
    return quantity.scaled or (quantity.value or 0.0) > _WHOLE


def _share_noun(left: Quantity, right: Quantity) -> None:
    left.kind, left.counted, left.rule = right.kind, right.counted, "shared"


def _share_scale(left: Quantity, right: Quantity) -> None:
    """*Tens or even hundreds of thousands*: of thousands both."""
    scale = right.numeral.scale
    vague = left.numeral.form == right.numeral.form == "vague"
    if not vague or scale <= 1 or left.numeral.scale > 1 or left.low is None or left.high is None:
        return
    if left.low < (right.low or 0.0) / scale:
        left.low, left.high = left.low * scale, left.high * scale


def share_label(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """*CentOS 7 and 8 are affected*: a bare number joined to one that names is of the same name."""
    for left, right in pairwise(quantities):
        bare = right.kind == "number" and right.numeral.form == "digits" and right.last == right.first + 1
        if not bare or left.rule != "label" or left.kind != "label" or left.numeral.form != "digits":
            continue
        joined = lexemes.lower[left.last : right.first] in _ALSO
        behind = word(lexemes, right.last)
        if joined and (behind in _STOPS or not behind.isalpha() or behind.endswith("ed")):
            right.kind, right.rule = "label", "label"


def share_money(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Give bare millions the currency named before: lost 310 million euros, after a profit of 45 million."""
    last: Quantity | None = None
    for quantity in quantities:
        if not (quantity.scaled or quantity.numeral.form in _SCALED_FORMS):
            continue
        gap = lexemes.lower[last.last : quantity.first] if last is not None else []
        if quantity.kind == "number" and last is not None and sum(token in _ENDS for token in gap) <= 1:
            quantity.take_unit(last)
            quantity.rule = "shared"
        last = quantity if quantity.kind == "money" and quantity.rule != "money_sign" else None


def share_counted(lexemes: Lexemes, quantities: Sequence[Quantity], tokens: Tokens) -> None:
    """Give a number without a noun the noun of the count before it: killed 14, including three.

    In the same sentence that is said by the words around the number, or by its place as the verb's subject or object;
    of the sentence before only if the verb has, is or tells, and the numbers are of one size.
    """
    last: Quantity | None = None
    for quantity in quantities:
        ends = [at for at in range(last.last, quantity.first) if lexemes.lower[at] in _ENDS] if last else []
        if len(ends) > 1:
            last = None
        if quantity.kind == "number" and last is not None and _elides(lexemes, tokens, last, quantity, bool(ends)):
            quantity.kind, quantity.rule = "count", "elided"
            quantity.counted, quantity.like = last.counted, last
        elif quantity.kind == "count" and quantity.counted.lemma:
            last = quantity


def _elides(lexemes: Lexemes, tokens: Tokens, last: Quantity, quantity: Quantity, parted: bool) -> bool:
    after = word(lexemes, quantity.last)
    if quantity.cell or (after not in _STOPS and after.isalnum()):
        return False
    if not parted and word(lexemes, quantity.first - 1) in _ELIDING:
        return True
    if not tokens.has_syntax or quantity.scaled or not _alike(last, quantity):
        return False
    verb = verb_with(tokens, tokens.token_at(lexemes.starts[quantity.numeral.last - 1]))
    return verb is not None and (not parted or tokens.lemmas[verb] in _TELLING)


def _alike(last: Quantity, quantity: Quantity) -> bool:
    """Whether two numbers are of one size, and neither is small or may be a year."""
    sizes = [one.value for one in (last, quantity) if one.value is not None and one.value >= _FEW]
    return len(sizes) == len((last, quantity)) and 1 / _ALIKE <= sizes[1] / sizes[0] <= _ALIKE
