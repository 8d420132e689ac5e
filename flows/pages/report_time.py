"""Time in charts: which step fits a span of days, and where its bars begin and end."""

from datetime import date, timedelta
from typing import Final

_EPOCH: Final = date(1970, 1, 1)
_DAY_MS: Final = 86_400_000
_DAILY, _WEEKLY, _MONTHLY = 62, 370, 3700
"""Longest spans, in days, that are told by the day, the week and the month."""
_WIDTH: Final = 0.88
"""Share of its step that a bar takes; the rest keeps it from the next one."""


def grain_of(first: date | None, last: date | None) -> str:
    """Return the step of time, as date_trunc names it, in which a span of days is told."""
    span = (last - first).days if first and last else 0
    grains = ((_DAILY, "day"), (_WEEKLY, "week"), (_MONTHLY, "month"))
    return next((name for most, name in grains if span <= most), "year")


def instant(day: date) -> int:
    """Return the beginning of a day in UTC as milliseconds since 1970."""
    return (day - _EPOCH).days * _DAY_MS


def bar(since: date, grain: str) -> dict[str, float]:
    """Return from where to where the bar of a step lies."""
    begin = instant(since)
    return {"from": begin, "to": begin + (instant(_next(since, grain)) - begin) * _WIDTH}


def step_text(since: date, grain: str) -> str:
    """Return a step as people name it: 7 Mar 2026, the week of 2 Mar 2026, March 2026, 2026."""
    told = f"{since.day} {since:%b %Y}"
    return {"day": told, "week": f"week of {told}", "month": f"{since:%B %Y}"}.get(grain, f"{since:%Y}")


def _next(since: date, grain: str) -> date:
    if grain == "year":
        return date(since.year + 1, 1, 1)
    if grain == "month":
        return date(since.year + since.month // 12, since.month % 12 + 1, 1)
    return since + timedelta(days=7 if grain == "week" else 1)
