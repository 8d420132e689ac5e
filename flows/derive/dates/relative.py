"""Readers of dates that count from another one: `last week`, `three days ago`, `the third quarter`, `that year`."""

from datetime import date

from flows.derive.dates.days import WEEKDAYS, month_day, unit_value, weekday
from flows.derive.dates.durations import amount, duration_value, read_duration, unit_code
from flows.derive.dates.quarters import months_ended, relative_quarter
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import shift, value_of
from flows.derive.dates.years import (
    MONTHS,
    STEPS,
    TOLD,
    anchor_of,
    is_ahead,
    relative_year,
    step_of,
    year_ahead,
    year_before_christ,
    year_of,
)
from schemas.vocabulary import DateBasis, TimexMod
from seeds.quantities import time_cues

_NEAR_SEASON = 3
"""Months to a season that a clause of the present speaks of: told in November, *the winter months* are to come."""
_SATURDAY = 6
_HALF_YEAR = 6
"""Months of it."""
_MEASURED = frozenset({"century", "hour", "mile", "pound", "ounce", "note", "dollar", "horse", "final", "finals"})
"""Nouns before which *quarter* is no quarter of a year."""
_WITHIN = (["over"], ["in"], ["during"], ["for"], ["within"], ["throughout"])
_SPANS = frozenset({"D", "W", "M", "Y"})
_DAY_UNITS = frozenset({"D", "W"})
_DATE_UNITS = frozenset({"D", "W", "M", "Y"})
_AFTER = time_cues()["after_the_past"] - {"that"}


def read_rel_unit(phrase: Phrase, clock: Clock) -> Reading | None:
    """`last year`, `this week`, `the past decade`, `that day`."""
    unit = "Q" if phrase.has("period") else unit_code(phrase)
    if _is_length(phrase, unit):
        return Reading("DURATION", duration_value(1.0, unit), "none")
    of_something = unit == "D" and phrase.says("last", "past")  # *on the last day*
    if unit.startswith("T") or unit == "X" or of_something or _is_title(phrase):
        return None
    day, basis = anchor_of(phrase, clock)
    if unit == "Q":
        return relative_quarter(phrase, clock)
    if basis == "narrative" and clock.is_coarser_than(unit):
        if clock.narrative or step_of(phrase) >= 0 or clock.published is None:
            return Reading("DATE", clock.some_day if unit == "D" else None, basis)
        day, basis = clock.anchor  # *the previous month* in a text that but names a year
    step = -1 if unit == "WE" and _is_over(phrase, day) else step_of(phrase)
    return Reading("DATE", unit_value(day, unit, step), basis, phrase.mod)


def _is_over(phrase: Phrase, day: date | None) -> bool:
    """Told on a Monday, *was freed this weekend*."""
    return phrase.has("this") and phrase.ahead is False and day is not None and day.isoweekday() < _SATURDAY


def _is_length(phrase: Phrase, unit: str) -> bool:
    """*The past decade*, *over the past year*: so long up to now, no year of the calendar."""
    if phrase.has("past_adj") and unit in {"E", "C"}:
        return True
    up_to_now = phrase.has("the") and phrase.has("past_adj", "last") and phrase.before(1) in _WITHIN
    return up_to_now and unit in _SPANS and not phrase.says(*TOLD)


def _is_title(phrase: Phrase) -> bool:
    """Whether the words are a name in quotation marks: "This Week"."""
    forms = phrase.lexemes.forms[phrase.items[0].first : phrase.items[-1].last]
    return phrase.before(1) in (['"'], ["\u201c"], ["`"]) and all(form[0].isupper() for form in forms)


def read_ago(phrase: Phrase, clock: Clock) -> Reading | None:
    """`two years ago`, `three days later`, `a decade from now`."""
    unit, count = unit_code(phrase), amount(phrase)
    item = phrase.find("ago", "earlier", "later")
    sign = int(item.value) if item is not None else -1
    if count is None or phrase.has("vague"):
        return Reading("DATE", _some_time(phrase, sign), "none")
    from_told = item is not None and item.code != "ago"
    day, basis = clock.told if from_told else clock.anchor
    if unit.startswith("T") or unit == "X" or (from_told and clock.last is None and unit in {"D", "W", "M"}):
        return read_duration(phrase, clock)
    if from_told and (clock.last is None or clock.is_coarser_than(unit)):
        return Reading("DATE", None, "none")
    return Reading("DATE", _moved(day, unit, sign * count), basis, _without_bound(phrase))


def read_half_year_ago(phrase: Phrase, clock: Clock) -> Reading | None:
    """`half a year ago`."""
    day, basis = clock.anchor
    return Reading("DATE", _moved(day, "M", -_HALF_YEAR), basis, _without_bound(phrase))


def read_offset(phrase: Phrase, clock: Clock) -> Reading | None:
    """`four days from Sunday`, `a week from Monday`, `two weeks ago Friday`."""
    count, day = amount(phrase), phrase.find(*WEEKDAYS)
    unit = phrase.find("unit", "units")
    back = phrase.has("ago")
    if count is None or day is None or unit is None or unit.value not in _DAY_UNITS or not phrase.says("from", "ago"):
        return None
    if back and unit.value != "W":
        return None
    if back:
        return _weeks_before(clock, int(day.value), int(count))
    value, basis = weekday(phrase, clock, int(day.value))
    moved = shift(date.fromisoformat(value), unit.value, int(count)) if value and basis != "none" else None
    return Reading("DATE", moved.isoformat(), basis) if moved else None


