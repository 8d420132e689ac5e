"""Time zones as sources write them: an IANA name, an offset, or one of the few names that mean one thing only."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?", re.ASCII)
_ZONE_NAMES = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT"), "UTC"),
    **dict(zip(("EDT", "CDT", "MDT", "PDT"), ("-04:00", "-05:00", "-06:00", "-07:00"), strict=True)),
    **dict(zip(("EST", "CST", "MST", "PST"), ("-05:00", "-06:00", "-07:00", "-08:00"), strict=True)),
}
"""The names that RFC 2822 defines; other abbreviations mean different zones in different countries."""
_SINGLE = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AEST": "+10:00",
    "AEDT": "+11:00",
    "AWST": "+08:00",
    "NZST": "+12:00",
    "NZDT": "+13:00",
    "JST": "+09:00",
    "KST": "+09:00",
    "HKT": "+08:00",
    "SGT": "+08:00",
    "PKT": "+05:00",
    "MSK": "+03:00",
    "SAST": "+02:00",
    "EAT": "+03:00",
    "WAT": "+01:00",
    "CAT": "+02:00",
    "CEST": "+02:00",
    "EEST": "+03:00",
}
"""Further names that mean one zone wherever they are written; IST and BST mean three each."""


def known_zone(name: str) -> str:
    """A zone's IANA name, or its offset as `+02:00`; raises ValueError for any other name."""
    if known := _ZONE_NAMES.get(name.upper()) or _SINGLE.get(name.upper()):
        return known
    if match := _OFFSET.fullmatch(name):
        return f"{match[1]}{match[2]}:{match[3] or '00'}"
    zone_info(name)
    return name


@lru_cache(maxsize=512)
def zone_info(zone: str | None) -> tzinfo:
    """The zone of an IANA name or an offset, UTC for None; raises ValueError for an unknown one."""
    if zone is None or zone == "UTC":
        return UTC
    if match := _OFFSET.fullmatch(zone):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-offset if match[1] == "-" else offset)
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, OSError) as unknown:
        raise ValueError("unknown zone") from unknown


def zone_of(moment: datetime) -> str:
    """The zone of a datetime that has one, as `known_zone` does."""
    key = getattr(moment.tzinfo, "key", None) or getattr(moment.tzinfo, "zone", None)
    offset = moment.utcoffset() or timedelta()
    if key or not offset:
        return known_zone(str(key or "UTC"))
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
