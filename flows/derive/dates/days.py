"""Readers of days, months and years: explicit ones, and those that count from the day of publication."""

from datetime import date

from flows.derive.dates.reading import Clock, Phrase, Reading
from flows.derive.dates.values import make_date, shift, value_of
from flows.derive.dates.years import (
    MONTHS,
    is_ahead,
    likely_year,
    range_month,
    relative_year,
    two_digit_year,
    year_ahead,
    year_before_christ,
    year_of,
)
from schemas.vocabulary import DateBasis
from seeds.quantities import time_cues, time_words, words_of_figures

Resolved = tuple[str | None, DateBasis]
WEEKDAYS = ("weekday", "weekday_short")
_DAYS = ("d12", "d24", "d31", "od", "ow")
_YEAR_PARTS = ("d12", "d24", "d31", "d59", "d99")
_CUES = time_cues()
_NEAR = 8  # assumed: words in front that may tell of what is to come, fewer than for a month
_MONTH_HEADS = frozenset(word.form[:3] for word in time_words() if word.code.startswith("month"))
_MOVEMENTS = frozenset({"movement", "brigade", "brigades", "coalition"})
"""What is named after a day."""
_SIGNS = (["$"], ["£"], ["€"])
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sen", "rep", "prof"})
_NOON = 12  # months of a year: a greater number is the day, whatever the order
_STOPS = words_of_figures("stop")
_DASHES = frozenset({"-", "\u2013", "\u2014"})
_SEPT_11 = frozenset({"attacks", "terrorist", "terrorists", "hijackers", "hijackings", "events", "tragedy"})
"""Words beside *September 11* that mean the attacks of 2001."""
_THIS_YEAR = ["this", "year"]
_ENDING = _DASHES | {"to", "and", "through", "until", "till"}


def calendar_day(phrase: Phrase, clock: Clock) -> Resolved:
    """The TIMEX3 value of whatever names a day in the phrase: a date, a weekday, `today`."""
    if phrase.has(*MONTHS):
        return month_day(phrase, clock)
    if phrase.has("slash", "dash", "dotdate") and not phrase.has("deictic", *WEEKDAYS):
        return numeric_date(phrase)
    if (deictic := phrase.find("deictic")) is not None:
        day, basis = clock.anchor if deictic.value != "0" else (clock.published, "publication")
        moved = day and shift(day, "D", int(deictic.value))
        return (moved.isoformat(), basis) if moved else (None, "none")
    if (name := phrase.find(*WEEKDAYS)) is not None:
        return weekday(phrase, clock, int(name.value))
    day = clock.published
    return (day.isoformat(), "publication") if day else (None, "none")


def month_day(phrase: Phrase, clock: Clock) -> Resolved:
    """`Feb. 11`, `11 February 2020`, `February`: with the year that is said, else the likeliest."""
    name = phrase.find(*MONTHS)
    month = int(name.value) if name else 1
    place = phrase.items.index(name) if name else 0
    number = _day_number(phrase, place)
    if phrase.has("era"):
        return f"BC{year_before_christ(phrase):04d}-{month:02d}", "explicit"
    year, basis = _year_said(phrase, clock, month, number)
    other = range_month(phrase) if number is None else None
    if year is None:
        year, basis = likely_year(phrase, clock, other or month, number)
        year = year - 1 if year is not None and other is not None and other < month else year
    head = "XXXX" if year is None else f"{year:04d}"
    if number is None:
        return f"{head}-{month:02d}", basis
    if year is not None and make_date(year, month, number) is None:
        year = next(
            (near for near in (year - 1, year + 1) if basis != "explicit" and make_date(near, month, number)), 0
        )
        if not year:
            return None, "none"
        head = f"{year:04d}"
    return f"{head}-{month:02d}-{number:02d}", basis


