"""TIMEX3 values and the calendar: how a day is written at a grain, how it shifts, what a value covers, its EDTF."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from schemas.vocabulary import Grain, TimexMod

Days = tuple[date, date]
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a season begins, as meteorologists count in the north."""
_EDTF_SEASON = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
"""What EDTF writes for a month (ISO 8601-2): 21 to 24 for seasons."""
_DAYS_OF = {"D": 1, "DQ": 1, "W": 7, "FN": 14, "WE": 7}
"""Days that one step of a unit moves by; a weekend is a week from the next."""
_MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}
"""Months that one step of a unit moves by: month, quarter, half, year, decade, century, millennium."""
_QUARTER = 3  # months: of the calendar
_HALF = 6  # months: of the calendar


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the calendar unit (D, W, WE, M, Q, H, Y, E, C, L) that holds `day`."""
    year, week, _ = day.isocalendar()
    values = {
        "D": day.isoformat(),
        "W": f"{year:04d}-W{week:02d}",
        "FN": f"{year:04d}-W{week:02d}",
        "WE": f"{year:04d}-W{week:02d}-WE",
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month - 1) // _QUARTER + 1}",
        "H": f"{day.year:04d}-H{(day.month - 1) // _HALF + 1}",
        "Y": f"{day.year:04d}",
        "E": f"{day.year // 10:03d}",
        "C": f"{day.year // 100:02d}",
        "L": f"{day.year // 1000:01d}XXX",
    }
    return values.get(unit, day.isoformat())


def shift(day: date, unit: str, count: int) -> date | None:
    """`day` moved by `count` units; None where that is beyond the years 1 to 9999."""
    try:
        if unit in _DAYS_OF:
            return day + timedelta(days=count * _DAYS_OF[unit])
        months = day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError, KeyError):
        return None


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int, first: int, last: int) -> Days:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _week(year: int, week: int, first: int, last: int) -> Days:
    return date.fromisocalendar(year, week, first), date.fromisocalendar(year, week, last)


def _season(year: int, name: str) -> Days:
    first = SEASON_MONTHS[name]
    if name == "WI":
        return date(year, first, 1), date(year + 1, 2, monthrange(year + 1, 2)[1])
    return _months(year, first, first + 2)


def _years(first: int, count: int) -> Days:
    return date(max(first, 1), 1, 1), date(first + count - 1, 12, 31)


_COVER_RULES: tuple[tuple[str, Grain, Callable[..., Days]], ...] = (
    (r"(\d{4})-(\d\d)-(\d\d)", "day", lambda y, m, d: (date(int(y), int(m), int(d)),) * 2),
    (r"(\d{4})-(\d\d)", "month", lambda y, m: _months(int(y), int(m), int(m))),
    (r"(\d{4})-W(\d\d)", "week", lambda y, w: _week(int(y), int(w), 1, 7)),
    (r"(\d{4})-W(\d\d)-WE", "weekend", lambda y, w: _week(int(y), int(w), 6, 7)),
    (r"(\d{4})-Q([1-4])", "quarter", lambda y, q: _months(int(y), 3 * int(q) - 2, 3 * int(q))),
    (r"(\d{4})-H([12])", "half", lambda y, h: _months(int(y), 6 * int(h) - 5, 6 * int(h))),
    (r"(\d{4})-(SP|SU|FA|WI)", "season", lambda y, s: _season(int(y), s)),
    (r"(\d{4})", "year", lambda y: _years(int(y), 1)),
    (r"(\d{3})", "decade", lambda y: _years(10 * int(y), 10)),
    (r"(\d{2})", "century", lambda y: _years(100 * int(y), 100)),
    (r"(\d)XXX", "millennium", lambda y: _years(1000 * int(y), 1000)),
)
_COVERS = tuple((re.compile(pattern), grain, days) for pattern, grain, days in _COVER_RULES)
_TIMES: tuple[tuple[re.Pattern[str], Grain], ...] = (
    (re.compile(r"T\d\d:\d\d:\d\d"), "second"),
    (re.compile(r"T\d\d:\d\d"), "minute"),
    (re.compile(r"T\d\d"), "hour"),
    (re.compile(r"T[A-Z]{2}"), "daypart"),
)


def cover(value: str) -> tuple[date | None, date | None, Grain | None]:
    """First and last day that a TIMEX3 value covers, and its grain; None where the calendar cannot tell."""
    begin, slash, end = value.partition("/")
    if slash:
        (first, _, grain), (_, last, _) = cover(begin), cover(end)
        return (first, last, grain) if first and last and first <= last else (None, None, None)
    day, mark, _ = value.partition("T")
    time = "T" + value.partition("T")[2] if mark else ""
    for pattern, grain, days in _COVERS:
        if found := pattern.fullmatch(day):
            try:
                first, last = days(*found.groups())
            except ValueError:
                return None, None, None
            return first, last, _time_grain(time) or grain
    return None, None, _time_grain(time) or _open_grain(day)


def _time_grain(time: str) -> Grain | None:
    return next((grain for pattern, grain in _TIMES if pattern.match(time)), None)


def _open_grain(day: str) -> Grain | None:
    """The grain of a value whose year is open: XXXX-WXX-1, XXXX-05-03."""
    if re.fullmatch(r"XXXX-(?:WXX-\d|\d\d-\d\d|XX-\d\d)", day):
        return "day"
    if re.fullmatch(r"XXXX-\d\d", day):
        return "month"
    return None


def edtf(value: str, mod: TimexMod | None) -> str | None:
    """The ISO 8601-2 (EDTF) form of a resolved TIMEX3 date; None where it has none."""
    base = _edtf_base(value)
    if base is None:
        return None
    if mod == "APPROX":
        return f"{base}~" if "/" not in base else base
    if mod in {"BEFORE", "ON_OR_BEFORE"}:
        return f"../{base.rpartition('/')[2]}"
    if mod in {"AFTER", "ON_OR_AFTER"}:
        return f"{base.partition('/')[0]}/.."
    return base


def _edtf_base(value: str) -> str | None:
    if re.fullmatch(r"-?\d{4}(?:-\d\d){0,2}|\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?", value):
        return value
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{found[1]}-{_EDTF_SEASON[found[2]]}"
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        return f"{found[1]}-{(32 if found[2] == 'Q' else 39) + int(found[3])}"
    if re.fullmatch(r"\d{2,3}|XXXX-\d\d(?:-\d\d)?", value):
        return value.ljust(4, "X")
    first, last, _ = cover(value.partition("T")[0])
    if first is None or last is None:
        return None
    return first.isoformat() if first == last else f"{first}/{last}"
