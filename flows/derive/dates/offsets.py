"""Readers of what counts from a date that is named: `two weeks before Christmas`, `the first ten months of 2015`."""

from datetime import date

from flows.derive.dates.days import WEEKDAYS, calendar_day
from flows.derive.dates.durations import amount, unit_code
from flows.derive.dates.holidays import read_holiday
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import cover, shift, value_of
from flows.derive.dates.years import MONTHS, likely_year, step_of, year_of
from schemas.vocabulary import DateBasis
from seeds.quantities import words_of_figures

_NUMERIC = ("slash", "dash", "dotdate")
_STOPS = words_of_figures("stop")
_NOT_EACH_DAY = ("trading", "business", "working", "school")
"""Days that skip weekends and holidays."""
_STEPS = {"W": ("D", 7), "FN": ("D", 14)}
"""Units of a span told in days, and how many."""
_UNITS = frozenset({"D", "W", "M", "Q", "Y"})
_WEEK = 6  # days from a week's first to its last


def read_offset_from(phrase: Phrase, clock: Clock) -> Reading | None:
    """`two weeks before May 13, 2019`, `a day after Christmas`: so many days, weeks, months or years from that day."""
    side, behind = phrase.find("afterword"), (phrase.after(1) or [""])[0]
    if side is None or (behind[:1].isalpha() and behind not in _STOPS):
        return None  # *two days after the January 7 quake*: a length, and the day of a quake
    place = phrase.items.index(side)
    count, unit = amount(phrase.narrowed(phrase.items[:place])), unit_code(phrase.narrowed(phrase.items[:place]))
    rest = phrase.items[place + 1 :]
    day, basis = _day_told(phrase.narrowed(rest[rest[0].code == "the" :]), clock)
    if count is None or count != int(count) or day is None or unit.startswith("T") or phrase.says(*_NOT_EACH_DAY):
        return None
    step, size = _STEPS.get(unit, (unit, 1))
    moved = shift(day, step, int(side.value) * int(count) * size)
    mod = phrase.mod if phrase.mod not in {"START", "END", "MID"} else None
    return Reading("DATE", moved.isoformat(), basis, mod) if moved else None


def _day_told(phrase: Phrase, clock: Clock) -> tuple[date | None, DateBasis]:
    """The day that a date or holiday names; None where it is no single day."""
    if phrase.has("holiday"):
        reading = read_holiday(phrase, clock)
        value, basis = (reading.value, reading.basis) if reading else (None, "none")
    elif phrase.has(*MONTHS, *_NUMERIC):
        value, basis = calendar_day(phrase, clock)
    else:
        return None, "none"
    first, last, _ = cover(value) if value else (None, None, None)
    return (first if first == last else None), basis


def read_span_of(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the first ten months of 2015`, `the last two weeks of May`: from the first day, week or month to the last."""
    of = next(place for place, item in enumerate(phrase.items) if item.code in {"of", "in", "week_of"})
    head, tail = phrase.narrowed(phrase.items[:of]), phrase.narrowed(phrase.items[of + 1 :])
    count = amount(head.narrowed(head.items[1 + head.has("the") :]))
    unit = "W" if phrase.has("week_of") else unit_code(head)
    whole, basis = _whole(tail, clock)
    first, last, _ = cover(whole) if whole else (None, None, None)
    which = head.find("ow")
    if count is None or count != int(count) or count < 1 or unit not in _UNITS or first is None or last is None:
        return None
    if which is not None and which.number != 1:
        return None
    return _part(first, last, (unit, int(count), head.has("last")), basis)


def _part(first: date, last: date, part: tuple[str, int, bool], basis: DateBasis) -> Reading | None:
    """So many units from the beginning or end of a span of the calendar; None where they do not lie within it."""
    unit, count, from_end = part
    step, size = _STEPS.get(unit, (unit, 1))
    if from_end:
        behind = shift(last, "D", 1)
        begin, end = (shift(behind, step, -count * size) if behind else None), last
    else:
        begin, after = first, shift(first, step, count * size)
        end = (shift(after, "D", -1) if after else None) or last
    if begin is None or begin < first or end > last:
        return None
    grain = unit if unit in {"M", "Q", "Y"} else "D"
    values = value_of(begin, grain), value_of(end, grain)
    return Reading("DATE", "/".join(values) if values[0] != values[1] else values[0], basis)


def _whole(phrase: Phrase, clock: Clock) -> tuple[str | None, DateBasis]:
    """The year or month that a part is of."""
    name, year = phrase.find(*MONTHS), year_of(phrase)
    basis: DateBasis = "explicit"
    if name is not None:
        if year is None:
            year, basis = likely_year(phrase, clock, int(name.value), None)
        return (f"{year:04d}-{int(name.value):02d}" if year else None), basis
    if year is not None:
        return f"{year:04d}", basis
    unit = phrase.find("unit")
    day, basis = clock.anchor
    moved = shift(day, unit.value, step_of(phrase)) if day and unit and unit.value in {"M", "Y"} else None
    return (value_of(moved, unit.value), basis) if moved and unit else (None, "none")


def read_week_to(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the week ended June 5`, `the week beginning on May 4`: the seven days to that one or from it."""
    link = phrase.find("ending", "start", "starting")
    unit = phrase.find("unit")
    if link is None or unit is None or unit.value != "W":
        return None
    rest = phrase.narrowed(phrase.items[phrase.items.index(link) + 1 :])
    value, basis = calendar_day(rest, clock) if rest.has(*MONTHS, *_NUMERIC, *WEEKDAYS) else (None, "none")
    day, last, _ = cover(value) if value else (None, None, None)
    if day is None or day != last:
        return None
    other = shift(day, "D", -_WEEK if link.code == "ending" else _WEEK)
    return Reading("DATE", f"{min(day, other)}/{max(day, other)}", basis) if other else None