def _year_said(phrase: Phrase, clock: Clock, month: int, number: int | None) -> tuple[int | None, DateBasis]:
    """The year that stands with a month, or that of the range which it ends; None where nothing says it."""
    year = year_of(phrase)
    basis: DateBasis = "explicit"
    if year is None:
        year, basis = relative_year(phrase, clock)
    if year is None and (month, number) == (9, 11) and not _SEPT_11.isdisjoint([*phrase.before(6), *phrase.after(3)]):
        return 2001, "explicit"
    if year is None and phrase.before(3)[:-1] == _THIS_YEAR and phrase.before(1)[0] in _ENDING and clock.published:
        return clock.published.year, "publication"  # *so far this year through August*
    if year is None:
        year = year_ahead(phrase, month)
    if year is None and number is not None and clock.opened is not None:
        return _year_on(clock.opened, month, number), "publication"
    return year, basis


def _year_on(first: date, month: int, number: int) -> int:
    """The year of a range's last day: *from April 9 through* April 17, *Dec. 28 to* Jan. 3."""
    return first.year + ((month, number) < (first.month, first.day))


def _day_number(phrase: Phrase, place: int) -> int | None:
    """The day next to the month's name: behind it first, then in front of it."""
    items = phrase.items
    behind = [item for item in items[place + 1 : place + 4] if item.code not in {"dot", "the"}][:1]
    front = [item for item in items[max(0, place - 2) : place] if item.code not in {"of", "dash", "slash"}][-1:]
    for item in behind + front:
        if item.code in _DAYS and item.number is not None:
            return int(item.number)
        if item.code == "second" and phrase.has("of"):
            return 2
    return None


def weekday(phrase: Phrase, clock: Clock, number: int) -> Resolved:
    """The day that a weekday's name means: the day of publication or the latest before, unless said otherwise."""
    day, basis = clock.anchor
    if day is None:
        return f"XXXX-WXX-{number}", "none"
    back = (day.isoweekday() - number) % 7
    if _is_any(phrase):
        return f"XXXX-WXX-{number}", "none"
    if clock.opened is not None and phrase.rule == "weekday":
        moved = shift(clock.opened, "D", (number - clock.opened.isoweekday()) % 7 or 7)
    elif phrase.has("next"):
        moved = shift(day, "D", 7 - back)
    elif phrase.has("last", "past_adj"):
        moved = shift(day, "D", -(back or 7))
    elif back and _still_to_come(phrase, basis):
        moved = shift(day, "D", 7 - back)
    else:
        moved = shift(day, "D", -back)
    return (moved.isoformat(), basis) if moved else (None, "none")


def _is_any(phrase: Phrase) -> bool:
    """*On a Tuesday or Wednesday*: no one such day."""
    front = phrase.before(3)
    return phrase.rule == "weekday" and front[-1:] == ["or"] and front[:1] == ["a"]


def _still_to_come(phrase: Phrase, basis: DateBasis) -> bool:
    """*This Thursday* is ahead unless its clause tells of what was; a bare one only where it looks ahead."""
    if phrase.has("this"):
        return phrase.ahead is not False
    return basis == "publication" and is_ahead(phrase, _NEAR)


def numeric_date(phrase: Phrase) -> Resolved:
    """`11/02/89`, `2020-05-17`: year first if it has four digits, else month first unless that is no month."""
    if (dotted := phrase.find("dotdate")) is not None:
        return _dotted_date(dotted.value)
    numbers = [int(item.number) for item in phrase.every("y4", *_YEAR_PARTS) if item.number is not None]
    if len(numbers) < 3:  # noqa: PLR2004 - day, month, year
        return None, "none"
    first, second, third = numbers[:3]
    written = phrase.every("y4", *_YEAR_PARTS)[2].value
    if phrase.items[0].code != "y4" and len(written) == 1:
        return None, "none"
    if phrase.items[0].code == "y4":
        year, month, day = first, second, third
    else:
        month, day = (second, first) if first > _NOON else (first, second)
        year = third if third > 99 else two_digit_year(third)  # noqa: PLR2004 - two digits
    found = make_date(year, month, day)
    return (found.isoformat(), "explicit") if found else (None, "none")


