"""Marked stretches that are speech: quotations in marks, told from titles, nicknames and scare quotes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.derive.text.annotation import Span
from flows.derive.text.document import Document
from flows.derive.text.marks import Marked
from schemas.rows import Paragraph

_LABEL = re.compile(r"([A-Z][A-Z.'’ -]{1,40}[A-Z.]):\s+")
QUOTABLE = frozenset({"headline", "body", "caption"})
"""Bylines, datelines, editors' notes and corrections tell of the page, not of what somebody said in the news."""
_FEWEST_WORDS = 5
"""Words from which what is marked is speech without a cue: assumed; fewer are names, titles and scare quotes."""
_FEWEST_FRAGMENT_WORDS = 6  # assumed: shorter fragments are names, titles, scare quotes
_FEWEST_SENTENCE_WORDS = 3
"""Words from which a sentence between marks that nothing stands before is speech (*“We are done.” Then …*)."""
_LONG_WORD = 4
"""Letters from which a title writes a word with a capital: *With*, but *the*, *for*."""
_LEADS_TO_TITLE = re.compile(r"(?:['’]s?|\b(?:on|in|of|at|for|from|to|titled|called|entitled|writes|hosts))\s+$")
_NAMED_AROUND = re.compile(r"\b[A-Z][\w.]* \| [A-Z]")
"""*John “J.R.” Dorsey*: what stands around a nickname."""
_LONGEST_LEAD = 12
"""Characters in front of a stretch that are looked at: *entitled*, *called* and a blank, with room for a mark."""
_LONGEST_TITLE = 12
"""Words of a work's title: longer ones are headlines or signs, which are speech as likely as not. Assumed."""
_LONGEST_NICKNAME = 2
"""Words of a nickname within its name: *“Big Tom”*."""
_PUNCTUATION = ".,!?…;:'’\"()[]"
_CLOSERS = " \n\t\u00a0”’»'\""
_SPEECH_END = (",", ".", "!", "?", "…", "—", "–")


@dataclass(slots=True)
class Piece:
    """A marked stretch of a paragraph that may be speech; `run_on`: it carries on from the paragraph before."""

    marked: Marked
    paragraph: Paragraph
    run_on: bool = False
    label: Span | None = None
    """The speaker's name in capitals that a transcript's line opens with (*ROE: …*)."""
    floating: bool = False
    """Nothing but quotation stands in its paragraph."""
    neighbours: tuple[int, int] = (0, 0)
    """Where the text between it and the marked stretches around it begins and ends."""


@dataclass(slots=True)
class MarkedParagraph:
    """A paragraph with its outermost and nested marked stretches."""

    paragraph: Paragraph
    pieces: list[Piece] = field(default_factory=list)
    nested: list[Marked] = field(default_factory=list)


def marked_paragraphs(document: Document) -> list[MarkedParagraph]:
    """The marked stretches of every paragraph that may hold quotes, run-on paragraphs joined."""
    found: list[MarkedParagraph] = []
    open_end = False
    for paragraph, (outer, nested) in zip(document.paragraphs, document.marked, strict=True):
        if paragraph.section not in QUOTABLE:
            open_end = open_end and paragraph.section == "caption"
            continue
        pieces = _pieces(document.body, paragraph, outer, after_open=open_end)
        found.append(MarkedParagraph(paragraph, pieces, nested))
        between = open_end and paragraph.section == "caption" and not pieces
        open_end = between or (bool(pieces) and not pieces[-1].marked.closed)
    return found


def _pieces(body: str, paragraph: Paragraph, outer: Sequence[Marked], *, after_open: bool) -> list[Piece]:
    """The pieces of a paragraph; a stretch without an opening mark counts only after an unclosed one."""
    kept = [one for one in outer if one.start < one.end and (one.opened or after_open)]
    pieces: list[Piece] = []
    if not kept:
        return pieces
    for index, (one, neighbours) in enumerate(zip(kept, _neighbours(body, paragraph, kept), strict=True)):
        label = _LABEL.match(body, one.start, one.end)
        run_on = after_open and index == 0 and one.outer_start == paragraph.start_char and label is None
        piece = Piece(one, paragraph, run_on=run_on, neighbours=neighbours)
        if label and label.end() < one.end:
            piece.marked = replace(one, start=label.end())
            piece.label = label.span(1)
        pieces.append(piece)
    bare = "".join(body[left:right] for left, right in _gaps(paragraph, kept))
    floating = not any(char.isalnum() for char in bare)
    for piece in pieces:
        piece.floating = floating
    return pieces


