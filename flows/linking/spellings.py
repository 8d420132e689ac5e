"""Full names of persons as they are spelt, and which spellings are one name: *Joe Biden*, *Joseph R. Biden*."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flows.linking.descriptions import Description, contradict
from flows.linking.evidence import Seen
from flows.linking.forms import Target
from flows.linking.namesakes import core
from flows.linking.person_names import PersonName, is_given_name, is_variant
from seeds.people import same_given


@dataclass
class Spelling:
    """A full name; `target` is the entity that is known beforehand to have it."""

    name: PersonName
    target: Target | None
    rows: list[Seen] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, int, PersonName, str]:
        """Longest first, so that a short spelling meets all that it may be short for."""
        words = self.name.words
        return -len(words), -sum(map(len, words)), self.name, self.target.canonical_id if self.target else ""

    @cached_property
    def told(self) -> frozenset[Description]:
        """What articles say of it that may contradict."""
        return frozenset(core(row.said) for row in self.rows if core(row.said).told)


@dataclass(frozen=True)
class Spellings:
    """Spellings of one full name."""

    members: Sequence[Spelling]

    @property
    def target(self) -> Target | None:
        """The entity that one of them is known to be."""
        return next((one.target for one in self.members if one.target), None)

    @property
    def rows(self) -> list[Seen]:
        """Where they are seen."""
        return [row for one in self.members for row in one.rows]

    @property
    def alone(self) -> bool:
        """Whether it is one spelling, of nobody who is known beforehand, that no given name begins."""
        return len(self.members) == 1 and self.target is None and not is_given_name(self.members[0].name.given[0])

    @property
    def entity_id(self) -> str:
        """The entity_id that most articles have; the first of several."""
        articles: Counter[str] = Counter()
        for row in self.rows:
            articles[row.entity_id] += row.articles
        return min(articles, key=lambda one: (-articles[one], one))


def joined(spellings: Iterable[Spelling]) -> list[Spellings]:
    """The spellings by full name. One that fits two full names which don't fit each other stays by itself."""
    groups: list[list[Spelling]] = []
    by_first: dict[str, set[int]] = defaultdict(set)
    by_target: dict[Target | None, int] = {}
    for spelling in sorted(spellings, key=lambda one: one.order):
        first = spelling.name.given[0]
        near = {number for one in same_given(first) for number in by_first[one]}
        fitting = [number for number in near if all(_are_one(spelling, other) for other in groups[number])]
        known = [number for number in fitting if any(one.target for one in groups[number])]
        fitting = known if len(known) == 1 else fitting
        if spelling.target in by_target:
            fitting = [by_target[spelling.target]]
        home = fitting[0] if len(fitting) == 1 else len(groups)
        groups[home:] = groups[home:] or [[]]
        groups[home].append(spelling)
        by_first[first].add(home)
        if spelling.target:
            by_target.setdefault(spelling.target, home)
    return [Spellings(group) for group in groups]


def short_ones(names: Sequence[Spellings]) -> list[int]:
    """The positions of names that are the end of another one and no given name begins: *López Obrador*."""
    words = [one.name.words for spellings in names for one in spellings.members]
    ends = {one[start:] for one in words for start in range(1, len(one) - 1)}
    return [number for number, one in enumerate(names) if one.alone and one.members[0].name.words in ends]


def _are_one(one: Spelling, other: Spelling) -> bool:
    targets = {spelling.target.canonical_id for spelling in (one, other) if spelling.target}
    if len(targets) > 1 or one.name == other.name:
        return False
    if not is_variant(one.name, other.name):
        return len(targets) == 1 and one.target == other.target
    return not any(contradict(said, heard) for said in one.told for heard in other.told)
