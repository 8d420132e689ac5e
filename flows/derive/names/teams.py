"""Teams that are called by their town or founder alone: *Lincoln beat Jackson 2-1*, *Norrby head coach Per Dahlin*."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from flows.derive.names.find import Name
from seeds.word_classes import words_of

_RESULT = re.compile(r"[ ,]{1,2}\d{1,3},? ")
_LAST_SCORE = re.compile(r"[ ,]{1,2}\d{1,3}[.*]?(?: \([^()\n]{1,60}\))?(?:\n|\Z)")
"""A line of a result, *Norrby 3 Halmvik 1*: a number behind either name, and nothing else."""
_SCORE = re.compile(r" (?:by )?\d{1,3}[-–]\d{1,3}\b")  # as written
_MAY_BE = frozenset({"PERSON", "GPE", "LOC", "ORG"})


def with_teams(body: str, names: Sequence[Name]) -> list[Name]:
    """The names; those of two that a score stands between are organisations, also where they stand alone elsewhere.

    A name of one word with a title (*Mr Jackson*), or behind the full name of a person who bears it, is left as it is.
    """
    teams = {*_teams(body, names), *_short_clubs(body, names)}
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


def _short_clubs(body: str, names: Sequence[Name]) -> Iterator[str]:
    """*City* of *Calder City*: the last word of a club's name, by which the article calls it too."""
    lasts = {name.text(body).rpartition(" ")[2] for name in names if name.kind == "ORG" and " " in name.text(body)}
    yield from lasts & words_of("club_word")


def _teams(body: str, names: Sequence[Name]) -> Iterator[str]:
    """The names of one word that a result, or a player or coach behind them, tells to be teams."""
    people = {name.text(body).split()[-1] for name in names if name.kind == "PERSON" and " " in name.text(body)}
    for one, other in pairwise(names):
        texts = [text for text in (one.text(body), other.text(body)) if " " not in text]
        if _played(body, one, other):
            yield from texts
        elif one.kind == other.kind == "PERSON" and _plays_for(body, one, other):
            yield from (text for text in texts[:1] if text == one.text(body) and text not in people)


def _played(body: str, one: Name, other: Name) -> bool:
    """A verb of winning or losing between two names and a score behind, or a line of a result."""
    gap = body[one.end : other.start]
    if _RESULT.fullmatch(gap):
        return body[one.start - 1 : one.start] in {"", "\n"} and _LAST_SCORE.match(body, other.end) is not None
    between = gap.split()
    verb = bool(between) and between[0] in words_of("match_verb") and len(between) < len(("lost", "out", "to", "the"))
    return verb and _SCORE.match(body, other.end) is not None


def _plays_for(body: str, team: Name, player: Name) -> bool:
    """*Norrby striker Elsa Lindqvist*: a role that only a team has between two names."""
    gap = body[team.end : player.start]
    return gap[:1] == gap[-1:] == " " and gap.strip() in words_of("team_role")
