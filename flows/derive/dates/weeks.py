"""Readers of a day told by its week or its number: `Tuesday of last week`, `Monday the 6th`; and of a year's weeks."""

from datetime import date

from flows.derive.dates.days import WEEKDAYS
from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import make_date, shift, value_of
from flows.derive.dates.years import step_of
from seeds.quantities import words_of_figures

_STOPS = words_of_figures("stop")
_YEAR = 12
"""Months of a year, which are looked at on either side: a day of the month and week comes again within a year."""
_WEEKS = 4
"""Full weeks of every month: of a fifth it isn't sure in which month it is."""
_LAST_ISO_DAY = 28
"""December 28 is always of the last week of its ISO year."""


def read_weekday_of_week(phrase: Phrase, clock: Clock) -> Reading | None:
    """`Tuesday of last week`, `next week Tuesday`, `Wednesday evening next week`."""
    name, unit = phrase.find(*WEEKDAYS), phrase.find("unit")
    day, basis = clock.anchor
    if name is None or unit is None or unit.value != "W" or day is None:
        return None
    moved = shift(day, "D", 7 * step_of(phrase) + int(name.value) - day.isoweekday())
    part = phrase.find("daypart")
    if moved is None:
        return None
    return Reading("TIME", f"{moved}T{part.value}", basis) if part else Reading("DATE", moved.isoformat(), basis)


def read_weekday_the(phrase: Phrase, clock: Clock) -> Reading | None:
    """`Monday the 6th`: the nearest day of that name and number, on the side that the clause's tense asks for."""
    name, number = phrase.find(*WEEKDAYS), phrase.find("od", "ow")
    day, basis = clock.anchor
    behind = (phrase.after(1) or [""])[0]
    if name is None or number is None or day is None or (behind[:1].isalnum() and behind not in _STOPS):
        return None
    found = [one for one in _of_number(day, int(number.number or 0)) if one.isoweekday() == int(name.value)]
    asked = [one for one in found if (one > day) is phrase.ahead or one == day] or found
    nearest = min(asked, key=lambda one: abs((one - day).days), default=None)
    return Reading("DATE", nearest.isoformat(), basis) if nearest else None


def read_weekday_numbers(phrase: Phrase, clock: Clock) -> Reading | None:
    """`Friday, 3/8`: the month first or the day, whichever gives that weekday within a year; the nearest of both."""
    name, day = phrase.find(*WEEKDAYS), clock.anchor[0]
    last = phrase.items[-1].last
    numbers = [int(form) for form in phrase.lexemes.lower[last - 3 : last] if form.isdecimal()]
    if name is None or day is None or len(numbers) < 2:  # noqa: PLR2004 - day and month
        return None
    first, second = numbers[:2]
    years = range(day.year - 1, day.year + 2)
    told = [make_date(year, *pair) for year in years for pair in ((first, second), (second, first))]
    found = [one for one in told if one is not None and one.isoweekday() == int(name.value)]
    nearest = min(found, key=lambda one: abs((one - day).days), default=None)
    return Reading("DATE", nearest.isoformat(), clock.anchor[1]) if nearest else None


def _of_number(day: date, number: int) -> list[date]:
    """The days of a number in the months of a year before and behind."""
    months = [shift(day.replace(day=1), "M", step) for step in range(-_YEAR, _YEAR + 1)]
    days = [make_date(month.year, month.month, number) for month in months if month]
    return [one for one in days if one]


def read_week_of_year(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the last week of 2016`: by the weeks of ISO 8601."""
    del clock
    year, count = phrase.find("y4"), phrase.find("ow", "od", "second", "last")
    if year is None or count is None or year.number is None:
        return None
    if count.code == "last":
        last = make_date(int(year.number), _YEAR, _LAST_ISO_DAY)
        return Reading("DATE", value_of(last, "W"), "explicit") if last else None
    week = 2 if count.code == "second" else int(count.number or 0)
    return Reading("DATE", f"{int(year.number):04d}-W{week:02d}", "explicit") if 1 <= week <= _WEEKS else None
