"""Clusters of an article that are surely one and the same of what the world knows: one entity."""

from collections import defaultdict
from collections.abc import Sequence

from flows.derive.disambiguation import Decision, Subject
from flows.derive.names.cluster import Cluster
from schemas.vocabulary import EntityKind

_PLACES = frozenset({"GPE", "LOC", "FAC"})


def joined_by_id(
    clusters: Sequence[Cluster], subjects: Sequence[Subject], decisions: Sequence[Decision]
) -> tuple[list[Cluster], list[Decision]]:
    """The clusters, those of one id as one, and their decisions: *Justice Department*, *Department of Justice*.

    A country that the seeds know takes the others in and gives its name, else the one named most often: *Garden State*
    is called New Jersey. Bodies, places, people and peoples stay apart whatever their ids. The clusters stay in the
    order of their first names.
    """
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (cluster, decision) in enumerate(zip(clusters, decisions, strict=True)):
        if decision.external_id:
            alike[decision.external_id, _group(cluster.kind)].append(number)
    merged: dict[int, tuple[Cluster, Decision]] = {}
    gone: set[int] = set()
    for numbers in alike.values():
        if len(numbers) > 1:
            parts = [(clusters[number], subjects[number].name) for number in numbers]
            merged[numbers[0]] = _one(parts), _surest(decisions, numbers)
            gone.update(numbers[1:])
    kept = [merged.get(number, pair) for number, pair in enumerate(zip(clusters, decisions, strict=True))]
    left = [pair for number, pair in enumerate(kept) if number not in gone]
    return [cluster for cluster, _ in left], [decision for _, decision in left]


def _group(kind: EntityKind) -> str:
    return "place" if kind in _PLACES else kind


def _surest(decisions: Sequence[Decision], numbers: Sequence[int]) -> Decision:
    return max((decisions[number] for number in numbers), key=lambda one: one.candidates[0].score)


def _one(parts: Sequence[tuple[Cluster, str]]) -> Cluster:
    """The parts, each with its name, as one cluster; what joins is known by another form of the same."""
    head, name = max(parts, key=_leads)
    whole = Cluster(head.kind, head.key, reference=head.reference, named=name)
    for part, _ in parts:
        for member in part.members:
            whole.add(member, part.rules[member] if part is head else "known_form")
    whole.members.sort()
    return whole


def _leads(part: tuple[Cluster, str]) -> tuple[bool, int, int, int]:
    cluster, name = part
    return cluster.reference is not None, len(cluster.members), len(name), -cluster.members[0]
