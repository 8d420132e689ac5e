"""From a document to its time expressions, each with TIMEX3 value, days and what they were counted from."""

from flows.derive.dates.find import find_dates

__all__ = ["find_dates"]
