"""What a figure measures, by the tree: the noun whose value it states; and the predicate of its clause.

A measure is a common noun: the one that an `of` phrase with the figure modifies (a *profit* of 45 million), the object
whose value the verb sets (put the *death toll* at 17), or the subject of a verb of being or change (*inflation* fell to
4 percent). People, bodies and places have figures but are none, so that a company that lost 3 million leaves it empty.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from flows.derive.figures.links.anchors import stated_at
from flows.derive.figures.links.told import Told
from flows.derive.figures.quantities.quantity import Noun, Quantity, Words
from flows.derive.figures.quantities.syntax import (
    clause_of,
    helped,
    is_counted,
    is_oblique,
    is_verb,
    object_before,
    of_phrase,
    phrase,
    stands_by,
    subject_of,
)
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.plurals import is_plural, singular
from flows.derive.text.tokens import Tokens
from seeds.people import noun_classes, title_words
from seeds.quantities import figure_words, words_of_figures
from seeds.word_classes import words_of

_MEASURED = frozenset({"percent", "money", "number", "measure"})
_OF = frozenset({"of", "at"})
_TO = _OF | {"to", "from", "by"}
_WITHIN = frozenset({"compound", "nummod", "amod"})
_CHANGES = frozenset(figure_words()["change"])
_TRANSITIVE, _ATTRIBUTES = words_of_figures("takes_object"), words_of_figures("attribute")
_STATING, _SETTING = words_of_figures("stating"), words_of_figures("setting")
_TELLING = words_of_figures("telling") | {"be"}
_FUTURE = words_of("future_auxiliary")
_NUMBERS = words_of_figures("number_noun")
_HIGHEST = 6  # bounds the walk, should the tree be a circle


def told_by_tree(tokens: Tokens, lexemes: Lexemes, quantity: Quantity) -> Told:
    """The predicate of a figure's clause and, if its kind measures, the noun measured or counted instead."""
    first, last = _tokens(tokens, lexemes, quantity)
    top = _top(tokens, first, last)
    predicate = clause_of(tokens, top)
    word = None
    if predicate is not None:
        stated = first <= predicate <= last
        stated = stated or (
            tokens.heads[top] == predicate and tokens.deprel[top] == "conj" and not is_verb(tokens, predicate)
        )
        word = "be" if stated else tokens.lemmas[predicate]
    if quantity.kind not in _MEASURED:
        return Told(predicate=word)
    noun = _modified(tokens, top, first)
    if noun is None and predicate is not None:
        noun = _noun_of_clause(tokens, predicate, top, first)
    if noun is None:
        return Told(predicate=word)
    counted = _count_instead(tokens, lexemes, noun) if quantity.kind == "number" else None
    if counted is not None:
        return Told(predicate=word, counted=counted)
    begin, end = phrase(tokens, noun)
    if noun > last:
        begin = max(begin, last + 1)
    return Told(_lexemes(tokens, lexemes, begin, end), word)


def is_foreseen(tokens: Tokens, lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether the predicate of a figure's clause stands in the future; what a change starts from is there already."""
    predicate = clause_of(tokens, _top(tokens, *_tokens(tokens, lexemes, quantity)))
    return predicate is not None and quantity.part.role != "from" and helped(tokens, predicate, _FUTURE)


def as_of_like(quantity: Quantity, told: Told, known: Mapping[int, Told]) -> Told:
    """Where a number without its noun is only told (it *counted* fewer than 5,000), what is told of the one before.

    `known` is what is told of the figures before, by their first lexemes.
    """
    if quantity.like is None or told.predicate not in _TELLING:
        return told
    return replace(told, predicate=known[quantity.like.first].predicate)


def _tokens(tokens: Tokens, lexemes: Lexemes, quantity: Quantity) -> tuple[int, int]:
    """First and last token of a quantity."""
    first = stated_at(tokens, lexemes, quantity)
    return first, max(first, tokens.token_at(lexemes.starts[quantity.last - 1]))


def _lexemes(tokens: Tokens, lexemes: Lexemes, first: int, last: int) -> Words:
    return Words(
        bisect_right(lexemes.starts, tokens.starts[first]) - 1, bisect_right(lexemes.starts, tokens.ends[last] - 1)
    )


def _top(tokens: Tokens, first: int, last: int) -> int:
    """The head of a quantity's phrase: *crowns* of 310 million crowns."""
    top = last
    for _ in range(_HIGHEST):
        if not first <= tokens.heads[top] <= last:
            break
        top = tokens.heads[top]
    return top


def _modified(tokens: Tokens, top: int, first: int) -> int | None:
    """The noun that the figure modifies: inflation of 3.6 percent, lifted its dividend to 12 euros, a $5 fee."""
    head = tokens.heads[top]
    if head > top and tokens.deprel[top] in _WITHIN and tokens.lemmas[head] in _ATTRIBUTES:
        return head
    if tokens.deprel[top] != "nmod" or not 0 <= head < first or not _measures(tokens, head):
        return None
    verb = tokens.heads[head]
    changed = verb >= 0 and tokens.lower[verb] in _CHANGES
    return head if tokens.lemmas[first - 1] in (_TO if changed else _OF) else None


def _noun_of_clause(tokens: Tokens, predicate: int, top: int, first: int) -> int | None:
    """The object in front whose value the verb sets, else the subject of a verb of being or change."""
    changes = tokens.lower[predicate] in _CHANGES
    direct = stands_by(tokens, top, predicate)
    oblique = is_oblique(tokens, top)
    if changes and tokens.deprel[top] == "obj" and not oblique and tokens.lemmas[predicate] in _TRANSITIVE:
        return None
    if is_verb(tokens, predicate) and oblique:
        noun = object_before(tokens, predicate, first)
        if noun is not None and not is_counted(tokens, noun):
            sets = changes or tokens.lemmas[predicate] in _SETTING
            return noun if sets and _measures(tokens, noun) else None
    subject = subject_of(tokens, predicate)
    if subject is None or subject >= first or not (direct and _measures(tokens, subject)):
        return None
    stated = not is_verb(tokens, predicate) or tokens.lemmas[predicate] in _STATING
    return subject if stated or changes else None


def _measures(tokens: Tokens, token: int) -> bool:
    """Whether a token is a common noun for a thing: no person, body or place."""
    lemma = tokens.lemmas[token]
    return tokens.upos[token] == "NOUN" and (singular(lemma) if is_plural(lemma) else lemma) not in _actors()


@lru_cache(maxsize=1)
def _actors() -> frozenset[str]:
    """Nouns for people, bodies and places."""
    return words_of_figures("actor") | title_words().keys() | noun_classes().keys()


def _count_instead(tokens: Tokens, lexemes: Lexemes, noun: int) -> Noun | None:
    """`The number of soldiers fell to 9,600` counts soldiers."""
    if tokens.lemmas[noun] not in _NUMBERS:
        return None
    counted = of_phrase(tokens, noun)
    if counted is None or not is_plural(tokens.lower[counted]):
        return None
    return Noun(_lexemes(tokens, lexemes, *phrase(tokens, counted)), singular(tokens.lower[counted]))
