"""What is no person, such as organisations and places: blocks of one name, and short names of longer ones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flows.linking.evidence import Link, Seen, link
from flows.linking.forms import Forms, ordinals
from flows.linking.keys import has_legal_form, is_acronym
from flows.linking.named import MORE_OPEN, NamedById
from flows.linking.periods import DOMINANCE, dominant, within


@dataclass(frozen=True, slots=True)
class Offer:
    """A short name of a longer one.

    Attributes:
        home: block of the longer name.
        short: block of the short one.
        month: month of publication of the articles that use both; None where the short one is derived.
        articles: how many articles use both.
    """

    home: str
    short: str
    month: str | None
    articles: int


@dataclass
class _Block:
    """Entities of one name, whatever kind of place the annotator took them for, however the name is spelt."""

    rows: list[Seen] = field(default_factory=list)
    ids: NamedById | None = None

    @cached_property
    def articles(self) -> Counter[str]:
        """Articles by month."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            counts[row.month] += row.articles
        return counts

    @cached_property
    def entity_id(self) -> str:
        """The entity_id that most articles have; the first of several."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            counts[row.entity_id] += row.articles
        return min(counts, key=lambda one: (-counts[one], one))

    @cached_property
    def spellings(self) -> list[Seen]:
        """A row for each spelling and kind."""
        return list({(row.name, row.kind): row for row in self.rows}.values())

    @cached_property
    def acronym(self) -> bool:
        """Whether its name is an acronym."""
        return any(is_acronym(row.name) for row in self.spellings)

    @cached_property
    def whole(self) -> bool:
        """Whether its name is a firm's full one, which stands for no longer name."""
        return any(has_legal_form(row.name) for row in self.spellings)


class Things:
    """Blocks of names that depend on each other, with all evidence that the corpus has of them.

    A short name is the longer one that nearly all articles of the period give it (`periods.dominant`): an acronym if
    no ten times as many have it alone, another short form if no more have it alone. An acronym that no article
    explains is the one name in the period whose initials it is. A short name has fewer words than a longer one, so
    that no chain of them ends where it began.
    """

    def __init__(self, seen: Sequence[tuple[str, Seen]], offers: Iterable[Offer], forms: Forms) -> None:
        self._forms = forms
        self._apart = ordinals(row for _, row in seen)
        self._seen = seen
        self._blocks: dict[str, _Block] = defaultdict(_Block)
        for home, row in seen:
            if row.entity_id not in self._apart:
                self._blocks[home].rows.append(row)
        self._given: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        self._derived: dict[str, set[str]] = defaultdict(set)
        for offer in offers:
            if offer.month is None:
                self._derived[offer.short].add(offer.home)
            else:
                self._given[offer.short][offer.home][offer.month] += offer.articles
        self._links: dict[tuple[str, str], Link] = {}

    def links(self) -> dict[Seen, Link]:
        """What the entities are."""
        return {row: self._of_row(home, row) for home, row in self._seen}

    def _of_row(self, home: str, row: Seen) -> Link:
        if row.entity_id in self._apart:
            return link(row.entity_id, "same_name")
        if known := self._forms.known(row):
            return link(known[0].canonical_id, known[1])
        return self._resolved(home, row.month)

    def _resolved(self, home: str, month: str) -> Link:
        if (home, month) not in self._links:
            block = self._blocks[home]
            found = self._named(block, month) or self._known(block, month)
            found = found or self._as_given(home, month) or self._as_derived(home, month)
            self._links[home, month] = found or link(block.entity_id, "same_name")
        return self._links[home, month]

    def _named(self, block: _Block, month: str) -> Link | None:
        """What nearly all articles of the period that name it by an id mean, if they are a third of all."""
        if block.ids is None:
            block.ids = self._ids(block)
        found = block.ids.meant_in(month)
        return link(found.canonical_id, "same_name") if found else None

    def _ids(self, block: _Block) -> NamedById:
        names = NamedById()
        for row in block.rows:
            known = self._forms.known(row)
            if known is None or known[1] == "article_id":
                names.add(row, known[0] if known else None)
        return names

    def _known(self, block: _Block, month: str) -> Link | None:
        """What another spelling of the block is known to be."""
        found = {known[0] for row in block.spellings if (known := self._forms.known_form(row, month))}
        return link(found.pop().canonical_id, "same_name") if len(found) == 1 else None

    def _as_given(self, home: str, month: str) -> Link | None:
        """The longer name that articles of the period give the short one."""
        block = self._blocks[home]
        if block.whole:
            return None
        meant: Counter[str] = Counter()
        for longer, articles in self._given.get(home, {}).items():
            if count := within(articles, month):
                meant[self._resolved(longer, month).canonical_id] += count
        found = dominant(meant)
        alone = within(block.articles, month)
        if found is None or alone > meant[found[0]] * (DOMINANCE if block.acronym else 1):
            return None
        return link(found[0], "acronym" if block.acronym else "short_form", found[1])

    def _as_derived(self, home: str, month: str) -> Link | None:
        """The one name of the period whose initials make the acronym, or that is the institution with its country."""
        if any(within(one, month) for one in self._given.get(home, {}).values()):
            return None
        present = [one for one in self._derived.get(home, ()) if within(self._blocks[one].articles, month)]
        meant = {self._resolved(longer, month).canonical_id for longer in present}
        if len(meant) != 1:
            return None
        if self._blocks[home].acronym:
            return link(meant.pop(), "initials")
        landed = sum(within(self._blocks[one].articles, month) for one in present)
        alone = within(self._blocks[home].articles, month)
        return link(meant.pop(), "institution") if MORE_OPEN * landed >= alone else None
