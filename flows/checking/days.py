"""Days of the week in a draft against the dates beside them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from flows.checking.finding import Finding
from schemas.rows import TimeExpression

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED: Final = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)


def check_days(rows: Iterable[TimeExpression]) -> Iterator[Finding]:
    """Dates with a weekday on which they don't fall; dates without a year are compared only where it is known."""
    for row in rows:
        named = _NAMED.findall(row.text)
        whole = row.rule == "full_date" and row.start_date is not None and row.start_date == row.end_date
        if not whole or len(named) != 1 or row.start_date is None:
            continue
        day = _DAYS[row.start_date.weekday()]
        if named[0].lower() != day:
            told = f"{row.start_date.isoformat()} is a {day.capitalize()}"
            yield Finding("date", "weekday", row.text, row.start_char, row.end_char, told)
