"""Opinion polls: each once an article, with what is told of it wherever it is named again.

A poll is a noun (*poll*, *survey*) with somebody who made it, a number of people asked, or a margin of error; a noun
alone is none. What is told later of *the poll* is told of the last one. Few and right: what fits no pattern is left
out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.derive.polls.details import Margin, Sample, fieldwork_in, margin_in, sample_in
from flows.derive.polls.naming import Made, Names, made_by, making_verb
from flows.derive.text.annotation import Span
from flows.derive.text.document import Document
from flows.derive.text.subjects import char_span, phrase_tokens
from flows.derive.text.times import TimeSpan
from flows.derive.text.tokens import Tokens
from schemas.ids import row_id
from schemas.rows import Figure, Mention, Poll
from seeds.word_classes import words_of

_SECTIONS = frozenset({"headline", "body", "caption"})
_DEFINITE = frozenset({"the", "this", "that", "its", "their", "whose"})
_GOING_ON = re.compile(r"(?i)\s*[“\"]?(?:it|the (?:pollsters?|results?|findings|sample)|they|pollsters)\b")
_ANSWERED = re.compile(r"(?i)\s*it (?:also )?(?:found|finds|showed|shows|suggested|suggests|put|puts)\b")
_RESPONDENTS = re.compile(
    r"(?i)\b(?:respondents?|participants|of those"
    r"|(?:those|people|voters|adults) (?:surveyed|polled|questioned|asked|interviewed))\b"
)
_ASKED_PEOPLE = re.compile(
    r"(?i)\bof (?:all |likely |registered )?(?:voters|adults|americans|britons|republicans|democrats)\b"
)
_SOURCED = re.compile(r"(?i)\b(?:according to|in|to|by|for|from)\s*\Z")
_MARGINAL = re.compile(r"(?i)(?:plus or|plus-or-|\+/-|±|margin of (?:sampling )?error[^.;]{0,60})\s*\Z")
_OTHER = frozenset({"previous", "last", "earlier", "prior", "past"})
_VOTED = re.compile(r"(?i)\bof the vote in\b|\bin the (?:19|20)\d\d\b|\bturnout\b|\bmargin of (?:sampling )?error\b")
_SURE = (0.5, 0.9, 0.95)
"""How sure a poll is by how many things are told of it. Assumed, not measured: of the first 40 printed 38 were read as
right, most of them in articles that the rules were made on."""


@dataclass(slots=True)
class _Poll:
    """A poll as far as it is read: its first words, and what is told of it."""

    span: Span
    paragraph: int
    noun: str
    made: Made = field(default_factory=Made)
    sample: Sample | None = None
    margin: Margin | None = None
    days: tuple[date, date] | None = None
    answers: list[str] = field(default_factory=list)
    earlier: bool = False
    """*The previous poll*, told of beside another: what is told of *the poll* later is not told of it."""


def find_polls(
    document: Document, mentions: Sequence[Mention], dates: Sequence[TimeSpan], figures: Sequence[Figure]
) -> tuple[list[Poll], list[Figure]]:
    """The polls in the order of the text, and all figures, with the id of the poll that they answer.

    No polls without syntax.
    """
    if not document.tokens.has_syntax:
        return [], list(figures)
    if words_of("poll_noun").isdisjoint(document.tokens.lower):
        return [], list(figures)
    reader = _Reader(document, mentions, dates, figures)
    for sentence in range(len(document.annotation.sentence_paragraph)):
        reader.read(sentence)
    polls = [poll for poll in reader.polls if _is_poll(poll)]
    rows = [_row(document, poll, reader.names) for poll in polls]
    answered = {figure: row.poll_id for poll, row in zip(polls, rows, strict=True) for figure in poll.answers}
    marked = [
        row.model_copy(update={"poll_id": answered[row.figure_id]}) if row.figure_id in answered else row
        for row in figures
    ]
    return rows, marked


def _is_poll(poll: _Poll) -> bool:
    """Whether enough is told: who made it, how many were asked or how sure it is; and more than who made it."""
    known = poll.made.pollster or poll.made.sponsor or poll.sample or poll.margin
    told = poll.answers or poll.sample or poll.margin or poll.days
    return bool(known and told)


class _Reader:
    """Reads an article sentence by sentence."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], dates: Sequence[TimeSpan], figures: Sequence[Figure]
    ) -> None:
        self.document, self.tokens, self.body = document, document.tokens, document.body
        self.names, self.dates = Names(mentions), dates
        self.percents = [row for row in figures if row.unit in {"percent", "percentage_point"}]
        self.polls: list[_Poll] = []
        self._paragraph = -1
        self._current: _Poll | None = None

    def read(self, sentence: int) -> None:
        """Take in a sentence: its polls, else what it tells of the last one."""
        paragraph = self.document.paragraphs[self.tokens.sentence_paragraph[sentence]]
        if paragraph.section not in _SECTIONS:
            return
        run = self.tokens.sentence_tokens(sentence)
        if not run:
            return
        span = (self.tokens.starts[run.start], self.tokens.ends[run.stop - 1])
        named = [(noun, self._poll_of(noun, paragraph.paragraph)) for noun in _nouns(self.tokens, run, self.names)]
        near = paragraph.paragraph == self._paragraph
        if named:
            self._current = named[-1][1]
            self._told(named, span, run)
            self._paragraph = paragraph.paragraph
        elif self._current is not None:
            self._goes_on(self._current, span, near=near)

    def _poll_of(self, noun: int, paragraph: int) -> _Poll:
        """The poll that a noun names: one told of before, or a new one."""
        made = made_by(self.tokens, noun, self.names)
        other = {self.tokens.lower[one] for one in self.tokens.dependents(noun, "amod")} & _OTHER
        for poll in reversed(self.polls):
            if self._same(poll, made) and not other:
                return self._joined(poll, made)
        last = next((poll for poll in reversed(self.polls) if not poll.earlier), None)
        if last is not None and _is_definite(self.tokens, noun) and self._may_be(last, made):
            return self._joined(last, made)
        span = char_span(self.tokens, phrase_tokens(self.tokens, noun))
        span = (min(span[0], self.tokens.starts[noun]), self.tokens.ends[noun])
        if made.pollster and made.pollster[0] < span[0]:
            span = (made.pollster[0], span[1])
        self.polls.append(_Poll(span, paragraph, self.tokens.lemmas[noun], made, earlier=bool(other)))
        return self.polls[-1]

    def _same(self, poll: _Poll, made: Made) -> bool:
        return any(
            one is not None and other is not None and self._key(one) == self._key(other)
            for one in (made.pollster, made.sponsor)
            for other in (poll.made.pollster, poll.made.sponsor)
        )

    def _may_be(self, poll: _Poll, made: Made) -> bool:
        """Whether *the poll, conducted by X* may be one told of before: one of the two says not who made it."""
        return poll.made.pollster is None or made.pollster is None

    def _joined(self, poll: _Poll, made: Made) -> _Poll:
        pollster, sponsor = poll.made.pollster or made.pollster, poll.made.sponsor or made.sponsor
        if made.pollster and poll.made.pollster and self._key(made.pollster) != self._key(poll.made.pollster):
            pollster, sponsor = made.pollster, poll.made.pollster
        poll.made = Made(pollster, None if sponsor == pollster else sponsor)
        return poll

    def _key(self, span: Span) -> str:
        return self.body[slice(*span)].casefold().removeprefix("the ")

    def _told(self, named: Sequence[tuple[int, _Poll]], span: Span, run: range) -> None:
        """What a sentence with polls tells of each; a part of the sentence belongs to the last poll before it."""
        starts = [span[0], *(self.tokens.starts[noun] for noun, _ in named[1:])]
        ends = [*starts[1:], span[1]]
        for (noun, poll), part in zip(named, zip(starts, ends, strict=True), strict=True):
            self._details(poll, part)
            self._answers(poll, part, self.tokens.starts[noun])
        if len({id(poll) for _, poll in named}) == 1 and named[0][1].made.pollster is None:
            self._by_verb(named[0][1], run)

    def _by_verb(self, poll: _Poll, run: range) -> None:
        for token in run:
            if self.tokens.lower[token] in words_of("poll_verb") and self.tokens.upos[token] == "VERB":
                span = making_verb(self.tokens, token, self.names)
                poll.made = Made(span, poll.made.sponsor) if span is not None else poll.made

    def _details(self, poll: _Poll, span: Span) -> None:
        poll.sample = poll.sample or sample_in(self.body, span)
        poll.margin = poll.margin or margin_in(self.body, span)
        poll.days = poll.days or fieldwork_in(self.body, span, self.dates)

    def _goes_on(self, poll: _Poll, span: Span, *, near: bool) -> None:
        """What a sentence without a poll tells of the last one: how it was made, and what those asked answered."""
        opens = _GOING_ON.match(self.body, *span) is not None
        margin = margin_in(self.body, span)
        asked = _RESPONDENTS.search(self.body, *span) or (near and _ASKED_PEOPLE.search(self.body, *span))
        if margin is not None or (near and opens):
            self._details(poll, span)
        if asked or (near and _ANSWERED.match(self.body, *span)):
            self._answers(poll, span)

    def _answers(self, poll: _Poll, span: Span, noun: int = 0) -> None:
        """Take the shares in a span; before the poll's noun only if the poll is told as their source."""
        margin = margin_in(self.body, span)
        at = margin.span[0] if margin else -1
        low = noun if noun and not self._is_source(noun, span) else span[0]
        for row in self.percents:
            inside = low <= row.start_char and row.end_char <= span[1]
            marginal = row.start_char <= at < row.end_char or _MARGINAL.search(self.body[span[0] : row.start_char])
            if inside and not marginal and not self._voted(row, span):
                poll.answers.append(row.figure_id)

    def _is_source(self, noun: int, span: Span) -> bool:
        """*38 percent, according to a survey*: whether the words before a poll's phrase tell what it found."""
        phrase = phrase_tokens(self.tokens, self.tokens.token_at(noun))
        return _SOURCED.search(self.body[span[0] : self.tokens.starts[phrase.start]]) is not None

    def _voted(self, row: Figure, span: Span) -> bool:
        """Whether a share is that of an election, not of a poll."""
        return _VOTED.search(self.body, row.end_char, min(row.end_char + 40, span[1])) is not None


