"""From a document to its time expressions, each with TIMEX3 value, days and what they were counted from."""

from flows.derive.dates.find import find_dates
from flows.derive.dates.rows import date_rows

__all__ = ["date_rows", "find_dates"]
