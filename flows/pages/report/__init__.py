"""The static site over a store: every number with the query behind it, no script needed to read it."""

from flows.pages.report.selection import Selection
from flows.pages.report.site import site_files
from flows.pages.report.swap import replaced

__all__ = ["Selection", "replaced", "site_files"]
