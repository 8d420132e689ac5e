"""Finding an article's mentions by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from flows.derive.text.annotation import Span
from schemas.rows import Mention


class Mentions:
    """An article's mentions, in the order of the text, by place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._rows = mentions
        self._starts = [row.start_char for row in mentions]

    def within(self, span: Span) -> list[Mention]:
        """The mentions that lie in a span."""
        rows = self._rows[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]
        return [row for row in rows if row.end_char <= span[1]]

    def at(self, char: int) -> Mention | None:
        """The mention that holds a character, the last one to begin if several do."""
        index = bisect_right(self._starts, char) - 1
        if index >= 0 and self._rows[index].end_char > char:
            return self._rows[index]
        return None
