"""From marked stretches and reporting clauses to utterances: direct, indirect, mixed, in their parts."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.quotes.carry import introduction, mixed_span, nearest_subject, subject_beside
from flows.derive.quotes.mentions import Mentions
from flows.derive.quotes.reported import Clauses, Utterance
from flows.derive.quotes.speakers import Attribution, attribute
from flows.derive.quotes.utterances import MarkedParagraph, Piece, is_speech, marked_paragraphs, opens_sentence
from flows.derive.text.document import Document
from schemas.rows import Mention

_SOURCES = frozenset({"according", "in"})
_CARRIED = frozenset({"floating", "nearest_subject", "unattributed"})
"""Rules that tell a speaker from further away; one who is named beside a later paragraph of a run-on is surer."""
_SAYING = frozenset({"say", "reply", "answer", "respond"})
_STOPS = (". ", "? ", "! ", "; ")
_FEW_SAID = 2
"""Words right behind *said* that are speech though they begin in lower case."""
_AUTHORS = frozenset({"i", "we", "you"})
"""Who outside marks is the author or reader of a text, and none of those it quotes."""
_FAR = 3
"""Paragraphs over which a speaker carries on to a paragraph that is nothing but quotation."""


def find_utterances(document: Document, mentions: Sequence[Mention]) -> list[Utterance]:
    """All utterances of an article, in the order of their first characters."""
    tokens = document.tokens
    marked = document.once(marked_paragraphs)
    clauses = Clauses(document, tokens, marked, mentions)
    direct = _Direct(document, mentions, clauses)
    for one in marked:
        direct.read(one)
    found = [*clauses.utterances, *direct.found]
    found.sort(key=lambda one: (one.parts[0], one.parts[-1]))
    return found


class _Direct:
    """Speech between marks, paragraph by paragraph; pieces with one reporting clause are one utterance, run-ons too."""

    def __init__(self, document: Document, mentions: Sequence[Mention], clauses: Clauses) -> None:
        self.document, self.mentions, self.clauses = document, mentions, clauses
        self.tokens = document.tokens
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
            own = reported or self._beside(piece) or (self._introduced(piece) if here is not None else None)
            mixed = None if reported or own is None else mixed_span(self.tokens, piece, own)
            if mixed is not None and own is not None:
                grown_to = mixed[1]
                self.found.append(Utterance([mixed], "mixed", marked.paragraph, own))
            elif self._speaks(piece, own, here, reported=reported is not None):
                here = self._take(piece, own, here)

    def _beside(self, piece: Piece) -> Attribution | None:
        """Who says a piece by the words beside it: not one who reports something else (*“Big Al,” said it rained*)."""
        own = attribute(self.tokens, piece, self.mentions)
        if own is None or own.verb is None or own.cue is None:
            return own
        behind = self.tokens.starts[own.verb] > piece.marked.start
        return (
            None
            if behind and own.verb in self.clauses.rightward and not opens_sentence(self.document.body, piece)
            else own
        )

    def _introduced(self, piece: Piece) -> Attribution | None:
        """Who a colon behind other speech lets speak: *“It is over,” Roe said. Poe shook his head: “It is not”*."""
        gap = self.document.body[piece.neighbours[0] : piece.marked.outer_start].rstrip()
        by = introduction(self.document, self.tokens, piece, self.places) if gap.endswith(":") else None
        here = by is not None and by.speaker is not None and by.speaker[0] >= piece.neighbours[0]
        return by if here else None

    def _speaks(self, piece: Piece, own: Attribution | None, here: Utterance | None, *, reported: bool) -> bool:
        goes_on = own is not None and here is not None and own.verb is not None and own.verb == here.attribution.verb
        gap = self.document.body[piece.neighbours[0] : piece.marked.outer_start].rstrip()
        sourced = (goes_on and gap.endswith(",")) or (own is not None and own.rule in _SOURCES)
        sourced = sourced or (own is not None and self._answers(own, piece))
        sourced = sourced or (own is None and here is not None and self._resumes(gap, here))
        return is_speech(self.document.body, piece, has_cue=bool(own or here), reported=reported, sourced=sourced)

    def _resumes(self, gap: str, here: Utterance) -> bool:
        """*“It burned,” said Roe, pointing at the hill, “and I ran.”*: a tag between two commas."""
        comma = gap.endswith(",") and self.document.body[here.parts[-1][1] - 1] == ","
        return comma and not any(stop in gap for stop in _STOPS)

    def _answers(self, own: Attribution, piece: Piece) -> bool:
        """*Asked if he would go, Roe said “never in my life.”*: marks right behind *said*, up to the sentence's end."""
        if own.verb is None or own.entry is None or own.entry.lemma not in _SAYING or own.speaker is None:
            return False
        text = self.document.body[piece.marked.start : piece.marked.end]
        inside = self.tokens.within((piece.marked.outer_start, piece.marked.outer_end))
        return bool(inside) and inside.start == own.verb + 1 and len(text.split()) >= _FEW_SAID and text[-1] in ".!?"

    def _take(self, piece: Piece, own: Attribution | None, here: Utterance | None) -> Utterance:
        joined = self._continued(here, piece, own)
        span = (piece.marked.start, piece.marked.end)
        if joined is not None:
            joined.parts.append(span)
            joined.piece = piece
            if own is not None and joined.attribution.rule in _CARRIED:
                joined.attribution = own
            return joined
        made = Utterance([span], "direct", piece.paragraph, own or self._carried(piece), piece)
        self.found.append(made)
        return made

    def _continued(self, here: Utterance | None, piece: Piece, own: Attribution | None) -> Utterance | None:
        """What a piece goes on: the paragraph before in a run-on, the same clause's, or the paragraph's last one."""
        unclosed = (one for one in reversed(self.found[-_FAR:]) if one.piece and not one.piece.marked.closed)
        last = next(unclosed, None) if piece.run_on else None
        if last is not None:
            return last
        if here is not None and (own is None or (own.verb is not None and own.verb == here.attribution.verb)):
            return here
        return None

    def _carried(self, piece: Piece) -> Attribution:
        """The speaker of a stretch that nothing beside it attributes."""
        beside = subject_beside(self.document, self.tokens, piece, self.places)
        before = self._before_in_paragraph(piece) if beside is None else None
        if before is not None:
            return replace(before, cue=None, entry=None, rule="same_paragraph", verb=None, addressee=None)
        introduced = introduction(self.document, self.tokens, piece, self.places)
        if introduced is not None:
            return introduced
        if beside is not None:
            return beside
        last = self._last_speaking(piece) if piece.floating else None
        if last is not None:
            return replace(last.attribution, cue=None, entry=None, rule="floating", verb=None, addressee=None)
        return nearest_subject(self.document, self.tokens, piece, self.places)

    def _last_speaking(self, piece: Piece) -> Utterance | None:
        """The utterance whose speaker goes on in a paragraph of nothing but quotation: the last one, marked or not."""
        spoken = [*self.found[-1:], *self.clauses.told_before(piece, _FAR)]
        near = [one for one in spoken if piece.paragraph.paragraph - one.paragraph.paragraph <= _FAR]
        near = [one for one in near if one.attribution.speaker]
        return max(near, key=lambda one: one.parts[-1][1], default=None)

    def _before_in_paragraph(self, piece: Piece) -> Attribution | None:
        """The attribution of the last utterance in the same paragraph that ends before the piece."""
        spoken = [*self.found[-2:], *self.clauses.just_before(piece)]
        before = [
            one
            for one in spoken
            if one.paragraph.paragraph == piece.paragraph.paragraph
            and one.parts[-1][1] <= piece.marked.start
            and one.attribution.speaker
            and self.document.body[slice(*one.attribution.speaker)].lower() not in _AUTHORS
            and one.attribution.rule not in {"noun", "oblique"}
        ]
        return max(before, key=lambda one: one.parts[-1][1]).attribution if before else None
