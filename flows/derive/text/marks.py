"""Quotation marks: which stretches of a paragraph stand between them, whatever the style and however broken.

Each mark is read by its neighbours first (a blank before and a letter behind open), by its shape second, by
what is open third. A scan never leaves its paragraph, so a stray mark spoils no other one; an utterance that
runs on over paragraphs is told by an opening mark that nothing closes. One pass, linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flows.derive.text.annotation import Span

Direction = Literal["open", "close", "either", "inch"]
"""What a mark can be; `inch`: it closes what is open, but else may be the sign for inches or seconds."""

_DOUBLE = re.compile("[“”„‟«»＂]|\"{1,3}|''|``|‘‘|’’|,,(?=\\w)")
_SINGLE = re.compile(r"(?<!['‘’`])[‘’‚‛'`‹›](?!['‘’`])")
_GLYPHS = "“”„‟«»\"＂‘’‚‛'`‹›"
_LONG = 200  # characters: a shorter text of many marks may still be a line of speech
_NOISE = 5
_OPENING = frozenset({"“", "„", "‟", "«", "``", "‘‘", ",,", "‘", "‚", "‛", "`", "‹"})
_CLOSING = frozenset({"”", "»", "’’", "’", "›"})
_BEFORE_OPENER = frozenset("([{—–-―/…:_" + "“‘«\"'")
_BEHIND_CLOSER = frozenset(".,;:!?)]}—–-―/…_" + "”’»\"'")
_ELISIONS = re.compile(r"(?i:em|til|tis|twas|cause|bout|n|round|\d0s|\d\d)\b")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks: `start` to `end` are the words, `outer_start` to `outer_end` with marks.

    Not `closed`: nothing closes it, and it reaches to the paragraph's end. Not `opened`: it comes from the paragraph
    before and reaches from this one's start to the first closing mark. `single`: between single marks.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    opened: bool = True
    closed: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    direction: Direction


def marked_spans(body: str, span: Span) -> tuple[list[Marked], list[Marked]]:
    """The outermost marked stretches of a paragraph, and those nested in them, each in the order of the text."""
    if _is_noise(body, span):
        return [], []
    doubles = list(_pairs(body, span, _marks(body, span), single=False))
    singles = list(_single_spans(body, span, doubles))
    outer = [one for one in singles if not _within(one, doubles)]
    if not outer:
        return doubles, singles
    nested = [one for one in singles if _within(one, doubles)] + [one for one in doubles if _within(one, outer)]
    tops = [one for one in doubles if not _within(one, outer)] + outer
    return sorted(tops, key=_order), sorted(nested, key=_order)


def _is_noise(body: str, span: Span) -> bool:
    """Whether so many marks stand in a long paragraph that they quote nothing: one in five characters."""
    length = span[1] - span[0]
    return length >= _LONG and sum(body.count(glyph, *span) for glyph in _GLYPHS) * _NOISE > length


def _order(one: Marked) -> int:
    return one.outer_start


def _within(one: Marked, others: list[Marked]) -> bool:
    """Whether a stretch lies in one of `others` (in text order, free of overlap)."""
    low, high = 0, len(others)
    while low < high:
        middle = (low + high) // 2
        if others[middle].outer_end < one.outer_end:
            low = middle + 1
        else:
            high = middle
    return low < len(others) and others[low].outer_start - (not others[low].opened) < one.outer_start


def _marks(body: str, span: Span) -> Iterator[_Mark]:
    for match in _DOUBLE.finditer(body, *span):
        direction = _direction(body, span, match.span(), match.group())
        before = body[match.start() - 1 : match.start()] if match.start() > span[0] else ""
        inches = match.group() in {'"', "''"} and before.isdigit() and direction != "open"
        yield _Mark(match.start(), match.end(), "inch" if inches else direction)


def _direction(body: str, span: Span, at: Span, glyph: str) -> Direction:
    before = body[at[0] - 1] if at[0] > span[0] else " "
    behind = body[at[1]] if at[1] < span[1] else " "
    may_open = before.isspace() or before in _BEFORE_OPENER
    may_close = behind.isspace() or behind in _BEHIND_CLOSER
    if may_open != may_close:
        return "open" if may_open else "close"
    if glyph in _OPENING:
        return "open"
    return "close" if glyph in _CLOSING else "either"


def _pairs(body: str, span: Span, marks: Iterator[_Mark], *, single: bool) -> Iterator[Marked]:
    opener: _Mark | None = None
    first = True
    for mark in marks:
        if opener and mark.direction != "open":
            yield Marked(*_trim(body, opener.end, mark.start), opener.start, mark.end, single=single)
            opener = None
        elif opener is None and mark.direction in {"close", "inch"}:
            if first and mark.direction == "close":
                yield Marked(*_trim(body, span[0], mark.start), span[0], mark.end, opened=False, single=single)
        else:
            opener = mark
        first = False
    if opener and opener.end < span[1]:
        yield Marked(*_trim(body, opener.end, span[1]), opener.start, span[1], closed=False, single=single)


def _trim(body: str, start: int, end: int) -> Span:
    """The span without white space at its ends; empty at `start` if there is nothing else."""
    words = body[start:end]
    left = len(words) - len(words.lstrip())
    return (start, start) if left == len(words) else (start + left, start + len(words.rstrip()))


@dataclass(slots=True)
class _SingleState:
    """What is open at one level; `spare` is a mark that closes if no better one comes (*the boys' club*)."""

    opener: int | None = None
    spare: int | None = None


def _single_spans(body: str, span: Span, doubles: list[Marked]) -> Iterator[Marked]:
    """Stretches between single marks, apostrophes left alone; none crosses the edge of a double-marked one."""
    edges = iter([edge for one in doubles for edge in (one.outer_start, one.outer_end)])
    edge = next(edges, None)
    outside = state = _SingleState()
    inside = False
    for match in _SINGLE.finditer(body, *span):
        at = match.start()
        while edge is not None and at >= edge:
            if inside:
                yield from _settled(body, state, state.spare)
            inside = not inside
            state = _SingleState() if inside else outside
            edge = next(edges, None)
        yield from _step(body, span, state, at)
    if inside:
        yield from _settled(body, state, state.spare)
    yield from _settled(body, outside, outside.spare)


def _step(body: str, span: Span, state: _SingleState, at: int) -> Iterator[Marked]:
    role = _single_role(body, span, at)
    if role == "open":
        yield from _settled(body, state, state.spare)
        state.opener = at
    elif role == "close":
        yield from _settled(body, state, at)
    elif role == "either" and state.spare is None:
        state.spare = at


def _settled(body: str, state: _SingleState, closer: int | None) -> Iterator[Marked]:
    """The stretch that ends at `closer`, if one is open; then nothing is open."""
    opener = state.opener
    state.opener = state.spare = None
    if opener is not None and closer is not None and opener + 1 < closer:
        yield Marked(*_trim(body, opener + 1, closer), opener, closer + 1, single=True)


def _single_role(body: str, span: Span, at: int) -> Direction | None:
    """What a single mark can be; None: an apostrophe; `either`: a closing mark or the apostrophe of a plural."""
    before = body[at - 1] if at > span[0] else " "
    behind = body[at + 1] if at + 1 < span[1] else " "
    if before.isalnum() and behind.isalnum():
        return None
    may_open = before.isspace() or before in _BEFORE_OPENER
    may_close = behind.isspace() or behind in _BEHIND_CLOSER
    if may_open and not may_close:
        elided = body[at] in "'’" and _ELISIONS.match(body, at + 1, span[1])
        return None if elided or (body[at] == "’" and not before.isspace()) else "open"
    if not may_close or may_open:
        return None
    plural = before in "sSnz" and behind.isspace()
    return "either" if plural else "close"
