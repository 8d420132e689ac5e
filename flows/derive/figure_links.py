"""Links from figures and dates to entities and quotes: whose figure it is, where it holds, and who says so."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from flows.derive.document import Document
from flows.derive.quoted_stretches import quoted_stretches
from schemas.rows import ArticleEntity, Figure, Mention, Quote, QuotePart, TimeExpression
from seeds.quantities import figure_words

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OWNERS = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "EVENT", "FAC"})
_PLACED = frozenset(figure_words()["place_cue"])
_NEAR = 60
_CLAUSE_ENDS = frozenset(";:")


def link_figures(  # noqa: PLR0913, PLR0917 - the seven layers meet here
    document: Document,
    figures: Sequence[Figure],
    dates: Sequence[TimeExpression],
    mentions: Sequence[Mention],
    entities: Sequence[ArticleEntity],
    quotes: Sequence[Quote],
    parts: Sequence[QuotePart],
) -> tuple[list[Figure], list[TimeExpression]]:
    """The figures with owner, place, claimant and quote, and the dates with their quote.

    `in_quote` is true between quotation marks; `quote_id` is the innermost quote with a part around the row.
    """
    del entities
    around = _Quotes(quotes, parts)
    marked = _Marked(quoted_stretches(document))
    owners = _Mentions(document, mentions)
    linked = []
    for figure in figures:
        quote = around.find(figure.start_char, figure.end_char)
        linked.append(
            figure.model_copy(
                update={
                    "quote_id": quote.quote_id if quote else None,
                    "in_quote": marked.holds(figure.start_char),
                    "claimant_entity_id": quote.speaker_entity_id if quote else None,
                    "entity_id": owners.owner(figure),
                    "place_entity_id": owners.place(figure),
                }
            )
        )
    return linked, [_dated(row, around, marked) for row in dates]


def _dated(row: TimeExpression, around: "_Quotes", marked: "_Marked") -> TimeExpression:
    quote = around.find(row.start_char, row.end_char)
    update = {"quote_id": quote.quote_id if quote else None, "in_quote": marked.holds(row.start_char)}
    return row.model_copy(update=update)


class _Quotes:
    """The quotes by the places of their parts."""

    def __init__(self, quotes: Sequence[Quote], parts: Sequence[QuotePart]) -> None:
        self._quotes = {quote.quote_id: quote for quote in quotes}
        self._parts = sorted(parts, key=lambda part: (part.start_char, -part.end_char))
        self._starts = [part.start_char for part in self._parts]

    def find(self, start: int, end: int) -> Quote | None:
        """The innermost quote with a part that holds the range."""
        last = bisect_right(self._starts, start)
        for part in reversed(self._parts[max(0, last - 8) : last]):
            if part.end_char >= end:
                return self._quotes.get(part.quote_id)
        return None


class _Marked:
    """Stretches between quotation marks, ascending."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        self._stretches = stretches
        self._starts = [start for start, _ in stretches]

    def holds(self, place: int) -> bool:
        """Whether a place lies between quotation marks."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._stretches[index][1]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int


class _Mentions:
    """The mentions of entities, by place, with the sentences they stand in."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._body = document.body
        self._mentions = sorted((m for m in mentions if m.entity_id is not None), key=lambda m: m.start_char)
        self._starts = [mention.start_char for mention in self._mentions]
        annotation = document.annotation
        tokens = annotation.starts
        first = annotation.sentence_first
        self._sentences = tokens[first].tolist() if len(first) else []

    def _sentence(self, place: int) -> _Sentence:
        index = bisect_right(self._sentences, place)
        start = self._sentences[index - 1] if index else 0
        end = self._sentences[index] if index < len(self._sentences) else len(self._body)
        return _Sentence(start, end)

    def owner(self, figure: Figure) -> str | None:
        """The last entity before the figure in its sentence that is no place of an `in` phrase."""
        sentence = self._sentence(figure.start_char)
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, figure.start_char)
        for mention in reversed(self._mentions[low:high]):
            if mention.kind in _OWNERS and not self._is_placed(mention) and not self._parted(mention, figure):
                return mention.entity_id
        return None

    def place(self, figure: Figure) -> str | None:
        """The place named by an `in` phrase right behind the figure, else in its sentence before it."""
        sentence = self._sentence(figure.start_char)
        low, high = bisect_left(self._starts, figure.end_char), bisect_left(self._starts, sentence.end)
        for mention in self._mentions[low:high]:
            if mention.start_char > figure.end_char + _NEAR:
                break
            if mention.kind in _PLACES and self._is_placed(mention):
                return mention.entity_id
        return None

    def _is_placed(self, mention: Mention) -> bool:
        """Whether a word of place stands right before the mention."""
        words = self._body[max(0, mention.start_char - 20) : mention.start_char].lower().split()[-2:]
        return bool(words) and (words[-1] in _PLACED or (words[-1] in {"the", "a"} and words[0] in _PLACED))

    def _parted(self, mention: Mention, figure: Figure) -> bool:
        between = self._body[mention.end_char : figure.start_char]
        return any(mark in between for mark in _CLAUSE_ENDS)
