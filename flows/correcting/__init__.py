"""An article's rows, brought in line with what a person annotated: every derivation ends with it."""

from flows.correcting.gold import Gold, gold_by_article
from flows.correcting.rows import corrected

__all__ = ["Gold", "corrected", "gold_by_article"]
