"""Isotonic regression: the shares that rise with confidence and lie nearest to what was judged."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple


class Point(NamedTuple):
    """A confidence, and the share that was right among rows of about that confidence."""

    confidence: float
    share: float


class Block(NamedTuple):
    """Rows next to each other in confidence that have one share."""

    first: float
    last: float
    right: float
    weight: float

    @property
    def share(self) -> float:
        """The weighted share of right rows."""
        return self.right / self.weight


def isotonic(rows: Iterable[tuple[float, bool, float]]) -> list[Point]:
    """The two ends of each block of equal share, in the order of confidence; shares never fall.

    By pool-adjacent-violators: M. Ayer et al. (1955), An empirical distribution function for sampling with incomplete
    information, Annals of Mathematical Statistics 26; used so by B. Zadrozny, C. Elkan (2002), KDD.

    Args:
        rows: confidence, whether the row is right, and its weight above 0.
    """
    blocks: list[Block] = []
    for confidence, equal in groupby(sorted(rows), key=lambda row: row[0]):
        several = list(equal)
        right = sum(weight for _, is_right, weight in several if is_right)
        blocks.append(Block(confidence, confidence, right, sum(weight for *_, weight in several)))
        while len(blocks) > 1 and blocks[-2].share >= blocks[-1].share:
            last, before = blocks.pop(), blocks.pop()
            blocks.append(Block(before.first, last.last, before.right + last.right, before.weight + last.weight))
    ends = [(end, block.share) for block in blocks for end in (block.first, block.last)]
    return [Point(*end) for end in dict.fromkeys(ends)]


def mapped(points: Sequence[Point], confidence: float) -> float:
    """The share at a confidence: between two points on the line from one to the other, beyond them that of the end."""
    if confidence <= points[0].confidence:
        return points[0].share
    for left, right in pairwise(points):
        if confidence <= right.confidence:
            span = right.confidence - left.confidence
            return left.share + (right.share - left.share) * (confidence - left.confidence) / span
    return points[-1].share
