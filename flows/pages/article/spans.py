"""Marks over text: overlapping and nested ones cut at their boundaries, so that they become nested elements."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Span(Generic[Mark]):
    """A mark on the characters from `start` to `end` (code points, end exclusive); a lower `layer` lies outside."""

    start: int
    end: int
    layer: int
    mark: Mark


class Opened(NamedTuple, Generic[Mark]):
    """A piece of a mark begins; `first` where the mark itself does."""

    mark: Mark
    first: bool


class Closed(NamedTuple, Generic[Mark]):
    """The innermost piece ends; `last` where the mark itself does."""

    mark: Mark
    last: bool


Token = str | Opened[Mark] | Closed[Mark]


def cut(text: str, start: int, end: int, spans: Sequence[Span[Mark]]) -> Iterator[Token[Mark]]:
    """`text` from `start` to `end` with the beginnings and ends of the marks on it, properly nested.

    Where two marks cross, the inner one is ended and begun again; the texts that are yielded add up to
    `text[start:end]` whatever the marks.
    """
    within = sorted((span for span in spans if span.start < end and span.end > max(span.start, start)), key=_by_start)
    bounds = {start, end}
    bounds.update(place for span in within for place in (span.start, span.end) if start < place < end)
    stack: list[Span[Mark]] = []
    begun = 0
    for left, right in pairwise(sorted(bounds)):
        wanted = [span for span in stack if span.end > left]
        while begun < len(within) and within[begun].start <= left:
            wanted.append(within[begun])
            begun += 1
        wanted.sort(key=_by_nesting)
        yield from _changed(stack, wanted, left)
        yield text[left:right]
        stack = wanted
    yield from _changed(stack, [], end)


def spread(spans: Sequence[Span[Mark]], blocks: Sequence[tuple[int, int]]) -> list[list[Span[Mark]]]:
    """For each block, in the order of the text and without overlaps, the spans that touch it."""
    starts = [start for start, _ in blocks]
    ends = [end for _, end in blocks]
    found: dict[int, list[Span[Mark]]] = defaultdict(list)
    for span in spans:
        for block in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            found[block].append(span)
    return [found[block] for block in range(len(blocks))]


def _changed(stack: list[Span[Mark]], wanted: list[Span[Mark]], place: int) -> Iterator[Token[Mark]]:
    kept = 0
    while kept < min(len(stack), len(wanted)) and stack[kept] is wanted[kept]:
        kept += 1
    for span in reversed(stack[kept:]):
        yield Closed(span.mark, span.end <= place)
    for span in wanted[kept:]:
        yield Opened(span.mark, span.start == place)


def _by_start(span: Span[Mark]) -> int:
    return span.start


def _by_nesting(span: Span[Mark]) -> tuple[int, int, int]:
    return (span.layer, span.start - span.end, span.start)
