"""Dates of publication as sources write them: instant, zone, precision, and the day as written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, get_args

from flows.validate.spellings import either_way, spellings
from flows.validate.zones import known_zone, zone_info, zone_of
from schemas.errors import RecordError
from schemas.vocabulary import Precision

PRECISIONS: tuple[Precision, ...] = get_args(Precision)
"""From coarse to fine."""
_MONTH, _DAY, _MINUTE = 1, 2, 3
_FIRST_YEAR, _LAST_YEAR = 1600, 2199
_ISO = re.compile(
    r"""(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)
        (?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?
        (?:[ ]?(?P<offset>Z|[+-]\d\d(?::?\d\d)?))?
        (?:[ ]?\[(?P<bracket>[A-Z][\w+/-]*)\]|[ ](?P<zone>[A-Z][\w+/-]+))?)?)?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z)?)?", re.ASCII)
_EPOCH = re.compile(r"-?\d{9,13}(?:\.\d+)?", re.ASCII)
_WRITTEN = re.compile(
    r"""(?:(?P<weekday>[A-Z]{3,9})\.?,?[ ])?
        (?:(?P<day>\d\d?)(?:st|nd|rd|th)?[ ](?P<month>[A-Z]{3,9})\.?,?
          |(?P<month_first>[A-Z]{3,9})\.?[ ](?P<day_second>\d\d?)(?:st|nd|rd|th)?,?)
        [ ](?P<year>\d{4})
        (?:,?[ ](?:at[ ])?(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[ ]?(?P<half>[AP])\.?M\.?)?
          (?:[ ](?P<zone>[A-Z]{1,5}|[+-]\d\d:?\d\d)(?:[ ]\([A-Z]{1,5}\))?)?)?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MILLISECONDS_FROM = 10**11
"""Epoch numbers from here on are milliseconds: as seconds they would lie beyond the year 5000."""


@dataclass(frozen=True, slots=True)
class Published:
    """When something was published.

    Attributes:
        at: the instant; UTC is assumed where the source gives no zone; cut to `precision`.
        zone: the zone at the source, an IANA name or an offset; None if not given.
        precision: how exact the instant is.
        day: the day as written at the source, the first of its month or year where no day is given.
    """

    at: datetime
    zone: str | None
    precision: Precision
    day: date


class Undated(NamedTuple):
    """No date of publication, in the shape of one."""

    at: None = None
    zone: None = None
    precision: None = None
    day: None = None


UNDATED = Undated()


def parse_published(value: object, precision: object = None, *, path: str = "published_at") -> Published | None:
    """When something was published, as a source writes it; None for no date.

    Understood: ISO 8601 from a year to fractions of a second (with offset, `Z`, or a zone's name behind it, in
    brackets as in RFC 9557 or plain), its compact form, RFC 2822 and other forms with the month in English letters,
    seconds or milliseconds since 1970, and `date` and `datetime` values. An explicit `precision` cuts the instant.

    Raises:
        RecordError: `bad_date`: none of these, or no day of the calendar between 1600 and 2199; `bad_precision`:
            no precision, or a finer one than the date has.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        found = _parse(value)
    except (ValueError, OverflowError):
        found = None
    if found is None or not _FIRST_YEAR <= found.at.year <= _LAST_YEAR:
        why = "may have the day or the month first" if either_way(value) else "is no date that is understood"
        message = f"{path} {why}; write ISO 8601, e.g. 2026-11-22T10:30:00+01:00"
        raise RecordError("bad_date", path, message)
    return found if precision in (None, "") else _cut_to(found, precision)


def _parse(value: object) -> Published | None:
    if isinstance(value, datetime):
        return _published(value, None if value.tzinfo is None else zone_of(value), "second")
    if isinstance(value, date):
        return _published(datetime(value.year, value.month, value.day), None, "day")  # noqa: DTZ001  # zone unknown
    if isinstance(value, int) and not isinstance(value, bool):
        return _parse_text(str(value))
    if isinstance(value, float):
        return _parse_text(f"{value:.3f}".removesuffix(".000"))
    if not isinstance(value, str):
        return None
    return next((found for text in spellings(value.strip()) if (found := _parsed(text))), None)


def _parsed(text: str) -> Published | None:
    try:
        return _parse_text(text)
    except (ValueError, OverflowError):
        return None


def _parse_text(text: str) -> Published | None:
    if match := _ISO.fullmatch(text):
        return _from_iso(match)
    if match := _COMPACT.fullmatch(text):
        return _published(_wall(match.groups()[:6]), match[7] and "UTC", "second" if match[4] else "day")
    if _EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    if match := _WRITTEN.fullmatch(text):
        return _from_written(match)
    return None


def _from_iso(match: re.Match[str]) -> Published:
    given = match.group("year", "month", "day", "hour", "minute", "second")
    precision = next(
        name for name, part in zip(reversed(PRECISIONS), (given[5], given[4], *given[2::-1]), strict=True) if part
    )
    offset, named = match["offset"], match["bracket"] or match["zone"]
    wall = _wall(given)
    if offset and named:
        aware = wall.replace(tzinfo=zone_info(known_zone(offset)))
        return replace(_published(aware, known_zone(named), precision), day=wall.date())
    zone = offset or named
    return _published(wall, zone and known_zone(zone), precision)


def _from_written(match: re.Match[str]) -> Published:
    """Read a date with its month in English letters; raises ValueError for other words."""
    if match["weekday"]:
        _place(match["weekday"], _WEEKDAYS)
    month = _place(match["month"] or match["month_first"], _MONTHS) + 1
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004  # a clock's face
            raise ValueError("no hour of a half day")
        hour = hour % 12 + 12 * (match["half"] in "Pp")
    wall = _wall(
        (match["year"], str(month), match["day"] or match["day_second"], str(hour), *match.group("minute", "second"))
    )
    precision: Precision = "second" if match["second"] else "minute" if match["hour"] else "day"
    return _published(wall, match["zone"] and known_zone(match["zone"]), precision)


def _place(word: str, names: Sequence[str]) -> int:
    """Which of `names` a word of three letters or more abbreviates; raises ValueError for none."""
    for place, name in enumerate(names):
        if name.startswith(word.lower()):
            return place
    raise ValueError("no such name")


def _wall(parts: Sequence[str | None]) -> datetime:
    """The time on the wall clock of year, month, day, hour, minute, second, with None for the unknown."""
    year, month, day, hour, minute, second = (int(part) if part else None for part in parts)
    return datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0)  # noqa: DTZ001  # wall clock


