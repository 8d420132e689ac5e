"""From marked stretches and reporting clauses to utterances: direct, indirect, mixed, in their parts."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.derive.annotation import Span
from flows.derive.carry import introduction, mixed_span, nearest_subject
from flows.derive.document import Document
from flows.derive.labels import Labelled, labelled_lines
from flows.derive.mentions import Mentions
from flows.derive.reports import Report, find_reports
from flows.derive.speakers import Attribution, attribute
from flows.derive.subjects import char_span, phrase_tokens
from flows.derive.tokens import Tokens, tokens_of
from flows.derive.utterances import QUOTABLE, MarkedParagraph, Piece, is_fragment, is_speech, marked_paragraphs
from schemas.rows import Mention, Paragraph
from schemas.vocabulary import QuoteKind
from seeds.word_classes import words_of

_DIRECT_SHARE = 0.97
_MARKED_ONLY = frozenset({"as"})
_SENTENCE_ENDS = (",", ".", "!", "?", "…", "—")
_SELF = words_of("own_pronoun")
_FAR = 3
"""Paragraphs over which a speaker carries on to a paragraph that is nothing but quotation."""


@dataclass(slots=True)
class Utterance:
    """One utterance on its way to a row: its parts' spans, its kind, and what reports it."""

    parts: list[Span]
    kind: QuoteKind
    paragraph: Paragraph
    attribution: Attribution
    piece: Piece | None = None
    """The last marked stretch of a direct one."""


def find_utterances(document: Document, mentions: Sequence[Mention]) -> list[Utterance]:
    """All utterances of an article, in the order of their first characters."""
    tokens = tokens_of(document)
    marked = marked_paragraphs(document)
    clauses = _Clauses(document, tokens, marked, mentions)
    direct = _Direct(document, mentions, clauses)
    for one in marked:
        direct.read(one)
    found = [*clauses.utterances, *direct.found]
    found.sort(key=lambda one: (one.parts[0], one.parts[-1]))
    return found


class _Clauses:
    """The reporting clauses of an article, held against its marked stretches.

    Attributes:
        utterances: The indirect and mixed ones.
        taken: Marked stretches (by the offset of the opening mark) that a mixed one holds.
        reported: The attribution of marked stretches that are all that a clause reports.
    """

    def __init__(
        self, document: Document, tokens: Tokens, marked: Sequence[MarkedParagraph], mentions: Sequence[Mention]
    ) -> None:
        self.document, self.tokens = document, tokens
        self.pieces = [piece for one in marked for piece in one.pieces]
        self.ends = [piece.marked.outer_end for piece in self.pieces]
        self.starts = [piece.marked.outer_start for piece in self.pieces]
        self.utterances: list[Utterance] = []
        self.by_paragraph: dict[int, list[Utterance]] = {}
        self.taken: set[int] = set()
        self.reported: dict[int, Attribution] = {}
        self.turns: list[Span] = []
        for line in labelled_lines(document, mentions):
            self._take_line(line)
        for report in find_reports(tokens):
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

    def just_before(self, piece: Piece) -> list[Utterance]:
        """The last indirect and mixed utterances of a piece's paragraph that begin before it."""
        here = self.by_paragraph.get(piece.paragraph.paragraph, [])
        stop = bisect_left(here, piece.marked.start, key=_cue_place)
        return here[max(stop - _FAR, 0) : stop]

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
        by = _attribution(tokens, report)
        cue = (tokens.starts[report.cue.start], tokens.ends[report.cue.stop - 1])
        inside = [piece for piece in self._touching(cue) if piece.marked.start <= cue[0]]
        within = bool(inside) or any(start <= cue[0] < end for start, end in self.turns)
        if within and not self._is_layer(report):
            return
        spans = [char_span(tokens, piece) for piece in report.content]
        touched = [] if within else [piece for span in spans for piece in self._touching(span)]
        touched = [piece for piece in touched if not piece.marked.outer_start <= cue[0] < piece.marked.outer_end]
        if not touched and report.form in _MARKED_ONLY:
            return
        whole = [piece for piece in touched if self._opens_with(spans, piece)]
        if whole and report.form in {"clause", "fronted"}:
            for piece in whole:
                self.reported.setdefault(piece.marked.outer_start, by)
            return
        if not touched:
            self._add(Utterance(spans, "indirect", paragraph, by))
        elif self._share(spans, touched) >= _DIRECT_SHARE:
            for piece in touched:
                self.reported.setdefault(piece.marked.outer_start, by)
        else:
            self.taken |= {piece.marked.outer_start for piece in touched}
            self._add(Utterance(self._grown(spans, touched), "mixed", paragraph, by))

    def _opens_with(self, spans: Sequence[Span], piece: Piece) -> bool:
        """Whether a content opens with a marked stretch that is a sentence or more: what follows is the reporter's."""
        text = self.document.body[piece.marked.start : piece.marked.end]
        opens = any(piece.marked.outer_start <= start <= piece.marked.start for start, _ in spans)
        return opens and text.endswith(_SENTENCE_ENDS) and not is_fragment(self.document.body, piece)

    def _is_layer(self, report: Report) -> bool:
        """Whether a report within marks is another's speech passed on, not the speaker's own *I think*."""
        if report.speaker is None or report.entry.polarity == "thinks" or report.form not in {"clause", "fronted"}:
            return False
        return self.tokens.lower[report.speaker] not in _SELF

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


