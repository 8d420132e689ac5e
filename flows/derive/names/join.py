"""Which names of an article are one entity: ordered sieves over its distinct names, from sure to unsure."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from flows.derive.names.cluster import Cluster, normalised, parts_of, surname
from flows.derive.names.find import Name
from flows.derive.names.organisations import merge_organisations
from flows.derive.names.people import genders, merge_people, offices_of
from schemas.vocabulary import EntityKind
from seeds.knowledge import Knowledge
from seeds.known_entities import known_entities
from seeds.people import countries_of_seats, country_of
from seeds.rows import CountryForm
from seeds.word_classes import words_of

__all__ = ["Cluster", "cluster_names", "normalised"]

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?= )")
_CHAMBERS = frozenset({"Senate", "House", "Legislature", "Assembly", "Capitol"})
_STREETS = {"St": "Street", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road"}
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def cluster_names(
    body: str, names: Sequence[Name], metonyms: Mapping[int, str], knowledge: Knowledge | None = None
) -> list[Cluster]:
    """Group the names; clusters come in the order of their first names.

    `metonyms` gives the code of the country that a name stands for, by the name's index.
    """
    kinds = _settled_kinds(body, names)
    clusters = _exact(body, names, kinds, metonyms)
    clusters = merge_people(body, names, clusters, knowledge)
    clusters = merge_organisations(body, names, clusters)
    for cluster in clusters:
        cluster.members.sort()
        _settle_country(body, names, cluster)
    return sorted(clusters, key=lambda cluster: cluster.members[0])


def _settled_kinds(body: str, names: Sequence[Name]) -> list[EntityKind]:
    """One kind for each wording, by weight of evidence; a surname's bearer is a person beside a firm or place."""
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
        kinds.append(name.kind if firm or (key in surnames and name.kind in {"ORG", *_PLACES}) else best)
    return kinds


def _exact(body: str, names: Sequence[Name], kinds: Sequence[EntityKind], metonyms: Mapping[int, str]) -> list[Cluster]:
    found: dict[tuple[str, ...], Cluster] = {}
    surely = _sure_countries(body, names)
    told = _told_by_office(body, names)
    for index, name in enumerate(names):
        text = name.text(body)
        country = _country(text) if kinds[index] in {"GPE", "NORP", "LOC", "ORG"} else None
        code = metonyms.get(index) or (country.code if country else None)
        if code:
            reference = f"country:{code}" if code in surely else None
            cluster = found.setdefault(("country", code), Cluster("GPE", code, reference=reference))
            cluster.add(index, "metonym" if index in metonyms else "country")
            continue
        group = "PERSON" if kinds[index] == "PERSON" else "place" if kinds[index] in _PLACES else "other"
        key = (group, _comparable(text))
        bare = group == "PERSON" and len(parts_of(key[1])) == 1
        apart = (*key, *sorted(genders(body, names, [index]))) if bare else key
        if bare and key[1] in told:
            apart = (*apart, *sorted(offices_of(body, names, [index]) & told[key[1]]))
        found.setdefault(apart, Cluster(kinds[index], key[1])).add(index, "exact")
    return list(found.values())


def _told_by_office(body: str, names: Sequence[Name]) -> dict[str, set[str]]:
    """The offices by which people of one surname are told apart: *Rep. Sue Roe*, *Mayor Cole Roe*, *Mayor Roe*."""
    full: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for index, name in enumerate(names):
        parts = parts_of(name.text(body)) if name.kind == "PERSON" else ()
        if len(parts) > 1:
            full[surname(parts)][parts[0]] |= offices_of(body, names, [index])
    return {key: set.union(*givens.values()) for key, givens in full.items() if len(givens) > 1}


def _settle_country(body: str, names: Sequence[Name], cluster: Cluster) -> None:
    """A country of which the article has adjectives alone is a people; one with a capital for it has its own name."""
    if cluster.reference is None or any(rule not in {"country", "metonym"} for rule in cluster.rules.values()):
        return
    forms = [country_of(names[member].text(body)) for member in cluster.members if cluster.rules[member] == "country"]
    if any(form is None or form.form_kind != "demonym" for form in forms):
        return
    if len(forms) == len(cluster.members):
        cluster.kind = "NORP"
    else:
        cluster.named = _names_of_countries()[cluster.reference]


@lru_cache(maxsize=1)
def _names_of_countries() -> dict[str, str]:
    return {entity.reference: entity.name for entity in known_entities() if entity.reference.startswith("country:")}


def _country(text: str) -> CountryForm | None:
    """The country that a name stands for, also as a state: *the Greek State*, *the Russian Federation*."""
    country = country_of(text)
    people, _, state = text.rpartition(" ")
    if country is None and state.casefold() in words_of("state_noun"):
        nation = country_of(people)
        return nation if nation and nation.form_kind == "demonym" else None
    return country


def _sure_countries(body: str, names: Sequence[Name]) -> set[str]:
    """The codes of the countries named by a form that is theirs alone, or beside their capital.

    *Georgia* alone may be the state.
    """
    texts = {name.text(body) for name in names}
    named = {country.code for text in texts if (country := _country(text)) and text.casefold() not in _shared_forms()}
    return named | {code for text in texts if (code := countries_of_seats().get(text))}


@lru_cache(maxsize=1)
def _shared_forms() -> frozenset[str]:
    """Forms of countries that are another place's as well."""
    others = {
        form.casefold()
        for entity in known_entities()
        if entity.kind == "GPE" and not entity.reference.startswith("country:")
        for form, _ in entity.forms
    }
    return frozenset(form for form in others if country_of(form.title()))


def _comparable(name: str) -> str:
    """A normalised name; the country that it begins with and possessives are written in one way (*U.S. Congress*)."""
    words = name.split()
    for size in (2, 1):
        country = country_of(" ".join(words[:size])) if len(words) > size else None
        if country and country.form_kind != "demonym":
            return normalised(_POSSESSIVE.sub("", " ".join([country.code, *words[size:]])))
    if len(words) > len(("State", "Senate")) and words[-1] in _CHAMBERS and words[-2] == "State":
        return normalised(" ".join([*words[:-2], words[-1]]))  # *Ohio State Senate* is the *Ohio Senate*
    last = _STREETS.get(words[-1].rstrip(".")) if len(words) > 1 else None
    return normalised(_POSSESSIVE.sub("", f"{name.rpartition(' ')[0]} {last}" if last else name))
