"""Shares of a store estimated from a stratified sample, with intervals."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

LEVEL: Final = 0.95
_Z: Final = NormalDist().inv_cdf((1 + LEVEL) / 2)


class Rate(NamedTuple):
    """A share, its Wilson interval at `LEVEL`, how many rows it was counted on, and of how many it speaks."""

    share: float
    low: float
    high: float
    judged: int
    stands_for: float


class Weighed(NamedTuple):
    """Whether a row is right, and how many rows of the store it stands for."""

    right: bool
    weight: float


def wilson(share: float, size: float) -> tuple[float, float]:
    """The score interval of a share that was seen on `size` units.

    E. B. Wilson (1927), Probable inference, Journal of the American Statistical Association 22; method 3 of
    R. G. Newcombe (1998), Statistics in Medicine 17.
    """
    square = _Z**2
    middle = share + square / (2 * size)
    reach = _Z * sqrt(share * (1 - share) / size + square / (4 * size**2))
    whole = 1 + square / size
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def rate(rows: Sequence[Weighed]) -> Rate | None:
    """The weighted share of right rows; None without rows.

    Rows of unequal weight tell as much as fewer rows of equal weight: the interval is that of the effective size
    (sum of weights)^2 / sum of squares, of L. Kish (1965), Survey Sampling, section 11.7.
    """
    total = sum(row.weight for row in rows)
    if not total:
        return None
    share = min(1.0, sum(row.weight for row in rows if row.right) / total)
    effective = total**2 / sum(row.weight**2 for row in rows)
    return Rate(share, *wilson(share, effective), len(rows), total)
