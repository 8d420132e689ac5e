"""Hits over time as bars: by day, month or year, whichever gives a reader some dozens of them."""

import calendar
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 64
_MOST_DAYS, _MOST_MONTHS = 92, 96
"""Bars of one size that can still be told apart: three months of days, eight years of months."""
_MOST_BARS: Final = 150
_LEAST_PX: Final = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of days with its hits, and where its bar stands in a drawing of WIDTH by HEIGHT."""

    label: str
    first: date
    last: date
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars without gaps in time, and the size of their spans: day, month or year."""

    size: str
    bars: tuple[Bar, ...]

    @property
    def tallest(self) -> Bar:
        """The bar with the most hits, the first of several."""
        return max(self.bars, key=lambda bar: bar.count)


def timeline(days: Mapping[date, int]) -> Timeline | None:
    """The bars of hits by day; None where there are not two to compare."""
    if not days:
        return None
    first, last = min(days), max(days)
    size = _size(first, last)
    counted: Counter[date] = Counter()
    for day, count in days.items():
        counted[_begin(day, size)] += count
    spans = list(_spans(first, last, size))[-_MOST_BARS:]
    return Timeline(size, tuple(_bars(spans, counted, size))) if len(spans) > 1 else None


def _size(first: date, last: date) -> str:
    if (last - first).days <= _MOST_DAYS:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month
    return "month" if months <= _MOST_MONTHS else "year"


def _begin(day: date, size: str) -> date:
    if size == "day":
        return day
    return date(day.year, day.month if size == "month" else 1, 1)


def _end(begin: date, size: str) -> date:
    if size == "day":
        return begin
    month = begin.month if size == "month" else 12
    return date(begin.year, month, calendar.monthrange(begin.year, month)[1])


def _spans(first: date, last: date, size: str) -> Iterator[tuple[date, date]]:
    begin = _begin(first, size)
    while begin <= last:
        end = _end(begin, size)
        yield begin, end
        if end == date.max:
            return
        begin = end + timedelta(days=1)


def _bars(spans: list[tuple[date, date]], counted: Mapping[date, int], size: str) -> Iterator[Bar]:
    most = max(counted.values())
    step = WIDTH / len(spans)
    for number, (begin, end) in enumerate(spans):
        count = counted.get(begin, 0)
        height = max(count / most * HEIGHT, _LEAST_PX) if count else 0
        label = {"day": f"{begin}", "month": f"{begin:%Y-%m}", "year": f"{begin:%Y}"}[size]
        x, width = round(number * step, 2), round(max(step - 1, step * 0.7), 2)
        yield Bar(label, begin, end, count, x, round(HEIGHT - height, 2), width, round(height, 2))