def _from_epoch(number: float) -> Published:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS_FROM else number
    return _published(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds), None, "second")


def _published(moment: datetime, zone: str | None, precision: Precision) -> Published:
    """The instant of a moment, which is on the wall clock of `zone` if it says no zone itself."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone_info(zone))
    return _cut(Published(aware, zone, precision, aware.date()), precision)


def _cut_to(found: Published, precision: object) -> Published:
    if precision not in PRECISIONS or PRECISIONS.index(precision) > PRECISIONS.index(found.precision):
        message = f"the precision must be one of {', '.join(PRECISIONS)}, and no finer than the date that is given"
        raise RecordError("bad_precision", "published_precision", message)
    return _cut(found, precision)


def _cut(found: Published, precision: Precision) -> Published:
    """`found` at the start of its year, month, day, minute or second, in the zone of the source."""
    start = found.at.astimezone(zone_info(found.zone)).replace(microsecond=0)
    day, rank = found.day, PRECISIONS.index(precision)
    if rank < _MINUTE:
        start = start.replace(hour=0, minute=0)
    if rank <= _MINUTE:
        start = start.replace(second=0)
    if rank < _DAY:
        start, day = start.replace(day=1), day.replace(day=1)
    if rank < _MONTH:
        start, day = start.replace(month=1), day.replace(month=1)
    return Published(start.astimezone(UTC), found.zone, precision, day)
