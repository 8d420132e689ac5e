"""How far two judges agree beyond chance, for categories without an order.

No light library has both measures: what there is brings SciPy or pandas along for sums of a few lines.
"""

from collections import Counter
from collections.abc import Sequence

Pair = tuple[str, str]


def cohen_kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa of units that both judged: 1 - observed / expected disagreement, by each judge's own shares.

    J. Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20.
    None where it is not defined: without units, or where both gave one and the same category to all.
    """
    count = len(pairs)
    first, second = (
        (Counter(column) for column in zip(*pairs, strict=True)) if pairs else (Counter[str](), Counter[str]())
    )
    expected = sum(first[category] * second[category] for category in first)
    if count**2 == expected:
        return None
    agreed = sum(one == other for one, other in pairs)
    return (agreed * count - expected) / (count**2 - expected)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal data; each unit has the categories given by those who judged it.

    K. Krippendorff (2011), Computing Krippendorff's alpha-reliability, case C: any number of judges, units that some
    left out. Units with fewer than two judgements tell nothing. None where all judgements are of one category.
    """
    paired = [Counter(unit) for unit in units if len(unit) > 1]
    totals: Counter[str] = sum(paired, Counter())
    values = totals.total()
    expected = values**2 - sum(number**2 for number in totals.values())
    if expected == 0:
        return None
    observed = sum(
        (unit.total() ** 2 - sum(number**2 for number in unit.values())) / (unit.total() - 1) for unit in paired
    )
    return 1 - (values - 1) * observed / expected
