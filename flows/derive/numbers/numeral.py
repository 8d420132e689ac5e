"""A numeral, and the words that numerals are written in."""

import math
from dataclasses import dataclass

from seeds.quantities import number_words

_WORDS = number_words()
UNIT, TENS = _WORDS["unit"], _WORDS["tens"]
SMALL = {**UNIT, **_WORDS["teen"], **TENS}
HUNDRED, DOZEN, MAGNITUDE = _WORDS["hundred"], _WORDS["dozen"], _WORDS["magnitude"]
SCALES = {**HUNDRED, **DOZEN, **MAGNITUDE}
ORDINAL, PART, PARTS, QUARTER = _WORDS["ordinal"], _WORDS["part"], _WORDS["parts"], _WORDS["quarter"]
VAGUE, FEW, COUPLE, HALF = _WORDS["vague"], _WORDS["few"], _WORDS["couple"], _WORDS["half"]
ARTICLES = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at lexemes `first` to `last` (exclusive)."""

    first: int
    last: int
    value: float | None
    """What it amounts to; None where vague."""
    form: str
    """digits, words, mixed (1.2 million), fraction, ordinal, roman, vague, few (several, a few), couple, half."""
    scale: float = 1.0
    """The magnitude that was named: a million in `1.2 million`, 1 without."""
    digits: int = 0
    """Significant digits written."""
    step: float = 1.0
    """Weight of the last digit written: 0.1e6 in `1.2 million`; 0 where there is none."""
    low: float | None = None
    high: float | None = None

    @property
    def integer(self) -> bool:
        """Whether it is a whole number."""
        return self.value is not None and self.value == math.floor(self.value)


def significant(digits: str) -> int:
    """How many digits of a number are significant: all but leading zeros, and trailing ones of a whole number."""
    kept = digits.replace(".", "").lstrip("0")
    return len(kept) if "." in digits else len(kept.rstrip("0")) or 1


def product(value: float, scale: float) -> float:
    """The product without the noise of binary fractions: 1.1 million is 1100000.0."""
    return float(f"{value * scale:.12g}")
