"""Dates as pages give them: what `parse_published` understands, and what scripts and templates write instead."""

import re
from collections.abc import Iterator
from datetime import date

from flows.validate.dates import parse_published
from schemas.errors import RecordError

_SCRIPT = re.compile(  # what JavaScript's Date prints
    r"(?:[A-Z][a-z]{2},? )?([A-Z][a-z]{2}) (\d\d?),? (\d{4}),? (\d\d:\d\d(?::\d\d)?)(?: (?:GMT|UTC)([+-]\d{4})?.*)?\Z",
    re.DOTALL,
)
_LABEL = re.compile(
    r"\A(?:first |last )?(?:published|posted|updated|modified|created|date)(?: on| at)?\s*:?\s+", re.IGNORECASE
)
_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/-])", re.ASCII)
_FIRST_YEAR = 1990
"""No page on the web is older; what claims to be is a default such as year 1 or the epoch's beginning."""


def moment(value: object) -> str | None:
    """A page's date in a form that `parse_published` takes; None where it is none that makes sense."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    return next((form for form in _forms(str(value).strip()) if _makes_sense(form)), None)


def day_in(address: object) -> str | None:
    """The day in the path of an address: `/2026/05/25/story`, `/2026/may/25/story`; None without one."""
    found = _PATH.search(address) if isinstance(address, str) else None
    if found is None:
        return None
    year, month, day = found.groups()
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if month.isdigit() else f"{day} {month} {year}"


def day_alone(text: str) -> date | None:
    """The day of a date that gives no time; None of one that does."""
    found = parse_published(text)
    return found.day if found is not None and found.precision == "day" else None


def is_time_on(text: str, day: date) -> bool:
    """Whether a date is a time on that day."""
    found = parse_published(text)
    return found is not None and found.day == day and found.precision in ("minute", "second")


def _forms(text: str) -> Iterator[str]:
    yield text
    if written := _SCRIPT.match(text):
        month, day, year, clock, offset = written.groups()
        yield f"{day} {month} {year} {clock} {offset or '+0000'}"
    bare = _LABEL.sub("", text)
    if bare != text:
        yield bare


def _makes_sense(text: str) -> bool:
    try:
        found = parse_published(text)
    except RecordError:
        return False
    return found is not None and found.at.year >= _FIRST_YEAR
