"""What is counted: with syntax the noun that the numeral modifies, else the noun run to the right of the number."""

from collections.abc import Sequence
from itertools import pairwise

from flows.derive.figures.quantities.quantity import Noun, Quantity, Words
from flows.derive.text.lexemes import Lexemes, past_dash, word
from flows.derive.text.plurals import is_plural, singular
from seeds.quantities import figure_words, words_of_figures

_STOPS = frozenset(figure_words()["stop"])
_RUN = 7  # lexemes: longer runs of nouns are misread
_JOINERS = frozenset({"-", "&", "'s", "'", "\u2013"})
_OF_FORMS = frozenset({"vague", "couple", "fraction", "half"})
_DETERMINERS, _QUANTIFIERS = (words_of_figures(code) for code in ("determiner", "quantifier"))
_SHORT = 4
"""Letters up to which *-ed*, *-ly* and *-ing* are no ending but a part of the word: *bed*, *king*, *ally*."""


def noun_beside(lexemes: Lexemes, quantity: Quantity) -> Noun | None:
    """The noun phrase to the right of a quantity."""
    start = _run_start(lexemes, quantity)
    end = _run_end(lexemes, start)
    if end <= start:
        return _noun_or_two(lexemes, quantity)
    head = _head(lexemes, start, end, one=quantity.value == 1 and quantity.modifier == "exact")
    return Noun(Words(start, head + 1), singular(lexemes.lower[head])) if head >= start else None


def _noun_or_two(lexemes: Lexemes, quantity: Quantity) -> Noun | None:
    """`another pick or two`, `a year or two`: the noun stands in front."""
    at = quantity.first - 2
    if word(lexemes, at + 1) != "or" or word(lexemes, at - 1) not in {"a", "an", "another"}:
        return None
    return Noun(Words(at, at + 1), singular(lexemes.lower[at]))


def _run_start(lexemes: Lexemes, quantity: Quantity) -> int:
    at = past_dash(lexemes, quantity.last)
    partitive = quantity.numeral.form in _OF_FORMS or quantity.kind in {"ratio", "percent"} or quantity.value == 1
    if word(lexemes, at) == "of" and (partitive or word(lexemes, at + 1) in _DETERMINERS):
        at += 1
        while word(lexemes, at) in _DETERMINERS:
            at += 1
    while word(lexemes, at) in _QUANTIFIERS or (word(lexemes, at) == "most" and word(lexemes, at - 1) in _DETERMINERS):
        at += 1
    return at


def _run_end(lexemes: Lexemes, start: int) -> int:
    """Behind the last word that may belong to the noun phrase."""
    at = start
    while at < min(start + _RUN, len(lexemes.lower)):
        token = lexemes.lower[at]
        if token in _JOINERS and at > start and lexemes.glued(at):
            at += 1
            continue
        if not _may_stand(lexemes, start, at):
            break
        at += 1
        if is_plural(token) and not _goes_on(lexemes, at) and not is_plural(word(lexemes, at)):
            break
    while at > start and lexemes.lower[at - 1] in _JOINERS:
        at -= 1
    return at


def _may_stand(lexemes: Lexemes, start: int, at: int) -> bool:
    """Whether a word may stand in the noun phrase: no stop word, and no participle behind its noun."""
    token = lexemes.lower[at]
    if not token[0].isalpha() or (token in _STOPS and not _is_acronym(lexemes, at)):
        return False
    if at > start and len(token) > _SHORT and token.endswith(("ed", "ly")) and not _before_noun(lexemes, at + 1):
        return False
    return not token.endswith("ing") or len(token) <= _SHORT or _before_noun(lexemes, at + 1)


def _is_acronym(lexemes: Lexemes, at: int) -> bool:
    """U.S. is no pronoun."""
    return len(lexemes.forms[at]) > 1 and lexemes.forms[at].isupper()


def count_past(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Give a bare number right in front of a measure the noun behind that: eight million 250ml bottles."""
    for left, right in pairwise(quantities):
        if left.kind == "number" and left.last == right.first and right.kind in {"measure", "duration", "age", "money"}:
            last, left.last = left.last, right.last
            if noun := noun_beside(lexemes, left):
                left.kind, left.counted = "count", noun
            left.last = last


def _before_noun(lexemes: Lexemes, at: int) -> bool:
    token = word(lexemes, at)
    return token.isalpha() and token not in _STOPS and (is_plural(token) or is_plural(word(lexemes, at + 1)))


def _goes_on(lexemes: Lexemes, at: int) -> bool:
    """Whether a plural is only part of a compound: a possessive or hyphen follows."""
    return word(lexemes, at) in _JOINERS and lexemes.glued(at)


def _head(lexemes: Lexemes, start: int, end: int, *, one: bool) -> int:
    """The first plural; of one thing the noun before a word in -s; in a compound (12-page report) the first noun."""
    plurals = [at for at in range(start, end) if is_plural(lexemes.lower[at]) and not _goes_on(lexemes, at + 1)]
    if one and plurals and plurals[0] > start and word(lexemes, start - 1) not in _DETERMINERS | {"of"}:
        return plurals[0] - 1
    if plurals:
        return plurals[1] if plurals[1:] == [plurals[0] + 1] else plurals[0]
    if not one and end - start > 1 and lexemes.lower[start + 1].isalpha():
        return start
    return end - 1 if lexemes.lower[end - 1].isalpha() else -1
