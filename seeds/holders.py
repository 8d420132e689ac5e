"""Who held the highest offices of states, by surname: *President Roe* needs no given name.

An office is read off a role of the lists: `President`, `Prime Minister of Canada`; not `President of the Senate`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from seeds.people import country_of

_OFFICE = re.compile(r"(?P<office>Vice President|President|Prime Minister|Chancellor)(?: of (?:the )?(?P<of>.+))?")
_WITHIN = re.compile(r"President of the United States\Z")
"""*41st President of the United States*."""
_STATES = frozenset({"Republic", "Federation", "United States"})

Holder = tuple[str, str]
"""A surname, in lower case, and an office, in lower case."""


def offices_in(role: str) -> frozenset[str]:
    """The highest offices of a state in a role of the lists, in lower case."""
    found = set()
    for part in role.split("; "):
        if _WITHIN.search(part) and "Vice" not in part:
            found.add("president")
        elif (office := _OFFICE.fullmatch(part)) and _is_of_state(office["of"]):
            found.add(office["office"].casefold())
    return frozenset(found)


def _is_of_state(name: str | None) -> bool:
    return name is None or name in _STATES or country_of(name) is not None


def by_surname(people: Iterable[tuple[int, str, frozenset[str]]]) -> Mapping[Holder, tuple[int, ...]]:
    """The places of entries by surname and office; `people` are place, name and offices."""
    found: dict[Holder, list[int]] = defaultdict(list)
    for place, name, offices in people:
        for office in offices:
            found[name.rpartition(" ")[2].casefold(), office].append(place)
    return {holder: tuple(places) for holder, places in found.items()}


@lru_cache(maxsize=4096)
def office_of_state(title: str) -> str | None:
    """The highest office that a title names last: *US President*, *former Canadian Prime Minister*; None for others."""
    words = title.casefold().replace("-", " ").split()
    two = " ".join(words[-2:])
    if two in {"prime minister", "vice president"}:
        return two
    return {"president": "president", "chancellor": "chancellor", "premier": "prime minister"}.get(two.split(" ")[-1])
