"""Holidays: the day of a year that each falls on, by rule (Western Easter after the anonymous Gregorian computus)."""

from datetime import date, timedelta

from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import make_date
from flows.derive.dates.years import relative_year, year_of
from schemas.vocabulary import DateBasis

_NOVEMBER = 11
_HALF_YEAR = 183


def holiday_in(rule: str, year: int) -> date | None:
    """The day that a rule of the reference table gives in a year; None beyond the calendar."""
    name, _, rest = rule.partition(" ")
    numbers = [int(part) for part in rest.split()]
    if name == "easter":
        return easter(year) + timedelta(days=numbers[0])
    if name == "nth":
        return _nth(year, numbers[0], numbers[1], numbers[2])
    if name == "after":
        return _nth(year, numbers[0], numbers[1], numbers[2]) + timedelta(days=numbers[3])
    if name == "election":
        return _nth(year, _NOVEMBER, 1, 1) + timedelta(days=1)
    month, day = (int(part) for part in name.split("-")[-2:])
    return make_date(year, month, day)


def easter(year: int) -> date:
    """Western Easter Sunday of a Gregorian year."""
    golden, century = year % 19, year // 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    fix = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * fix + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    """The `count`-th such weekday of a month; from the end where negative."""
    if count > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return end - timedelta(days=(end.isoweekday() - weekday) % 7 + 7 * (-count - 1))


def read_holiday(phrase: Phrase, clock: Clock) -> Reading | None:
    """`Thanksgiving Day`, `Easter 2018`, `last Christmas`: the nearest one unless the words say which."""
    item = phrase.find("holiday")
    if item is None:
        return None
    if item.value[:4].isdecimal():
        return Reading("DATE", item.value, "explicit", phrase.mod)
    year: int | None = year_of(phrase)
    basis: DateBasis = "explicit"
    if year is None:
        year, basis = relative_year(phrase, clock)
    if year is None:
        anchor, basis = clock.anchor
        year = None if anchor is None else _nearest(item.value, anchor, phrase)
    found = holiday_in(item.value, year) if year is not None and 1 <= year < date.max.year else None
    if found is None:
        return Reading("DATE", f"XXXX-{item.value}" if item.value[0].isdecimal() else None, "none", phrase.mod)
    return Reading("DATE", found.isoformat(), basis, phrase.mod)


def _nearest(rule: str, anchor: date, phrase: Phrase) -> int:
    """The year of the holiday nearest to a day, of the one before or behind it where the words ask for that."""
    day = holiday_in(rule, anchor.year)
    if day is None:
        return anchor.year
    gap = (day - anchor).days
    if phrase.has("last", "past_adj"):
        return anchor.year - (gap >= 0)
    if phrase.has("next"):
        return anchor.year + (gap <= 0)
    return anchor.year + (1 if gap < -_HALF_YEAR else -1 if gap > _HALF_YEAR else 0)
