"""Whose a figure is and where it holds: by the words of what it counts or measures, and by the tree."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from flows.derive.figures.syntax import apposed, argument_of, clause_of, phrase_of_subject, subject_of, told_of
from flows.derive.text.document import Document
from schemas.rows import Mention, Quote, QuotePart
from seeds.quantities import figure_words, words_of_figures

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_OWNERS = frozenset({"PERSON", "ORG", "GPE", "NORP", "PRODUCT", "EVENT", "FAC"})
_PLACED = frozenset(figure_words()["place_cue"])
_TELLERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_TELLING, _TOLD, _SETTING = (words_of_figures(code) for code in ("telling_verb", "told_verb", "setting"))
_ARTICLES = frozenset({"the", "a", "an"})
_NEAR = 60
_WINDOW = 20
_CLAUSE_ENDS = frozenset(";:")


class FigureSpan(NamedTuple):
    """Where a figure stands in the body, and whether its words name what is measured."""

    start_char: int
    end_char: int
    measured: bool


class Owners:
    """The mentions of entities by place, with the sentences and trees they stand in."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._body = document.body
        self._mentions = sorted(mentions, key=lambda mention: mention.start_char)
        self._starts = [mention.start_char for mention in self._mentions]
        annotation = document.annotation
        self._sentences: list[int] = annotation.starts[annotation.sentence_first].tolist()
        self._tokens = document.tokens

    def owner(self, figure: FigureSpan, quote: Quote | None) -> str | None:
        """Whose figure it is: named in what is counted or measured, else the subject of its verb; never the speaker.

        Without a tree the last entity before the figure in its clause stands in for the subject.
        """
        named = self._inside(figure.start_char, figure.end_char)
        if named is not None:
            return named
        if self._tokens.has_syntax:
            return self._subject(figure)
        return self._before(figure, quote)

    def teller(self, figure: FigureSpan) -> str | None:
        """Who puts, estimates or counts a figure outside of quotes: the entity at the head of its verb's subject."""
        if not self._tokens.has_syntax:
            return None
        tokens = self._tokens
        last = tokens.token_at(figure.end_char - 1)
        behind = told_of(tokens, last)
        verb = behind if behind is not None else argument_of(tokens, tokens.token_at(figure.start_char), last)
        if verb is None or tokens.lemmas[verb] not in (_TELLING if behind is None else _TOLD):
            return None
        if behind is None and tokens.lemmas[verb] in _SETTING and not figure.measured:
            return None
        head = subject_of(tokens, verb)
        if head is None or (behind is None and tokens.starts[head] >= figure.start_char):
            return None
        return next(
            (name for noun in (head, *apposed(tokens, head)) if (name := self._named(tokens.starts[noun]))), None
        )

    def _named(self, place: int) -> str | None:
        """The person or body whose mention holds a place of the body."""
        around = [one for one in self._between(max(0, place - _NEAR), place + 1) if one.end_char > place]
        return next((one.entity_id for one in around if one.kind in _TELLERS), None)

    def place(self, figure: FigureSpan, part: QuotePart | None = None) -> str | None:
        """The place of an `in` phrase close behind the figure, else of one that opens its sentence.

        Within a quote (`part`) only its own places count: in Rome he said that there were 5.
        """
        first, end = self._sentence(figure.start_char)
        if part is not None:
            first, end = max(first, part.start_char), min(end, part.end_char)
        for mention in self._between(figure.end_char, min(end, figure.end_char + _NEAR)):
            if mention.kind in _PLACES and self._is_placed(mention):
                return mention.entity_id
        for mention in self._between(first, min(first + _WINDOW, figure.start_char)):
            if mention.kind in _PLACES and self._is_placed(mention):
                return mention.entity_id
        return None

    def _between(self, first: int, end: int) -> list[Mention]:
        return self._mentions[bisect_left(self._starts, first) : bisect_left(self._starts, end)]

    def _inside(self, first: int, end: int) -> str | None:
        """The first entity named within some words: U.S. troops."""
        for mention in self._between(first, end):
            if mention.kind in _OWNERS and mention.end_char <= end and not self._is_placed(mention):
                return mention.entity_id
        return None

    def _subject(self, figure: FigureSpan) -> str | None:
        """The entity that is, or is named in, the subject of the figure's verb."""
        tokens = self._tokens
        predicate = clause_of(tokens, tokens.token_at(figure.start_char))
        subject = phrase_of_subject(tokens, predicate) if predicate is not None else None
        if subject is None:
            return None
        first, last = tokens.starts[subject[0]], tokens.ends[subject[1]]
        if first >= figure.start_char:
            return None
        return self._inside(first, last)

    def _before(self, figure: FigureSpan, quote: Quote | None) -> str | None:
        first, _ = self._sentence(figure.start_char)
        speaker = quote.speaker_entity_id if quote else None
        for mention in reversed(self._between(first, figure.start_char)):
            parted = _CLAUSE_ENDS.intersection(self._body[mention.end_char : figure.start_char])
            if mention.kind in _OWNERS and mention.entity_id != speaker and not parted and not self._is_placed(mention):
                return mention.entity_id
        return None

    def _sentence(self, place: int) -> tuple[int, int]:
        index = bisect_right(self._sentences, place)
        first = self._sentences[index - 1] if index else 0
        return first, self._sentences[index] if index < len(self._sentences) else len(self._body)

    def _is_placed(self, mention: Mention) -> bool:
        """Whether a word of place stands right before the mention."""
        words = self._body[max(0, mention.start_char - _WINDOW) : mention.start_char].lower().split()[-2:]
        return bool(words) and (words[-1] in _PLACED or (words[-1] in _ARTICLES and words[0] in _PLACED))
