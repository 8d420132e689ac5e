"""Readers of dates that count from another one: `last week`, `three days ago`, `the third quarter`, `that year`."""

from datetime import date

from flows.derive.calendar_values import shift, value_of
from flows.derive.date_days import (
    MONTHS,
    WEEKDAYS,
    is_ahead,
    month_day,
    relative_year,
    unit_value,
    weekday,
    year_before_christ,
    year_of,
)
from flows.derive.date_durations import amount, duration_value, read_duration, unit_code
from flows.derive.date_items import Item
from flows.derive.date_reading import Clock, Phrase, Reading
from schemas.vocabulary import DateBasis, TimexMod
from seeds.quantities import time_cues

_TOLD = time_cues()["told"]
_STEPS = ("this", "that", "last", "next", "past_adj", "latest", "adj_now")
_QUARTERS = 4
_MONTHS_A_QUARTER = 3


def anchor_of(phrase: Phrase, clock: Clock) -> tuple[date | None, DateBasis]:
    """The day that a relative phrase counts from: `the following year` from the day told, `next year` from today."""
    if phrase.has("that") or phrase.says(*_TOLD):
        return clock.told
    return clock.anchor


def step_of(phrase: Phrase) -> int:
    """-1 for `last`, 0 for `this`, 1 for `next`."""
    item = phrase.find(*_STEPS)
    return int(item.value) if item is not None and item.value.lstrip("-").isdecimal() else 0


def read_rel_unit(phrase: Phrase, clock: Clock) -> Reading | None:
    """`last year`, `this week`, `the past decade`, `that day`."""
    unit = "Q" if phrase.has("period") else unit_code(phrase)
    if unit.startswith("T") or unit == "X" or _is_title(phrase):
        return None
    if phrase.has("past_adj") and unit in {"E", "C"}:
        return Reading("DURATION", duration_value(1.0, unit), "none")
    day, basis = anchor_of(phrase, clock)
    if unit == "Q":
        return _relative_quarter(phrase, clock)
    return Reading("DATE", unit_value(day, unit, step_of(phrase)), basis, phrase.mod)


def _is_title(phrase: Phrase) -> bool:
    """Whether the words are a name in quotation marks: "This Week"."""
    forms = phrase.lexemes.forms[phrase.items[0].first : phrase.items[-1].last]
    return phrase.before(1) in (['"'], ["\u201c"], ["`"]) and all(form[0].isupper() for form in forms)


def _relative_quarter(phrase: Phrase, clock: Clock) -> Reading:
    if phrase.has("latest", "that", "adj_now") and clock.quarter is not None:
        return Reading("DATE", value_of(clock.quarter, "Q"), "narrative", phrase.mod)
    day, basis = anchor_of(phrase, clock)
    return Reading("DATE", unit_value(day, "Q", -1 if phrase.has("latest") else step_of(phrase)), basis, phrase.mod)


def read_ago(phrase: Phrase, clock: Clock) -> Reading | None:
    """`two years ago`, `three days later`, `a decade from now`."""
    unit, count = unit_code(phrase), amount(phrase)
    item = phrase.find("ago", "earlier", "later")
    sign = int(item.value) if item is not None else -1
    if count is None or phrase.has("vague"):
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none")
    from_told = item is not None and item.code != "ago"
    day, basis = clock.told if from_told else clock.anchor
    if unit.startswith("T") or unit == "X" or (from_told and clock.last is None and unit in {"D", "W", "M"}):
        return read_duration(phrase, clock)
    return Reading("DATE", _moved(day, unit, sign * count), basis, _without_bound(phrase))


def _without_bound(phrase: Phrase) -> TimexMod | None:
    return phrase.mod if phrase.mod not in {"START", "END", "MID"} else None


def _moved(day: date | None, unit: str, count: float) -> str | None:
    if day is None:
        return None
    step = {"E": "Y", "C": "Y", "L": "Y"}.get(unit, unit)
    moved = shift(day, step, round(count * {"E": 10, "C": 100, "L": 1000}.get(unit, 1)))
    return value_of(moved, step) if moved else None


def read_vague_ago(phrase: Phrase, clock: Clock) -> Reading | None:
    """`years ago`, `weeks later`."""
    del clock
    item = phrase.find("ago", "earlier", "later")
    ahead = item is not None and item.value == "1"
    return Reading("DATE", "FUTURE_REF" if ahead else "PAST_REF", "none")


def read_rel_season(phrase: Phrase, clock: Clock) -> Reading | None:
    """`last summer`, `this fall`, `the summer`, `the spring of 1998`."""
    item = phrase.find("season", "fall")
    name = item.value if item else "SU"
    if phrase.has("era"):
        return Reading("DATE", f"BC{year_before_christ(phrase):04d}-{name}", "explicit", phrase.mod)
    year: int | None = year_of(phrase)
    basis: DateBasis = "explicit"
    if year is None:
        year, basis = relative_year(phrase, clock)
    if year is None:
        day, basis = anchor_of(phrase, clock)
        told = basis == "narrative" and not phrase.has(*_STEPS)
        year = None if day is None else day.year if told else _season_year(phrase, day, name)
    return Reading("DATE", f"{'XXXX' if year is None else f'{year:04d}'}-{name}", basis, phrase.mod)


