"""Names of one person that are spelt in two ways: a letter apart in a long part, two in a very long one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from flows.derive.names.cluster import Cluster, Moves, parts_of

_LONG, _VERY_LONG = 5, 8
"""Letters of a part in which one wrong letter, or two, may be assumed: *John* and *Joan* are two names."""
_VOWELS = frozenset("aeiouy")
_MOST_PARTS = 8
"""Parts of a name that may be misspelt; a capitalised word a thousand times over is none, and its keys are as many."""
_MOST_ALIKE = 32
"""Names under one key that are looked at, which keeps the time linear."""


def merge_misspelt(clusters: list[Cluster], genders: Callable[[Sequence[int]], set[str]]) -> list[Cluster]:
    """People of one spelling but for a letter or two join, if their genders agree and no third is spelt alike.

    Full names join full names (*Kristin Roe*, *Kristen Roe*), surnames the full name with a surname like theirs.
    """
    moves = Moves(clusters)
    people = [(cluster, parts_of(cluster.key)) for cluster in clusters if cluster.kind == "PERSON"]
    people.sort(key=lambda one: (-len(one[1]), one[0].members[0]))
    near: dict[tuple[str, ...], list[tuple[Cluster, tuple[str, ...]]]] = defaultdict(list)
    for cluster, parts in people:
        alike = {
            id(one): one
            for key in _keys(parts)
            for one, other in near[key][:_MOST_ALIKE]
            if _alike(parts, other if len(parts) > 1 else other[-1:])
        }
        agreeing = [one for one in alike.values() if len(genders(cluster.members) | genders(one.members)) <= 1]
        if len(agreeing) == 1:
            moves.join(cluster, agreeing[0], "spelling")
        elif len(parts) > 1:
            for key in (*_keys(parts), *_keys(parts[-1:])):
                near[key].append((cluster, parts))
    return [cluster for cluster in clusters if id(cluster) not in moves.gone]


def _keys(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The parts with a long one cut to its first letter and next consonant: spellings of one name share a key."""
    for index, part in enumerate(parts if len(parts) <= _MOST_PARTS else ()):
        if len(part) >= _LONG:
            consonant = next((letter for letter in part[1:] if letter not in _VOWELS), "")
            yield (*parts[:index], f"{part[0]}{consonant}*", *parts[index + 1 :])


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether names are equal but for a letter or two in one long part; *the Roes* are more than one."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b] if len(one) == len(other) else []
    if len(pairs) != 1:
        return False
    length = min(map(len, pairs[0]))
    if len(one) == 1 and one[0] == f"{other[0]}s":
        return False
    return length >= _LONG and _distance(*pairs[0]) <= (2 if length >= _VERY_LONG else 1)


def _distance(one: str, other: str) -> int:
    """Letters to insert, leave out or replace that lead from one word to the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for count, letter in enumerate(one, start=1):
        corner, row[0] = row[0], count
        for place, wanted in enumerate(other, start=1):
            corner, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, corner + (letter != wanted))
    return row[-1]
