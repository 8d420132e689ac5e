"""From a document to its figures: value, unit, what was counted, whose it is and who claims it."""

from flows.derive.figures.find import find_figures

__all__ = ["find_figures"]
