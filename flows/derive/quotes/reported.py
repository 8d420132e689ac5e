"""Reporting clauses held against the marked stretches of an article: what is indirect, mixed, or direct after all."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from flows.derive.quotes.carry import block_quotations
from flows.derive.quotes.labels import Labelled, labelled_lines
from flows.derive.quotes.speakers import Attribution, outside_marks
from flows.derive.quotes.utterances import QUOTABLE, MarkedParagraph, Piece, is_fragment
from flows.derive.reporting import Report, find_reports
from flows.derive.text.annotation import Span
from flows.derive.text.document import Document
from flows.derive.text.subjects import char_span, phrase_tokens
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention, Paragraph
from schemas.vocabulary import QuoteKind
from seeds.word_classes import words_of

_DIRECT_SHARE = 0.97
"""Share of a clause's letters and digits within marks from which it is all quoted: what is left is a word that the
tree drew in. Assumed."""
_FEW_MARKED = 0.2
"""Share of a block's letters within marks up to which it is quoted as a whole, its marks those of titles: assumed."""
_MARKED_ONLY = frozenset({"as", "tag"})
_SENTENCE_ENDS = (",", ".", "!", "?", "…", "—")
_SELF = words_of("own_pronoun")
_TOLD = frozenset({"clause", "fronted", "according"})
_FEW = 3  # words of *John Roe said*


@dataclass(slots=True)
class Utterance:
    """One utterance on its way to a row: its parts' spans, its kind, and what reports it."""

    parts: list[Span]
    kind: QuoteKind
    paragraph: Paragraph
    attribution: Attribution
    piece: Piece | None = None
    """The last marked stretch of a direct one."""


