"""What other extractors would change: their rows beside the stored ones, before anything is published."""

from flows.comparing.compare import Comparing
from flows.comparing.difference import Change, ComparedError, Comparison, Difference
from flows.comparing.told import show_comparison

__all__ = ["Change", "ComparedError", "Comparing", "Comparison", "Difference", "show_comparison"]
