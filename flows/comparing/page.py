"""The comparison as one page of HTML, which needs no network and no other file."""

from flows.comparing.difference import Comparison
from flows.pages.html.environment import render


def page(comparison: Comparison) -> str:
    """The page: what becomes of each table, by kind and rule, with examples; all text of articles is escaped."""
    context = {"title": "What another derivation would change", "comparison": comparison}
    return render("comparison.html.j2", context, styles=("theme.css", "comparison.css"))
