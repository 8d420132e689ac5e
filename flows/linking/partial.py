"""Names that stand for a person in part: *Biden* is whoever bears the name, if the period leaves no doubt."""

from collections import Counter
from collections.abc import Iterable, Sequence

from flows.linking.bearers import Bearer
from flows.linking.descriptions import Description
from flows.linking.evidence import Link, Seen, link
from flows.linking.periods import DOMINANCE, dominant, within
from flows.linking.person_names import PersonName

Found = tuple[str, float]


class PartialName:
    """A partial name with all of its articles, and those who may be meant.

    A bearer is meant whom nearly all full names of the period mean (`periods.dominant`), and whose full name stands in
    no less than a tenth as many articles as the partial one. An article's own title, affiliation and gender go first:
    who contradicts them is not meant, and if they leave several, who shares them is.
    """

    def __init__(self, name: PersonName, rows: Sequence[Seen], bearers: Iterable[Bearer]) -> None:
        self._rows = rows
        self._bearers = {one.canonical_id: one for one in bearers if one.may_be(name)}
        self._articles: Counter[str] = Counter()
        ids: Counter[str] = Counter()
        for row in rows:
            self._articles[row.month] += row.articles
            ids[row.entity_id] += row.articles
        self._own = min(ids, key=lambda one: (-ids[one], one))
        self._present: dict[str, dict[str, int]] = {}
        self._found: dict[tuple[str, Description], Found | None] = {}

    def links(self) -> Iterable[tuple[Seen, Link]]:
        """What each of the name's articles is about."""
        return ((row, self._link(row)) for row in self._rows)

    def _link(self, row: Seen) -> Link:
        if not self._bearers:
            return link(self._own, "same_name")
        silent = self._meant(row.month, Description())
        found = self._meant(row.month, row.said)
        if found is None:
            return link(self._own, "own_name")
        same = silent is not None and silent[0] == found[0]
        return link(found[0], "surname" if same else "surname_described", silent[1] if silent and same else found[1])

    def _meant(self, month: str, said: Description) -> Found | None:
        if (month, said) not in self._found:
            self._found[month, said] = self._decide(month, said)
        return self._found[month, said]

    def _decide(self, month: str, said: Description) -> Found | None:
        present = self._in_period(month)
        fitting = present
        if said.told:
            fitting = {one: n for one, n in present.items() if not self._bearers[one].contradicts(said)}
        found = dominant(fitting)
        if found is None and said.told:
            found = dominant({one: self._bearers[one].as_said(said, month) for one in fitting})
        if found is None or DOMINANCE * present[found[0]] < within(self._articles, month):
            return None
        return found

    def _in_period(self, month: str) -> dict[str, int]:
        """In how many articles of the period each bearer has a full name."""
        if month not in self._present:
            counts = {one: within(bearer.articles, month) for one, bearer in self._bearers.items()}
            self._present[month] = {one: count for one, count in counts.items() if count}
        return self._present[month]
