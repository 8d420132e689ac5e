"""Signs and relations that several rooms ask for, each under one name; a rule that needs another set says why."""

from typing import Final

SENTENCE_ENDS: Final = frozenset({".", "!", "?", "…"})
"""What ends a sentence."""
CLAUSE_ENDS: Final = frozenset({".", "!", "?", ";"})
"""What ends a clause that could stand alone."""
DASHES: Final = frozenset({"-", "–", "—"})
"""Hyphen and dashes: between numbers they are alike, as the press uses them."""
TYPED_DASHES: Final = DASHES | {"--", "―"}
"""The same, what typewriters made of a dash, and the bar that some outlets use for one."""
SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
"""Relations (Universal Dependencies) of every nominal subject."""
ACTIVE_SUBJECTS: Final = frozenset({"nsubj", "nsubj:outer"})
"""Those of who does or is something, not of whom something is done to."""
INNER_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
"""Those of a clause's own subject, not of one around another clause."""
