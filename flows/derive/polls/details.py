"""How a poll was made, by the wording that news has for it: whom it asked, how many, when, and how sure it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flows.derive.text.annotation import Span
from flows.derive.text.times import TimeSpan
from seeds.word_classes import words_of

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{3,6})"
_ASKED = (
    r"(?:polls?|surveys?|samples?|surveyed|polled|interviewed|questioned|quizzed|canvassed|interviews with|among"
    r"|responses from|asked|based on|data(?: online)? from)"
)
_BEFORE = re.compile(rf"(?i)\b{_ASKED}\b(?: (?:of|about|some|nearly|more|than|just|over|a|an|the|total|random|national|"
                     r"nationwide|online|representative|sample|approximately|around|with|from|by|telephone|included|"
                     r"includes|adult)\b)*\s*\Z")  # fmt: skip
_BEHIND = re.compile(
    r"(?i)\A[^.;]{0,40}?\b(?:were|was) (?:surveyed|polled|interviewed|questioned|asked)\b|\A[^.;]{0,40}?\b"
    r"(?:responded|took part|participated)\b"
)
_UNIT = r"(?:percentage[ -]points?|percent|per cent|%|points?|pts)"
_MARGIN = re.compile(
    rf"(?i)\bmargin of (?:sampling |statistical )?error\b.{{0,80}}?(?P<number>\d{{1,2}}(?:\.\d+)?)[ -]?{_UNIT}"
    rf"|\b(?P<first>\d{{1,2}}(?:\.\d+)?)[ -]{_UNIT}(?: plus or minus)? margin of (?:sampling )?error"
    rf"|\b(?:accurate (?:to )?within|error margin of)\b.{{0,30}}?(?P<other>\d{{1,2}}(?:\.\d+)?)[ -]?{_UNIT}"
)
_LARGEST_MARGIN = 15.0
"""Points: such a margin is of some forty people, fewer make no poll. What is above is another percentage."""
_FIELDWORK = re.compile(
    r"(?i)\b(?:conducted|carried out|taken|fielded|in the field|surveyed|polled|interviewed|questioned)\b"
)
_TOLD_APART = re.compile(r"(?i)\b(?:released|published|before|after|since|ahead of|until|found|showed|last year)\b|[;]")
_CHAIN = re.compile(r"(?i)\s*(?:to|and|through|until|-|–|—|,)\s*")
_REACH = 140
"""Characters behind a word for fieldwork in which its days may stand."""
_LONGEST_FIELD = 120
"""Days from the first to the last of a poll's fieldwork."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How many of whom were asked."""

    size: int
    population: Span


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin of error in percentage points, and where it stands."""

    points: float
    span: Span


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    nouns = "|".join(sorted(words_of("poll_population"), key=len, reverse=True))
    return re.compile(rf"\b{_NUMBER} (?P<who>(?:(?!and |or )[a-z][a-z'’.-]* ){{0,4}}?(?i:{nouns}))\b")


def sample_in(body: str, span: Span) -> Sample | None:
    """The number of people asked, where words for asking stand beside it: *surveyed 1,001 adults*."""
    for found in _counted().finditer(body, *span):
        asked = _BEFORE.search(body, max(span[0], found.start() - 80), found.start())
        if asked or _BEHIND.match(body[found.end() : span[1]]):
            return Sample(int(found["number"].replace(",", "")), found.span("who"))
    return None


def margin_in(body: str, span: Span) -> Margin | None:
    """The margin of error; none above 15 points."""
    found = _MARGIN.search(body, *span)
    if found is None:
        return None
    group = next(name for name in ("number", "first", "other") if found[name])
    points = float(found[group])
    return Margin(points, found.span(group)) if 0 < points <= _LARGEST_MARGIN else None


def fieldwork_in(body: str, span: Span, dates: Sequence[TimeSpan]) -> tuple[date, date] | None:
    """First and last day of asking: the dates behind a word for it."""
    for cue in _FIELDWORK.finditer(body, *span):
        chain = _chain(body, (cue.end(), min(cue.end() + _REACH, span[1])), dates)
        days = [day for row in chain for day in (row.start_date, row.end_date) if day is not None]
        if days and (max(days) - min(days)).days <= _LONGEST_FIELD:
            return min(days), max(days)
    return None


def _chain(body: str, span: Span, dates: Sequence[TimeSpan]) -> list[TimeSpan]:
    """The first dates in a span that nothing but *to* or a dash parts; none behind another word of time."""
    inside = [row for row in dates if span[0] <= row.start_char and row.end_char <= span[1] and row.start_date]
    inside = [row for row in inside if row.timex_type == "DATE"]
    if not inside or _TOLD_APART.search(body, span[0], inside[0].start_char):
        return []
    chain = inside[:1]
    for row in inside[1:]:
        if not _CHAIN.fullmatch(body, chain[-1].end_char, row.start_char):
            break
        chain.append(row)
    return chain
