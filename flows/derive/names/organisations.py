"""Which names of an article are one organisation or place: acronyms, given aliases, known forms, short forms.

An acronym that the text explains twice (*Roe Medical Alliance (RMA)*, *Road Makers' Association (RMA)*) goes with the
explanation before it; one that two names could have given is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from flows.derive.names.cluster import Cluster, Moves, normalised
from flows.derive.names.find import Name
from flows.derive.names.short_forms import (
    Edges,
    compass_countries,
    is_firm_in_short,
    is_institution_in_short,
    peoples_of,
)
from seeds.known_entities import known_entities
from seeds.people import country_of
from seeds.word_classes import words_of

_ALIAS = re.compile(
    r",? \(?(?:(?:also |formerly |better |now )?(?:known|called|referred to) as|a\.?k\.?a\.?) (?:the )?[“\"‘']?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"(?:['’]s?)?\s*\(\s*(?:the )?[“\"‘']?")  # as written
_BRACKET_END = re.compile(r"[”\"’']?\)")  # as written
_INITIALS = re.compile(r"(?:[A-Z]\. ?){2,}\Z")
_LONGEST_ACRONYM = 8
"""Letters and digits; longer words in capitals are shouted, not initials: assumed."""
_SURE_ACRONYM = 3
"""Letters from which a bracketed acronym may be another language's (*Doctors Without Borders (MSF)*)."""
_OF_YEAR = re.compile(r" of (?:19|20)\d\d\Z")
_CALLED = ("city of ", "town of ", "village of ", "state of ", "commonwealth of ")
_SMALL = words_of("name_joiner")


def merge_organisations(body: str, names: Sequence[Name], clusters: list[Cluster]) -> list[Cluster]:
    """Acronyms, aliases that the text gives, other known forms, and short forms join the longer name."""
    given = list(_given_aliases(body, names))
    clusters = _split_by_explanation(clusters, given)
    moves = Moves(clusters)
    owner = {member: cluster for cluster in clusters for member in cluster.members}
    for one, other, rule in given:
        moves.join(owner[other], owner[one], rule)
    _join_known(body, names, clusters, moves)
    _join_demonyms(clusters, moves)
    _join_parties(clusters, moves)
    _join_towns(body, names, clusters, moves)
    _join_years(clusters, moves)
    _join_acronyms(body, names, clusters, moves)
    _join_legal_forms(clusters, moves)
    _join_short_forms(body, names, clusters, moves)
    return [cluster for cluster in clusters if id(cluster) not in moves.gone]


def _split_by_explanation(clusters: Sequence[Cluster], given: Iterable[tuple[int, int, str]]) -> list[Cluster]:
    """The clusters; an acronym that is explained as several names is one cluster for each explanation."""
    owner = {member: cluster for cluster in clusters for member in cluster.members}
    explained: dict[int, dict[int, int]] = defaultdict(dict)
    for one, other, rule in given:
        if rule == "acronym":
            explained[id(owner[other])][other] = id(owner[one])
    several = {key: places for key, places in explained.items() if len(set(places.values())) > 1}
    return [
        part
        for cluster in clusters
        for part in (_parts(cluster, several[id(cluster)]) if id(cluster) in several else [cluster])
    ]


def _parts(cluster: Cluster, explained: dict[int, int]) -> Iterator[Cluster]:
    parts: dict[int, Cluster] = {}
    meant = next(iter(explained.values()))
    for member in sorted(cluster.members):
        meant = explained.get(member, meant)
        part = parts.setdefault(meant, Cluster(cluster.kind, cluster.key, reference=cluster.reference))
        part.add(member, cluster.rules[member])
    yield from parts.values()


def _join_known(body: str, names: Sequence[Name], clusters: Iterable[Cluster], moves: Moves) -> None:
    """Forms of one entity that the seeds know (*Calif.*, *California*)."""
    first: dict[str, Cluster] = {}
    for cluster in clusters:
        known = _known_forms().get((cluster.kind, _form(names[cluster.members[0]].text(body))))
        if known:
            moves.join(cluster, first.setdefault(known, cluster), "known_form")


@lru_cache(maxsize=1)
def _known_forms() -> dict[tuple[str, str], str]:
    """The entity of each kind and form that stands for no other one."""
    return {form: next(iter(meant)) for form, meant in _all_known_forms().items() if len(meant) == 1}