def _neighbours(body: str, paragraph: Paragraph, kept: Sequence[Marked]) -> list[Span]:
    """For each stretch where the one before it ends and the next begins, over those that are slight."""
    slight = [_is_slight(body, one) for one in kept]
    left, lefts = paragraph.start_char, []
    for one, passed in zip(kept, slight, strict=True):
        lefts.append(left)
        left = left if passed else one.outer_end
    right, rights = paragraph.end_char, []
    for one, passed in zip(reversed(kept), reversed(slight), strict=True):
        rights.append(right)
        right = right if passed else one.outer_start
    return list(zip(lefts, reversed(rights), strict=True))


def _is_slight(body: str, one: Marked) -> bool:
    """*Marta “Mia” Prydz*, *“Vote Lind” pins*: whether a stretch is a few words of what stands around it, no speech."""
    words = body[one.start : one.end].split()
    behind = body[one.outer_end : one.outer_end + 2]
    goes_on = behind[:1] == " " and behind[1:].isalpha()
    return len(words) <= _LONGEST_NICKNAME and goes_on and body[one.end - 1].isalnum() and body[one.start].isupper()


def _gaps(paragraph: Paragraph, kept: Sequence[Marked]) -> list[tuple[int, int]]:
    inner = [edge for one in kept for edge in (one.outer_start, one.outer_end)]
    edges = [paragraph.start_char, *inner, paragraph.end_char]
    return list(zip(edges[::2], edges[1::2], strict=True))


def is_speech(body: str, piece: Piece, *, has_cue: bool, reported: bool, sourced: bool = False) -> bool:
    """Whether a marked stretch is speech.

    All that a clause reports is, and what runs on from the paragraph before. A fragment (it begins in lower case)
    is no utterance by itself, nor is a title, unless a cue and a speech's ending stand by, or it is `sourced`
    (*in the words of*).
    """
    text = body[piece.marked.start : piece.marked.end]
    if piece.run_on or reported or sourced:
        return True
    words = text.split()
    if len(words) <= _LONGEST_NICKNAME and _NAMED_AROUND.search(_around(body, piece)):
        return False
    ended = text.endswith(_SPEECH_END)
    told = has_cue and text.endswith(",") and opens_sentence(body, piece)
    if is_fragment(body, piece):
        return has_cue and ended and len(words) >= _FEWEST_FRAGMENT_WORDS
    if _is_title(words, ended=False) and _leads_to_title(body, piece):
        return False
    if not told and _is_title(words, ended=text[-1] in ".!?…"):
        return False
    alone = len(words) >= _FEWEST_SENTENCE_WORDS and text[-1] in ".!?" and opens_sentence(body, piece)
    return len(words) >= _FEWEST_WORDS or alone or (ended and (has_cue or piece.floating))


def _around(body: str, piece: Piece) -> str:
    """What stands right before and behind a stretch, its marks left out."""
    one = piece.marked
    first = max(piece.paragraph.start_char, one.outer_start - _LONGEST_LEAD)
    return body[first : one.outer_start] + "|" + body[one.outer_end : one.outer_end + 2]


def _leads_to_title(body: str, piece: Piece) -> bool:
    """*on “Face the Valley.”*, *HBC's “This Morning”*: whether a title is what stands between the marks."""
    first = max(piece.paragraph.start_char, piece.marked.outer_start - _LONGEST_LEAD)
    return _LEADS_TO_TITLE.search(body[first : piece.marked.outer_start]) is not None


def opens_sentence(body: str, piece: Piece) -> bool:
    """Whether a stretch begins its sentence: nothing stands before it, or a stop."""
    before = body[piece.paragraph.start_char : piece.marked.outer_start].rstrip(_CLOSERS)
    return not before or before[-1] in ".!?…"


def is_fragment(body: str, piece: Piece) -> bool:
    """Whether a stretch begins in the middle of a sentence: in lower case."""
    first = next((char for char in body[piece.marked.start : piece.marked.end] if char.isalpha()), "")
    return first.islower()


def _is_title(words: Sequence[str], *, ended: bool) -> bool:
    """Whether words are written as a title: every long one with a capital, more than one of them, no sentence's end."""
    long_words = [word for word in words if len(word.strip(_PUNCTUATION)) >= _LONG_WORD]
    capital = [word for word in long_words if not word.strip(_PUNCTUATION)[0].islower()]
    fits = 1 < len(words) <= _LONGEST_TITLE and not ended
    return fits and len(capital) == len(long_words) > 0