class Clauses:
    """The reporting clauses of an article, held against its marked stretches.

    Attributes:
        utterances: The indirect and mixed ones.
        taken: Marked stretches (by the offset of the opening mark) that a mixed one holds.
        reported: The attribution of marked stretches that are all that a clause reports.
        rightward: Verbs whose reported clause stands behind them.
    """

    def __init__(
        self, document: Document, tokens: Tokens, marked: Sequence[MarkedParagraph], mentions: Sequence[Mention]
    ) -> None:
        self.document, self.tokens = document, tokens
        self.pieces = [piece for one in marked for piece in one.pieces]
        self.ends = [piece.marked.outer_end for piece in self.pieces]
        self.starts = [piece.marked.outer_start for piece in self.pieces]
        nested = [one for paragraph in marked for one in paragraph.nested]
        self.nested_spans = sorted(nested, key=lambda one: one.outer_start)
        self.nested = [one.outer_start for one in self.nested_spans]
        self.utterances: list[Utterance] = []
        self.by_paragraph: dict[int, list[Utterance]] = {}
        self.taken: set[int] = set()
        self.reported: dict[int, Attribution] = {}
        self.turns: list[Span] = []
        self.rightward: set[int] = set()
        for line in labelled_lines(document, mentions):
            self._take_line(line)
        for paragraph, by in block_quotations(document, tokens):
            self._take_block(paragraph, by)
        self.turns.sort()
        reports = find_reports(tokens)
        for report in reports:
            if report.form != "according" or not self._tells_of_speech(report, reports):
                self._sort_in(report)

    def _take_line(self, line: Labelled) -> None:
        """A line with its speaker's label is one utterance, marked words in it or not."""
        touched = self._touching(line.words)
        if touched and self._share([line.words], touched) >= _DIRECT_SHARE:
            return
        self.taken |= {piece.marked.outer_start for piece in touched}
        self.turns.append(line.words)
        by = Attribution(None, None, line.label, line.rule)
        self._add(Utterance([line.words], "mixed" if touched else "indirect", line.paragraph, by))

    def _take_block(self, paragraph: Paragraph, by: Attribution) -> None:
        """A paragraph set off as a quotation is one utterance, unless it is told by marks where words are quoted."""
        words = (paragraph.start_char, paragraph.end_char)
        touched = self._touching(words)
        if touched and self._share([words], touched) > _FEW_MARKED:
            return
        self.taken |= {piece.marked.outer_start for piece in touched}
        self.turns.append(words)
        self._add(Utterance([words], "mixed" if touched else "indirect", paragraph, by))

    def just_before(self, piece: Piece) -> list[Utterance]:
        """The last indirect and mixed utterances of a piece's paragraph that begin before it."""
        here = self.by_paragraph.get(piece.paragraph.paragraph, [])
        stop = bisect_left(here, piece.marked.start, key=_cue_place)
        return here[max(stop - _FEW, 0) : stop]

    def told_before(self, piece: Piece, reach: int) -> list[Utterance]:
        """Indirect and mixed speech of up to `reach` paragraphs before a piece: what a clause tells, no thoughts."""
        last = piece.paragraph.paragraph
        return [
            one
            for paragraph in range(last - reach, last)
            for one in self.by_paragraph.get(paragraph, [])
            if one.attribution.rule in _TOLD
            and (one.attribution.entry is None or one.attribution.entry.polarity != "thinks")
        ]

    def _add(self, utterance: Utterance) -> None:
        self.utterances.append(utterance)
        self.by_paragraph.setdefault(utterance.paragraph.paragraph, []).append(utterance)

    def _touching(self, span: Span) -> list[Piece]:
        """The marked stretches that share a character with a span."""
        return self.pieces[bisect_right(self.ends, span[0]) : bisect_left(self.starts, span[1])]

    def _sort_in(self, report: Report) -> None:
        tokens = self.tokens
        paragraph = self.document.paragraphs[tokens.sentence_paragraph[tokens.sentence[report.verb]]]
        if paragraph.section not in QUOTABLE or not report.content:
            return
        by = self._said_outside(_attribution(tokens, report))
        if report.form == "clause" and report.content[0].start > report.verb:
            self.rightward.add(report.verb)
        spans = [char_span(tokens, piece) for piece in report.content]
        speech = self._speech_around(tokens.starts[report.verb])
        if speech is not None:
            clipped = [(max(start, speech[0]), min(end, speech[1])) for start, end in spans]
            clipped = [(start, end) for start, end in clipped if start < end]
            marked = self._marked_within(clipped) if report.form in {"clause", "fronted", "tag"} else None
            if marked is not None and report.speaker is not None and tokens.lower[report.speaker] not in _SELF:
                self._add(Utterance([marked], "direct", paragraph, by))
                return
            if clipped and self._is_layer(report, clipped):
                self._add(Utterance(clipped, "indirect", paragraph, by))
            return
        touched = [piece for span in spans for piece in self._touching(span)]
        if touched:
            self._hold_against(report, Utterance(spans, "mixed", paragraph, by), touched)
        elif report.form not in _MARKED_ONLY:
            self._add(Utterance(spans, "indirect", paragraph, by))

    def _tells_of_speech(self, according: Report, reports: Sequence[Report]) -> bool:
        """*“…,” he told reporters, according to a statement*: his words, and the statement tells of the saying."""
        inside = [one for one in reports if any(one.verb in piece for piece in according.content)]
        spans = [
            char_span(self.tokens, piece) for one in inside if one.form in _TOLD | _MARKED_ONLY for piece in one.content
        ]
        return any(self._opens_with(spans, piece) for span in spans for piece in self._touching(span))

    def _said_outside(self, by: Attribution) -> Attribution:
        """The attribution without a speaker from within the marks that it introduces."""
        if by.head is None:
            return by
        for piece in self._touching((self.tokens.starts[by.head], self.tokens.ends[by.head])):
            return outside_marks(
                self.tokens, by, self.tokens.within((piece.marked.outer_start, piece.marked.outer_end))
            )
        return by

    def _speech_around(self, char: int) -> Span | None:
        """The marked stretch or transcript's turn that a cue stands in."""
        for piece in self._touching((char, char + 1)):
            if piece.marked.start <= char < piece.marked.end:
                return piece.marked.start, piece.marked.end
        turn = bisect_right(self.turns, (char, len(self.document.body))) - 1
        return self.turns[turn] if turn >= 0 and char < self.turns[turn][1] else None

    def _hold_against(self, report: Report, mixed: Utterance, touched: Sequence[Piece]) -> None:
        """A content with marked words: direct if it is all marked or opens with marked sentences, else mixed."""
        whole = [piece for piece in touched if self._opens_with(mixed.parts, piece)]
        if not (whole and report.form in {"clause", "fronted", "tag"}):
            whole = list(touched) if self._share(mixed.parts, touched) >= _DIRECT_SHARE else []
        for piece in whole:
            self.reported.setdefault(piece.marked.outer_start, mixed.attribution)
        if not whole and report.form != "tag":
            self.taken |= {piece.marked.outer_start for piece in touched}
            mixed.parts = self._grown(mixed.parts, touched)
            self._add(mixed)

    def _opens_with(self, spans: Sequence[Span], piece: Piece) -> bool:
        """Whether a content opens with a marked stretch that is a sentence or more: what follows is the reporter's."""
        text = self.document.body[piece.marked.start : piece.marked.end]
        opens = any(self._introduced(start, piece) for start, _ in spans)
        return opens and text.endswith(_SENTENCE_ENDS) and not is_fragment(self.document.body, piece)

    def _introduced(self, start: int, piece: Piece) -> bool:
        """Whether a content begins at a stretch, or has no more than a name and a comma before it."""
        if piece.marked.outer_start <= start:
            return start <= piece.marked.start
        before = self.tokens.within((start, piece.marked.outer_start))
        told = any(self.tokens.upos[token] in {"VERB", "AUX", "SCONJ"} for token in before)
        return bool(before) and not told and self.tokens.words[before[-1]] in {",", ":"}

    def _is_layer(self, report: Report, spans: Sequence[Span]) -> bool:
        """Whether a report within speech is another's passed on; within marks one with a name, or marks of its own."""
        if report.speaker is None or report.entry.polarity == "thinks" or report.form not in {"clause", "fronted"}:
            return False
        place = self.tokens.starts[report.verb]
        if self.tokens.upos[report.speaker] != "PRON" or not self._touching((place, place + 1)):
            return self.tokens.lower[report.speaker] not in _SELF
        quoted = any(self._nested_in(start, end) for start, end in spans)
        return quoted and self.tokens.lower[report.speaker] not in _SELF

    def _marked_within(self, spans: Sequence[Span]) -> Span | None:
        """*he told me, ‘Go home,’ so I went*: the words between the nested marks that a content opens with."""
        start, end = spans[0] if spans else (0, 0)
        for one in self.nested_spans[bisect_left(self.nested, start) :]:
            if one.outer_start >= end:
                break
            text = self.document.body[one.start : one.end]
            sentence = text[:1].isupper() and text.endswith(_SENTENCE_ENDS)
            if sentence and not any(map(str.isalnum, self.document.body[start : one.outer_start])):
                return one.start, one.end
        return None

    def _nested_in(self, start: int, end: int) -> bool:
        """Whether marks open within marks in a span."""
        return bisect_left(self.nested, start) < bisect_left(self.nested, end)

    def _share(self, spans: Sequence[Span], touched: Sequence[Piece]) -> float:
        """How many of the spans' letters and digits stand in the marked stretches."""
        body = self.document.body
        total = sum(char.isalnum() for start, end in spans for char in body[start:end])
        inside = 0
        for start, end in spans:
            for piece in touched:
                inside += sum(map(str.isalnum, body[max(start, piece.marked.start) : min(end, piece.marked.end)]))
        return inside / total if total else 0.0

    def _grown(self, spans: Sequence[Span], touched: Sequence[Piece]) -> list[Span]:
        """The spans, grown so that no marked stretch is cut."""
        grown: list[Span] = []
        for span in spans:
            cut = [one.marked for one in touched if one.marked.outer_start < span[1] and span[0] < one.marked.outer_end]
            start = min([span[0], *(one.outer_start for one in cut)])
            end = max([span[1], *(one.outer_end for one in cut)])
            if grown and start < grown[-1][1]:
                grown[-1] = (grown[-1][0], max(end, grown[-1][1]))
            else:
                grown.append((start, end))
        return grown


def _cue_place(one: Utterance) -> int:
    """Where an utterance's words begin, as far as they come in the order of their cues."""
    return one.parts[0][0]


def _attribution(tokens: Tokens, report: Report) -> Attribution:
    speaker = char_span(tokens, phrase_tokens(tokens, report.speaker)) if report.speaker is not None else None
    return Attribution(report.cue, report.entry, speaker, report.form, report.speaker, report.verb, report.addressee)
