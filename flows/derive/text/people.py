"""Nouns that say what a person or a body of persons is: who can speak."""

from functools import lru_cache

from flows.derive.text.tokens import Tokens
from seeds.people import noun_classes, title_words
from seeds.word_classes import words_of


def can_speak(tokens: Tokens, head: int) -> bool:
    """Whether a phrase is for somebody who can speak: a name, a personal pronoun, a person or a body of persons."""
    return is_somebody(tokens, head) or tokens.lemmas[head] in noun_classes()


def is_somebody(tokens: Tokens, head: int) -> bool:
    """The same without nouns of places and things that may be names' own (*bank*, *bridge*)."""
    if tokens.upos[head] == "PROPN":
        return True
    word, lemma = tokens.lower[head], tokens.lemmas[head]
    if tokens.upos[head] in {"PRON", "DET"}:
        return word not in {"it", "this", "that", "which", "what"} or bool(tokens.dependents(head, "appos"))
    known = lemma in title_words() or lemma in words_of("person_noun") or lemma in words_of("body_noun")
    ending = lemma.endswith(_endings()) and lemma not in words_of("thing_noun")
    return known or lemma in words_of("speaking_noun") or ending


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(words_of("person_ending"))
