"""How far a quote is trusted: the share of right ones among those that the same rule found in the development gold."""

from functools import lru_cache

from flows.derive.reported import Utterance
from seeds.reference import load_csv
from seeds.schemas import QuoteRule

_UNKNOWN = (0.4, 0.3)
_SHORT = 5


@lru_cache(maxsize=1)
def _rates() -> dict[tuple[str, str, str], tuple[float, float]]:
    rows = load_csv("quote_rules", QuoteRule)
    return {(row.kind, row.rule, row.size): (row.span, row.both) for row in rows}


def size_of(one: Utterance) -> str:
    """`short` for a marked utterance of few words in a single part, else `long`: short ones err most."""
    if len(one.parts) > 1:
        return "long"
    return "short" if one.parts[0][1] - one.parts[0][0] < _SHORT * _SHORT else "long"


def quote_confidence(one: Utterance) -> tuple[float, float]:
    """The chance that the span is right, and that span and speaker are."""
    span, both = _rates().get((one.kind, one.attribution.rule, size_of(one)), _UNKNOWN)
    return span, both if one.attribution.speaker else min(both, _UNKNOWN[1])
