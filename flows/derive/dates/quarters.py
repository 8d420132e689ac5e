"""Readers of quarters and halves of years."""

from flows.derive.dates.days import unit_value
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import value_of
from flows.derive.dates.years import anchor_of, relative_year, step_of, year_of
from schemas.vocabulary import DateBasis

_QUARTERS = 4
"""Of a year."""
_MONTHS_A_QUARTER = 3  # of the calendar


def relative_quarter(phrase: Phrase, clock: Clock) -> Reading:
    """`the latest quarter`, `that quarter`: the one spoken of, else the one before publication."""
    if phrase.has("latest", "that") and clock.quarter is not None:
        return Reading("DATE", value_of(clock.quarter, "Q"), "narrative", phrase.mod)
    day, basis = anchor_of(phrase, clock)
    return Reading("DATE", unit_value(day, "Q", -1 if phrase.has("latest") else step_of(phrase)), basis, phrase.mod)


def read_quarter(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the third quarter of 1990`, `last year's fourth quarter`, `fiscal second-quarter`."""
    item = phrase.find("ow", "od", "second", "d12")
    if item is None:
        return relative_quarter(phrase, clock)
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