def _dotted_date(form: str) -> Resolved:
    """`23.04.2022`: the day first, as those write it who write points, unless that is no date."""
    day, month, year = (int(part) for part in form.split("."))
    found = make_date(year, month, day) or make_date(year, day, month)
    return (found.isoformat(), "explicit") if found else (None, "none")


def read_range_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """The first day of `23-28 March 1951`: month and year come from behind."""
    rest = list(phrase.rest)
    number = phrase.find(*_DAYS)
    names = [place for place, item in enumerate(rest) if item.code in MONTHS]
    if not names or number is None:
        return None
    shown = rest[names[0] : names[0] + 2 + (rest[names[0]].code == "month_short")]
    tail = [item for item in shown if item.code in MONTHS or item.code in {"y4", "comma", "dot"}]
    items = [number, *tail[:3]]
    value, basis = month_day(phrase.narrowed(items), clock)
    return Reading("DATE", value, basis) if value else None


def read_range_end(phrase: Phrase, clock: Clock) -> Reading | None:
    """The last day of `March 5-9, 1918`: the month comes from the day in front."""
    number, last = phrase.items[0].number, clock.last
    if last is None or number is None or clock.last_unit != "D" or number <= last.day or not _month_near(phrase):
        return None
    behind = (phrase.after(1) or [""])[0]
    if phrase.lexemes.lower[phrase.items[0].first - 1] not in _ENDING:
        return None
    if phrase.before(1)[0] not in _DASHES and behind[:1].isalnum() and behind not in _STOPS:
        return None
    found = make_date(year_of(phrase) or last.year, last.month, int(number))
    return Reading("DATE", found.isoformat(), "explicit") if found else None


def _month_near(phrase: Phrase) -> bool:
    return any(word[:3] in _MONTH_HEADS for word in phrase.before(4))


def read_day(phrase: Phrase, clock: Clock) -> Reading | None:
    """A calendar day or month."""
    if phrase.rule == "month" and _is_name(phrase):
        return None
    if _counts_things(phrase) or (phrase.items[0].number is not None and phrase.before(1)[:1] in _SIGNS):
        return None
    value, basis = calendar_day(phrase, clock)
    return None if value is None and basis == "none" and clock.published else Reading("DATE", value, basis, phrase.mod)


def _is_name(phrase: Phrase) -> bool:
    """Whether a bare month is a name or an event: Theresa May, Jan Kavan, the Long March."""
    item = phrase.find(*MONTHS)
    before = phrase.before(1)
    word = before[0] if before else ""
    if item is None or item.code == "month" or range_month(phrase) is not None:
        return False
    if word == "." and _is_titled(phrase, item.first - 2):
        return True
    if item.code == "month_short":
        return not phrase.has("dot") and word not in _CUES["before_year"]
    front = item.first - 1
    named = front > 0 and phrase.lexemes.forms[front][0].isupper() and word not in _CUES["before_year"]
    leads = word != "in" and (phrase.after(1) or [""])[0] in _CUES["event_link"]
    return named or leads or (word in {"the", "'s"} and phrase.mod is None)


def _counts_things(phrase: Phrase) -> bool:
    """*In October the first arch stood*, *the March 23 Movement*: no day of the month."""
    behind = (phrase.after(1) or [""])[0]
    codes = [item.code for item in phrase.items]
    counted = codes[-2:-1] == ["the"] and codes[-1] in {"ow", "od"} and phrase.has(*MONTHS)
    if not behind[:1].isalpha() or behind in _STOPS:
        return False
    named = behind in _MOVEMENTS and phrase.lexemes.forms[phrase.items[-1].last].istitle()
    return counted or (codes[-1] in _DAYS and (named or phrase.lexemes.glued(phrase.items[-1].last)))


def _is_titled(phrase: Phrase, at: int) -> bool:
    """*Ms. May*: a name behind a short title."""
    return at >= 0 and phrase.lexemes.lower[at] in _TITLES


def unit_value(day: date | None, unit: str, count: int) -> str | None:
    """The value of the unit that lies `count` units from the one that holds `day`."""
    moved = shift(day, unit, count) if day else None
    return value_of(moved, unit) if moved else None
