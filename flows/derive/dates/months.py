"""Readers of days and spans that a month holds: `the first Monday in May`, `the 2nd`, `the three months to June`."""

from datetime import date

from flows.derive.dates.days import WEEKDAYS, month_day
from flows.derive.dates.durations import amount, unit_code
from flows.derive.dates.holidays import nth_weekday
from flows.derive.dates.items import Item
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.times import clock_time
from flows.derive.dates.values import make_date, shift, value_of
from flows.derive.dates.years import MONTHS, likely_year, step_of, year_of
from schemas.vocabulary import DateBasis
from seeds.quantities import words_of_figures

_BEFORE_DAY = frozenset({"on", "since", "until", "till", "by", "from", "after", "before"})
_STOPS = words_of_figures("stop")
_LAST = -1
"""How `nth_weekday` counts from a month's end."""
_WEEKS = 4  # of the calendar: whole weeks of a month
_YEAR_MONTHS = 12  # of the calendar
_LONGEST = 60  # five years: nobody counts a longer time in months


def read_nth_weekday(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the first Monday in May`, `the last Friday of the month`."""
    day, count = phrase.find(*WEEKDAYS), phrase.find("ow", "od", "second", "last")
    month, basis = _month_of(phrase, clock)
    if day is None or count is None or month is None:
        return None
    number = {"second": 2, "last": _LAST}.get(count.code, int(count.number or 0))
    found = nth_weekday(month.year, month.month, int(day.value), number)
    part = phrase.find("daypart")
    if found is None or part is None:
        return Reading("DATE", found.isoformat(), basis) if found else None
    return Reading("TIME", f"{found.isoformat()}T{part.value}", basis)


def _month_of(phrase: Phrase, clock: Clock) -> tuple[date | None, DateBasis]:
    """The first day of the month that a phrase names or points at."""
    name = phrase.find(*MONTHS)
    if name is not None:
        year: int | None = year_of(phrase)
        basis: DateBasis = "explicit"
        if year is None:
            year, basis = likely_year(phrase, clock, int(name.value), None)
        return (make_date(year, int(name.value), 1) if year else None), basis
    unit = phrase.find("unit")
    day, basis = clock.told if phrase.has("that") else clock.anchor
    if unit is None or unit.value != "M" or day is None:
        return None, "none"
    return shift(day.replace(day=1), "M", step_of(phrase)), basis


def read_day_of_month(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the 3rd of this month`; `the 12th of the month` of a story is of the month told, else of none in particular."""
    number = phrase.find("od", "ow")
    unit = phrase.find("unit")
    if number is None or unit is None or unit.value != "M":
        return None
    pointed = phrase.has("this", "last", "next", "that") or clock.narrative
    if not pointed and phrase.ahead is False:
        return _latest(phrase, clock, int(number.number or 1))
    month, basis = _month_of(phrase, clock) if pointed else (None, "none")
    if month is None:
        return Reading("DATE", f"XXXX-XX-{int(number.number or 1):02d}", "none")
    found = make_date(month.year, month.month, int(number.number or 1))
    return Reading("DATE", found.isoformat(), basis) if found else None


def read_nth_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the 23rd day of May`, `the 15th day of next month`."""
    day = phrase.find("unit")
    if day is None or day.value != "D":
        return None
    plain = phrase.narrowed([item for item in phrase.items if item is not day])
    if phrase.has("last") and phrase.find("ow", "od", "second") is None:
        return _last_day(plain, clock)
    if phrase.has(*MONTHS):
        value, basis = month_day(plain, clock)
        return Reading("DATE", value, basis) if value else None
    return read_day_of_month(plain, clock)


def _last_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the last day of October`, `the last day of the month`."""
    month, basis = _month_of(phrase.narrowed([item for item in phrase.items if item.code != "last"]), clock)
    behind = shift(month, "M", 1) if month else None
    last = shift(behind, "D", -1) if behind else None
    return Reading("DATE", last.isoformat(), basis) if last else None


def read_the_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """`on the 2nd`: the latest day of that number, or the coming one where its clause looks ahead."""
    item, behind = phrase.find("od"), (phrase.after(1) or [""])[0]
    if item is None or phrase.before(1)[:1] == [] or phrase.before(1)[0] not in _BEFORE_DAY:
        return None
    if behind[:1].isalnum() and behind not in _STOPS:
        return None
    return _latest(phrase, clock, int(item.number or 1))


def _latest(phrase: Phrase, clock: Clock, number: int) -> Reading | None:
    """The latest day of a number, or the coming one where the clause looks ahead."""
    anchor, basis = clock.anchor
    if anchor is None:
        return Reading("DATE", f"XXXX-XX-{number:02d}", "none")
    found = make_date(anchor.year, anchor.month, number)
    ahead = phrase.ahead is True
    if found is None or (found < anchor if ahead else found > anchor):
        month = shift(anchor.replace(day=1), "M", 1 if ahead else -1)
        found = make_date(month.year, month.month, number) if month else None
    return Reading("DATE", found.isoformat(), basis) if found else None


def read_timed_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """`2 a.m. on the 2nd`: of the month spoken of."""
    time, _ = clock_time(phrase)
    number = phrase.find("od")
    day, basis = clock.told if clock.last_unit == "D" else clock.anchor
    if time is None or number is None or day is None:
        return None
    found = make_date(day.year, day.month, int(number.number or 1))
    return Reading("TIME", f"{found.isoformat()}{time}", basis, None, phrase.offset) if found else None


def read_nth_week(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the first week of January`: its first seven days, or the last seven."""
    count = phrase.find("ow", "od", "second", "last")
    month, basis = _month_of(phrase, clock)
    if count is None or month is None or not _is_week_of(phrase, count):
        return None
    number = {"second": 2, "last": _LAST}.get(count.code, int(count.number or 0))
    if number == _LAST:
        behind = shift(month, "M", 1)
        last = shift(behind, "D", -1) if behind else None
        first = shift(last, "D", -6) if last else None
    else:
        first = shift(month, "D", 7 * (number - 1)) if 1 <= number <= _WEEKS else None
        last = shift(first, "D", 6) if first else None
    return Reading("DATE", f"{first}/{last}", basis) if first and last else None


def _is_week_of(phrase: Phrase, count: Item) -> bool:
    """*The last week in August*; *last week in Augusta* is no week of a month."""
    unit = phrase.find("unit")
    return unit is None or (unit.value == "W" and (count.code != "last" or phrase.has("the")))


def read_span_to(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the three months to June`: from the first of those months to the last."""
    count = amount(phrase)
    month, basis = _month_of(phrase, clock)
    if phrase.has("until") and not phrase.says("through"):
        return None  # *the 12 months from February*
    if unit_code(phrase) == "Y" and phrase.has("unit") and month is not None:
        first = shift(month, "M", 1 - _YEAR_MONTHS)  # the year to January
        return Reading("DATE", f"{value_of(first, 'M')}/{value_of(month, 'M')}", basis) if first else None
    if unit_code(phrase) != "M" or count is None or count != int(count) or not 1 < count < _LONGEST or month is None:
        return None
    first = shift(month, "M", 1 - int(count))
    return Reading("DATE", f"{value_of(first, 'M')}/{value_of(month, 'M')}", basis) if first else None
