"""What a person annotated of one article: spans by label, and who said each quote."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas.ledger import Annotation

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one article.

    Attributes:
        body_hash: the body that it was made on, as `articles.dup_group_id`; on another it says nothing.
        names: kind of each name, by its span.
        quotes: span of the speaker of each piece of a quote; None where nobody is marked.
        figures: spans.
        dates: spans.
    """

    body_hash: str
    names: Mapping[Span, str] = field(default_factory=dict)
    quotes: Mapping[Span, Span | None] = field(default_factory=dict)
    figures: frozenset[Span] = frozenset()
    dates: frozenset[Span] = frozenset()


_OTHERS = frozenset({"Quote", "Speaker", "Figure", "Date", "Article"})


def gold_by_article(rows: Iterable[Annotation]) -> dict[str, Gold]:
    """The annotations of several articles, by article_id."""
    by_article: dict[str, list[Annotation]] = defaultdict(list)
    for row in rows:
        by_article[row.article_id].append(row)
    return {key: _gold(members) for key, members in by_article.items()}


def _gold(rows: list[Annotation]) -> Gold:
    return Gold(
        rows[0].body_hash,
        {(row.start_char, row.end_char): row.label for row in rows if row.label not in _OTHERS},
        {(row.start_char, row.end_char): _speaker(row) for row in rows if row.label == "Quote"},
        frozenset((row.start_char, row.end_char) for row in rows if row.label == "Figure"),
        frozenset((row.start_char, row.end_char) for row in rows if row.label == "Date"),
    )


def _speaker(row: Annotation) -> Span | None:
    if row.speaker_start is None or row.speaker_end is None:
        return None
    return row.speaker_start, row.speaker_end
