"""People whom an article never names (*a doctor from Harn*): a pronoun behind them may be theirs, so nobody else's.

They get no entity; that a pronoun stands for one of them is why it stays without.
"""

from collections.abc import Collection

from flows.derive.text.cues import verb_at
from flows.derive.text.people import is_somebody
from flows.derive.text.tokens import Tokens
from seeds.people import Gender, title_words
from seeds.word_classes import words_of

_MODIFIERS = frozenset({"compound", "flat", "nmod:desc", "appos", "amod", "nmod:unmarked"})
_KNOWN = frozenset({"the", "this", "that"})
_NEW = frozenset({"a", "an", "another", "one"})
_NAMING = ("appos", "flat", "nmod:desc", "compound")


def unnamed_people(tokens: Tokens, named: Collection[int]) -> dict[int, int]:
    """A negative number for each token that heads a phrase for one unnamed person; the same again for *the* same noun.

    `named` are the tokens at which somebody named stands.
    """
    found: dict[int, int] = {}
    last: dict[str, int] = {}
    for token, word in enumerate(tokens.lower):
        if tokens.upos[token] != "NOUN" or not _is_person(tokens, token, word):
            continue
        if token in named or not _is_apart(tokens, token, named):
            continue
        known = any(tokens.lower[det] in _KNOWN for det in tokens.dependents(token, "det"))
        number = last.get(word) if known else None
        found[token] = last[word] = number if number is not None else -1 - len(found)
    return found


def gender_of_noun(tokens: Tokens, token: int) -> Gender | None:
    """The gender that a noun tells: *man*, *mother*."""
    if tokens.lower[token] in words_of("male_noun"):
        return "m"
    return "f" if tokens.lower[token] in words_of("female_noun") else None


def is_indefinite(tokens: Tokens, token: int) -> bool:
    """Whether a noun brings in somebody new: *a driver*, *one woman*, *another man*."""
    return any(tokens.lower[one] in _NEW for one in tokens.dependents(token, "det", "nummod"))


def _is_person(tokens: Tokens, token: int, word: str) -> bool:
    """Whether a noun is in the singular and says what a person is, by the lists."""
    if tokens.lemmas[token] != word:
        return False
    known = word in title_words() or word in words_of("person_noun") or gender_of_noun(tokens, token) is not None
    return known or (is_somebody(tokens, token) and _says(tokens, token) and word not in words_of("body_noun"))


def _says(tokens: Tokens, token: int) -> bool:
    """*a driver said*, *said a driver*: whether a noun is the subject of a verb of saying."""
    head = tokens.heads[token]
    return head >= 0 and tokens.deprel[token] == "nsubj" and verb_at(tokens, head) is not None


def _is_apart(tokens: Tokens, token: int, named: Collection[int]) -> bool:
    """Whether a noun stands for somebody by itself: beside no name, no predicate (*he is a doctor*), no modifier."""
    if tokens.deprel[token] in _MODIFIERS or tokens.dependents(token, "cop"):
        return False
    return not any(child in named or tokens.upos[child] == "PROPN" for child in tokens.dependents(token, *_NAMING))
