"""Finding an article's mentions by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from math import inf

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

    def only_body(self, word: str, stop: int) -> Mention | None:
        """The last name before an offset of an organisation whose name holds a word, if only one is named so there."""
        found, until = self._bodies.get(word, ([], 0))
        at = bisect_left(found, stop, key=lambda row: row.start_char)
        return found[at - 1] if at and stop <= until else None

    @cached_property
    def _bodies(self) -> dict[str, tuple[list[Mention], float]]:
        """Names of organisations by the words in them, and where a second organisation is named with the same word."""
        found: dict[str, tuple[list[Mention], float]] = {}
        for row in self._rows:
            if row.kind != "ORG" or row.mention_type != "name" or not row.entity_id:
                continue
            for word in set(row.text.lower().split()):
                names, until = found.get(word, ([], inf))
                if names and names[0].entity_id != row.entity_id:
                    until = min(until, row.start_char)
                names.append(row)
                found[word] = (names, until)
        return found

    def bearer(self, surname: str, but: str | None = None) -> Mention | None:
        """The first name in full of the one person of a surname, or one other than `but`; None where there are several.

        `surname` in any case, `but` an entity's id.
        """
        found = [row for entity_id, row in self._bearers.get(surname.casefold(), {}).items() if entity_id != but]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _bearers(self) -> dict[str, dict[str | None, Mention]]:
        """The first names in full of persons, by surname and entity."""
        found: dict[str, dict[str | None, Mention]] = {}
        for row in self._rows:
            if row.kind == "PERSON" and row.mention_type == "name" and " " in row.text:
                found.setdefault(row.text.rpartition(" ")[2].casefold(), {}).setdefault(row.entity_id, row)
        return found

    def at(self, char: int) -> Mention | None:
        """The mention that holds a character, the last one to begin if several do."""
        index = bisect_right(self._starts, char) - 1
        if index >= 0 and self._rows[index].end_char > char:
            return self._rows[index]
        return None
