"""From a document's tokens to its reports: cue, source and content by syntax, whoever the source is."""

from flows.derive.reporting.find import Report, find_reports

__all__ = ["Report", "find_reports"]
