"""The figures of a paragraph by themselves: number, interval, unit, and the noun counted."""

from flows.derive.figures.quantities.outlet import assume_units
from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.figures.quantities.reading import read_quantities

__all__ = ["Quantity", "assume_units", "read_quantities"]
