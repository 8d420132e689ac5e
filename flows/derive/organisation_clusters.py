"""Which names of an article are one organisation or place: acronyms, aliases that the text gives, short forms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from flows.derive.name_clusters import Cluster
from flows.derive.names import Name
from seeds.word_classes import words_of

_ALIAS = re.compile(
    r",? \(?(?:(?:also |formerly |better |now )?(?:known|called|referred to) as|a\.?k\.?a\.?) (?:the )?[“\"‘']?",
    re.IGNORECASE,
)
_LONGEST_ACRONYM = 8
_LONGEST_NAME = 8
_LONGEST_OPENING = 2
"""Words at the beginning of a name that may stand for all of it: *Goldman*, not *University of Texas*."""
_SMALL = words_of("name_joiner")


def merge_organisations(body: str, names: Sequence[Name], clusters: list[Cluster]) -> list[Cluster]:
    """Acronyms, aliases that the text gives, and first or last words join the longer name."""
    named = [cluster for cluster in clusters if cluster.kind not in {"PERSON", "NORP"}]
    moves = _Moves(named)
    owner = {member: cluster for cluster in named for member in cluster.members}
    for one, other, rule in _given_aliases(body, names):
        if one in owner and other in owner:
            moves.join(owner[other], owner[one], rule)
    plain = [cluster for cluster in named if cluster.reference is None]
    longer = {_acronym(names[one.members[0]].text(body)): one for one in reversed(plain)}
    edges = _Edges(plain)
    for cluster in plain:
        text = names[cluster.members[0]].text(body).replace(".", "").replace(" ", "")
        if len(text) > 1 and text in longer:
            moves.join(cluster, longer[text], "acronym")
        elif cluster.kind == "ORG" and (whole := edges.only_longer(cluster)) is not None:
            moves.join(cluster, whole, "short_form")
    return [cluster for cluster in clusters if id(cluster) not in moves.gone]


class _Moves:
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


class _Edges:
    """Organisations by the first and last words of their names, however many."""

    def __init__(self, clusters: Iterable[Cluster]) -> None:
        self._longer: dict[str, dict[int, Cluster]] = defaultdict(dict)
        for one in clusters:
            words = one.key.split()[:_LONGEST_NAME]
            if one.kind == "ORG":
                for size in range(1, len(words)):
                    self._longer[" ".join(words[-size:])][id(one)] = one
                for size in range(1, min(len(words), _LONGEST_OPENING + 1)):
                    self._longer[" ".join(words[:size])][id(one)] = one

    def only_longer(self, cluster: Cluster) -> Cluster | None:
        """The one longer name that begins or ends with a cluster's name."""
        found = self._longer.get(cluster.key, {})
        return next(iter(found.values())) if len(found) == 1 else None


def _given_aliases(body: str, names: Sequence[Name]) -> Iterable[tuple[int, int, str]]:
    """Neighbouring names of which the text says that they are one: *X (ABC)*, *X, also known as Y*."""
    for index in range(len(names) - 1):
        between = body[names[index].end : names[index + 1].start]
        behind = body[names[index + 1].end : names[index + 1].end + 1]
        if _ALIAS.fullmatch(between):
            yield index, index + 1, "alias"
        elif between.strip() == "(" and behind == ")":
            one, other = names[index].text(body), names[index + 1].text(body)
            if _stands_for(other, one):
                yield index, index + 1, "acronym"
            elif _stands_for(one, other):
                yield index + 1, index, "acronym"


def _stands_for(acronym: str, name: str) -> bool:
    """Whether a bracketed acronym may be a name's: it begins alike, and the name has several words."""
    return _is_acronym(acronym) and " " in name and name[:1].casefold() == acronym[:1].casefold()


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return 1 < len(letters) <= _LONGEST_ACRONYM and letters.isalnum() and sum(map(str.isupper, letters)) > 1


def _acronym(name: str) -> str:
    words = name.replace("-", " ").split()
    return "".join(word[0] for word in words if word.casefold() not in _SMALL).upper() if len(words) > 1 else ""
