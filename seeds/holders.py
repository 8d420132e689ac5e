"""Who held the highest offices of states, by surname: *President Roe* needs no given name.

The terms of those whom the press names most stand in `office_holders.csv`. Of others an office is read off a role of
the lists: `President`, `Prime Minister of Canada`; not `President of the Senate`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from seeds.people import country_of
from seeds.rows import OfficeHolder
from seeds.word_classes import words_of

_OFFICE = re.compile(r"(?P<office>Vice President|President|Prime Minister|Chancellor)(?: of (?:the )?(?P<of>.+))?")
_WITHIN = re.compile(r"President of the United States\Z")
"""*41st President of the United States*."""
_STATES = frozenset({"Republic", "Federation", "United States"})
_SAID = {
    "premier": "prime minister",
    "secretary of defense": "defense secretary",
    "secretary of the treasury": "treasury secretary",
    "minister of foreign affairs": "foreign minister",
}
"""Offices under another name that the press gives them."""
_LONGEST = 4
"""Words of an office's name."""

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


@lru_cache(maxsize=1)
def listed_terms() -> Mapping[Holder, Sequence[OfficeHolder]]:
    """The listed terms by surname and office."""
    found: dict[Holder, list[OfficeHolder]] = defaultdict(list)
    for term in OfficeHolder.rows():
        found[term.surname.casefold(), term.office].append(term)
    return found


@lru_cache(maxsize=4096)
def office_of_state(title: str) -> str | None:
    """The highest office that a title names last: *US President*, *former Canadian Prime Minister*; None for others.

    Nor is it one where another word stands before it: *club president*, *deputy prime minister*.
    """
    words = title.casefold().replace("-", " ").split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        said = " ".join(words[-size:])
        office = _SAID.get(said, said)
        if office in _offices():
            return office if _is_plain(words[:-size]) else None
    return None


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return frozenset({term.office for term in OfficeHolder.rows()})


def _is_plain(before: Sequence[str]) -> bool:
    """Whether words before an office say no more than when it was held and of which country."""
    rest = [word for word in before if word not in words_of("past_office") and word not in _WHEN | _OF_PARTY]
    said = " ".join(rest).removesuffix("'s").removesuffix("’s")
    return not rest or country_of(said) is not None or country_of(said.upper()) is not None


_WHEN = frozenset({"current", "outgoing", "then", "the", "u.s.", "us", "sitting"})
_OF_PARTY = frozenset({"conservative", "democratic", "labour", "liberal", "republican", "socialist"})
