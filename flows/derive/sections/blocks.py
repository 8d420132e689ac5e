"""Where paragraphs begin and end: lines, blank-line separated blocks, and hard-wrapped text put together again.

A text counts as hard-wrapped when its lines are filled as a typewriter fills them: the next line's first word
would not have fitted. Only such lines are joined, so lists, poems and one-line paragraphs stay apart.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from flows.derive.text.annotation import Span

_LINE = re.compile(r"[^\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
_WIDEST_WRAP = 120
"""Characters of the widest line that a program wraps to: 72 to 80 are common, wider ones are paragraphs."""
_FEWEST_PAIRS = 4
"""Neighbouring lines from which a width can be told from chance: assumed."""
_FULL_SHARE = 0.6
"""Share of lines that are full, of those in wrapped text: the last of a paragraph is not. Assumed."""
_CUT_SHARE = 0.5
"""Share of full lines that end within a sentence: paragraphs of one line each end with theirs. Assumed."""
_SENTENCE_END = re.compile(r"""[.!?…:;]["'”’)\]]*\Z""")
_ITEM = re.compile(r"(?:[-*•‣–—]|\(?\d{1,3}[.)])\s")


def blocks(body: str) -> list[Span]:
    """Spans of the text's paragraphs, ascending, free of overlap, without white space at their ends."""
    lines = [_trimmed(body, match.span()) for match in _LINE.finditer(body)]
    adjacent = list(_adjacent(body, lines))
    width = _wrap_width(body, adjacent)
    if width is None:
        return [line for line in lines if line[0] < line[1]]
    return list(_joined(body, lines, width))


def _trimmed(body: str, span: Span) -> Span:
    line = body[span[0] : span[1]]
    start = span[0] + len(line) - len(line.lstrip())
    end = span[0] + len(line.rstrip())
    visible = body[start:end].strip(_INVISIBLE)
    return (start, end) if visible.strip() else (start, start)


def _adjacent(body: str, lines: Iterable[Span]) -> Iterator[tuple[Span, Span]]:
    """Pairs of non-blank lines with a single line break between them."""
    for one, other in pairwise(line for line in lines if line[0] < line[1]):
        if body.count("\n", one[1], other[0]) == 1:
            yield one, other


def _first_word(body: str, line: Span) -> int:
    """Length of a line's first word."""
    return len(body[line[0] : line[1]].split(maxsplit=1)[0])


def _full(body: str, one: Span, other: Span, width: int) -> bool:
    """Whether `other`'s first word would not have fitted on `one`."""
    return one[1] - one[0] + 1 + _first_word(body, other) > width


def _wrap_width(body: str, adjacent: list[tuple[Span, Span]]) -> int | None:
    """The width that the text is wrapped to; None if it is not."""
    if len(adjacent) < _FEWEST_PAIRS:
        return None
    width = max(line[1] - line[0] for pair in adjacent for line in pair)
    if width > _WIDEST_WRAP:
        return None
    full = [one for one, other in adjacent if _full(body, one, other, width)]
    cut = sum(not _SENTENCE_END.search(body[max(one[0], one[1] - 4) : one[1]]) for one in full)
    wrapped = len(full) >= _FULL_SHARE * len(adjacent) and cut >= _CUT_SHARE * len(full)
    return width if wrapped else None


def _joined(body: str, lines: Iterable[Span], width: int) -> Iterator[Span]:
    """Blocks of a hard-wrapped text: a line that was filled goes on in the next one."""
    open_block: Span | None = None
    last: Span | None = None
    for line in lines:
        if line[0] == line[1]:
            continue
        if open_block and last and _goes_on(body, last, line, width):
            open_block = (open_block[0], line[1])
        else:
            if open_block:
                yield open_block
            open_block = line
        last = line
    if open_block:
        yield open_block


def _goes_on(body: str, last: Span, line: Span, width: int) -> bool:
    gap = body[last[1] : line[0]]
    indent = len(gap.rpartition("\n")[2])
    before = last[0] - (body.rfind("\n", 0, last[0]) + 1)
    if gap.count("\n") != 1 or indent > before or _ITEM.match(body, line[0], line[1]):
        return False
    return _full(body, last, line, width)
