"""The period in which evidence counts for a month, and when one candidate outweighs the others."""

from collections import Counter
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import TypeVar

UNKNOWN = "unknown"
"""The month of undated articles. Their period is the whole corpus; they are in no other month's period."""

MONTHS_AROUND = 1
"""Months before and after a month that belong to its period: who was in the news a quarter ago may be forgotten."""

DOMINANCE = 10
"""How many times the articles of all others together a candidate must have. An assumption until it is measured."""

Candidate = TypeVar("Candidate", bound=Hashable)


@lru_cache(maxsize=4096)
def period(month: str) -> tuple[str, ...]:
    """The months whose articles count for `month` (2024-03)."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1
    around = range(number - MONTHS_AROUND, number + MONTHS_AROUND + 1)
    return tuple(f"{one // 12:04d}-{one % 12 + 1:02d}" for one in around)


def within(articles: Mapping[str, int], month: str) -> int:
    """Of articles by month, how many lie in the period of `month`."""
    if month == UNKNOWN:
        return sum(articles.values())
    return sum(articles.get(one, 0) for one in period(month))


def dominant(articles: Mapping[Candidate, int]) -> tuple[Candidate, float] | None:
    """The candidate that outweighs all others together, and its share of the articles; None where none does."""
    counted = Counter({candidate: count for candidate, count in articles.items() if count > 0})
    if not counted:
        return None
    ((first, most),) = counted.most_common(1)
    total = sum(counted.values())
    return (first, most / total) if most >= DOMINANCE * (total - most) else None