def _nouns(tokens: Tokens, run: range, names: Names) -> Iterator[int]:
    """The nouns of a sentence that may name a poll: in the singular, outside of names."""
    known = words_of("poll_noun")
    for token in run:
        if tokens.lower[token] not in known or tokens.upos[token] not in {"NOUN", "PROPN"}:
            continue
        over = names.over((tokens.starts[token], tokens.ends[token]))
        # *CNN/Harcourt poll*: a noun in small letters that ends a name is none of its words
        outside = over is None or (over.end_char == tokens.ends[token] and tokens.words[token].islower())
        if outside and not (token + 1 < run.stop and tokens.deprel[token] == "compound"):
            yield token


def _is_definite(tokens: Tokens, noun: int) -> bool:
    """Whether it is *the poll* just told of: not *the previous poll*."""
    before = {tokens.lower[one] for one in tokens.dependents(noun, "det", "nmod:poss", "amod")}
    return bool(before & _DEFINITE) and not before & _OTHER


def _row(document: Document, poll: _Poll, names: Names) -> Poll:
    body, made = document.body, poll.made
    paragraph = document.paragraphs[poll.paragraph]
    told = sum(map(bool, (made.pollster or made.sponsor, poll.sample, poll.margin, poll.days, poll.answers)))
    return Poll(
        poll_id=row_id("polls", document.article.article_id, *poll.span),
        article_id=document.article.article_id,
        text=body[slice(*poll.span)],
        start_char=poll.span[0],
        end_char=poll.span[1],
        pollster_text=_words(body, made.pollster),
        pollster_entity_id=_entity(made.pollster, names),
        sponsor_text=_words(body, made.sponsor),
        sponsor_entity_id=_entity(made.sponsor, names),
        population=_words(body, poll.sample.population if poll.sample else None),
        sample_size=poll.sample.size if poll.sample else None,
        margin=poll.margin.points if poll.margin else None,
        field_from=poll.days[0] if poll.days else None,
        field_to=poll.days[1] if poll.days else None,
        n_answers=len(set(poll.answers)),
        paragraph=paragraph.paragraph,
        section=paragraph.section,
        confidence=_SURE[min(max(told - 1, 0), len(_SURE) - 1)],
    )


def _words(body: str, span: Span | None) -> str | None:
    return body[slice(*span)] if span is not None else None


def _entity(span: Span | None, names: Names) -> str | None:
    row = names.over(span) if span is not None else None
    return row.entity_id if row is not None else None
