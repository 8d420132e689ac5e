"""What a reader of a time expression works with: the phrase, the clock that it counts from, and the reading."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from flows.derive.dates.items import Item
from flows.derive.dates.tense import asks_when, dates_a_noun, day_ahead, day_gone
from flows.derive.dates.values import cover
from flows.derive.text.annotation import Span
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import DateBasis, Grain, TimexMod, TimexType

_MODS: dict[str, TimexMod] = {
    "start": "START",
    "earlier": "START",
    "mid": "MID",
    "end": "END",
    "endword": "END",
    "year_end": "END",
    "later": "END",
    "more_than": "MORE_THAN",
    "less_than": "LESS_THAN",
    "at_least": "EQUAL_OR_MORE",
    "at_most": "EQUAL_OR_LESS",
    "approx": "APPROX",
    "approx_after": "APPROX",
}


_UNTIL = (["until"], ["till"])
_STORY = frozenset({"full_date", "month_year", "month", "year", "season_year", "iso", "timed", "timed_after", "holiday",
                    "range_day", "range_end", "span_of", "quarter", "part_of_day_of"})  # fmt: skip
_FROM = frozenset({"span_of"})
"""Rules of spans that the story goes on in: *for the first ten months of 1915*."""
_OPENING = frozenset({"year", "month_year", "full_date"})
_COMPARED = frozenset({"year_age", "year_quarter"})
"""Rules of a quarter that another one is but compared with."""
_OTHER_SPANS = frozenset({"rel_many", "the_year", "fiscal_year"})
"""Rules of spans that results are told of instead of a quarter: *the first nine months*."""
_SEASONS = frozenset({"season", "rel_season"})
_SIZES = {"D": 0, "WE": 0, "W": 0, "M": 1, "Y": 2, "E": 2, "C": 2, "L": 2, "Q": 2, "H": 2}
"""Units of the calendar by what they may be counted from: days and weeks from a day, months from a month."""
_YEAR_DIGITS = 4  # of a year's value: of a decade's there are three, of a century's two
_YEAR = 366  # the longest step of a story: a year, one more day in leap years
_QUARTER, _HALF_YEAR = 89, 180
_JUMP = 20  # years: assumed, a story does not leap further, an aside does


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says, before it becomes a row; without a value it is unresolved."""

    timex_type: TimexType
    value: str | None
    basis: DateBasis = "explicit"
    mod: TimexMod | None = None
    offset: str | None = None
    """Offset of the zone that a clock time names: -05:00 for EST."""


@dataclass(slots=True)
class Clock:
    """What relative expressions count from; moves on as the article is read."""

    published: date | None
    narrative: bool
    """Whether the article tells of times long before its publication, so that dates follow each other."""
    last: date | None = None
    """First day of the last date that was resolved."""
    last_unit: str = "D"
    quarter: date | None = None
    """First day of the quarter or half year that the passage speaks of."""
    half: bool = False
    """Whether it is a half year."""
    opened: date | None = None
    """The first day of a range that the phrase at hand ends: *from Monday* to Sunday."""
    told_here: bool = False
    """Whether a date of this paragraph has taken the story on."""
    told_before: bool = False
    """Whether one of the paragraph before has."""
    story: date | None = None
    """First day of a time long gone that a sentence of the paragraph opened with: *In 1943* the army attacked."""
    adrift: bool = False
    """Whether the story has left the calendar (before Christ), so that no day can be counted from it."""
    era: int | None = None
    """The year before Christ that was told last."""

    @property
    def anchor(self) -> tuple[date | None, DateBasis]:
        """The day to count from: the last one told in a narrative, else the day of publication."""
        if self.adrift or (self.narrative and self.last is not None):
            return self.last, "narrative" if self.last else "none"
        return self.published, "publication" if self.published else "none"

    @property
    def told(self) -> tuple[date | None, DateBasis]:
        """The last day that was told, else the day of publication."""
        if self.last is not None:
            return self.last, "narrative"
        return self.anchor

    def is_coarser_than(self, unit: str) -> bool:
        """Whether the last time told is a month or year, so that no day or week can be counted from it."""
        return _SIZES.get(self.last_unit, 0) > _SIZES.get(unit, 1)

    @property
    def some_day(self) -> str | None:
        """The value of a day of the month told last, which nobody has numbered: in October … *that day*."""
        return f"{self.last.year:04d}-{self.last.month:02d}-XX" if self.last and self.last_unit == "M" else None

    @property
    def goes_on(self) -> bool:
        """Whether the last date told is still of the year that the paragraph opened with."""
        return self.story is not None and self.last is not None and self.last.year == self.story.year

    def turn_to_a_paragraph(self) -> None:
        """Forget the time that the paragraph before opened with, and its quarter unless that is over.

        Of a quarter that is over results are told on: *a year earlier* is the same quarter of the year before.
        """
        self.story, self.told_before, self.told_here = None, self.told_here, False
        if (
            self.quarter is not None
            and self.published is not None
            and _last_of(self.quarter, half=self.half) >= self.published
        ):
            self.quarter = None

    def _leave_quarter(self, rule: str) -> None:
        """Forget the quarter where a span of another kind is spoken of instead."""
        if rule in _OTHER_SPANS:
            self.quarter = None

    def _note_quarter(self, first: date, grain: Grain | None, rule: str) -> None:
        if grain in {"quarter", "half"} and rule not in _COMPARED:
            self.quarter, self.half = first, grain == "half"

    def note(self, reading: Reading, rule: str, *, passing: bool, bounds: bool = False) -> None:
        """Remember the day that a reading resolved to; in a narrative, only what carries the story on.

        What is said in `passing`, neither first of its paragraph nor at a sentence's head, may not turn the story back,
        nor may what but `bounds` what is told (*until June 1945*) take it on.
        """
        self._leave_quarter(rule)
        value = reading.value if reading.timex_type in {"DATE", "TIME"} else None
        if value is not None and value.startswith("BC"):
            self._note_era(value)
        elif value is not None and ("/" not in value or rule in _FROM) and not (self.era is not None and passing):
            first, _, grain = cover(value.partition("/")[0])  # *Diodorus, as Green wrote in 1996*: by the way
            if first is not None and grain not in {"decade", "century", "millennium"}:
                self._note_day(first, grain, rule, passing=passing, bounds=bounds)

    def _note_era(self, value: str) -> None:
        year = value[2:].partition("-")[0]
        self.last, self.adrift = None, True
        self.era = int(year) if len(year) == _YEAR_DIGITS and year.isdecimal() else self.era

    def _note_day(self, first: date, grain: Grain | None, rule: str, *, passing: bool, bounds: bool) -> None:
        self.era = None
        self._note_quarter(first, grain, rule)
        if rule in _OPENING and not passing and self.published and first.year < self.published.year - 1:
            self.story = first
        turns = passing and self.told_here and self.last is not None and (bounds or rule == "year" or first < self.last)
        aside = turns or not _carries_on(rule, first, self.last)
        if aside if self.narrative else rule in _COMPARED:
            return  # *up from a year earlier*: what is told of is still now
        self.told_here = True
        self.last, self.last_unit = first, "Y" if grain == "year" else "M" if grain == "month" else "D"


