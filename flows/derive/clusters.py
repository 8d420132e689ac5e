"""Which names of an article are one entity: ordered sieves over its distinct names, from sure to unsure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flows.derive.names import Name, country_of, title_words
from flows.derive.pronouns import gender_of_given_name
from schemas.vocabulary import EntityKind
from seeds.word_classes import words_of

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_SUFFIXES = words_of("name_suffix")
_PARTICLES = words_of("name_particle")
_SPACED_INITIALS = re.compile(r"(?<=\b\w\.)\s+(?=\w\.)")
_ALIAS = re.compile(
    r",? \(?(?:(?:also |formerly |better |now )?(?:known|called|referred to) as|a\.?k\.?a\.?) (?:the )?[“\"‘']?",
    re.IGNORECASE,
)
_LONGEST_ACRONYM = 8
_LONGEST_NAME = 8
_LONGEST_OPENING = 2
"""Words at the beginning of a name that may stand for all of it: *Goldman*, not *University of Texas*."""
_MOST_BEARERS = 64
"""Bearers of one surname that are looked at, which keeps the time linear."""
_PART = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_SMALL = words_of("name_joiner")

RULES = {"country": 0.97, "exact": 0.95, "person_part": 0.9, "acronym": 0.9, "alias": 0.9, "short_form": 0.8}
"""The sieves, and how far each is trusted."""


@dataclass(slots=True)
class Cluster:
    """Names (by index in the document's names) of one entity, and the sieve that brought each."""

    kind: EntityKind
    key: str
    members: list[int] = field(default_factory=list)
    rules: dict[int, str] = field(default_factory=dict)
    reference: str | None = None
    """The reference id of the seeds, such as country:IQ."""

    def add(self, member: int, rule: str) -> None:
        """Take a name in."""
        self.members.append(member)
        self.rules[member] = rule


def normalised(name: str) -> str:
    """A name for comparison: compatibility forms, case and full stops of initials set aside."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    plain = _SPACED_INITIALS.sub("", plain).replace(".", "")
    return " ".join(plain.replace("-", " ").split())


def parts_of(name: str) -> list[str]:
    """The parts of a person's name, normalised, suffixes such as Jr. left out."""
    return [part for part in _PART.findall(normalised(name)) if part not in _SUFFIXES]


def surname(parts: Sequence[str]) -> str:
    """The last part with the particles before it: al kadhimi, van der berg."""
    start = len(parts) - 1
    while start > 0 and parts[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(parts[start:])


def cluster_names(body: str, names: Sequence[Name]) -> list[Cluster]:
    """Group the names; clusters come in the order of their first names."""
    kinds = _settled_kinds(body, names)
    clusters = _exact(body, names, kinds)
    clusters = _merge_people(body, names, clusters)
    clusters = _merge_organisations(body, names, clusters)
    for cluster in clusters:
        cluster.members.sort()
    return sorted(clusters, key=lambda cluster: cluster.members[0])


def _settled_kinds(body: str, names: Sequence[Name]) -> list[EntityKind]:
    """One kind for each wording, by weight of evidence; a surname's bearer keeps PERSON beside a firm's name."""
    weight: dict[str, dict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        weight[normalised(name.text(body))][name.kind] += name.score
    people = (name.text(body) for name in names if name.kind == "PERSON")
    surnames = {surname(parts_of(text)) for text in people if " " in text}
    kinds: list[EntityKind] = []
    for name in names:
        key = normalised(name.text(body))
        best = max(weight[key], key=lambda kind: (weight[key][kind], kind))
        firm = name.kind == "PERSON" and key in surnames
        kinds.append(name.kind if firm or (key in surnames and name.kind == "ORG") else best)
    return kinds


def _exact(body: str, names: Sequence[Name], kinds: Sequence[EntityKind]) -> list[Cluster]:
    found: dict[tuple[str, ...], Cluster] = {}
    for index, name in enumerate(names):
        text = name.text(body)
        country = country_of(text) if kinds[index] in {"GPE", "NORP", "LOC", "ORG"} else None
        group = "PERSON" if kinds[index] == "PERSON" else "place" if kinds[index] in _PLACES else "other"
        key = ("country", country.code) if country else (group, _comparable(text))
        kind: EntityKind = "GPE" if country else kinds[index]
        bare = group == "PERSON" and len(parts_of(key[1])) == 1
        apart = (*key, *sorted(_gender(body, names, [index]))) if bare else key
        cluster = found.setdefault(
            apart, Cluster(kind, key[1], reference=f"country:{country.code}" if country else None)
        )
        cluster.add(index, "country" if country else "exact")
    return list(found.values())


def _comparable(name: str) -> str:
    """A normalised name; a country that it begins with is written in one way (*U.S. Congress*)."""
    words = name.split()
    for size in (2, 1):
        country = country_of(" ".join(words[:size])) if len(words) > size else None
        if country and country.form_kind != "demonym":
            return normalised(" ".join([country.code, *words[size:]]))
    return normalised(name)


def _merge_people(body: str, names: Sequence[Name], clusters: list[Cluster]) -> list[Cluster]:
    """Surnames and given names join the one full name that they can stand for."""
    people = [cluster for cluster in clusters if cluster.kind == "PERSON"]
    people.sort(key=lambda cluster: (-len(parts_of(cluster.key)), cluster.members[0]))
    full: dict[str, list[Cluster]] = defaultdict(list)
    gone: set[int] = set()
    for cluster in people:
        parts = parts_of(cluster.key)
        bearers = full.get(parts[-1] if parts else "", [])[:_MOST_BEARERS]
        targets = [one for one in bearers if _fits(parts, parts_of(one.key))]
        target = _choose(body, names, cluster, targets) if targets else None
        if target is None:
            for part in set(parts):
                full[part].append(cluster)
            continue
        for member in cluster.members:
            target.add(member, "person_part")
        gone.add(id(cluster))
    return [cluster for cluster in clusters if id(cluster) not in gone]


def _fits(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a person of the long name may be called by the short one."""
    if len(short) == 1 or surname(short) == " ".join(short):
        return " ".join(short) == surname(long) or (short[-1] == long[-1]) or (len(short) == 1 and short[0] == long[0])
    return short[-1] == long[-1] and _initials_fit(short[:-1], long[:-1])


def _initials_fit(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(any(_same_or_initial(part, other) for other in rest) for part in short)


def _same_or_initial(part: str, other: str) -> bool:
    return part == other or (1 in {len(part), len(other)} and part[0] == other[0])


def _gender(body: str, names: Sequence[Name], members: Iterable[int]) -> set[str]:
    """The genders that titles, and where there are none given names, speak for."""
    members = list(members)
    words = (body[slice(*names[member].title)].casefold().split() for member in members)
    entries = (title_words().get(word) for title in words for word in title)
    by_title = {entry.gender for entry in entries if entry and entry.gender}
    given = (normalised(names[member].text(body)).split() for member in members)
    by_name = {gender_of_given_name().get(parts[0]) for parts in given if len(parts) > 1}
    return {gender for gender in by_title or by_name if gender}


def _choose(body: str, names: Sequence[Name], cluster: Cluster, targets: list[Cluster]) -> Cluster | None:
    """The full name meant: genders must agree, a surname goes before a given name, the nearest full name first."""
    gender = _gender(body, names, cluster.members)
    agreeing = [one for one in targets if len(gender | _gender(body, names, one.members)) <= 1]
    first = cluster.members[0]
    parts = parts_of(cluster.key)

    def rank(one: Cluster) -> tuple[bool, bool, int]:
        before = [member for member in one.members if member < first]
        by_surname = " ".join(parts) == surname(parts_of(one.key))
        return (not by_surname, not before, abs(first - (max(before) if before else one.members[0])))

    return min(agreeing, key=rank, default=None)


def _merge_organisations(body: str, names: Sequence[Name], clusters: list[Cluster]) -> list[Cluster]:
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
