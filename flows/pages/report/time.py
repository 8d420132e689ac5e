"""Time in charts: which step fits a span of days, and where its bars begin and end."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_EPOCH: Final = date(1970, 1, 1)
_DAY_MS: Final = 86_400_000
_DAILY, _WEEKLY, _MONTHLY = 62, 370, 3700
"""Longest spans, in days, that are told by the day, the week and the month."""
_NEARLY_ALL: Final = 0.95
"""Share of the articles that a chart must show, where a few of other times would press the rest together."""
_MUCH_SHORTER: Final = 4
"""How many times shorter the span without those few must be."""
_WIDTH: Final = 0.88
"""Share of its step that a bar takes; the rest keeps it from the next one."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that charts over time show, and the step in which they are told.

    Attributes:
        first: the first day, None where no article has a date.
        last: the last day.
    """

    first: date | None = None
    last: date | None = None

    @property
    def grain(self) -> str:
        """The step of time, as date_trunc names it."""
        return grain_of(self.first, self.last)

    def holds(self, since: date) -> bool:
        """Whether the step that begins on `since` is drawn."""
        if self.first is None or self.last is None:
            return False
        return since <= self.last and self.first < _next(since, self.grain)


def far_away(count: int, noun: str) -> str:
    """What a reader must know of what is not drawn, behind a caption; nothing where all is."""
    if not count:
        return ""
    return f"; {count:,} {noun}{' is' if count == 1 else 's are'} from days far away and in the numbers only"


def span_of(days: Sequence[tuple[date, int]]) -> Span:
    """The shortest span with nearly all articles, if that is much shorter than the span of all.

    Args:
        days: days in their order, with the articles of each.
    """
    if not days:
        return Span()
    counts = [count for _, count in days]
    enough = math.ceil(sum(counts) * _NEARLY_ALL)
    best, begin, held = (0, len(days) - 1), 0, 0
    for end, count in enumerate(counts):
        held += count
        while held - counts[begin] >= enough:
            held -= counts[begin]
            begin += 1
        if held >= enough and _length(days, begin, end) < _length(days, *best):
            best = (begin, end)
    if _length(days, *best) * _MUCH_SHORTER > _length(days, 0, len(days) - 1):
        best = (0, len(days) - 1)
    return Span(days[best[0]][0], days[best[1]][0])


def _length(days: Sequence[tuple[date, int]], begin: int, end: int) -> int:
    return (days[end][0] - days[begin][0]).days + 1


def grain_of(first: date | None, last: date | None) -> str:
    """The step of time, as date_trunc names it, in which a span of days is told."""
    span = (last - first).days if first and last else 0
    grains = ((_DAILY, "day"), (_WEEKLY, "week"), (_MONTHLY, "month"))
    return next((name for most, name in grains if span <= most), "year")


def instant(day: date) -> int:
    """The beginning of a day in UTC as milliseconds since 1970."""
    return (day - _EPOCH).days * _DAY_MS


def bar(since: date, grain: str) -> dict[str, float]:
    """From where to where the bar of a step lies."""
    begin = instant(since)
    return {"from": begin, "to": begin + (instant(_next(since, grain)) - begin) * _WIDTH}


def step_text(since: date, grain: str) -> str:
    """A step as people name it: 7 Mar 2026, the week of 2 Mar 2026, March 2026, 2026."""
    told = f"{since.day} {since:%b %Y}"
    return {"day": told, "week": f"week of {told}", "month": f"{since:%B %Y}"}.get(grain, f"{since:%Y}")


def _next(since: date, grain: str) -> date:
    if grain == "year":
        return date(since.year + 1, 1, 1)
    if grain == "month":
        return date(since.year + since.month // 12, since.month % 12 + 1, 1)
    return since + timedelta(days=7 if grain == "week" else 1)