def _last_of(first: date, *, half: bool) -> date:
    """About the last day of the quarter or half year that begins on a day."""
    return first + timedelta(days=_HALF_YEAR if half else _QUARTER)


def _carries_on(rule: str, first: date, last: date | None) -> bool:
    """Whether a date takes the story on; looking back (`the previous year`) or far ahead it does not."""
    if rule == "year" and last is not None and abs(first.year - last.year) > _JUMP:
        return False
    return rule in _STORY or (
        rule not in _SEASONS and last is not None and first >= last and (first - last).days <= _YEAR
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """The items that a rule of the grammar matched, with the lexemes around them."""

    rule: str
    items: list[Item]
    lexemes: Lexemes
    codes: frozenset[str] = field(default_factory=frozenset)
    rest: Sequence[Item] = ()
    """The items right behind the phrase."""
    tokens: Tokens | None = None
    """The tokens of the document."""

    def has(self, *codes: str) -> bool:
        """Whether an item is of one of the classes."""
        return not self.codes.isdisjoint(codes)

    def find(self, *codes: str) -> Item | None:
        """The first item of one of the classes."""
        return next((item for item in self.items if item.code in codes), None)

    def every(self, *codes: str) -> list[Item]:
        """All items of the classes."""
        return [item for item in self.items if item.code in codes]

    def says(self, *words: str) -> bool:
        """Whether one of the lexemes is one of the words."""
        lower = self.lexemes.lower
        return any(word in words for word in lower[self.items[0].first : self.items[-1].last])

    def before(self, count: int) -> list[str]:
        """The words in front."""
        first = self.items[0].first
        return list(self.lexemes.lower[max(0, first - count) : first])

    @property
    def opens(self) -> bool:
        """Whether the phrase opens a sentence, but for a preposition."""
        first = self.items[0].first
        return first < 2 or self.lexemes.forms[first - 1][0].isupper()  # noqa: PLR2004 - `In 1975`

    @property
    def bounds(self) -> bool:
        """Whether it says how long something went on, which may be far beyond what is told next."""
        return self.before(1)[:1] in _UNTIL

    def after(self, count: int) -> list[str]:
        """The words behind."""
        last = self.items[-1].last
        return list(self.lexemes.lower[last : last + count])

    @property
    def ahead(self) -> bool | None:
        """Whether its own clause tells of what is to come, by tense; None where the tree does not say."""
        return None if self.tokens is None else day_ahead(self.tokens, self._span)

    @property
    def dates_a_noun(self) -> bool:
        """Whether it dates a noun, which may be of another time than the clause."""
        return self.tokens is not None and dates_a_noun(self.tokens, self._span)

    @property
    def ahead_in(self) -> bool:
        """Whether a verb of the future asks when: *will return* in two weeks."""
        return self.tokens is not None and asks_when(self.tokens, self._span)

    @property
    def gone(self) -> bool:
        """Whether it must be past: since that day, the attack of that day."""
        return self.tokens is not None and day_gone(self.tokens, self._span)

    @property
    def _span(self) -> Span:
        return self.lexemes.starts[self.items[0].first], self.lexemes.ends[self.items[-1].last - 1]

    def narrowed(self, items: list[Item]) -> "Phrase":
        """The phrase with some of its items alone."""
        return replace(self, items=items, codes=frozenset(item.code for item in items))

    @property
    def offset(self) -> str | None:
        """The offset of the zone that the words name, None where they name none or one that changes with the season."""
        zone = self.find("zone")
        return zone.value if zone is not None and zone.value != "local" else None

    @property
    def mod(self) -> TimexMod | None:
        """The modifier that the words ask for."""
        return next((_MODS[item.code] for item in self.items if item.code in _MODS), None)
