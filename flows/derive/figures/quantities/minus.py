"""The word that makes a number negative, and the phrases that have it for a span: *plus or minus 3 points*."""

from flows.derive.text.lexemes import Lexemes, word

_NEGATIVE = frozenset({"minus", "negative"})
_BETWEEN = frozenset({"or", "and", "/", "-", "\N{NON-BREAKING HYPHEN}", "\N{EN DASH}"})
_LONGEST = 3
"""Lexemes between *plus* and *minus*: those of *plus-or-minus*."""


def says_minus(lexemes: Lexemes, at: int) -> bool:
    """Whether the lexeme at `at` is a word that makes what follows negative; behind *plus or* it is none."""
    if word(lexemes, at) not in _NEGATIVE:
        return False
    before = at - 1
    while at - before <= _LONGEST and word(lexemes, before) in _BETWEEN:
        before -= 1
    return before == at - 1 or word(lexemes, before) != "plus"
