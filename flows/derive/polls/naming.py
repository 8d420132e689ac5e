"""Who made a poll, and for whom: *a Reuters/Ipsos poll*, *a survey by Orbis for the Courier*, *commissioned by X*."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from flows.derive.text.annotation import Span
from flows.derive.text.tokens import Tokens
from schemas.rows import Mention
from seeds.word_classes import words_of

_JOINTS = frozenset({"/", "-", "–", "&"})
_OWNING = frozenset({"'s", "’s", "'", "’"})
_PLACES = frozenset({"GPE", "LOC", "NORP", "FAC", "LANGUAGE"})
_SURE_PLACE = 0.5
"""Confidence below which a name is not taken for a place's: firms of one word are, beside a poll."""
_MOST = 10
"""Tokens before the noun that may name who made a poll."""
_REACH = 160
"""Characters behind the noun in which who made it may be told."""
_NAME = r"(?:the )?(?P<name>[A-Z][\w&.'’-]*(?:(?: of (?:the )?| & | |/)[A-Z&][\w&.'’-]*)*(?<!\.))"
_BY = re.compile(
    r"(?P<verb>commissioned|sponsored|ordered|funded|financed|paid for|conducted|carried out|done|run|taken|fielded)?"
    rf"(?: online| jointly)? ?\b(?P<case>by|from|for|on behalf of) {_NAME}"
)
_BESIDE = re.compile(r"[\s,]*(?:which |that )?(?:was |were |is |has been )?(?:also )?")
_PAYING = frozenset({"commissioned", "sponsored", "ordered", "funded", "financed", "paid for"})
_APART = re.compile(r"(?<=\w)[/–-](?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Made:
    """The spans that name who made a poll and who paid for it, as far as the words at one place tell."""

    pollster: Span | None = None
    sponsor: Span | None = None


class Names:
    """An article's names by their places, and which of its persons have a full name."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._rows = [row for row in mentions if row.mention_type == "name"]
        self._starts = [row.start_char for row in self._rows]
        self._full = {row.entity_id for row in self._rows if row.kind == "PERSON" and " " in row.text}

    def over(self, span: Span) -> Mention | None:
        """The first name that shares a character with a span."""
        index = max(bisect_right(self._starts, span[0]) - 1, 0)
        return next(
            (row for row in self._rows[index : bisect_left(self._starts, span[1])] if row.end_char > span[0]), None
        )

    def can_ask(self, span: Span, body: str) -> bool:
        """Whether a span may name a pollster: no place, no people, no person of the article's own."""
        words = {word.casefold() for word in re.findall(r"\w+", body[slice(*span)])}
        if words & words_of("pollster"):
            return True
        if words <= words_of("poll_adjective"):
            return False
        row = self.over(span)
        if row is None or (row.kind in _PLACES and row.confidence < _SURE_PLACE):
            return True
        return not (row.kind in _PLACES or (row.kind == "PERSON" and row.entity_id in self._full))


def made_by(tokens: Tokens, noun: int, names: Names) -> Made:
    """Who made the poll that a noun names, by the words before it and behind it."""
    before = _before(tokens, noun, names)
    behind = _behind(tokens, noun, names)
    pollster = behind.pollster or before.pollster
    sponsor = behind.sponsor or before.sponsor or (before.pollster if behind.pollster else None)
    return Made(pollster, None if sponsor == pollster else sponsor)


def _before(tokens: Tokens, noun: int, names: Names) -> Made:
    """*a CNN/Harcourt poll*, *Sorvex's national poll*: names right before the noun, adjectives between them passed."""
    sentence = tokens.sentence_tokens(tokens.sentence[noun])
    at = noun - 1
    while at > sentence.start and tokens.words[at].islower() and tokens.upos[at] in {"ADJ", "NOUN"}:
        at -= 1
    stop = at + 1
    low = max(sentence.start, noun - _MOST)
    while at >= low and (_capital(tokens, at) or tokens.words[at] in _JOINTS | _OWNING):
        at -= 1
    run = range(at + 1, stop)
    while run and (tokens.words[run[-1]] in _OWNING | _JOINTS):
        run = run[:-1]
    while run and _is_no_name(tokens, run[0], names):
        run = run[1:]
    span = (tokens.starts[run.start], tokens.ends[run.stop - 1]) if run else None
    if span is None or tokens.body[span[0] : span[1]].casefold() in words_of("poll_noun"):
        return Made()
    return _parted(tokens.body, span) if names.can_ask(span, tokens.body) else Made()


def _capital(tokens: Tokens, at: int) -> bool:
    return tokens.words[at][0].isupper() and tokens.upos[at] not in {"DET", "ADP", "PRON", "VERB", "AUX"}


def _is_no_name(tokens: Tokens, at: int, names: Names) -> bool:
    """Whether a token is *A*, *New*, *September* before the name; *New York Times* is a name's own."""
    span = (tokens.starts[at], tokens.ends[at])
    if names.over(span) is not None and tokens.sentence_tokens(tokens.sentence[at]).start != at:
        return False
    return tokens.lower[at] in words_of("poll_adjective") or not tokens.words[at][0].isalnum()


def _parted(body: str, span: Span) -> Made:
    """*CNN/Harcourt*: where one of two names is an outlet's, it pays and the other asks."""
    joint = _APART.search(body, *span)
    if joint is None:
        return Made(span)
    first, last = (span[0], joint.start()), (joint.end(), span[1])
    outlets = [_is_outlet(body[slice(*one)]) for one in (first, last)]
    if outlets == [True, False]:
        return Made(last, first)
    return Made(first, last) if outlets == [False, True] else Made(span)


def _is_outlet(name: str) -> bool:
    return any(word.strip(".,'’").casefold() in words_of("outlet_word") for word in name.split())


def _behind(tokens: Tokens, noun: int, names: Names) -> Made:
    """*by Orbis for the Courier*, *commissioned by X and carried out by Y*: what follows the noun in its sentence."""
    body, start = tokens.body, tokens.ends[noun]
    end = min(tokens.ends[tokens.sentence_tokens(tokens.sentence[noun]).stop - 1], start + _REACH)
    pollster = sponsor = None
    for found in _BY.finditer(body, start, end):
        span = _whole(found.span("name"), names)
        verb, case = found["verb"], found["case"]
        bare = verb is None and _BESIDE.fullmatch(body, start, found.start()) is not None
        told = bare or (verb is None and case == "for" and (pollster or sponsor))
        if not (told or verb) or not names.can_ask(span, body):
            continue
        if verb in _PAYING or case in {"for", "on behalf of"}:
            sponsor = sponsor or span
        else:
            pollster = pollster or span
    return Made(pollster, sponsor)


def _whole(span: Span, names: Names) -> Span:
    """A name as the annotator has it, where it begins within a span and goes further."""
    row = names.over(span)
    return (span[0], max(span[1], row.end_char)) if row is not None and row.start_char >= span[0] - 4 else span


def making_verb(tokens: Tokens, verb: int, names: Names) -> Span | None:
    """*Sorvex surveyed 1,022 adults*: the name right before a verb of asking many."""
    at = verb - 1
    while at >= 0 and _capital(tokens, at):
        at -= 1
    span = (tokens.starts[at + 1], tokens.ends[verb - 1]) if at + 1 < verb else None
    return span if span is not None and names.can_ask(span, tokens.body) else None
