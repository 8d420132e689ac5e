"""Derived rows and what a person annotated: what was taken away goes, what was marked is there and sure.

Names and quotes that were added become rows; a figure or a date that was added does not, as a span has no value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.correcting.gold import Gold
from flows.correcting.names import with_names
from flows.correcting.quotes import with_quotes
from schemas.article import Article
from schemas.rows import ArticleRow

Rows = Mapping[str, Sequence[ArticleRow]]


def corrected(article: Article, rows: Rows, gold: Gold | None) -> Rows:
    """The rows of an article as annotated; as they are where nobody annotated this body."""
    if gold is None or gold.body_hash != article.dup_group_id:
        return rows
    kept = {**rows, "dates": _among(rows["dates"], gold.dates), "figures": _among(rows["figures"], gold.figures)}
    named = with_names(article, kept, _within(article, gold).names)
    return with_quotes(article, named, gold.quotes)


def _among(rows: Sequence[ArticleRow], spans: frozenset[tuple[int, int]]) -> list[ArticleRow]:
    return [row for row in rows if (row.start_char, row.end_char) in spans]  # type: ignore[attr-defined]  # Placed


def _within(article: Article, gold: Gold) -> Gold:
    """Leave out names that hold nothing, or reach beyond the body."""
    names = {span: kind for span, kind in gold.names.items() if article.body[span[0] : span[1]].strip()}
    return replace(gold, names=names)
