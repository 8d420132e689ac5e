"""From terms to SQL: fixed pieces over the tables of flows/browse/index.py, every value of a person's bound.

`hits` has a row for each quote, figure, name and headline, `folded` its own words, a bar, and its speaker's; `tied` and
`known` say whose it is, `outlets` who published it. The same conditions hold over the index and over the store, where
these are subqueries (flows/browse/told.py).
"""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flows.browse.query import FIELDS, QueryError, Term

SURE: Final = 0.9
"""Confidence from which on a quote is shown as sure, as in the view surely_said."""
LIKELY: Final = 0.5
"""Confidence below which nothing is shown unless it is asked for, as in the view who_said_what."""
Value = str | float | date
Fold = Callable[[str], str]

_NUMBER: Final = re.compile(r"([+-]?(?:\d[\d,_]*\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)\s*(k|m|bn|b|tn|t|%)?", re.IGNORECASE)
_SCALES: Final = {"k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12, "tn": 1e12}
_COMPARED: Final = re.compile(r"(>=|<=|>|<|≥|≤|=)?(.+)")
_SIGNS: Final = {"≥": ">=", "≤": "<=", None: "="}
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_IS: Final = {
    "said": "said",
    "unsaid": "NOT said",
    "sure": f"(said AND confidence >= {SURE})",
    "unsure": f"confidence < {LIKELY}",
    "named": "speaker IS NOT NULL",
    "unnamed": "(what = 'quotes' AND speaker IS NULL)",
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What hits must meet.

    Attributes:
        asked: an expression over a row of `hits`: what the terms say.
        parameters: the values of its parameters.
        shown: likewise, which of those are shown: none below LIKELY, unless the terms speak of confidence.
    """

    asked: str
    parameters: Mapping[str, Value]
    shown: str

    @property
    def sql(self) -> str:
        """Both."""
        return f"{self.asked} AND {self.shown}"


def conditions(terms: Sequence[Term], fold: Fold) -> Conditions:
    """The conditions that terms say; `fold` gives the words of a text as the columns hold them.

    Raises:
        QueryError: a value makes no sense in its field.
    """
    parts = [_Part(number, term, fold) for number, term in enumerate(terms)]
    groups: dict[str, list[_Part]] = {}
    for part in parts:
        alone = not part.term.field or part.term.negated or part.term.field in _NARROWING
        groups.setdefault(f"{part.number}" if alone else part.term.field, []).append(part)
    told = [" OR ".join(part.sql() for part in group) for group in groups.values()]
    parameters = {name: value for part in parts for name, value in part.values.items()}
    speaks = any(term.field == "confidence" or (term.field, term.value) == ("is", "unsure") for term in terms)
    shown = "true" if speaks else f"coalesce(confidence, 1) >= {LIKELY}"
    return Conditions(" AND ".join(f"({one})" for one in told) or "true", parameters, shown)


_NARROWING: Final = frozenset({"since", "until", "value", "confidence", "is"})
"""Fields of which several narrow a search: a day from which, and one until which."""


class _Part:
    """One term on its way to SQL, with the parameters that it needs."""

    def __init__(self, number: int, term: Term, fold: Fold) -> None:
        self.number, self.term, self._fold = number, term, fold
        self.values: dict[str, Value] = {}

    def sql(self) -> str:
        made = getattr(self, f"_{self.term.field or 'words'}")()
        return f"NOT coalesce({made}, false)" if self.term.negated else str(made)

    def _bind(self, value: Value) -> str:
        name = f"v{self.number}" + (f"_{len(self.values)}" if self.values else "")
        self.values[name] = value
        return f"${name}"

    def _folded(self) -> str:
        words = self._fold(self.term.value)
        return self._bind(words.rstrip() if self.term.prefix else words)

    def _words(self) -> str:
        return f"contains(folded, {self._folded()})"

    def _tied(self, role: str, which: str) -> str:
        entities = f"SELECT entity FROM known WHERE {which}"  # noqa: S608  # a fixed piece with a parameter
        return f"n IN (SELECT n FROM tied WHERE role = '{role}' AND entity IN ({entities}))"  # noqa: S608  # as above

    def _speaker(self) -> str:
        if self.term.exact:
            return f"speaker = {self._bind(self.term.value)}"
        words = self._folded()
        return f"(contains(speaker_folded, {words}) OR {self._tied('speaker', f'contains(names, {words})')})"

    def _about(self) -> str:
        if self.term.exact:
            return self._tied("about", f"name = {self._bind(self.term.value)}")
        words = self._folded()
        own = f"contains(folded, {words}) AND contains(split_part(folded, '|', 1), {words})"  # the second for few rows
        return f"({own} OR {self._tied('about', f'contains(names, {words})')})"

    def _outlet(self) -> str:
        if self.term.exact:
            return f"outlet = {self._bind(self.term.value)}"
        return f"outlet IN (SELECT outlet FROM outlets WHERE contains(outlet_folded, {self._folded()}))"  # noqa: S608  # as above

    def _since(self) -> str:
        return f"date >= {self._bind(_day(self.term, last=False))}"

    def _until(self) -> str:
        return f"date <= {self._bind(_day(self.term, last=True))}"

    def _kind(self) -> str:
        return f"kind = {self._bind(self.term.value.lower())}"

    def _polarity(self) -> str:
        return f"polarity = {self._bind(self.term.value.lower())}"

    def _unit(self) -> str:
        return f"lower(unit) = {self._bind(self.term.value.lower())}"

    def _value(self) -> str:
        return self._compared("value")

    def _confidence(self) -> str:
        return self._compared("confidence")

    def _compared(self, column: str) -> str:
        low, dots, high = self.term.value.partition("..")
        if dots:
            return f"{column} BETWEEN {self._bind(_number(self.term, low))} AND {self._bind(_number(self.term, high))}"
        found = _COMPARED.fullmatch(self.term.value)
        assert found is not None  # a term has a letter or a digit
        sign = _SIGNS.get(found[1], found[1])
        return f"{column} {sign} {self._bind(_number(self.term, found[2]))}"

    def _is(self) -> str:
        if self.term.value not in _IS:
            raise _wrong(self.term, f"it is one of {', '.join(_IS)}")
        return _IS[self.term.value]


def _number(term: Term, text: str) -> float:
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise _wrong(
            term, f"“{text}” is no number; write {term.field}:>1000, {term.field}:<=2.5m or {term.field}:10..20"
        )
    number = float(found[1].replace(",", "").replace("_", ""))
    return number * _SCALES.get((found[2] or "").lower(), 1)


def _day(term: Term, *, last: bool) -> date:
    found = _DAY.fullmatch(term.value.strip())
    day = _day_of(found, last=last) if found else None
    if day is None:
        raise _wrong(term, "a day is written 2026-07-14, a month 2026-07, a year 2026")
    return day


def _day_of(found: re.Match[str], *, last: bool) -> date | None:
    """The first or last day of what was written; None if the calendar has no such day."""
    try:
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        return date(year, month, int(found[3] or (calendar.monthrange(year, month)[1] if last else 1)))
    except ValueError:
        return None


def _wrong(term: Term, why: str) -> QueryError:
    return QueryError(f"“{term.source}”: {why}. ({term.field}: {FIELDS[term.field]}.)")
