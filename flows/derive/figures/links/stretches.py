"""Time expressions as the days that figures may hold in, each with its place in the tree.

Most are the days that they were read as. The rest say more with the words beside them: the quarter *ended Sept. 30*,
*the first nine months* of a year, *from May to June*, *the past two years*, *so far this year*, *five years ago today*,
*a year earlier* than such a quarter. Of a fiscal year only the one of the United States' government is known.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from flows.derive.text.subjects import head_of
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens

_JOINS = (["and"], ["to"], ["through"], ["until"], ["till"], ["-"], ["–"])
_PART = re.compile(r"P(\d+)([MQ])")
_YEAR = 12  # months: of the calendar
_LEAST = 28  # days that every month has
_ENDED = 3
"""Tokens of *three months ended*."""
_MONTHS_OF = {"quarter": 3, "year": 12, "half": 6}
_MONTH_COUNTS = {"three": 3, "3": 3, "six": 6, "6": 6, "nine": 9, "9": 9, "twelve": 12, "12": 12}
"""Months that results are told of."""
_TRAILING = re.compile(r"(?:(?:in|over|during|within|for) )?the (past|last|next|coming) (?:\S+ )?([a-z]+)")
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_DAYS_OF = {"D": 1, "W": 7}
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_YEAR_BEFORE = frozenset({"a year earlier", "a year ago", "a year before", "one year earlier", "the year before"})
_FISCAL = re.compile(r"\b(?:fiscal|FY)", re.IGNORECASE)
_FISCAL_YEAR = re.compile(r"(?:fiscal year|FY)(?: \(FY\))? ?['’]?\d{2,4}", re.IGNORECASE)
_BRACKET = len("fiscal year (FY) ")
_FISCAL_BEGINS = 10  # October, of the year before
_AMERICAN = re.compile(r"\b(?:U\.S\.|US|USA|United States|America|Americans?|Washington)(?!\w)")
_OF_STATE = re.compile(
    r"\b(?:federal|Federal|Congress|Senate|Senators?|Sen\.|Appropriations?|House of Representatives)(?!\w)"
)
_FEDERAL = 2  # words that a text of the federal state has at least: assumed
_BETWEEN = 3
"""Tokens of *between the years*."""
_NEAR = 300
"""Characters back to the quarter that *a year earlier* counts from: a sentence or two. Assumed."""

Days = tuple[date, date]


class Stretch(NamedTuple):
    """A time expression, or two that are the ends of a range, with its place in the tree."""

    first: date
    last: date
    start_char: int
    end_char: int
    head: int
    cases: frozenset[str]
    of_end: bool = False
    """Whether the end of the days is meant: *the end of 2019*."""
    told: bool = False
    """Whether they count from what was told before: *the following day*."""
    ends: tuple[Days, Days] | None = None
    """Of a range its first days and its last: *from 2010 to 2020*."""
    ahead: bool = False
    """Whether they begin with publication: *the next five years*."""
    ended: bool = False
    """Whether it is a time that results are told of: *the quarter ended Sept. 30*."""

    @property
    def days(self) -> Days:
        """The first day and the last."""
        return self.first, self.last


def _part_of_year(row: TimeSpan) -> tuple[int, int] | None:
    """The first and last month of *the first nine months*, *the last two quarters* of a year; None for other times."""
    value = _PART.fullmatch(row.timex_value or "")
    words = row.text.lower().split()
    if row.rule != "rel_many" or value is None or not {"first", "last", "final"} & set(words):
        return None
    months = int(value[1]) * (3 if value[2] == "Q" else 1)
    if not 1 <= months < _YEAR:
        return None
    return (1, months) if "first" in words else (_YEAR - months + 1, _YEAR)


def _shifted(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    place = day.year * _YEAR + day.month - 1 + months
    year, month = max(place // _YEAR, 1), place % _YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class Stretches:
    """The time expressions of a document by place, and the day of its publication."""

    def __init__(self, tokens: Tokens, times: Sequence[TimeSpan], published: date | None) -> None:
        self._tokens, self._published = tokens, published
        dated = (row for row in times if row.timex_type in {"DATE", "TIME"} and row.start_date is not None)
        trailing = (row for row in times if row.timex_type == "DURATION" and self._trailing(row) is not None)
        self._times = sorted((*dated, *trailing), key=lambda row: row.start_char)
        self._starts = [row.start_char for row in self._times]
        self._parts = {row.end_char: row for row in times if _part_of_year(row) is not None}

    def within(self, first: int, last: int) -> list[Stretch]:
        """The stretches of a sentence, from its first to its last token."""
        tokens = self._tokens
        low = bisect_left(self._starts, tokens.starts[first])
        rows = self._times[low : bisect_left(self._starts, tokens.ends[last])]
        found: list[Stretch] = []
        for place, row in enumerate(rows, low):
            stretch = self._stretch(place, row)
            joined = self._joined(found[-1], stretch) if found and stretch is not None else None
            if joined is not None:
                found[-1] = joined
            elif stretch is not None:
                found.append(stretch)
        return found

    def _stretch(self, place: int, row: TimeSpan) -> Stretch | None:
        """The days of a row, None where they are not known."""
        whole = self._whole(row)
        if _FISCAL.search(self._tokens.body[max(0, row.start_char - _BRACKET) : row.end_char]) and row.grain == "year":
            return self._fiscal(whole, row)
        if row.text.lower() in _YEAR_BEFORE and row.grain == "year":
            return self._year_before(whole, place)
        if row.grain == "day" and (ended := self._ended(whole)) is not None:
            return ended
        if row.rule == "ago":
            return self._ago_today(whole, row, place)
        if row.text.lower() == "today" and place and self._is_today_ago(place - 1):
            return None
        return self._narrowed(whole, row) if row.grain == "year" else whole

    def _whole(self, row: TimeSpan) -> Stretch:
        tokens = self._tokens
        head = head_of(tokens, (row.start_char, row.end_char))
        inside = tokens.within((row.start_char, row.end_char))
        if inside and tokens.deprel[head] == "case":
            head = inside[-1]  # *over 2007* levels
        cases = {tokens.lower[at] for at in tokens.dependents(head, "case", "mark")}
        if inside:
            cases |= set(tokens.lower[max(0, inside.start - 1) : inside.start])
        of_end = row.timex_mod == "END" and "end of" in row.text.lower()
        first, last = self._days_of(row)
        front = tokens.lower[max(0, inside.start - _BETWEEN) : inside.start] if inside else []
        if front == ["between", "now", "and"] and self._published is not None and self._published <= last:
            first = self._published
        told = row.basis == "narrative"
        ahead = first == self._published and self._trailing(row) is not None
        return Stretch(first, last, row.start_char, row.end_char, head, frozenset(cases), of_end, told, ahead=ahead)

    def _days_of(self, row: TimeSpan) -> Days:
        """The days of a row, of *earlier this year* but those until publication."""
        trailing = self._trailing(row)
        first = row.start_date or date.min
        last, words = row.end_date or first, row.text.lower()
        if trailing is not None:
            return trailing
        if self._published is None or not first <= self._published <= last:
            return first, last
        at = self._tokens.token_at(row.start_char)
        if words.startswith("earlier") or self._tokens.lower[max(0, at - 2) : at] in (["so", "far"], ["thus", "far"]):
            return first, self._published
        return (self._published, last) if words.startswith("later") else (first, last)

    def _trailing(self, row: TimeSpan) -> Days | None:
        """*The past two years*, *the last week*, *the next five years*: the days before publication, or behind it."""
        words = _TRAILING.fullmatch(row.text.lower())
        behind = self._tokens.body[row.end_char : row.end_char + len(" of ")]
        if words is None or self._published is None or behind == " of ":
            return None
        value = _LENGTH.fullmatch(row.timex_value or "")
        size = (int(value[1]), value[2]) if value is not None else (1, _UNITS.get(words[2], ""))
        if not size[1] or (value is None and row.timex_type == "DURATION") or size[0] > self._published.year:
            return None
        sign = -1 if words[1] in {"past", "last"} else 1
        if size[1] in _DAYS_OF:
            other = self._published + timedelta(days=sign * size[0] * _DAYS_OF[size[1]])
        else:
            other = _shifted(self._published, sign * size[0] * (_YEAR if size[1] == "Y" else 1))
        return min(other, self._published), max(other, self._published)

    def _is_today_ago(self, place: int) -> bool:
        """Whether *today* stands right behind a row that says how long ago: *five years ago today*."""
        row, behind = (*self._times[place : place + 2], None)[:2]
        if row is None or behind is None or row.rule != "ago" or behind.text.lower() != "today":
            return False
        return row.grain in {"year", "month"} and self._tokens.body[row.end_char : behind.start_char] == " "

    def _ago_today(self, whole: Stretch, row: TimeSpan, place: int) -> Stretch:
        """*Five years ago*, or of *five years ago today* that day of the year."""
        if not self._is_today_ago(place) or self._published is None:
            return whole
        months = (whole.first.year - self._published.year) * _YEAR
        months += whole.first.month - self._published.month if row.grain == "month" else 0
        day = _shifted(self._published, months)
        return whole._replace(first=day, last=day)

    def _year_before(self, whole: Stretch, place: int) -> Stretch:
        """*A year earlier*, behind a quarter ended on some day: the same quarter of the year before."""
        for at in range(place - 1, -1, -1):
            row = self._times[at]
            if whole.start_char - row.end_char > _NEAR:
                break
            near = self._stretch(at, row) if row.text.lower() not in _YEAR_BEFORE else None
            if near is not None and near.ended:
                first, last = _shifted(near.first, -_YEAR), _shifted(near.last, -_YEAR)
                return whole._replace(first=first, last=last)
        return whole

    def _fiscal(self, whole: Stretch, row: TimeSpan) -> Stretch | None:
        """*Fiscal year 2011* of the United States, from October; that of a firm begins at nobody knows which day."""
        words = self._tokens.body[max(0, row.start_char - _BRACKET) : row.end_char]
        if not _FISCAL_YEAR.search(words) or whole.first.year != whole.last.year or not self._is_federal:
            return None
        year = max(whole.first.year, 2)
        return whole._replace(first=date(year - 1, _FISCAL_BEGINS, 1), last=date(year, _FISCAL_BEGINS - 1, 30))

    @cached_property
    def _is_federal(self) -> bool:
        """Whether the text is about what the United States' Congress spends."""
        body = self._tokens.body
        return _AMERICAN.search(body) is not None and len(_OF_STATE.findall(body)) >= _FEDERAL

    def _ended(self, whole: Stretch) -> Stretch | None:
        """*The quarter ended Sept. 30*, *the six months ending June 30*: the whole time that the day ends."""
        tokens, at = self._tokens, self._tokens.token_at(whole.start_char)
        if at < _ENDED or tokens.lower[at - 1] not in {"ended", "ending"}:
            return None
        size = _MONTHS_OF.get(tokens.lemmas[at - 2], 0)
        if tokens.lemmas[at - 2] == "month" and tokens.lower[at - 3] in _MONTH_COUNTS:
            size = _MONTH_COUNTS[tokens.lower[at - 3]]
        behind = whole.last + timedelta(days=1)
        month = behind.year * _YEAR + behind.month - 1 - size
        if not size:
            return None
        first = date(month // _YEAR, month % _YEAR + 1, min(behind.day, _LEAST))
        head = at - 2 if tokens.heads[whole.head] == at - 1 else whole.head
        return whole._replace(first=first, head=head, start_char=tokens.starts[at - 2], ended=True)

    def _narrowed(self, whole: Stretch, row: TimeSpan) -> Stretch:
        """*The first nine months of 2023*: that part of the year, where a length of months stands right before it."""
        tokens, at = self._tokens, self._tokens.token_at(row.start_char)
        part = self._parts.get(tokens.ends[at - 2]) if at > 1 and tokens.lower[at - 1] == "of" else None
        months = _part_of_year(part) if part is not None else None
        if part is None or months is None:
            return whole
        year, (begin, end) = whole.first.year, months
        head = head_of(tokens, (part.start_char, part.end_char))
        last = date(year, end, monthrange(year, end)[1])
        return whole._replace(first=date(year, begin, 1), last=last, start_char=part.start_char, head=head, ended=True)

    def _is_between(self, left: Stretch) -> bool:
        """*Between 2019 and 2023*, *between the years 2000 and 2020*."""
        at = self._tokens.token_at(left.start_char)
        return "between" in left.cases or "between" in self._tokens.lower[max(0, at - _BETWEEN) : at]

    def _joined(self, left: Stretch, right: Stretch) -> Stretch | None:
        """*Between 2019 and 2023*, *from May to June*, *2019-2023*: one stretch of days."""
        tokens = self._tokens
        between = tokens.lower[tokens.token_at(left.end_char - 1) + 1 : tokens.token_at(right.start_char)]
        next_to = (right.first - left.last).days == 1
        ends = (
            between in _JOINS and (between != ["and"] or self._is_between(left) or next_to) and left.first <= right.last
        )
        if not ends:
            return None
        cases = left.cases - {"from", "between"}
        return left._replace(last=right.last, end_char=right.end_char, cases=cases, ends=(left.days, right.days))
