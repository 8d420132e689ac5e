"""Gold rows of quotes and predicted parts held against each other, as the evaluation kit does it.

Spans are cut to their first and last letter or digit and are right at an intersection over union of 0.8; pairs are
made greedily, the most similar first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Span = tuple[int, int]
LEAST_IOU = 0.8


@dataclass(frozen=True, slots=True)
class Part:
    """A predicted piece with the quote that it belongs to."""

    span: Span
    quote: Row


@dataclass(frozen=True, slots=True)
class Held:
    """An article's gold rows, its predicted parts, and the pairs (gold index, part index) that are right."""

    text: str
    gold: list[tuple[Span, Row]]
    parts: list[Part]
    pairs: list[tuple[int, int]]


def read(path: str) -> dict[str, Row]:
    """The articles of a file by id."""
    with Path(path).open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def hold(gold: Row, quotes: Sequence[Row]) -> Held:
    """An article's gold against the predicted quotes."""
    text = gold["text"]
    rows = [(trimmed(text, (row["start"], row["end"])), row) for row in gold["quotes"]]
    rows = [(span, row) for span, row in rows if span[0] < span[1]]
    parts = [
        Part(trimmed(text, (one["start_char"], one["end_char"])), quote) for quote in quotes for one in quote["parts"]
    ]
    parts = [part for part in parts if part.span[0] < part.span[1]]
    return Held(text, rows, parts, _pairs([span for span, _ in rows], [part.span for part in parts]))


def _pairs(gold: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    scored = [(-iou(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for similarity, i, j in sorted(scored):
        if -similarity >= LEAST_IOU and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs


def trimmed(text: str, span: Span) -> Span:
    """A span from its first to its last letter or digit."""
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def iou(one: Span, other: Span) -> float:
    """Shared characters as a share of those from the first start to the last end."""
    return overlap(one, other) / max(max(one[1], other[1]) - min(one[0], other[0]), 1)


def same_speaker(gold: Row, quote: Row) -> bool:
    """Whether the speakers' words touch, or neither side names one."""
    if gold.get("speaker_start") is None or quote["speaker_start"] is None:
        return gold.get("speaker_start") is None
    one, other = (gold["speaker_start"], gold["speaker_end"]), (quote["speaker_start"], quote["speaker_end"])
    return overlap(one, other) > 0