def _weeks_before(clock: Clock, number: int, count: int) -> Reading | None:
    """*Two weeks ago Friday*: so many weeks before the latest such day."""
    day, basis = clock.anchor
    moved = shift(day, "D", -((day.isoweekday() - number) % 7) - 7 * count) if day else None
    return Reading("DATE", moved.isoformat(), basis) if moved else None


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
    return Reading("DATE", _some_time(phrase, -1 if not ahead else 1), "none")


def _some_time(phrase: Phrase, sign: int) -> str | None:
    """The reference of `weeks ago` or `weeks from now`; *weeks later he left* is neither of the future nor long ago."""
    return "PAST_REF" if sign < 0 else None if phrase.ahead is False else "FUTURE_REF"


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
    if year is None and not phrase.has(*STEPS) and (year := year_ahead(phrase)) is not None:
        return Reading("DATE", f"{year:04d}-{name}", "explicit", phrase.mod)  # the *spring* and early summer of 1943
    if year is None:
        day, basis = anchor_of(phrase, clock)
        told = basis == "narrative" and not phrase.has(*STEPS)
        year = None if day is None else day.year if told else _season_year(phrase, day, name)
    return Reading("DATE", f"{'XXXX' if year is None else f'{year:04d}'}-{name}", basis, phrase.mod)


def _season_year(phrase: Phrase, day: date, name: str) -> int:
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    begun = day.month >= first
    if phrase.has("this"):
        return day.year
    under_way = begun and day.month <= first + 2
    if phrase.has("next") or (is_ahead(phrase) and not under_way and not phrase.has("last", "past_adj")):
        return day.year + (1 if begun else 0)
    if phrase.has("last", "past_adj"):
        over = day.month > first + 2
        return day.year - (0 if over else 1)
    near = phrase.ahead is None and phrase.tokens is not None and 0 < first - day.month <= _NEAR_SEASON
    return day.year - (0 if begun or near else 1)


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
        of_year = basis == "narrative" and clock.last_unit == "Y"  # in 1994 … *the following May* is of 1995
        year += of_year or month <= day.month
    return Reading("DATE", f"{year:04d}-{month:02d}", basis, phrase.mod)


def read_rel_weekday(phrase: Phrase, clock: Clock) -> Reading | None:
    """`last Friday`, `the previous Monday`, `this coming Sunday, March eighth`."""
    if phrase.has(*MONTHS):
        value, basis = month_day(phrase, clock)
        return Reading("DATE", value, basis, phrase.mod)
    name = phrase.find(*WEEKDAYS)
    if name is None or (phrase.says("following") and not phrase.has("the")):
        return None
    if (phrase.says(*TOLD) or phrase.has("that")) and clock.last is not None:
        back = (clock.last.isoweekday() - int(name.value)) % 7
        step = (7 - back) if phrase.has("next") else -(back or 7)
        if phrase.has("that"):
            step = int(name.value) - clock.last.isoweekday()  # of the week told
        moved = shift(clock.last, "D", step)
        return Reading("DATE", moved.isoformat() if moved else None, "narrative", phrase.mod)
    value, basis = weekday(phrase, clock, int(name.value))
    return Reading("DATE", value, basis, phrase.mod)


def read_the_unit(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the quarter`, `the weekend`, `by the end of the year`: the one that the passage speaks of."""
    unit = unit_code(phrase)
    if unit == "Q":
        return _quarter(phrase, clock)
    if unit == "WE":
        return _weekend(phrase, clock)
    if phrase.rule == "the_unit" or unit.startswith("T"):
        return None
    day, basis = clock.anchor
    return Reading("DATE", unit_value(day, unit, 0), basis, phrase.mod)


def _quarter(phrase: Phrase, clock: Clock) -> Reading | None:
    """The quarter that ended on a day, else the one spoken of, else the one before publication."""
    if (phrase.after(1) or [""])[0] in _MEASURED:
        return None  # *the quarter century*
    if (ended := months_ended(phrase, clock)) is not None:
        return ended
    if clock.quarter is not None:
        return Reading("DATE", value_of(clock.quarter, "Q"), "narrative", phrase.mod)
    return Reading("DATE", unit_value(clock.published, "Q", -1), "publication", phrase.mod)


def _weekend(phrase: Phrase, clock: Clock) -> Reading:
    """The latest weekend that has begun, or the coming one where the words look ahead."""
    day, basis = clock.anchor
    back = 0 if is_ahead(phrase) or (day and day.isoweekday() >= _SATURDAY) else -1
    return Reading("DATE", unit_value(day, "WE", back), basis, phrase.mod)


def read_unit_past(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the week after next`, `the month before last`: the second one from that of the day counted from."""
    side, unit, step = phrase.find("afterword"), phrase.find("unit"), phrase.find("next", "last")
    day, basis = clock.anchor
    if side is None or unit is None or step is None or unit.value not in _DATE_UNITS or day is None:
        return None
    if (side.value, step.code) not in {("1", "next"), ("-1", "last")}:
        return None
    return Reading("DATE", unit_value(day, unit.value, 2 * int(side.value)), basis)


def read_unit_beside(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the week before`, `the day after`, where nothing follows that it is counted from: beside the last day told."""
    behind = (phrase.after(1) or [""])[0]
    side, unit = phrase.find("afterword"), phrase.find("unit")
    if side is None or unit is None or unit.value not in _DATE_UNITS or (behind.isalnum() and behind not in _AFTER):
        return None
    if clock.last is None or (clock.last_unit != "D" and unit.value in {"D", "W"}):
        return None
    return Reading("DATE", unit_value(clock.last, unit.value, int(side.value)), "narrative")
