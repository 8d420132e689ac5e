"""Which names are what a maker made: *Piper PA-28*, *Boeing 737 MAX*, *a Toyota Hilux*."""

from flows.derive.names.find import Name
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_INDEFINITE = frozenset({"a", "an"})
_SHORTEST = 2
"""Words of a maker with its model."""


def is_model(tokens: Tokens, name: Name) -> bool:
    """Whether a name is a maker's with a model's behind it.

    The model has a figure, or is one word of which there are many (*a Toyota Hilux*); *Ford Credit* is
    a part of the firm.
    """
    inside = tokens.within((name.start, name.end))
    words = tokens.lower[inside.start : inside.stop]
    if len(words) < _SHORTEST or words[0] not in words_of("maker") or _is_part(words[-1]):
        return False
    return any(character.isdigit() for word in words[1:] for character in word) or _is_one_of_many(tokens, inside)


def _is_part(word: str) -> bool:
    return any(
        word.rstrip(".") in words_of(kind)
        for kind in ("maker_part", "company_noun", "company_form", "company_class", "common_body_word")
    )


def _is_one_of_many(tokens: Tokens, inside: range) -> bool:
    if len(inside) > _SHORTEST or not inside.start or tokens.lower[inside.start - 1] not in _INDEFINITE:
        return False
    behind = inside.stop < len(tokens) and tokens.upos[inside.stop] in {"NOUN", "PROPN"}
    return not behind and not tokens.words[inside[-1]].isupper()
