"""Dates of formats that tell much beside them: one that makes no sense costs itself alone, not its article."""

from flows.validate.dates import parse_published
from schemas.errors import RecordError


def sensible(value: object) -> str | None:
    """A date as it is written, if it is one that is understood; None of *2 hours ago*, as of no date."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        return text if parse_published(text) else None
    except RecordError:
        return None
