"""Readers of what comes again: `every Monday`, `twice a week`, `daily`, `Tuesdays at 9 a.m.`."""

from flows.derive.dates.durations import UNITS, WEEKENDS, amount, duration_value
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.times import clock_time
from seeds.quantities import words_of_figures

_STOPS = words_of_figures("stop")
_DAILY = frozenset({"D", "P1D"})


def _recurs(phrase: Phrase) -> bool:
    """Whether the plural of a part of the day tells when: in the *mornings*, on most *evenings*, not *two nights*."""
    front = phrase.before(2)
    return front[-1:] in (["most"], ["on"]) or front in (["in", "the"], ["during", "the"])


def read_set(phrase: Phrase, clock: Clock) -> Reading | None:
    """`every Monday`, `each year`, `Tuesday nights`, `in the mornings`, `twice a week`."""
    del clock
    part = phrase.find("daypart", "dayparts")
    if len(phrase.items) == 1 and part is not None and not _recurs(phrase):
        return None
    named = _named_set(phrase, f"T{part.value}" if part else "")
    if named is not None:
        return Reading("SET", named, "none")
    count = None if phrase.has("once", "times") else amount(phrase)
    if count in {None, 1.0} and _set_unit(phrase) == "WE":
        return Reading("SET", WEEKENDS, "none")
    return Reading("SET", duration_value(1.0 if count is None else count, _set_unit(phrase)), "none")


def _named_set(phrase: Phrase, tail: str) -> str | None:
    """The value of a set of days, months, seasons or parts of the day; None for one of units."""
    if (day := phrase.find("weekday", "weekday_short", "weekdays")) is not None:
        return f"XXXX-WXX-{day.value}{tail}"
    if (span := phrase.find("month", "month_word", "month_short", "season", "fall")) is not None:
        return f"XXXX-{span.value}"
    return f"XXXX-XX-XX{tail}" if tail and not phrase.has(*UNITS) else None


def _set_unit(phrase: Phrase) -> str:
    units = phrase.every(*UNITS)
    return units[-1].value if units else "X"


def read_set_word(phrase: Phrase, clock: Clock) -> Reading | None:
    """`daily`, `annually`; not *everyday troubles*."""
    del clock
    behind = (phrase.after(1) or [""])[0]
    if phrase.says("everyday") and behind[:1].isalpha() and behind not in _STOPS:
        return None
    return Reading("SET", phrase.items[0].value, "none")


def read_set_at(phrase: Phrase, clock: Clock) -> Reading | None:
    """`every Monday at 9 p.m.`, `Tuesdays at noon`, `daily at 6 a.m.`: at that time of each such day."""
    time, rest = clock_time(phrase)
    if time is None:
        return None
    days = read_set(rest, clock) if rest.has("each", "weekdays") else None
    if days is not None and str(days.value).startswith("XXXX-WXX-"):
        return Reading("SET", f"{days.value}{time}", "none")
    daily = rest.find("set", "unit")
    return Reading("SET", f"XXXX-XX-XX{time}", "none") if daily is not None and daily.value in _DAILY else None


def read_nth_each(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the third Thursday of every month`: how often, and on which day of the week."""
    del clock
    unit = phrase.find("unit")
    return Reading("SET", duration_value(1.0, unit.value), "none") if unit is not None else None
