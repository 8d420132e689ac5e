"""Readers of lengths of time said in parts: `two years and three months`, `1 hour 40 minutes`."""

from itertools import pairwise

from flows.derive.dates.durations import AMOUNTS, UNITS, written
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import shift, value_of

Parts = list[tuple[float, str]]
_MOST: dict[str, dict[str, float]] = {
    "E": {"Y": 10},
    "Y": {"M": 12, "W": 52, "D": 365},
    "M": {"W": 4, "D": 31},
    "W": {"D": 7},
    "D": {"TH": 24},
    "TH": {"TM": 60, "TS": 3600},
    "TM": {"TS": 60},
}
"""Below how many of a smaller unit the larger one is told with it; of more they are two lengths."""
_YEARS = 10
"""Years of a decade, which TIMEX3 has no letter for in a sum."""


def read_duration_sum(phrase: Phrase, clock: Clock) -> Reading | None:
    """A length of time in parts, each of a smaller unit; with `ago` or `later` the day at its end."""
    parts = _parts(phrase)
    if (
        not parts
        or parts[0][0] != int(parts[0][0])
        or any(right[0] >= _MOST.get(left[1], {}).get(right[1], 0) for left, right in pairwise(parts))
    ):
        return None
    if parts[0][1] == "E":
        parts = _in_years(parts)
    item = phrase.find("ago", "earlier", "later")
    if item is None or parts[-1][1].startswith("T") or parts[-1][0] != int(parts[-1][0]):
        return Reading("DURATION", written(parts), "none", phrase.mod)
    return _offset(parts, -1 if item.value.startswith("-") else 1, clock, told=item.code != "ago")


def _in_years(parts: Parts) -> Parts:
    """*Two decades and three years*: 23 years."""
    (decades, _), *rest = parts
    years = rest[0][0] if rest and rest[0][1] == "Y" else 0.0
    return [(decades * _YEARS + years, "Y"), *(part for part in rest if part[1] != "Y")]


def _parts(phrase: Phrase) -> Parts:
    """The numbers with their units; empty where one lacks the other or is no whole number."""
    found: Parts = []
    count: float | None = None
    for item in phrase.items:
        if item.code in AMOUNTS or item.code == "a":
            count = 1.0 if item.code in {"a", "one"} else item.number
        elif item.code in UNITS:
            if count is None or (found and found[-1][0] != int(found[-1][0])):
                return []
            found.append((count, item.value))
            count = None
    return found


def _offset(parts: Parts, sign: int, clock: Clock, *, told: bool) -> Reading | None:
    if told and clock.last is None:
        return Reading("DURATION", written(parts), "none")
    day, basis = clock.told if told else clock.anchor
    for count, unit in parts:
        day = shift(day, unit, int(sign * count)) if day else None
    return Reading("DATE", value_of(day, parts[-1][1]), basis) if day else None
