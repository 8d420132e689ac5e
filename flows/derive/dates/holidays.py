"""Holidays: the day of a year that each falls on, by rule."""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta

from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import make_date, value_of
from flows.derive.dates.years import relative_year, year_of
from schemas.vocabulary import DateBasis
from seeds.quantities import feasts

_NOVEMBER = 11  # of the calendar: polls are held on the Tuesday behind its first Monday
_HALF_YEAR = 183
_DAY = len("2019-05-06")
_MIDWEEK = 3  # of the calendar: Wednesday
_BODIES = frozenset({"police", "holocaust", "transgender", "genocide", "national", "world", "international"})
"""Capitals in front of a *Day* that make it another one."""
_STYLES = frozenset({"themed", "style", "inspired", "like"})
_ON, _SOON = (["on"], ["over"], ["during"], ["after"]), 7
"""What is done *on* a holiday in a clause of the past was so on the last one; what is said *for* one may be early."""
_WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)


def holiday_in(rule: str, year: int) -> date | None:
    """The day that a rule of the reference table gives in a year; None beyond the calendar."""
    name, _, rest = rule.partition(" ")
    numbers = [int(part) for part in rest.split()] if name != "feast" else []
    if name == "easter":
        sunday: date = easter(year)
        return sunday + timedelta(days=numbers[0])
    if name in {"nth", "after"}:
        day = nth_weekday(year, numbers[0], numbers[1], numbers[2])
        return day and day + timedelta(days=numbers[3] if name == "after" else 0)
    if name == "feast":
        feast = feasts().get((rest, year))
        return feast.first if feast else None
    if name == "election":
        monday = nth_weekday(year, _NOVEMBER, 1, 1)
        return monday and monday + timedelta(days=1)
    month, number = (int(part) for part in name.split("-")[-2:])
    return make_date(year, month, number)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The `count`-th weekday (Monday is 1) of a month, from its end where negative; None where there is none."""
    try:
        first = date(year, month, 1 if count > 0 else monthrange(year, month)[1])
        found: date = first + relativedelta(weekday=_WEEKDAYS[weekday - 1](count))
    except (ValueError, OverflowError):
        return None
    return found if found.month == month else None


def read_holiday(phrase: Phrase, clock: Clock) -> Reading | None:
    """`Thanksgiving Day`, `Easter 2018`, `last Christmas`: the nearest one unless the words say which."""
    item = phrase.find("holiday")
    if item is None:
        return None
    if _is_of_a_name(phrase):
        return None
    if item.value[:4].isdecimal():
        return Reading("DATE", item.value, "explicit", phrase.mod)
    year: int | None = year_of(phrase)
    basis: DateBasis = "explicit"
    if year is None:
        year, basis = relative_year(phrase, clock)
    if year is None and phrase.before(1) == ["first"]:
        return _of_the_time_told(item.value, clock, phrase)
    if year is None:
        anchor, basis = clock.anchor
        year = None if anchor is None else _nearest(item.value, anchor, phrase)
    found = holiday_in(item.value, year) if year is not None and 1 <= year < date.max.year else None
    if found is None:
        return Reading("DATE", f"XXXX-{item.value}" if item.value[0].isdecimal() else None, "none", phrase.mod)
    weekend = any(unit.value == "WE" for unit in phrase.every("unit"))
    return Reading("DATE", _weekend_beside(found) if weekend else _whole(item.value, found), basis, phrase.mod)


def _is_of_a_name(phrase: Phrase) -> bool:
    """*National Police Remembrance Day*, *a Halloween-themed fair*: no such day is meant."""
    lexemes, first, last = phrase.lexemes, phrase.items[0].first, phrase.items[-1].last
    front = lexemes.forms[first - 1] if first else ""
    longer = front.istitle() and front.isalpha() and lexemes.lower[last - 1] == "day" and front.lower() in _BODIES
    return longer or (phrase.after(1) == ["-"] and lexemes.glued(last) and "".join(phrase.after(2)[1:]) in _STYLES)


def read_holiday_part(phrase: Phrase, clock: Clock) -> Reading | None:
    """`Christmas night`, `Thanksgiving morning`."""
    part = phrase.find("daypart")
    day = read_holiday(phrase.narrowed([item for item in phrase.items if item is not part]), clock)
    if part is None or day is None or day.value is None or len(day.value) != _DAY or day.basis == "none":
        return None
    return Reading("TIME", f"{day.value}T{part.value}", day.basis, phrase.mod)


def _whole(rule: str, first: date) -> str:
    """The day, or all days of a feast that has more."""
    feast = feasts().get((rule.partition(" ")[2], first.year))
    if feast is None or feast.days == 1:
        return first.isoformat()
    return f"{first.isoformat()}/{(first + timedelta(days=feast.days - 1)).isoformat()}"


def _weekend_beside(day: date) -> str:
    """*Memorial Day weekend*, *Thanksgiving weekend*: the nearest weekend, before a Monday and behind a Thursday."""
    early = day.isoweekday() < _MIDWEEK
    return value_of(day - timedelta(days=day.isoweekday()) if early else day, "WE")


def _of_the_time_told(rule: str, clock: Clock, phrase: Phrase) -> Reading:
    """`In 1882, when the first Labor Day was held`: of the year told, and of none in particular where none is."""
    found = holiday_in(rule, clock.last.year) if clock.last is not None else None
    return Reading("DATE", found.isoformat() if found else None, "narrative" if found else "none", phrase.mod)


def read_holiday_beside(phrase: Phrase, clock: Clock) -> Reading | None:
    """`the day after Christmas`, `the Sunday after Thanksgiving`: the first such day on that side of the holiday."""
    side, weekday, unit = phrase.find("afterword"), phrase.find("weekday"), phrase.find("unit")
    if side is None or (unit is not None and unit.value != "D"):
        return None
    plain = phrase.narrowed([item for item in phrase.items if item.code in {"holiday", "y4", "comma"}])
    told = read_holiday(plain, clock)
    if told is None or told.value is None or told.basis == "none":
        return None
    step = int(side.value)
    days = relativedelta(days=step, weekday=_WEEKDAYS[int(weekday.value) - 1](step) if weekday is not None else None)
    found: date = date.fromisoformat(told.value[-_DAY if step > 0 else None :][:_DAY]) + days
    return Reading("DATE", found.isoformat(), told.basis, phrase.mod)


def _nearest(rule: str, anchor: date, phrase: Phrase) -> int:
    """The year of the holiday nearest to a day, of the one before or behind it where the words ask for that."""
    day = holiday_in(rule, anchor.year)
    if day is None:
        return anchor.year
    gap = (day - anchor).days
    if phrase.has("last", "past_adj"):
        return anchor.year - (gap >= 0)
    if phrase.has("next") and (phrase.has("the") or not phrase.says("following")):
        return anchor.year + (gap <= 0)
    if phrase.ahead is True and abs(gap) > _SOON:
        return anchor.year + (gap < 0)
    if abs(gap) > _SOON and (phrase.gone or (phrase.before(1) in _ON and phrase.ahead is False)):
        return anchor.year - (gap > 0)
    return anchor.year + (1 if gap < -_HALF_YEAR else -1 if gap > _HALF_YEAR else 0)
