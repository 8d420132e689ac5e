"""Teams that are called by their town or founder alone: *Lincoln beat Jackson 2-1*."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from flows.derive.names.find import Name
from seeds.word_classes import words_of

_SCORE = re.compile(r" (?:by )?\d{1,3}[-–]\d{1,3}\b")  # as written
_MAY_BE = frozenset({"PERSON", "GPE", "LOC", "ORG"})


def with_teams(body: str, names: Sequence[Name]) -> list[Name]:
    """The names; those of two that a score stands between are organisations, also where they stand alone elsewhere.

    A name of one word with a title (*Mr Jackson*), or behind the full name of a person who bears it, is left as it is.
    """
    teams = set(_teams(body, names))
    if not teams:
        return list(names)
    met: set[str] = set()
    found = []
    for name in names:
        text = name.text(body)
        alone = name.title[0] == name.title[1] and text not in met
        if text in teams and alone and name.kind in _MAY_BE:
            found.append(replace(name, kind="ORG"))
            continue
        if name.kind == "PERSON" and " " in text:
            met.add(text.split()[-1])
        found.append(name)
    return found


def _teams(body: str, names: Sequence[Name]) -> Iterator[str]:
    """The names of one word that a verb of winning or losing stands between, and a score behind."""
    for one, other in pairwise(names):
        between = body[one.end : other.start].split()
        verb = between and between[0] in words_of("match_verb") and len(between) < len(("lost", "out", "to", "the"))
        if verb and _SCORE.match(body, other.end):
            yield from (text for text in (one.text(body), other.text(body)) if " " not in text)
