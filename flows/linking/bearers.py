"""The persons whom a full name means: one, or several namesakes whom descriptions tell apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flows.linking.descriptions import Description, contradict, given_gender
from flows.linking.evidence import Link, Seen, link
from flows.linking.namesakes import core, split
from flows.linking.periods import dominant, within
from flows.linking.person_names import PersonName, may_stand_for
from flows.linking.spellings import Spelling, Spellings
from schemas.ids import hash_id


@dataclass(slots=True)
class Bearer:
    """A person, with the full names and the articles that are known to be theirs."""

    canonical_id: str
    names: Sequence[PersonName]
    articles: Counter[str] = field(default_factory=Counter)
    said: dict[str, Counter[Description]] = field(default_factory=lambda: defaultdict(Counter))
    told: set[Description] = field(default_factory=set)

    def add(self, row: Seen) -> None:
        """Take in articles that are about the person."""
        self.articles[row.month] += row.articles
        self.said[row.month][row.said] += row.articles
        if core(row.said).told:
            self.told.add(core(row.said))

    def may_be(self, part: PersonName) -> bool:
        """Whether a partial name may be short for one of the names."""
        return any(may_stand_for(part, name) for name in self.names)

    def contradicts(self, said: Description) -> bool:
        """Whether a description can't be the person's; the given name speaks where nothing else tells the gender."""
        genders = {one.gender for one in self.told if one.gender} or {given_gender(self.names[0].given[0])}
        if said.gender and "" not in genders and said.gender not in genders:
            return True
        return any(contradict(said, one) for one in self.told)

    def as_said(self, said: Description, month: str) -> int:
        """In how many articles of a month's period the person has the same title or affiliation."""
        agreeing: Counter[str] = Counter()
        for other, counts in self.said.items():
            agreeing[other] = sum(count for one, count in counts.items() if _agree(said, one))
        return within(agreeing, month)


def _agree(one: Description, other: Description) -> bool:
    same_head = bool(one.head) and one.head == other.head
    return same_head or (bool(one.affiliation) and one.affiliation == other.affiliation)


@dataclass
class FullName:
    """Who bears a full name, and which of its articles are whose."""

    spellings: Spellings
    bearers: list[Bearer]
    _of: dict[Description, Bearer]
    _base: str

    @classmethod
    def of(cls, spellings: Spellings) -> "FullName":
        """Tell the namesakes apart; an entity that is known beforehand is one."""
        target = spellings.target
        base = target.canonical_id if target else spellings.entity_id
        names = [one.name for one in spellings.members]
        people = [] if target else split(_counted(spellings.rows))
        if len(people) < 2:  # noqa: PLR2004
            return cls(spellings, [Bearer(base, names)], {}, base)
        ids = [base, *(hash_id("namesake", base, *_text(members[0])) for members in people[1:])]
        bearers = [Bearer(one, names) for one in ids]
        of = {said: bearer for members, bearer in zip(people, bearers, strict=True) for said in members}
        return cls(spellings, bearers, of, base)

    def links(self) -> Iterator[tuple[Seen, Link]]:
        """What each of the name's articles is about."""
        for spelling in self.spellings.members:
            for row in spelling.rows:
                yield row, self._link(spelling, row)

    def __post_init__(self) -> None:
        for row in self.spellings.rows:
            bearer = self._of.get(core(row.said)) if self._of else self.bearers[0]
            if bearer is not None:
                bearer.add(row)

    def _link(self, spelling: Spelling, row: Seen) -> Link:
        own = spelling.name == self._main_name
        rule = "same_name" if own else "name_variant"
        if not self._of:
            return link(self._base, rule)
        if bearer := self._of.get(core(row.said)):
            return link(bearer.canonical_id, "described")
        return self._by_period(row.month, rule)

    @property
    def _main_name(self) -> PersonName:
        base = next((row for row in self.spellings.rows if row.entity_id == self._base), None)
        of_base = (one.name for one in self.spellings.members if base in one.rows)
        return next(of_base, self.spellings.members[0].name)

    def _by_period(self, month: str, rule: str) -> Link:
        """The namesake whom nearly all articles of the period mean; else nobody."""
        found = dominant({one.canonical_id: within(one.articles, month) for one in self.bearers})
        if found is None:
            return link(hash_id("namesake", self._base), "own_name")
        return link(found[0], rule, found[1])


def _text(said: Description) -> tuple[str, ...]:
    return said.head, said.field, said.affiliation, said.gender


def _counted(rows: Iterable[Seen]) -> Counter[Description]:
    articles: Counter[Description] = Counter()
    for row in rows:
        articles[row.said] += row.articles
    return articles
