"""Where a figure hangs in the tree: its phrase, the nouns whose value or number it states, and its clause."""

from typing import NamedTuple

from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.text.clauses import predicate_over
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens

_NOMINAL = frozenset({"NOUN", "PROPN", "SYM", "PRON"})
_VERBS = frozenset({"VERB", "AUX"})
_BOUNDING = frozenset({"exceed", "exceeds", "exceeded", "surpass", "surpasses", "surpassed"})
_HIGHEST = 12  # bounds the walk, should the tree be a circle


class Anchor(NamedTuple):
    """A figure's place in the tree of its sentence; indices of tokens."""

    first: int
    last: int
    top: int
    """The token that governs its words."""
    nouns: tuple[int, ...]
    """The noun counted or modified, and the noun measured."""
    predicate: int | None
    """The predicate of its clause."""
    argument: int | None
    """The dependent of the predicate that the figure is, or is part of; None where it is the predicate itself."""
    counted: int | None = None
    """The noun counted, where the figure's own words or its clause name it."""

    def holds(self, token: int) -> bool:
        """Whether a token is one of the figure's own."""
        return self.first <= token <= self.last


def anchor_of(tokens: Tokens, lexemes: Lexemes, quantity: Quantity, measure: Words) -> Anchor | None:
    """The anchor of a figure with the words that it measures; None where its sentence has no tree."""
    first = stated_at(tokens, lexemes, quantity)
    if not tokens.parsed(first):
        return None
    last = max(first, tokens.token_at(lexemes.ends[quantity.last - 1] - 1))
    top = tokens.token_at(lexemes.starts[quantity.numeral.last - 1])
    for _ in range(_HIGHEST):
        if not first <= tokens.heads[top] <= last:
            break
        top = tokens.heads[top]
    predicate = predicate_over(tokens, top)
    nouns, counted = _nouns(tokens, lexemes, measure, top), _counted(tokens, lexemes, quantity)
    return Anchor(first, last, top, nouns, predicate, argument_of(tokens, top, predicate), counted)


def _counted(tokens: Tokens, lexemes: Lexemes, quantity: Quantity) -> int | None:
    """The head of the words counted, which a number without a noun only shares with the one before."""
    words = quantity.counted.words
    if not words or quantity.like is not None:
        return None
    return head_of(tokens, (lexemes.starts[words.first], lexemes.ends[words.last - 1]))


def stated_at(tokens: Tokens, lexemes: Lexemes, quantity: Quantity) -> int:
    """The first token of a figure's phrase, which a verb that bounds it is none of: the toll *exceeds* 1,300."""
    first = tokens.token_at(lexemes.starts[quantity.first])
    number = tokens.token_at(lexemes.starts[quantity.numeral.first])
    while first < number and tokens.upos[first] in _VERBS and tokens.lower[first] in _BOUNDING:
        first += 1
    return first


def argument_of(tokens: Tokens, token: int, predicate: int | None) -> int | None:
    """The dependent of a predicate that a token stands under."""
    if predicate is None or token == predicate:
        return None
    for _ in range(_HIGHEST):
        head = tokens.heads[token]
        if head == predicate:
            return token
        if head < 0:
            return None
        token = head
    return None


def _nouns(tokens: Tokens, lexemes: Lexemes, measure: Words, top: int) -> tuple[int, ...]:
    found = [top] if tokens.upos[top] in _NOMINAL else []
    head = tokens.heads[top]
    if head >= 0 and tokens.deprel[top] in {"nummod", "compound", "amod"} and tokens.upos[head] in _NOMINAL:
        found.append(head)
    if measure:
        found.append(head_of(tokens, (lexemes.starts[measure.first], lexemes.ends[measure.last - 1])))
    return tuple(dict.fromkeys(found))
