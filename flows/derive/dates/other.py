"""Readers of years, decades and centuries, of codes such as Q3, and of words such as `now`."""

from flows.derive.dates.days import month_day, numeric_date
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import cover, value_of
from flows.derive.dates.years import MONTHS, two_digit_year, word_year, year_of
from flows.derive.text.plurals import is_plural
from seeds.quantities import time_cues, words_of_figures

_CUES = time_cues()
_LINKS = frozenset({"or", "to", "-", "\u2013"})
_LAWS, _STOPS = words_of_figures("law_code"), words_of_figures("stop")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
"""A bare number of four digits is a year within these: news writes of the last century and this; others need a word
that asks for a year, and may be five hundred years older."""
_FAR_YEAR, _ROUND = 2500, 50
"""Forecasts are told of round years up to that one: by 2100, in 2150."""
_CENTURY, _MONTHS = 100, 12
"""Years of a century, months of a year: `2012-11` is a month, `2012-13` two years."""
_OLD_DECADE = 30
"""*The '30s* to *the '90s* are of the last century."""
_WHOSE = frozenset({"his", "her", "my", "our", "their", "your", "its"})
_RANGES = (["and", "y4"], ["to", "y4"])


def read_year(phrase: Phrase, clock: Clock) -> Reading | None:
    """A bare year: from 1900 to 2099 unless it counts something, others only behind a word that asks for a year."""
    item = phrase.find("y4")
    unit = phrase.find("unit")
    if item is None or item.number is None or (unit is not None and unit.value != "Y"):
        return None  # H.R. 1735 is no hour
    year = int(item.number)
    before, after = phrase.before(1), phrase.after(2)
    likely = _FIRST_YEAR <= year <= _LAST_YEAR
    cues = _CUES["before_year" if likely else "before_old_year"]
    ranged = before[:1] in (["between"], ["from"]) and [one.code for one in phrase.rest[:2]] in _RANGES
    asked = phrase.has("unit") or clock.narrative or ranged or (bool(before) and before[0] in cues)
    if _is_far(phrase, year):
        return Reading("DATE", f"{year:04d}", "explicit", phrase.mod)
    if before and (before[0] in _CUES["before_amount"] or before[0] in _LAWS):
        return None
    dated = bool(after) and likely and after[0] in _CUES["of_a_year"]
    counted = bool(after) and not (asked or dated) and is_plural(after[0]) and phrase.items[-1] is item
    if counted or _counts(after) or _is_one_of_two(phrase.after(3), asked=asked) or not (asked or likely):
        return None
    if not _FIRST_YEAR - 500 <= year <= _LAST_YEAR:
        return None
    return Reading("DATE", _span(phrase, year), "explicit", phrase.mod)


def _is_far(phrase: Phrase, year: int) -> bool:
    """*Seas could rise by half a metre by 2100*: a round year behind a word that asks for one and before no noun."""
    behind = (phrase.after(1) or [""])[0]
    plain = not behind[:1].isalnum() or behind in _STOPS
    asked = (phrase.before(1) or [""])[0] in _CUES["before_far_year"]
    return _LAST_YEAR < year <= _FAR_YEAR and year % _ROUND == 0 and plain and asked and len(phrase.items) == 1


def _counts(after: list[str]) -> bool:
    word = after[0] if after else ""
    number = after[1] if len(after) > 1 and after[1].isdecimal() else ""
    beyond = word in {"-", "\u2013"} and number != "" and int(number) > _LAST_YEAR
    return word in _CUES["after_amount"] or beyond or (word == "/" and number != "")


def _is_one_of_two(after: list[str], *, asked: bool) -> bool:
    """*Some 2000 or 3000 votes*: a number beside another, with a noun for both."""
    joined = len(after) == 3 and after[0] in _LINKS and after[1].isdecimal()  # noqa: PLR2004 - link, number, noun
    return joined and not asked and is_plural(after[2])


def _span(phrase: Phrase, year: int) -> str:
    """`1998`, or the two years of `2012-13`."""
    short = phrase.find("d12", "d24", "d31", "d59", "d99")
    if short is None or not phrase.has("dash", "slash") or short.number is None:
        return f"{year:04d}"
    end = year // _CENTURY * _CENTURY + int(short.number)
    if end > year:
        return f"{year:04d}/{end:04d}"
    if len(short.value) != 2:  # noqa: PLR2004 - two digits
        return f"{year:04d}"
    month = 1 <= short.number <= _MONTHS and phrase.has("dash")
    return f"{year:04d}-{int(short.number):02d}" if month else f"{year:04d}/{end + _CENTURY:04d}"


def read_word_year(phrase: Phrase, clock: Clock) -> Reading | None:
    """`nineteen ninety-six`, `the year two thousand`."""
    del clock
    words = phrase.every("w12", "w59", "w99", "wbig")
    year = word_year(words)
    if year is None or (len(words) == 1 and not phrase.has("unit")):
        return None
    return Reading("DATE", f"{year:04d}", "explicit", phrase.mod)


