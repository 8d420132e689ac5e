"""One name in articles that name its bearer by a Wikidata id, and in articles that leave open who it is."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from flows.linking.descriptions import Description, contradict
from flows.linking.evidence import Seen
from flows.linking.forms import Target
from flows.linking.namesakes import core
from flows.linking.periods import dominant, within

MORE_OPEN = 2
"""How many times as many articles may leave a name open as give an id; an assumption until it is measured."""


@dataclass
class NamedById:
    """The articles of one name."""

    _articles: dict[Target, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _said: dict[Target, set[Description]] = field(default_factory=lambda: defaultdict(set))
    _open: Counter[str] = field(default_factory=Counter)

    def add(self, row: Seen, target: Target | None) -> None:
        """Take in articles, and who they say that it is."""
        if target is None:
            self._open[row.month] += row.articles
            return
        self._articles[target][row.month] += row.articles
        if core(row.said).told:
            self._said[target].add(core(row.said))

    def meant(self, row: Seen) -> Target | None:
        """Whom articles without an id mean, by the others of their period; None where that is in doubt."""
        found = self.meant_in(row.month)
        if found is None or any(contradict(core(row.said), said) for said in self._said[found]):
            return None
        return found

    def meant_in(self, month: str) -> Target | None:
        """Whom articles of a month without an id mean, whatever they say."""
        counts = {target: within(months, month) for target, months in self._articles.items()}
        found = dominant(counts)
        if found is None or within(self._open, month) > MORE_OPEN * counts[found[0]]:
            return None
        return found[0]
