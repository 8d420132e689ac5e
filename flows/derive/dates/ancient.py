"""Dates before Christ, which no calendar day stands for: their ranges, and what counts from the last one told."""

import re
from dataclasses import replace

from flows.derive.dates.durations import amount, unit_code
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.years import step_of

_OPEN_YEAR = re.compile(r"XXXX-(?:\d\d|SP|SU|FA|WI)(?:-\d\d)?")
_LONGEST = 300
"""Years: a longer range of years is no range but two numbers."""
_YEARS_OF = {"Y": 1, "E": 10, "C": 100}


def read_era_range(phrase: Phrase, clock: Clock) -> Reading | None:
    """The first year of `499-493 BC`, `between 431 and 404 BC`: years before Christ run down."""
    del clock
    first = next((int(item.number) for item in phrase.items if item.number is not None), 0)
    last = next((int(item.number) for item in phrase.rest[:2] if item.number is not None), 0)
    return Reading("DATE", f"BC{first:04d}", "explicit", phrase.mod) if 0 < first - last <= _LONGEST else None


def of_its_era(reading: Reading, phrase: Phrase, clock: Clock) -> Reading:
    """The reading, of the year before Christ that was told last where it names none: `that summer`, `a year later`."""
    if clock.era is None or reading.timex_type != "DATE":
        return reading
    value = reading.value
    if value is not None and _OPEN_YEAR.fullmatch(value):
        return replace(reading, value=f"BC{clock.era:04d}{value[4:]}", basis="narrative")
    if value is not None or phrase.rule not in {"rel_unit", "ago", "year_age", "the_rel"}:
        return reading
    return replace(reading, value=_moved(phrase, clock.era), basis="narrative")


def _moved(phrase: Phrase, year: int) -> str | None:
    """The year, decade or century so many before or behind a year before Christ."""
    unit = "Y" if phrase.rule == "year_age" else unit_code(phrase)
    if unit not in _YEARS_OF:
        return None
    size = _YEARS_OF[unit]
    then = year - _steps(phrase) * size
    size = 1 if phrase.rule == "ago" else size  # *a decade earlier* is a year, *the previous decade* ten
    return f"BC{then // size:0{5 - len(str(size))}d}" if then > 0 else None


def _steps(phrase: Phrase) -> int:
    side = phrase.find("ago", "earlier", "later")
    if phrase.rule == "year_age":
        return -1
    if side is None or phrase.rule != "ago":
        return step_of(phrase)
    return (-1 if side.value.startswith("-") else 1) * round(amount(phrase) or 0)
