"""A cluster of names, the sieves that bring names together, and how names and their parts are compared."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import exp, log

from schemas.vocabulary import EntityKind, MentionType
from seeds.people import SPACED_INITIALS
from seeds.word_classes import words_of

_SUFFIXES = words_of("name_suffix")
_PARTICLES = words_of("name_particle")
_PART = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_IN_FOCUS = 3
"""How many times as often as the last one another must be named to be meant all the same."""
_MOST_HOMES = 64
"""Names that a short form is shared out to, which keeps the time linear."""

_SLOPE = 0.69
"""How much the odds of a name's own score count, fitted together with `_SPEAKS_FOR`."""
_SPEAKS_FOR = {
    "country": 1.68,
    "exact": -0.09,
    "known_form": 1.23,
    "person_part": 2.39,
    "demonym": 1.39,
    "acronym": 1.44,
    "alias": 1.39,
    "short_form": 0.66,
    "metonym": 0.0,
    "spelling": 0.0,
    "title": 0.0,
}
"""The sieves, and how much it speaks for a name that it fits one: log odds, fitted with `_SLOPE` on 8,536 names of two
corpora that no model was trained on (one by one .1033 from right on the half that was not fitted, .1176 by the rule of
thumb before: Brier score). Of the last three there were too few: the score alone speaks."""
_IN_ITS_ENTITY = {"exact": 0.95, "country": 0.96}
"""As `_IN_ITS_ENTITY_ELSE`, of the sieves by which it is less."""
_IN_ITS_ENTITY_ELSE = 0.98
"""Of 603 right names of a third corpus, how many stood with others of their entity."""
_SURE = 0.995
"""Score above which more is not known."""


def name_confidence(rule: str, score: float) -> float:
    """The chance that a name's span, kind and entity are right, by its own score and the sieve that placed it."""
    kept = min(max(score, 1 - _SURE), _SURE)
    odds = _SLOPE * log(kept / (1 - kept)) + _SPEAKS_FOR[rule]
    return round(_IN_ITS_ENTITY.get(rule, _IN_ITS_ENTITY_ELSE) / (1 + exp(-odds)), 3)


@dataclass(slots=True)
class Cluster:
    """Names (by index in the document's names) of one entity, and the sieve that brought each."""

    kind: EntityKind
    key: str
    members: list[int] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)
    reference: str | None = None
    """The reference id of the seeds, such as country:IQ."""
    named: str | None = None
    """The name that it goes by; None: the fullest."""

    def add(self, member: int, rule: str) -> None:
        """Take a name in."""
        self.members.append(member)
        self.rules[member] = rule


@lru_cache(maxsize=4096)
def normalised(name: str) -> str:
    """A name for comparison: compatibility forms, case and full stops of initials set aside."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    plain = SPACED_INITIALS.sub("", plain).replace(".", "")
    return " ".join(plain.replace("-", " ").split())


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a person's name, normalised, suffixes such as Jr. left out."""
    return tuple(part for part in _PART.findall(normalised(name)) if part not in _SUFFIXES)


def suffix_of(name: str) -> str:
    """The suffix of a person's name, such as jr; empty where there is none."""
    last = normalised(name).rstrip(",").rpartition(" ")[2]
    return last if last in _SUFFIXES else ""


def surname(parts: Sequence[str]) -> str:
    """The last part with the particles before it: al kadhimi, van der berg."""
    start = len(parts) - 1
    while start > 0 and parts[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(parts[start:])


@dataclass(frozen=True, slots=True)
class Place:
    """A mention before it is a row: where, of which cluster, by which rule."""

    start: int
    end: int
    cluster: int
    kind: EntityKind
    mention_type: MentionType
    rule: str
    confidence: float


class Moves:
    """Clusters that joined another; each joins once, and never itself."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._home = {id(cluster): cluster for cluster in clusters}
        self.gone: set[int] = set()

    def _root(self, cluster: Cluster) -> Cluster:
        while self._home[id(cluster)] is not cluster:
            cluster = self._home[id(cluster)]
        return cluster

    def join(self, one: Cluster, target: Cluster, rule: str) -> None:
        """Move the names of `one` to `target`; a cluster with a reference id takes the other one in."""
        one, target = self._root(one), self._root(target)
        if one is target or (one.reference and target.reference):
            return
        if one.reference:
            one, target = target, one
        for member in one.members:
            target.add(member, rule)
        self._home[id(one)] = target
        self.gone.add(id(one))

    def share_out(self, one: Cluster, targets: Iterable[Cluster], rule: str) -> None:
        """Give each name of `one` to the target in focus where it stands; what no target was named before stays."""
        homes = [self._root(target) for target in islice(targets, _MOST_HOMES)]
        one = self._root(one)
        if not homes or any(home is one for home in homes):
            return
        places = sorted((member, number) for number, home in enumerate(homes) for member in home.members)
        kept: list[int] = []
        for member, number in _in_focus(sorted(one.members), places):
            if number is None:
                kept.append(member)
            else:
                homes[number].add(member, rule)
        one.members[:] = kept
        if not kept:
            self._home[id(one)] = homes[0]
            self.gone.add(id(one))


def _in_focus(members: Sequence[int], places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int | None]]:
    """For each member the number that stands last before it, or one that stands there far more often."""
    seen: Counter[int] = Counter()
    upto, last = 0, None
    for member in members:
        while upto < len(places) and places[upto][0] < member:
            last = places[upto][1]
            seen[last] += 1
            upto += 1
        if last is None:
            yield member, None
            continue
        most, often = seen.most_common(1)[0]
        yield member, most if often >= _IN_FOCUS * seen[last] else last
