"""Where in an article a span lies."""

from collections.abc import Mapping, Sequence

from schemas.rows import ArticleRow, Paragraph


def paragraph_at(rows: Mapping[str, Sequence[ArticleRow]], span: tuple[int, int]) -> Paragraph | None:
    """The paragraph that a span begins in; None where it lies in none, or is empty."""
    for row in rows["paragraphs"]:
        if isinstance(row, Paragraph) and row.start_char <= span[0] < row.end_char and span[0] < span[1]:
            return row
    return None
