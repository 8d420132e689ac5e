"""One name under several kinds: the annotator's slips, and what really bears the same name.

*Galania* is a country in eight articles and a person in one; *Ford* is a firm and a man. A kind with evidence of its
own never yields (`_is_sure`). One without any, in all articles of the period, yields to the kind that has `MORE` times
as many articles there as all others together, with these exceptions:

- places and organisations that several articles have yield to each other only if `DOMINANCE` times outweighed: a town
  and its club bear one name;
- a river or a mountain never yields: few names are taken for one by a slip (*Amazon*);
- an organisation does not yield to a place that is known beforehand (*Washington*: a government, a team);
- an organisation does not yield to who bears the name as a surname: firms are called by their founders (*Ford*);
- a place yields to such a person if they alone are meant, and have `FAR_MORE` times as many articles: towns are called
  by persons too. It never does if the name is a given name (*Chelsea*).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flows.linking.evidence import Link, Seen, link
from flows.linking.forms import Forms, ordinals
from flows.linking.keys import form_key, group_of, has_legal_form, thing_key
from flows.linking.periods import DOMINANCE, dominant, within
from flows.linking.person_names import is_given_name, person_name

MORE = 2
"""How many times the articles of all other kinds a kind must have; an assumption until it is measured."""

FAR_MORE = 4
"""Likewise for a person whose surname is taken for a place; an assumption."""

_GROUPS = frozenset({"PERSON", "place", "ORG", "NORP"})
"""The kinds that the annotator takes for each other."""
_TOWN_AND_CLUB = frozenset({"ORG", "place"})
_BY_ITSELF = frozenset({"same_name", "own_name"})


def kin_of(kind: str, name: str) -> Iterator[str]:
    """The names by which entities of other kinds may be the same: its own, and a person's surname."""
    if group_of(kind) not in _GROUPS:
        return
    yield own_kin(kind, name)
    if kind == "PERSON" and person_name(name).block != own_kin(kind, name):
        yield person_name(name).block


def own_kin(kind: str, name: str) -> str:
    """A name as entities of other kinds may have it."""
    return form_key(name) if kind == "PERSON" else thing_key(kind, name).removeprefix(f"{group_of(kind)} ")


@dataclass
class _Group:
    """A name under one kind, or with `full` the persons who have it as their surname."""

    rows: list[Seen] = field(default_factory=list)
    articles: Counter[str] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)
    meant: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, row: Seen, found: Link, *, sure: bool) -> None:
        """Take in articles, and which entity they are about."""
        self.rows.append(row)
        self.articles[row.month] += row.articles
        self.sure[row.month] += row.articles if sure else 0
        self.meant[found.canonical_id][row.month] += row.articles

    def of_period(self, month: str) -> Counter[str]:
        """In how many articles of a month's period each entity is meant."""
        return Counter({one: within(months, month) for one, months in self.meant.items()})


class _Kin:
    """All that has one name."""

    def __init__(self, name: str, forms: Forms) -> None:
        self._name = name
        self._forms = forms
        self.groups: dict[str, _Group] = defaultdict(_Group)
        self.bearers = _Group()

    def add(self, row: Seen, found: Link) -> None:
        """Take in articles that have the name as their own, or as a surname."""
        own = self._name == own_kin(row.kind, row.name)
        home = self.groups[group_of(row.kind)] if own else self.bearers
        home.add(row, found, sure=_is_sure(row, found, self._forms))

    @property
    def disputed(self) -> bool:
        """Whether there is anything to decide."""
        return len(self.groups) + bool(self.bearers.rows) > 1

    def slips(self) -> Iterator[tuple[Seen, Link]]:
        """The articles whose kind is a slip, and what they are about."""
        for group, members in self.groups.items():
            decided = {month: self._decide(group, month) for month in members.articles}
            yield from ((row, found) for row in members.rows if (found := decided[row.month]))

    def _decide(self, group: str, month: str) -> Link | None:
        if within(self.groups[group].sure, month):
            return None
        if self._is_surname(month):
            return self._as_surname(month) if group == "place" and not is_given_name(self._name) else None
        counts = {one: within(members.articles, month) for one, members in self.groups.items()}
        total = sum(counts.values())
        first = max(sorted(counts), key=lambda one: counts[one])
        often = DOMINANCE if counts[group] > 1 and {group, first} == _TOWN_AND_CLUB else MORE
        if first == group or counts[first] < often * (total - counts[first]):
            return None
        found = dominant(self.groups[first].of_period(month))
        if found is None or (group == "ORG" and first == "place" and self._forms.has_form(self._name)):
            return None
        return link(found[0], "kind_slip", found[1] * counts[first] / total)

    def _is_surname(self, month: str) -> bool:
        """Whether the period has persons with the surname, or surely one who is called by the one word."""
        people = self.groups.get("PERSON")
        called = people is not None and " " not in self._name and within(people.sure, month)
        return bool(called or within(self.bearers.articles, month))

    def _as_surname(self, month: str) -> Link | None:
        """The person of the period who alone has the surname, if far more articles mean them than anything else."""
        meant = self.bearers.of_period(month)
        others = sum(within(one.articles, month) for group, one in self.groups.items() if group != "PERSON")
        if people := self.groups.get("PERSON"):
            meant += people.of_period(month)
        found = dominant(meant)
        if found is None or meant[found[0]] < FAR_MORE * others:
            return None
        return link(found[0], "surname_slip", found[1] * meant[found[0]] / (meant[found[0]] + others))


def slips(links: Mapping[Seen, Link], forms: Forms) -> dict[Seen, Link]:
    """The links of what is there under a wrong kind.

    Args:
        links: what everything is by the rules of its own kind; of each name all that the corpus has.
        forms: what is known beforehand.
    """
    found: dict[Seen, Link] = {}
    for kin in _by_kin(links, forms):
        if kin.disputed:
            found.update(kin.slips())
    return found


def _by_kin(links: Mapping[Seen, Link], forms: Forms) -> Iterable[_Kin]:
    apart = ordinals(links)
    kin: dict[str, _Kin] = {}
    for row, told in links.items():
        for name in kin_of(row.kind, row.name) if row.entity_id not in apart else ():
            kin.setdefault(name, _Kin(name, forms)).add(row, told)
    return kin.values()


def _is_sure(row: Seen, found: Link, forms: Forms) -> bool:
    """Whether articles, or what is known beforehand, speak for the kind.

    That is known forms; other names of the entity; a person's title, affiliation, pronoun, given name or initials; a
    firm's legal form; what is a river or a mountain.
    """
    if found.rule not in _BY_ITSELF or forms.has_id(found.canonical_id):
        return True
    if row.kind != "PERSON":
        listed = group_of(row.kind) == "place" and forms.has_form(form_key(row.name))
        return listed or row.kind == "LOC" or has_legal_form(row.name)
    name = person_name(row.name)
    first = name.words[0]
    return found.rule == "own_name" or row.described or is_given_name(first) or len(first) == 1 or bool(name.suffix)
