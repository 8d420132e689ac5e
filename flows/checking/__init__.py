"""A draft against a store: its quotes, figures, names and dates, each finding with what it was compared with."""

from flows.checking.draft import check_rows
from flows.checking.finding import ALL_SEVERITIES, Finding, at_least
from flows.checking.page import Checked, check_page

__all__ = ["ALL_SEVERITIES", "Checked", "Finding", "at_least", "check_page", "check_rows"]
