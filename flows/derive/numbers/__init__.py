"""Numbers as they stand in text, in digits and in words, each with its value."""

from flows.derive.numbers.numeral import Numeral
from flows.derive.numbers.numerals import numerals_of

__all__ = ["Numeral", "numerals_of"]
