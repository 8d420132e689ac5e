"""Readers of quarters and halves of years."""

from flows.derive.dates.days import month_day, unit_value
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import cover, shift, value_of
from flows.derive.dates.years import MONTHS, anchor_of, relative_year, step_of, year_of
from schemas.vocabulary import DateBasis

_ENDED = 4
"""Items of *ended on Jan. 31*, and of *Jan. 31, 2020*."""
_QUARTERS = 4
"""Of a year."""
_MONTHS_A_QUARTER = 3  # of the calendar


def relative_quarter(phrase: Phrase, clock: Clock) -> Reading:
    """`the latest quarter`, `that quarter`: the one spoken of, else the one before publication."""
    if phrase.has("latest", "that") and clock.quarter is not None:
        return Reading("DATE", value_of(clock.quarter, "Q"), "narrative", phrase.mod)
    day, basis = anchor_of(phrase, clock)
    return Reading("DATE", unit_value(day, "Q", -1 if phrase.has("latest") else step_of(phrase)), basis, phrase.mod)


def months_ended(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the fourth quarter ended Jan. 31`: the three months to that one, which firms number as they like."""
    rest = list(phrase.rest[: 2 * _ENDED])
    names = [place for place, item in enumerate(rest) if item.code in MONTHS]
    if not rest or rest[0].code != "ending" or not names or names[0] >= _ENDED:
        return None
    value, basis = month_day(phrase.narrowed(rest[names[0] : names[0] + _ENDED]), clock)
    first, _, _ = cover(value) if value else (None, None, None)
    begin = shift(first.replace(day=1), "M", 1 - _MONTHS_A_QUARTER) if first else None
    if first is None or begin is None:
        return None
    whole = first.month % _MONTHS_A_QUARTER == 0
    return Reading("DATE", value_of(first, "Q") if whole else f"{value_of(begin, 'M')}/{value_of(first, 'M')}", basis)


def read_quarter(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the third quarter of 1990`, `last year's fourth quarter`, `fiscal second-quarter`."""
    item = phrase.find("ow", "od", "second", "d12")
    if item is None:
        return relative_quarter(phrase, clock)
    number = 2 if item.code == "second" else int(item.number or 0)
    if not 1 <= number <= _QUARTERS:
        return None
    if (ended := months_ended(phrase, clock)) is not None:
        return ended
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