@lru_cache(maxsize=1)
def _all_known_forms() -> dict[tuple[str, str], set[str]]:
    """The entities of each kind and form."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in known_entities():
        for form, _ in entity.forms:
            found[entity.kind, _form(form)].add(entity.reference)
    return found


def _known_as(body: str, names: Sequence[Name], cluster: Cluster) -> set[str]:
    """The known entities that a cluster's first name may be."""
    return _all_known_forms().get((cluster.kind, _form(names[cluster.members[0]].text(body))), set())


def _may_join(body: str, names: Sequence[Name], short: Cluster, whole: Cluster) -> bool:
    """Whether nothing known speaks against it: what the seeds know is no short form of what they don't."""
    known = _known_as(body, names, short)
    return not known or bool(known & _known_as(body, names, whole))


def _form(text: str) -> str:
    return text.replace(".", "") if _is_acronym(text) else normalised(text)


def _join_demonyms(clusters: Sequence[Cluster], moves: Moves) -> None:
    """*Texan* and *Texas*, *Ruritanian* and *Ruritania*: a people with the one place that its name is made of."""
    places: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.kind == "GPE" and cluster.reference is None:
            for people in peoples_of(cluster.key):
                places[people].append(cluster)
    for cluster in clusters:
        meant = places.get(cluster.key.removesuffix("s"), ()) if cluster.kind == "NORP" else ()
        if len(meant) == 1:
            moves.join(cluster, meant[0], "demonym")


def _join_years(clusters: Sequence[Cluster], moves: Moves) -> None:
    """*the Rural Travel Act* and *the Rural Travel Act of 2011*."""
    laws = {one.key: one for one in clusters if one.kind == "LAW"}
    for key, law in laws.items():
        short = laws.get(_OF_YEAR.sub("", key))
        if short is not None and short is not law:
            moves.join(short, law, "short_form")


def _join_towns(body: str, names: Sequence[Name], clusters: Sequence[Cluster], moves: Moves) -> None:
    """*the City of Sacramento* and *Sacramento*, which it goes by."""
    places = {one.key: one for one in clusters if one.kind == "GPE"}
    for key, cluster in places.items():
        town = places.get(key.partition(" of ")[2]) if key.startswith(_CALLED) else None
        if town is not None and town is not cluster:
            moves.join(cluster, town, "short_form")
            town.named = town.named or " ".join(names[town.members[0]].text(body).split())


def _join_parties(clusters: Sequence[Cluster], moves: Moves) -> None:
    """*the Social Democrats* and *the Social Democratic Party*, *Greens* and *Green Party*: one party."""
    found = {one.key: one for one in clusters if one.kind == "ORG" and one.reference is None}
    for key, party in found.items():
        name, _, last = key.rpartition(" ")
        people = found.get(f"{name.removesuffix('ic')}s") if name and last == "party" else None
        if people is not None:
            moves.join(people, party, "short_form")


def _join_acronyms(body: str, names: Sequence[Name], clusters: Iterable[Cluster], moves: Moves) -> None:
    """*NATO* and *North Atlantic Treaty Organization*, *S. F.* and *San Francisco*."""
    people: list[Cluster] = []
    others: list[Cluster] = []
    for cluster in clusters:
        if cluster.reference is None and cluster.kind != "NORP":
            (people if cluster.kind == "PERSON" else others).append(cluster)
    by_person, by_other = _by_acronym(body, names, people), _by_acronym(body, names, others)
    for cluster in (*people, *others):
        text = names[cluster.members[0]].text(body)
        letters = text.replace(".", "").replace(" ", "").replace("&", "")
        initials = cluster.kind == "PERSON" and bool(_INITIALS.match(text))
        whole = by_other.get(letters) if cluster.kind != "PERSON" or initials else None
        if whole is None and cluster.kind == "PERSON" and _is_acronym(text):
            whole = by_person.get(letters)
        if whole is not None and len(letters) > 1 and _may_join(body, names, cluster, whole):
            moves.join(cluster, whole, "acronym")


def _by_acronym(body: str, names: Sequence[Name], clusters: Iterable[Cluster]) -> dict[str, Cluster]:
    """The one name that each acronym may stand for."""
    found: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        found[_acronym(names[cluster.members[0]].text(body))].append(cluster)
    return {acronym: meant[0] for acronym, meant in found.items() if len(meant) == 1}


