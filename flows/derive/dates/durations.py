"""Readers of durations: `two and a half years`, `the past three months`."""

from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import shift, value_of
from seeds.quantities import time_cues
from seeds.word_classes import words_of

UNITS = ("unit", "units", "second", "quarter")
AMOUNTS = (
    *("d12", "d24", "d31", "d59", "d99", "y4", "int", "real", "dotted"),
    *("w12", "w59", "w99", "wbig", "couple", "frac", "halfnum", "one"),
)
_FIRST, _LAST, _SHORT = 1900, 2099, 99
"""Years that name a school year, and the longest end of two digits."""
_YEARS_IN = {"E": 10, "C": 100, "L": 1000}  # of the calendar
_PARTS_OF = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60), "D": ("TH", 24)}
_PLURAL = {"TS": "PTXS", "TM": "PTXM", "TH": "PTXH"}
_OF_WORK = frozenset({"opening", "office", "working", "business", "trading", "visiting", "peak", "rush", "school"})
_CALENDAR = frozenset({"D", "W", "M", "Y"})
_SENTENCE = 40  # words in front: a long sentence
_HALF_MONTHS = 6  # of the calendar
_SEASON_MONTHS = 3  # of the calendar
WEEKENDS = "XXXX-WXX-WE"
_BEGINS = words_of("determiner") | words_of("speaker_pronoun")
"""Words that begin what a year is counted from."""
_MONEY = (["$"], ["\u20ac"], ["\xa3"])
_AMOUNTS_BEFORE = time_cues()["rate_before"]


def unit_code(phrase: Phrase) -> str:
    """The code of the unit that a phrase names: D, W, M, Q, Y, E, TH and their kin."""
    item = phrase.find(*UNITS)
    return "X" if item is None else {"FN": "W", "DQ": "D"}.get(item.value, item.value)


def amount(phrase: Phrase) -> float | None:
    """How many units: the number, 1 for `a year`, None where vague."""
    if phrase.has("few", "vague"):
        return None
    number = next((item for item in phrase.items if item.code in AMOUNTS), None)
    scale = 2.0 if any(item.code == "unit" and item.value == "FN" for item in phrase.items) else 1.0
    if phrase.has("other"):
        scale = 2.0
    value = 1.0 if number is None else 1.0 if number.code == "one" else number.number
    if value is None:
        return None
    if phrase.has("halfnum") and number is not None and number.code != "halfnum":
        value += 0.5
    if number is not None and number.code == "halfnum" and phrase.has("and"):
        value = 1.5
    return value * scale


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units: P3D, PT2H, P2Y6M, PXW."""
    if count is None:
        return _PLURAL.get(unit, f"PX{unit}")
    if unit in _YEARS_IN:
        count, unit = count * _YEARS_IN[unit], "Y"
    whole, rest = int(count), count - int(count)
    if rest and unit in _PARTS_OF:
        smaller, size = _PARTS_OF[unit]
        parts = rest * size
        if abs(parts - round(parts)) < 1e-9:  # noqa: PLR2004 - whole parts only
            return written([(whole, unit), (round(parts), smaller)])
    return written([(count, unit)])


def written(parts: list[tuple[float, str]]) -> str:
    """Date units first, then the T and the units of time."""
    kept = [(count, unit) for count, unit in parts if count] or parts[:1]
    days = "".join(f"{count:g}{unit}" for count, unit in kept if not unit.startswith("T"))
    times = "".join(f"{count:g}{unit[1:]}" for count, unit in kept if unit.startswith("T"))
    return f"P{days}" + (f"T{times}" if times else "")


def read_duration(phrase: Phrase, clock: Clock) -> Reading | None:
    """A length of time, not tied to the calendar.

    `The 2021-2022 school year` is of the calendar, and so is what *will be in two weeks*.
    """
    if (named := _named_year(phrase)) is not None:
        return Reading("DATE", named)
    if (
        _is_of_two(phrase)
        or _is_rate(phrase)
        or _is_age(phrase)
        or (phrase.has("second") and phrase.has("a") and phrase.rule == "duration")
    ):
        return None
    return _in_time(phrase, clock) or Reading(
        "DURATION", duration_value(amount(phrase), unit_code(phrase)), "none", phrase.mod
    )


def _in_time(phrase: Phrase, clock: Clock) -> Reading | None:
    """`will return in two weeks`: the day, week, month or year so far ahead, where a verb of the future asks when."""
    count, unit, day = amount(phrase), unit_code(phrase), clock.published
    if phrase.rule != "duration" or phrase.before(1) != ["in"] or count is None or day is None:
        return None
    if count != int(count) or unit not in _CALENDAR or phrase.after(1) in (["-"], ["or"]) or not phrase.ahead_in:
        return None
    moved = shift(day, unit, int(count))
    return Reading("DATE", value_of(moved, unit), "publication", phrase.mod) if moved else None


def _is_of_two(phrase: Phrase) -> bool:
    """*A fine of $1,000 or 100 hours*: the first number is of something else."""
    numbers = [item.number for item in phrase.items if item.code in AMOUNTS and item.number is not None]
    return phrase.has("or") and len(numbers) > 1 and (numbers[0] >= numbers[1] or phrase.before(1) in _MONEY)


def _named_year(phrase: Phrase) -> str | None:
    """The year or the two years of `the 2024-25 school year`; None for so many years."""
    first, *others = [int(item.number or 0) for item in phrase.items if item.code in AMOUNTS] or [0]
    if not _FIRST <= first <= _LAST or unit_code(phrase) != "Y" or not phrase.has("unit"):
        return None
    if not others:
        return str(first)
    last = others[0] if others[0] > _SHORT else first // (_SHORT + 1) * (_SHORT + 1) + others[0]
    return f"{first}/{last}" if last == first + 1 else None


def _is_rate(phrase: Phrase) -> bool:
    """Whether `a year` says how often or at what rate: $500 million a year, four flights a week."""
    first = phrase.items[0]
    if first.code != "a" or not phrase.has("unit") or len(phrase.items) > 2:  # noqa: PLR2004 - `a` and its unit
        return False
    before = phrase.before(2)
    return any(word[0].isdecimal() for word in before) or (bool(before) and before[-1] in _AMOUNTS_BEFORE)


def _is_age(phrase: Phrase) -> bool:
    """Whether the words say how old somebody is: a *43-year*-old."""
    return phrase.after(2) == ["-", "old"]


def read_units(phrase: Phrase, clock: Clock) -> Reading | None:
    """`years`, `weeks`: a length that nobody counted."""
    del clock
    if (
        phrase.before(1) in (["-"], ["per"], ["winter"])
        or (phrase.after(1) == ["-"] and phrase.after(2) != ["-", "old"])
        or (unit_code(phrase) == "TH" and not _OF_WORK.isdisjoint(phrase.before(1)))
        or phrase.says("mos", "secs", "hrs", "mins", "yrs", "wks")
    ):
        return None
    if unit_code(phrase) == "WE" and phrase.before(1) in (["on"], ["most"]):
        return Reading("SET", WEEKENDS, "none")
    return Reading("DURATION", duration_value(None, unit_code(phrase)), "none")


def read_rel_many(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the past two months`, `the first nine months`."""
    return read_duration(phrase, clock)


