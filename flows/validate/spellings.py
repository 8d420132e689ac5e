"""Other spellings of dates that templates and spreadsheets print, put into those that `dates` reads.

Only what can be read in one way: *8.30am, 12 March 2026*, *2026/03/12*, *25/12/2026*. Of *03/04/2026* nobody can say
which is the month. Of a clock in a zone that is not known the day is kept.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

_CLOCK = r"\d{1,2}(?::\d\d){0,2}(?: ?[AP]\.?M\b\.?)?(?: (?:[A-Z]{2,5}|[+-]\d\d:?\d\d)\b)?"
_PARTED = re.compile(r"\s*(?:[|•·]|,? at\b|\s[-–—]\s)\s*|\s+", re.IGNORECASE)
_DOTTED_CLOCK = re.compile(r"\b(\d{1,2})\.(\d\d)(?= ?[ap]\.?m\b)", re.IGNORECASE)
_BARE_HOUR = re.compile(r"(?<![\d:.])(\d{1,2}) ?([ap])\.?m\b\.?", re.IGNORECASE)
_OF = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)?) of (?=[A-Z])", re.IGNORECASE)
_GLUED_ZONE = re.compile(r"(?<=\d)(?=(?:GMT|UTC|BST|EST|EDT|IST|CET)\b)")
_CLOCK_FIRST = re.compile(rf"({_CLOCK}),? (?:on )?(?=[A-Z0-9])(.*\d{{4}})\Z", re.IGNORECASE)
_PRINTED = re.compile(
    r"((?:[A-Z]{3} )?[A-Z]{3} \d{1,2}) (\d\d:\d\d:\d\d)( [A-Z]{1,5}| [+-]\d{4})? (\d{4})", re.IGNORECASE
)
"""What `date` and Java print: *Thu Mar 12 08:30:00 GMT 2026*."""
_UNKNOWN_ZONE = re.compile(r"(.*\d{4}),? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)? (?![AP]M\b)[A-Z]{2,5}", re.IGNORECASE)
_HYPHENED = re.compile(r"\b(\d{1,2})[-/ ]([A-Z]{3,9})[-/](\d{4})\b", re.IGNORECASE)
_SERIAL = re.compile(r"[2-5]\d{4}(\.\d+)?", re.ASCII)
"""Days as spreadsheets count them, 1954 to 2064: no year, no compact date and no epoch has five digits."""
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # wall clock
_SHORT_YEAR = re.compile(r"\A(\d{1,2})[- ]([A-Z]{3,9})[- ](\d\d)\b(?!:)", re.IGNORECASE)
_CENTURY_FROM = 69
"""Two digits of a year from which on it is of the last century (POSIX, strptime)."""
_YEAR_FIRST = re.compile(r"\A(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_DAY_OR_MONTH_FIRST = re.compile(r"\A(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
_WITH_WEEKDAY = re.compile(r"\A([A-Z]{3,9})\.?,? (\d{1,2})([/.-])(\d{1,2})\3(\d{4})\b", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HALF_DAY = re.compile(r"\A(\d{4}-\d\d-\d\d) (\d{1,2}):(\d\d(?::\d\d)?) ?([AP])M", re.IGNORECASE)
_COMPACT_MINUTE = re.compile(r"\A(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(Z?)\Z")
_SHORT_HOUR = re.compile(r"\A(\d{4}-\d\d-\d\d) (\d):")
_MONTHS = 12
_NOON = 12


def either_way(value: object) -> bool:
    """Whether a date could be read with the day first or the month."""
    return isinstance(value, str) and _DAY_OR_MONTH_FIRST.match(value.strip()) is not None


def spellings(text: str) -> Iterator[str]:
    """A date as it stands, then as it would be written otherwise."""
    if serial := _SERIAL.fullmatch(text):
        yield _of_serial(serial)
    if _COMPACT_MINUTE.match(text) and text[:2] in ("19", "20"):
        yield _tidy(text)  # before it is taken for milliseconds of the seventies
    yield text
    tidy = _tidy(text)
    if tidy != text:
        yield tidy
    if first := _CLOCK_FIRST.fullmatch(tidy):
        yield f"{first[2]} {first[1]}"
    if printed := _PRINTED.fullmatch(tidy):
        yield f"{printed[1]} {printed[4]} {printed[2]}{printed[3]}"
    if zoned := _UNKNOWN_ZONE.fullmatch(tidy):
        yield zoned[1]


def _tidy(text: str) -> str:
    text = _DOTTED_CLOCK.sub(r"\1:\2", _COMPACT_MINUTE.sub(r"\1-\2-\3T\4:\5\6", text))
    text = _BARE_HOUR.sub(r"\1:00 \2m", _PARTED.sub(" ", _GLUED_ZONE.sub(" ", text)).strip(" ,"))
    text = _SHORT_YEAR.sub(_long_year, text)
    text = _HYPHENED.sub(r"\1 \2 \3", _OF.sub(r"\1 ", text))
    text = _YEAR_FIRST.sub(lambda found: _iso(found[1], found[2], found[3]), text)
    text = _DAY_OR_MONTH_FIRST.sub(_only_reading, _WITH_WEEKDAY.sub(_on_weekday, text))
    return _SHORT_HOUR.sub(r"\1 0\2:", _HALF_DAY.sub(_whole_day, text))


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def _only_reading(found: re.Match[str]) -> str:
    """Day and month in the only order that the calendar allows; as it stands where it allows both."""
    one, _, other, year = found.groups()
    if int(one) > _MONTHS >= int(other):
        return _iso(year, other, one)
    if int(other) > _MONTHS >= int(one) or one == other:
        return _iso(year, one, other)
    return found[0]


def _of_serial(found: re.Match[str]) -> str:
    moment = _SERIAL_ZERO + timedelta(days=float(found[0]), seconds=30)  # half a minute: fractions are rounded
    return f"{moment:%Y-%m-%d %H:%M}" if found[1] else f"{moment:%Y-%m-%d}"


def _long_year(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]} {'20' if int(found[3]) < _CENTURY_FROM else '19'}{found[3]}"


def _on_weekday(found: re.Match[str]) -> str:
    """Day and month in the order that the weekday allows, *Thu, 05/07/2026*; as it stands where it allows both."""
    named, one, _, other, year = found.groups()
    days = [day for order in ((one, other), (other, one)) if (day := _day(year, *order))]
    fitting = {day for day in days if _WEEKDAYS[day.weekday()] == named[:3].lower()}
    return fitting.pop().isoformat() if len(fitting) == 1 else found[0]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _whole_day(found: re.Match[str]) -> str:
    hour = int(found[2]) % _NOON + _NOON * (found[4] in "Pp")
    return f"{found[1]} {hour:02}:{found[3]}"