def _season_year(phrase: Phrase, day: date, name: str) -> int:
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    begun = day.month >= first
    if phrase.has("next") or (is_ahead(phrase) and not phrase.has("last", "past_adj")):
        return day.year + (1 if begun else 0)
    if phrase.has("last", "past_adj"):
        over = day.month > first + 2
        return day.year - (0 if over else 1)
    if phrase.has("this"):
        return day.year
    return day.year - (0 if begun else 1)


def read_rel_month(phrase: Phrase, clock: Clock) -> Reading | None:
    """`last May`, `next January`, `this September`."""
    name = phrase.find(*MONTHS)
    day, basis = anchor_of(phrase, clock)
    if name is None or day is None:
        value, basis = month_day(phrase, clock)
        return Reading("DATE", value, basis, phrase.mod)
    month = int(name.value)
    year = day.year
    if phrase.has("last", "past_adj"):
        year -= month >= day.month
    elif phrase.has("next"):
        year += month <= day.month
    return Reading("DATE", f"{year:04d}-{month:02d}", basis, phrase.mod)


def read_rel_weekday(phrase: Phrase, clock: Clock) -> Reading | None:
    """`last Friday`, `the previous Monday`, `this coming Sunday, March eighth`."""
    if phrase.has(*MONTHS):
        value, basis = month_day(phrase, clock)
        return Reading("DATE", value, basis, phrase.mod)
    name = phrase.find(*WEEKDAYS)
    if name is None:
        return None
    if (phrase.says(*_TOLD) or phrase.has("that")) and clock.last is not None:
        back = (clock.last.isoweekday() - int(name.value)) % 7
        moved = shift(clock.last, "D", (7 - back) if phrase.has("next") else -(back or 7 * (not phrase.has("that"))))
        return Reading("DATE", moved.isoformat() if moved else None, "narrative", phrase.mod)
    value, basis = weekday(phrase, clock, int(name.value))
    return Reading("DATE", value, basis, phrase.mod)


def read_quarter(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the third quarter of 1990`, `last year's fourth quarter`, `fiscal second-quarter`."""
    item = phrase.find("ow", "od", "second", "d12")
    if item is None:
        return _relative_quarter(phrase, clock)
    number = 2 if item.code == "second" else int(item.number or 0)
    if not 1 <= number <= _QUARTERS:
        return None
    year: int | None = year_of(phrase)
    basis: DateBasis = "explicit"
    if year is None:
        year, basis = relative_year(phrase, clock)
    if year is None:
        year, basis = _quarter_year(phrase, clock, number)
    return Reading("DATE", f"{'XXXX' if year is None else f'{year:04d}'}-Q{number}", basis, phrase.mod)


def _quarter_year(phrase: Phrase, clock: Clock, number: int) -> tuple[int | None, DateBasis]:
    """The quarter named is the latest one that has ended or is under way."""
    day, basis = clock.anchor
    if day is None:
        return None, "none"
    year = day.year - ((number - 1) * _MONTHS_A_QUARTER + 1 > day.month)
    if phrase.has("year_earlier", "comparable") or phrase.says("ago", "earlier"):
        year -= 1
    return year, basis


def read_half(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the first half of 1990`, `H1 2020`."""
    item = phrase.find("ow", "od", "second", "last", "d12")
    number = 1 if item is None else 2 if item.code in {"second", "last"} else int(item.number or 0)
    year: int | None = year_of(phrase)
    basis: DateBasis = "explicit"
    if year is None:
        year, basis = relative_year(phrase, clock)
    if year is None and clock.anchor[0] is not None:
        year, basis = clock.anchor[0].year, clock.anchor[1]
    if number not in {1, 2} or not (year or phrase.has("unit")):
        return None
    return Reading("DATE", f"{'XXXX' if year is None else f'{year:04d}'}-H{number}", basis, phrase.mod)


def read_the_unit(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the quarter`, `the weekend`, `by the end of the year`: the one that the passage speaks of."""
    unit = unit_code(phrase)
    if unit == "Q":
        if clock.quarter is not None:
            return Reading("DATE", value_of(clock.quarter, "Q"), "narrative", phrase.mod)
        return Reading("DATE", unit_value(clock.published, "Q", -1), "publication", phrase.mod)
    if unit == "WE":
        return _weekend(phrase, clock)
    if phrase.rule == "the_unit" or unit.startswith("T"):
        return None
    day, basis = clock.anchor
    return Reading("DATE", unit_value(day, unit, 0), basis, phrase.mod)


def _weekend(phrase: Phrase, clock: Clock) -> Reading:
    """The latest weekend that has begun, or the coming one where the words look ahead."""
    day, basis = clock.anchor
    saturday = 6
    back = 0 if is_ahead(phrase) or (day and day.isoweekday() >= saturday) else -1
    return Reading("DATE", unit_value(day, "WE", back), basis, phrase.mod)


def read_year_quarter(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the 1988 quarter`, `last year's period`: the quarter spoken of, in another year."""
    year = year_of(phrase)
    basis: DateBasis = "explicit"
    if year is None:
        year, basis = relative_year(phrase, clock)
    if year is None:
        return None
    if clock.quarter is None:
        return Reading("DATE", f"{year:04d}", basis)
    return Reading("DATE", f"{year:04d}-Q{(clock.quarter.month - 1) // _MONTHS_A_QUARTER + 1}", basis)


def number_item(phrase: Phrase) -> Item | None:
    """The first item with a number."""
    return next((item for item in phrase.items if item.number is not None), None)