def read_rel_some(phrase: Phrase, clock: Clock) -> Reading | None:
    """`recent years`, `the coming weeks`."""
    del clock
    if phrase.has("seasons"):
        item = phrase.find("seasons")
        return Reading("SET", f"XXXX-{item.value}" if item else None, "none")
    if phrase.has("adj_future") or phrase.says("coming", "forthcoming"):
        return Reading("DATE", "FUTURE_REF", "none")
    return Reading("DURATION", duration_value(None, unit_code(phrase)), "none")


def _is_told_here(phrase: Phrase, clock: Clock) -> bool:
    """*1,204 died in 2022, up from 960 the year before*: the year told last stands in front in the sentence."""
    front = phrase.before(_SENTENCE)
    ends = [at for at, word in enumerate(front) if word in {".", "!", "?"}]
    return clock.last is not None and f"{clock.last.year}" in front[ends[-1] if ends else 0 :]


def _goes_on(phrase: Phrase) -> bool:
    """Whether a clause or a noun follows right behind."""
    last = phrase.items[-1].last
    word = "".join(phrase.lexemes.forms[last : last + 1])
    return word[:1].isupper() or word in _BEGINS


def read_year_age(phrase: Phrase, clock: Clock) -> Reading | None:
    """`a year earlier`, `the year-ago quarter`: the quarter or half of a year before, where one is spoken of.

    `the year before she won` counts from what she did, and stands for no year.
    """
    if phrase.says("before") and _goes_on(phrase):
        return None
    if clock.quarter is not None:
        moved = shift(clock.quarter, "Y", -1)
        part = ("H", _HALF_MONTHS) if clock.half else ("Q", _SEASON_MONTHS)
        value = f"{moved.year:04d}-{part[0]}{(moved.month - 1) // part[1] + 1}" if moved else None
        return Reading("DATE", value, "narrative", phrase.mod)
    told = not phrase.says("ago") and (clock.narrative or _is_told_here(phrase, clock))
    day, basis = clock.told if told else clock.anchor
    return Reading("DATE", f"{day.year - 1:04d}" if day and day.year > 1 else None, basis, phrase.mod)