def read_decade(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the 1990s`, `the '80s`, `the nineties`, `the mid-1990s`, `the 470s BC`."""
    del clock
    value = _decade(phrase)
    return Reading("DATE", value, "explicit", phrase.mod) if value is not None else None


def _decade(phrase: Phrase) -> str | None:
    """The first digits of a decade's years, or of a century's (the 1800s); None for *in his early thirties*."""
    item = phrase.find("y4", "int", "d12", "d24", "d31", "d59", "d99", "decade")
    if item is None:
        return None
    if item.code == "decade":
        aged = not phrase.has("the") and not _WHOSE.isdisjoint(phrase.before(2))
        return None if aged else f"{190 + int(item.value) if item.value != '0' else 200}"
    number = int(item.number or 0)
    if number % 10 or not phrase.has("apos", "era", "y4"):
        return None
    if phrase.has("era"):
        return f"BC{number // 10:03d}"
    if item.code != "y4":
        return f"{(1900 if number >= _OLD_DECADE else 2000) + number:04d}"[:3]
    whole = number % _CENTURY == 0 and number < 2000 and number % 1000  # noqa: PLR2004 - the 1800s are a century
    return f"{number // _CENTURY:02d}" if whole else f"{number // 10:03d}"


def read_century(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the 20th century`, `the fifth century BC`."""
    del clock
    unit, number = phrase.find("unit"), phrase.find("od", "ow")
    if unit is None or unit.value != "C" or number is None or number.number is None:
        return None
    if phrase.has("era"):
        return Reading("DATE", f"BC{int(number.number) - 1:02d}", "explicit", phrase.mod)
    return Reading("DATE", f"{int(number.number) - 1:02d}", "explicit", phrase.mod)


def read_era(phrase: Phrase, clock: Clock) -> Reading | None:
    """`508 BC`, `AD 71`."""
    del clock
    item = next((item for item in phrase.items if item.number is not None), None)
    if item is None or item.number is None:
        return None
    year = int(item.number)
    return Reading("DATE", f"BC{year:04d}" if phrase.has("era") else f"{year:04d}", "explicit", phrase.mod)


def read_iso(phrase: Phrase, clock: Clock) -> Reading | None:
    """`2020-05-17`, `2020-05-17T12:30`."""
    del clock
    value, basis = numeric_date(phrase)
    times = [item for item in phrase.items if item.number is not None][3:]
    if value is None or not times:
        return Reading("DATE", value, basis) if value else None
    return Reading("TIME", value + "T" + ":".join(f"{int(item.number or 0):02d}" for item in times), basis)


def read_fiscal_year(phrase: Phrase, clock: Clock) -> Reading | None:
    """`fiscal 1989`, `fiscal year 2020`, `FY20`, `FY2024-25`."""
    del clock
    numbers = [int(item.number) for item in phrase.items if item.number is not None]
    if not numbers:
        return None
    first, *rest = (number if number >= _CENTURY else two_digit_year(number) for number in numbers)
    value = f"{first:04d}/{rest[0]:04d}" if rest and rest[0] == first + 1 else f"{first:04d}"
    return Reading("DATE", value, "explicit", phrase.mod)


def read_year_end(phrase: Phrase, clock: Clock) -> Reading | None:
    """`year-end`, `year's end 1990`: the end of that year."""
    year = year_of(phrase)
    if year is not None:
        return Reading("DATE", f"{year:04d}", "explicit", "END")
    day, basis = clock.anchor
    return Reading("DATE", value_of(day, "Y") if day else None, basis, "END")


def read_reference(phrase: Phrase, clock: Clock) -> Reading | None:
    """`now`, `recently`, `the future`: TIMEX3's references without a date."""
    del clock
    return Reading("DATE", phrase.items[0].value, "none")


def read_week_of(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the week of March 6`."""
    value, basis = month_day(phrase, clock) if phrase.has(*MONTHS) else numeric_date(phrase)
    first, _, _ = cover(value) if value else (None, None, None)
    return Reading("DATE", value_of(first, "W"), basis) if first else None


def read_the_past(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the past`, `in the past`, where nothing says how long."""
    del clock
    word = (phrase.after(1) or [""])[0]
    return None if word[:1].isalnum() and word not in _CUES["after_the_past"] else Reading("DATE", "PAST_REF", "none")


def read_whole_year(phrase: Phrase, clock: Clock) -> Reading | None:
    """`for the year`: the year spoken of; `the year ended June 30`: a length of one year."""
    item = phrase.find("unit")
    if item is not None and item.value != "Y":
        return None
    if item is not None or phrase.after(1)[:1] in (["ended"], ["ending"]):
        return Reading("DURATION", "P1Y", "none")
    day, basis = clock.anchor
    return Reading("DATE", value_of(day, "Y") if day else None, basis)
