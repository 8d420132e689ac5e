"""Several people of one full name, told apart by descriptions that contradict each other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from flows.linking.descriptions import Description, contradict


@lru_cache(maxsize=65_536)
def core(said: Description) -> Description:
    """The part of a description that may contradict another: an affiliation that is no known place is left out."""
    return said if ":" in said.affiliation else said._replace(affiliation="")


def split(articles: Mapping[Description, int]) -> list[list[Description]]:
    """The people that descriptions speak for, the one with most articles first; one list if nothing contradicts.

    A description that fits several of them is in none. What has more articles is placed first.
    """
    told = Counter[Description]()
    for said, count in articles.items():
        if core(said).told:
            told[core(said)] += count
    ordered = sorted(told, key=lambda said: (-told[said], said))
    disputed = [one for one in ordered if any(contradict(one, other) for other in ordered)]
    groups = _greedy(disputed)
    people: list[list[Description]] = [[] for _ in groups]
    for said in ordered:
        fitting = [number for number, group in enumerate(groups) if _fits(said, group)]
        if len(fitting) == 1:
            people[fitting[0]].append(said)
    found = [members for members in people if members]
    return sorted(found, key=lambda members: (-sum(told[said] for said in members), members))


def _greedy(descriptions: Sequence[Description]) -> list[list[Description]]:
    groups: list[list[Description]] = []
    for said in descriptions:
        home = next((group for group in groups if _fits(said, group)), None)
        if home is None:
            groups.append([said])
        else:
            home.append(said)
    return groups


def _fits(said: Description, group: Sequence[Description]) -> bool:
    return not any(contradict(said, other) for other in group)
