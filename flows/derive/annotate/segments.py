"""How an article is cut for the encoder: paragraphs into segments, segments into windows of word pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.derive.annotate.sentences import sentence_starts

WINDOW_PIECES = 128
"""Paragraphs share a window up to this size."""
LONGEST_PIECES = 224
"""A paragraph up to this size stays whole."""
OVERLAP_PIECES = 56
"""What neighbours share, on either side of the cut, where even a sentence is longer."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens `first` to `last` (exclusive) are read together; what is said of `keep_first` to `keep_last` counts."""

    first: int
    last: int
    keep_first: int
    keep_last: int


@dataclass(frozen=True, slots=True)
class PieceCounts:
    """How many pieces each token has, summed up."""

    sums: Sequence[int]

    def between(self, first: int, last: int) -> int:
        """Pieces of the tokens `first` to `last` (exclusive)."""
        return self.sums[last] - self.sums[first]


def segments(words: Sequence[str], bounds: Sequence[int], counts: PieceCounts) -> Iterator[Segment]:
    """The segments of all paragraphs; `bounds` holds each paragraph's first token, then the number of tokens."""
    for first, last in pairwise(bounds):
        if counts.between(first, last) <= LONGEST_PIECES:
            if last > first:
                yield Segment(first, last, first, last)
            continue
        starts = [first + start for start in sentence_starts(words[first:last])]
        for begin, end in _grouped(starts, last, counts):
            if counts.between(begin, end) <= LONGEST_PIECES:
                yield Segment(begin, end, begin, end)
            else:
                yield from _overlapping(begin, end, counts)


def _grouped(starts: list[int], last: int, counts: PieceCounts) -> Iterator[tuple[int, int]]:
    """Sentences of a long paragraph, as many together as fit."""
    begin = starts[0]
    for start, end in zip(starts, [*starts[1:], last], strict=True):
        if start > begin and counts.between(begin, end) > LONGEST_PIECES:
            yield begin, start
            begin = start
    yield begin, last


def _overlapping(first: int, last: int, counts: PieceCounts) -> Iterator[Segment]:
    begin = keep = first
    while True:
        end = begin + 1
        while end < last and counts.between(begin, end + 1) <= LONGEST_PIECES:
            end += 1
        if end == last:
            yield Segment(begin, end, keep, end)
            return
        cut = _back(end, OVERLAP_PIECES, counts, keep + 1)
        yield Segment(begin, end, keep, cut)
        keep = cut
        begin = _back(cut, OVERLAP_PIECES, counts, begin + 1)


def _back(place: int, pieces: int, counts: PieceCounts, least: int) -> int:
    start = place
    while start > least and counts.between(start - 1, place) <= pieces:
        start -= 1
    return start


def pack(found: Iterator[Segment], counts: PieceCounts) -> Iterator[list[Segment]]:
    """Neighbouring segments in windows of up to `WINDOW_PIECES`, a separator's piece after each."""
    window: list[Segment] = []
    size = 1
    for segment in found:
        needed = counts.between(segment.first, segment.last) + 1
        if window and size + needed > WINDOW_PIECES:
            yield window
            window, size = [], 1
        window.append(segment)
        size += needed
    if window:
        yield window
