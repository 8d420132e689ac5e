"""Which names of an article are one entity: ordered sieves over its distinct names, from sure to unsure."""

import re
from collections import defaultdict
from collections.abc import Sequence

from flows.derive.name_clusters import RULES, Cluster, normalised
from flows.derive.name_parts import parts_of, surname
from flows.derive.names import Name, country_of
from flows.derive.organisation_clusters import merge_organisations
from flows.derive.person_clusters import genders, merge_people
from schemas.vocabulary import EntityKind

__all__ = ["RULES", "Cluster", "cluster_names", "normalised"]

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?= )")
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def cluster_names(body: str, names: Sequence[Name]) -> list[Cluster]:
    """Group the names; clusters come in the order of their first names."""
    kinds = _settled_kinds(body, names)
    clusters = _exact(body, names, kinds)
    clusters = merge_people(body, names, clusters)
    clusters = merge_organisations(body, names, clusters)
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
        apart = (*key, *sorted(genders(body, names, [index]))) if bare else key
        cluster = found.setdefault(
            apart, Cluster(kind, key[1], reference=f"country:{country.code}" if country else None)
        )
        cluster.add(index, "country" if country else "exact")
    return list(found.values())


def _comparable(name: str) -> str:
    """A normalised name; the country that it begins with and possessives are written in one way (*U.S. Congress*)."""
    words = name.split()
    for size in (2, 1):
        country = country_of(" ".join(words[:size])) if len(words) > size else None
        if country and country.form_kind != "demonym":
            return normalised(_POSSESSIVE.sub("", " ".join([country.code, *words[size:]])))
    return normalised(_POSSESSIVE.sub("", name))