def _join_legal_forms(clusters: Sequence[Cluster], moves: Moves) -> None:
    """*Vantor Energy* and *Vantor Energy, Inc.*: one firm."""
    firms = {cluster.key: cluster for cluster in clusters if cluster.kind == "ORG" and cluster.reference is None}
    for key, cluster in firms.items():
        name, _, form = key.rpartition(" ")
        short = firms.get(name.rstrip(",")) if form in words_of("company_form") else None
        if short is not None and id(short) not in moves.gone:
            moves.join(short, cluster, "short_form")


def _join_short_forms(body: str, names: Sequence[Name], clusters: Sequence[Cluster], moves: Moves) -> None:
    plain = [cluster for cluster in clusters if cluster.reference is None and id(cluster) not in moves.gone]
    edges = Edges(cluster for cluster in plain if cluster.kind == "ORG")
    countries = (cluster for cluster in clusters if cluster.reference)
    compass = compass_countries((normalised(names[one].text(body)), land) for land in countries for one in land.members)
    storms = {one.key.partition(" ")[2]: one for one in plain if one.kind == "EVENT" and _is_storm(one)}
    for cluster in plain:
        storm = storms.get(cluster.key)
        if storm is not None:
            moves.join(cluster, storm, "short_form")
            continue
        whole = edges.only_longer(cluster.key)
        if whole is not None and not _may_join(body, names, cluster, whole):
            continue
        if cluster.kind != "PERSON" and cluster.key in compass:
            moves.join(cluster, compass[cluster.key], "short_form")
        elif whole is not None and _is_short_for(body, names, cluster, whole):
            moves.join(cluster, whole, "short_form")
        elif cluster.kind == "ORG":
            moves.share_out(cluster, edges.ending_with(cluster.key), "short_form")


def _is_storm(cluster: Cluster) -> bool:
    return cluster.key.partition(" ")[0] in words_of("storm_noun")


def _is_short_for(body: str, names: Sequence[Name], cluster: Cluster, whole: Cluster) -> bool:
    if cluster.kind == "ORG" or is_firm_in_short(cluster, whole):
        return True
    starts = [names[member].start for member in cluster.members]
    return cluster.kind in {"GPE", "LOC", "FAC"} and is_institution_in_short(body, starts, cluster, whole)


def _given_aliases(body: str, names: Sequence[Name]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring names of which the text says that they are one: *X (ABC)*, *X, also known as Y*."""
    for index in range(len(names) - 1):
        between = body[names[index].end : names[index + 1].start]
        if _ALIAS.fullmatch(between):
            yield index, index + 1, "alias"
        elif _BRACKET.fullmatch(between) and _BRACKET_END.match(body, names[index + 1].end):
            if _stands_for(body, names[index + 1], names[index]):
                yield index, index + 1, "acronym"
            elif _stands_for(body, names[index], names[index + 1]):
                yield index + 1, index, "acronym"


def _stands_for(body: str, short: Name, long: Name) -> bool:
    """Whether a bracketed acronym may be a name's of several words.

    It begins alike, or has the same letters in another order, or is long enough to be another language's.
    """
    acronym, name = short.text(body).replace("&", ""), long.text(body)
    if not _is_acronym(acronym) or " " not in name or "PERSON" in {short.kind, long.kind}:
        return False
    letters = acronym.replace(".", "")
    alike = name[:1].casefold() == acronym[:1].casefold() or sorted(letters) == sorted(_acronym(name))
    foreign = len(letters) >= _SURE_ACRONYM and letters.isalpha() and letters.isupper()
    bodies = short.kind == long.kind == "ORG" and country_of(acronym) is None
    return alike or (foreign and bodies)


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace(" ", "") if _INITIALS.match(text) else text.replace(".", "")
    capitals = sum(map(str.isupper, letters))
    counted = capitals == 1 and letters[1:].isdigit()  # *B9*
    return 1 < len(letters) <= _LONGEST_ACRONYM and letters.isalnum() and (capitals > 1 or counted)


def _acronym(name: str) -> str:
    words = name.replace("-", " ").split()
    return "".join(word[0] for word in words if word.casefold() not in _SMALL).upper() if len(words) > 1 else ""