class _Direct:
    """Speech between marks, paragraph by paragraph; pieces with one reporting clause are one utterance, run-ons too."""

    def __init__(self, document: Document, mentions: Sequence[Mention], clauses: _Clauses) -> None:
        self.document, self.mentions, self.clauses = document, mentions, clauses
        self.tokens = tokens_of(document)
        self.places = Mentions(mentions)
        self.found: list[Utterance] = []

    def read(self, marked: MarkedParagraph) -> None:
        """Take in the marked stretches of a paragraph."""
        here: Utterance | None = None
        grown_to = 0
        for piece in marked.pieces:
            at = piece.marked.outer_start
            if at in self.clauses.taken or at < grown_to:
                continue
            reported = self.clauses.reported.get(at)
            own = reported or attribute(self.tokens, piece, self.mentions)
            mixed = None if reported or own is None else mixed_span(self.tokens, piece, own)
            if mixed is not None and own is not None:
                grown_to = mixed[1]
                self.found.append(Utterance([mixed], "mixed", marked.paragraph, own))
            elif is_speech(self.document.body, piece, has_cue=bool(own or here), reported=bool(reported)):
                here = self._take(piece, own, here)

    def _take(self, piece: Piece, own: Attribution | None, here: Utterance | None) -> Utterance:
        joined = self._continued(here, piece, own)
        span = (piece.marked.start, piece.marked.end)
        if joined is not None:
            joined.parts.append(span)
            joined.piece = piece
            return joined
        made = Utterance([span], "direct", piece.paragraph, own or self._carried(piece), piece)
        self.found.append(made)
        return made

    def _continued(self, here: Utterance | None, piece: Piece, own: Attribution | None) -> Utterance | None:
        """What a piece goes on: the paragraph before in a run-on, the same clause's, or the paragraph's last one."""
        last = self.found[-1] if self.found else None
        if piece.run_on and last and last.piece is not None and not last.piece.marked.closed:
            return last
        if here is not None and (own is None or (own.verb is not None and own.verb == here.attribution.verb)):
            return here
        return None

    def _carried(self, piece: Piece) -> Attribution:
        """The speaker of a stretch that nothing beside it attributes."""
        before = self._before_in_paragraph(piece)
        if before is not None:
            return replace(before, cue=None, entry=None, rule="same_paragraph", verb=None, addressee=None)
        introduced = introduction(self.document, self.tokens, piece, self.places)
        if introduced is not None:
            return introduced
        last = self.found[-1] if self.found else None
        gap = piece.paragraph.paragraph - last.paragraph.paragraph if last else _FAR + 1
        if last and piece.floating and gap <= _FAR and last.attribution.speaker:
            return replace(last.attribution, cue=None, entry=None, rule="floating", verb=None, addressee=None)
        return nearest_subject(self.document, self.tokens, piece, self.places)

    def _before_in_paragraph(self, piece: Piece) -> Attribution | None:
        """The attribution of the last utterance in the same paragraph that ends before the piece."""
        spoken = [*self.found[-2:], *self.clauses.just_before(piece)]
        before = [
            one
            for one in spoken
            if one.paragraph.paragraph == piece.paragraph.paragraph
            and one.parts[-1][1] <= piece.marked.start
            and one.attribution.speaker
            and one.attribution.rule not in {"noun", "oblique"}
        ]
        return max(before, key=lambda one: one.parts[-1][1]).attribution if before else None
