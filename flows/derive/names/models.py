"""Which names are what a maker made: *Piper PA-28*, *Boeing 737 MAX*, *a Toyota Hilux*."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.derive.names.find import Name
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_INDEFINITE = frozenset({"a", "an"})
_SHORTEST = 2
"""Words of a maker with its model."""


_TERM = re.compile(r"(?:q[1-4]|h[12]|fy\d*|\d{4})\Z")
"""Of what a firm tells its results, which is no model: *Apple Q3*."""
_CODE = re.compile(
    r" (?!Q[1-4]\b|H[12]\b|FY)(?:Model [A-Z0-9]\b|[A-Z]{1,3}-?\d{1,4}\b|7[0-9]7(?: MAX)?\b)(?![-–%,]\d)"
)  # as written
_SURE = 0.6
"""Confidence in a name that was cut short: that of others that are mended."""


def model(tokens: Tokens, name: Name, following: Sequence[Name]) -> Name | None:
    """*Tesla* of *Tesla Model 3*: the maker alone, whose model stands behind; *Intel FY25* is Intel."""
    del following
    firm, _, rest = name.text(tokens.body).partition(" ")
    if name.kind == "ORG" and firm.casefold() in words_of("maker") and _TERM.match(rest.casefold()):
        return replace(name, end=name.start + len(firm), score=min(name.score, _SURE))
    maker = name.kind == "ORG" and name.text(tokens.body).casefold() in words_of("maker")
    found = _CODE.match(tokens.body, name.end) if maker else None
    return replace(name, end=found.end(), kind="PRODUCT", score=min(name.score, _SURE)) if found else None


def is_model(tokens: Tokens, name: Name) -> bool:
    """Whether a name is a maker's with a model's behind it.

    The model has a figure, or is one word of which there are many (*a Toyota Hilux*); *Ford Credit* is
    a part of the firm.
    """
    inside = tokens.within((name.start, name.end))
    words = tokens.lower[inside.start : inside.stop]
    if len(words) < _SHORTEST or words[0] not in words_of("maker") or _is_part(words[-1]) or _TERM.match(words[-1]):
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
