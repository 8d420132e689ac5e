"""Days of a draft against each other: a date and the weekday beside it, *yesterday* and the day it is said to be."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from flows.checking.finding import Finding
from schemas.rows import TimeExpression

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED: Final = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"yesterday|today|tomorrow", re.IGNORECASE)
_APPOSED: Final = re.compile(r"[ \u00a0]*[,(\u2013\u2014-][ \u00a0]*(?:on[ \u00a0])?")
"""What may stand between two names of one day."""


def check_days(rows: Sequence[TimeExpression], body: str) -> Iterator[Finding]:
    """Dates with a weekday on which they don't fall, and *yesterday, 8 March* where it was the 9th.

    Dates without a year are compared only where it is known; *yesterday* only where the day of publication is.
    """
    yield from _weekdays(rows)
    ordered = sorted(rows, key=lambda row: (row.start_char, -row.end_char))
    for said, beside in pairwise(ordered):
        between = body[said.end_char : beside.start_char]
        if _RELATIVE.fullmatch(said.text) and _APPOSED.fullmatch(between) and not _agree(said, beside):
            text = body[said.start_char : beside.end_char]
            told = f"{said.text} is {said.start_date:%A}, {said.start_date}, by the day of publication"
            yield Finding("date", "relative", text, said.start_char, beside.end_char, told)


def _agree(said: TimeExpression, beside: TimeExpression) -> bool:
    """Whether both may be one day; so is all that is not known."""
    if said.start_date is None or said.start_date != said.end_date:
        return True
    if named := _NAMED.fullmatch(beside.text):
        return _DAYS[said.start_date.weekday()] == named[0].lower()
    return beside.start_date is None or beside.start_date != beside.end_date or beside.start_date == said.start_date


def _weekdays(rows: Sequence[TimeExpression]) -> Iterator[Finding]:
    for row in rows:
        named = _NAMED.findall(row.text)
        whole = row.rule == "full_date" and row.start_date is not None and row.start_date == row.end_date
        if not whole or len(named) != 1 or row.start_date is None:
            continue
        day = _DAYS[row.start_date.weekday()]
        if named[0].lower() != day:
            told = f"{row.start_date.isoformat()} is a {day.capitalize()}"
            yield Finding("date", "weekday", row.text, row.start_char, row.end_char, told)
