"""What an article says that helps to tell namesakes apart: its year, countries, words, what a place stands beside."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from flows.derive.disambiguation.roles import sort_words
from flows.derive.disambiguation.subject import Subject
from flows.derive.text.document import Document
from flows.derive.text.memory import Remembering
from seeds.knowledge import PLACES, Entry, Knowledge, folded
from seeds.listed import us_states
from seeds.people import country_of
from seeds.rows import WordClassName
from seeds.word_classes import words_of

_INSIDE = re.compile(r"(?:,| in| \() ?(?:the )?\Z")
"""Between a place and what it lies in: *Paris, Texas*; *Paris in Texas*; *Paris (Texas*."""
DATELINE = re.compile(r"\) ?[—–_-]")  # as written
"""Between an agency's name and the first sentence of what it reports."""
_TOWN = re.compile(r"\b(?:city|town|village|port|suburb) of \Z", re.IGNORECASE)
_STATE_ENDS = re.compile(
    r",? (?:U\.S\.|US\b|USA|United States|to be\b|on \w+day)|[.,;)](?! [A-Z]\w+(?: \w+)? and | and )"
)
"""Behind *Pittsford, New York* and *of New York*: the sentence goes on, and no row of cities does."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST_LAND = 25
"""Characters of a country's name or demonym."""
_STATES_IN_A_ROW = 3
"""Other states from which on a row is one of states: *Maryland, Virginia and Washington* may be the city's suburbs."""
_LONGEST_STATE = 30
"""Characters of a state's name and the comma behind it."""
_FELLOWS = 2
"""Others of one sort from which on an article is surely about such: two clubs make *Everton* one."""
_LIST, _OF_A_LIST = 6, 0.5
"""Others from which on it is a list of such, and how much more that says."""
_MOST_SPANS = 16
"""Places of a name that are looked at."""
_STATE = 70
"""Prominence from which on a place holds others: states, provinces and countries."""


@dataclass(eq=False)
class Context(Remembering):
    """The evidence of one article.

    Attributes:
        document: the article.
        subjects: its entities.
        knowledge: what the world knows.
        settled: entries that entities surely are, by the number of the entity.
    """

    document: Document
    subjects: Sequence[Subject]
    knowledge: Knowledge
    settled: dict[int, Entry] = field(default_factory=dict)

    @cached_property
    def year(self) -> int | None:
        """Year of publication."""
        day = self.document.article.published_date
        return day.year if day else None

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the article, folded."""
        return frozenset(_WORD.findall(folded(self.document.body)))

    @cached_property
    def outlet(self) -> str | None:
        """The country of the outlet, if what the world knows has one paper of its name."""
        publisher = self.document.article.publisher
        found = {one.entry.country for one in self.knowledge.find(publisher)} if publisher else set()
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def named_lands(self) -> Counter[str]:
        """How often each country is named, by code; a state or city counts for its own."""
        counts: Counter[str] = Counter()
        for subject in self.subjects:
            if subject.reference and subject.reference.startswith("country:"):
                counts[subject.reference.partition(":")[2]] += len(subject.spans)
        return counts

    def settle(self, entries: Mapping[int, Entry]) -> bool:
        """Take what is sure as evidence for the rest; whether that tells anything new."""
        before = self.lands, self._states, self._roles
        self.settled = dict(entries)
        for told in ("lands", "_land_counts", "_own_land", "_without", "_states", "_roles"):
            self.__dict__.pop(told, None)
        return before != (self.lands, self._states, self._roles)

    @cached_property
    def lands(self) -> Mapping[str, float]:
        """The share of each country among those named, and half as much for what is surely in one."""
        return _shares(self._land_counts)

    def lands_beside(self, subject: Subject) -> Mapping[str, float]:
        """The same by everything but `subject`: where it is taken to lie is no evidence of where it lies."""
        own = self._own_land.get(id(subject))
        return self.lands if own is None else self._lands_without(own)

    def _lands_without(self, own: tuple[str, int]) -> Mapping[str, float]:
        if own not in self._without:
            self._without[own] = _shares(self._land_counts - Counter({own[0]: own[1]}))
        return self._without[own]

    @cached_property
    def _without(self) -> dict[tuple[str, int], Mapping[str, float]]:
        return {}

    @cached_property
    def _land_counts(self) -> Counter[str]:
        counts: Counter[str] = Counter({code: 2 * count for code, count in self.named_lands.items()})
        for code, count in self._own_land.values():
            counts[code] += count
        return counts

    @cached_property
    def _own_land(self) -> dict[int, tuple[str, int]]:
        """By subject, the country that what it surely is lies in, and how much that says."""
        return {
            id(self.subjects[number]): (entry.country, min(len(self.subjects[number].spans), 3))
            for number, entry in self.settled.items()
            if entry.country and self.subjects[number].reference is None
        }

    def states_beside(self, subject: Subject) -> frozenset[str]:
        """The states of the United States that are named, or that something else than `subject` lies in."""
        return frozenset(name for name, told in self._states.items() if told - {id(subject)})

    @cached_property
    def _states(self) -> dict[str, set[int]]:
        """By state, what tells of it."""
        found: dict[str, set[int]] = {}
        for number, entry in self.settled.items():
            if entry.country == "US" and entry.kind in PLACES and (entry.admin1 or entry.prominence >= _STATE):
                found.setdefault(entry.admin1 or entry.name, set()).add(id(self.subjects[number]))
        return found

    def fellows(self, subject: Subject, entry: Entry) -> float:
        """How many others of the article are surely of its sort, players, clubs, members of one council; 1: enough.

        More than 1 speaks of a list of such: results of a league, winners of an election.
        """
        others = (self._roles.get(word, set()) - {id(subject)} for word in sort_words(entry.role))
        told = max(map(len, others), default=0)
        return min(1.0, told / _FELLOWS) + _OF_A_LIST * (told >= _LIST)

    @cached_property
    def _roles(self) -> dict[str, set[int]]:
        """By telling word of what persons and bodies surely are, which they are."""
        found: dict[str, set[int]] = {}
        for number, entry in self.settled.items():
            for word in sort_words(entry.role) if entry.kind not in PLACES else ():
                found.setdefault(word, set()).add(id(self.subjects[number]))
        return found

    def land_before(self, subject: Subject) -> str | None:
        """The code of the country named right before a name: *the Egyptian Air Force*, *Kenya's Senate*."""
        for start, _ in subject.spans:
            words = self.document.body[max(0, start - _LONGEST_LAND) : start].split()
            near = words[-2:] if words and words[-1][:1].isupper() else words[-1:]  # *Syrian Arab Air Force*
            if land := next(filter(None, map(land_of, reversed(near))), None):
                return land
        return None

    def stands_among_states(self, subject: Subject) -> bool:
        """*Idaho, Michigan, North Dakota and Washington*: whether it is one of several states in a row."""
        body = self.document.body
        return any(
            _row(body, start, -1) + _row(body, end, 1) >= _STATES_IN_A_ROW for start, end in subject.spans[:_MOST_SPANS]
        )

    def signs_dateline(self, subject: Subject) -> bool:
        """*LONDON (AP) —*: whether its name stands in brackets before a dateline's dash."""
        body = self.document.body
        return any(
            body[start - 1 : start] == "(" and DATELINE.match(body, end) for start, end in subject.spans[:_MOST_SPANS]
        )

    def is_town(self, name: str) -> bool:
        """Whether a town or country is called so."""
        return any(one.entry.kind == "GPE" for one in self.knowledge.find(name))

    def is_said_town(self, subject: Subject) -> bool:
        """Whether it is said to be a town: *the eastern city of Batman*."""
        return any(_TOWN.search(self.document.body, max(0, start - _LONGEST_LAND), start) for start, _ in subject.spans)

    def is_said_region(self, subject: Subject) -> bool:
        """Whether a region of its name is meant in half of the places and more: *the Kherson region*."""
        body, known, spans = self.document.body, _patterns(), subject.spans[:_MOST_SPANS]
        said = sum(
            bool(known.behind_region.match(body, end) or known.before_region.search(_before(body, start)))
            for start, end in spans
        )
        return 0 < len(spans) <= 2 * said

    def stands_as_state(self, subject: Subject) -> bool | None:
        """Whether words beside a name say that a state is meant: *New York's governor*; None: perhaps they do."""
        body = self.document.body
        told = {_is_as_state(body, start, end) for start, end in subject.spans[:_MOST_SPANS]}
        return next((one for one in (True, None) if one in told), False)

    @cached_property
    def tells_scores(self) -> bool:
        """Whether the article tells who beat whom, and how: one about games."""
        return _patterns().score.search(self.document.body) is not None

    def has_article(self, subject: Subject) -> bool:
        """*the Delta*: whether an article stands before a name wherever the text has it."""
        body = self.document.body
        return all(body[max(0, start - 4) : start].casefold() == "the " for start, _ in subject.spans[:_MOST_SPANS])

    def around(self, subject: Subject) -> list[Entry]:
        """The states and countries that a place is said to lie in, by *Paris, Texas*."""
        names = dict.fromkeys(self._around(subject))
        return [found for name in names if (found := self._container(name, subject))]

    def _container(self, name: str, subject: Subject) -> Entry | None:
        found = [one.entry for one in self.knowledge.find(name) if one.entry.prominence >= _STATE]
        found = [one for one in found if one.kind in PLACES and one.name != subject.name]
        return max(found, key=lambda one: one.prominence, default=None)

    def _around(self, subject: Subject) -> Iterable[str]:
        body = self.document.body
        town, comma, rest = subject.name.partition(", ")
        if comma and town and rest:
            yield rest
        for _, end in subject.spans:
            for start, other in self._starts.items():
                if 0 < start - end <= len(" in the ") and _INSIDE.fullmatch(body, end, start):
                    yield other

    @cached_property
    def _starts(self) -> dict[int, str]:
        """The places of the article by where their names start."""
        return {
            start: self.document.body[start:end]
            for subject in self.subjects
            if subject.kind in {"GPE", "LOC"}
            for start, end in subject.spans
        }


def _before(body: str, start: int) -> str:
    return body[max(0, start - _LONGEST_LAND) : start]


def _is_as_state(body: str, start: int, end: int) -> bool | None:
    """Whether a place is named as a state is; no mayor stands before it. None: in a row of places, or with its town."""
    before, known = _before(body, start), _patterns()
    if known.of_town.search(before):
        return False
    if known.behind_state.match(body, end) or known.before_region.search(before):
        return True
    if known.before_state.search(before):
        return True if _STATE_ENDS.match(body, end) else None
    return False


class _Patterns(NamedTuple):
    """What stands beside places: *the Kherson region*, *the state of New York*, *New York's governor*, a score."""

    before_region: re.Pattern[str]
    behind_region: re.Pattern[str]
    before_state: re.Pattern[str]
    behind_state: re.Pattern[str]
    of_town: re.Pattern[str]
    score: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    region, office = _any_of("region_noun"), _any_of("state_office")
    town, verb = _any_of("town_head"), _any_of("match_verb")
    return _Patterns(
        before_region=re.compile(rf"\b(?:(?!region|district){region} of|district,|county,|upstate) \Z", re.IGNORECASE),
        behind_region=re.compile(rf"[ -]{region}\b", re.IGNORECASE),
        before_state=re.compile(r"(?:[A-Z]\w+,? of |\) of |\bacross |\bthroughout |[A-Z]\w+, |\()\Z"),
        behind_state=re.compile(rf"(?:['’]s)? (?:{office}s?\b|\d+(?:st|nd|rd|th) )", re.IGNORECASE),
        of_town=re.compile(rf"\b{town} of \Z", re.IGNORECASE),
        score=re.compile(rf"\b{verb}\b[^.]{{0,60}}\b\d{{1,3}}-\d{{1,3}}\b"),
    )


def _any_of(name: WordClassName) -> str:
    return f"(?:{'|'.join(sorted(words_of(name), key=len, reverse=True))})"


def _shares(counts: Counter[str]) -> dict[str, float]:
    total = counts.total()
    return {code: count / total for code, count in counts.items()} if total else {}


def _row(body: str, at: int, way: Literal[-1, 1]) -> int:
    """How many states of the United States stand in a row before or behind an offset, as far as it matters."""
    before, behind = _state_patterns()
    for count in range(_STATES_IN_A_ROW):
        found = behind.match(body, at) if way > 0 else before.search(body, max(0, at - _LONGEST_STATE), at)
        if found is None:
            return count
        at = found.end() if way > 0 else found.start()
    return _STATES_IN_A_ROW


@lru_cache(maxsize=1)
def _state_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    states = "|".join(sorted(map(re.escape, us_states()), key=len, reverse=True))
    return re.compile(rf"\b(?:{states})(?:,? and |, )\Z"), re.compile(rf"(?:,? and |, )(?:{states})\b")


def land_of(text: str | None) -> str | None:
    """The code of the country that an affiliation is, or begins with: *Iraqi*, *France's Socialist Party*."""
    for words in (text, (text or "").split(" ", maxsplit=1)[0]):
        country = country_of(words.removesuffix("'s").removesuffix("’s")) if words else None
        if country:
            return country.code
    return None
