"""Word forms that the tokenizer treats apart, read from `reference/token_forms.csv`.

Kinds: `title` (abbreviation that a name follows), `abbreviation` (keeps its full stop), `before_number` (keeps
its full stop only before a digit), `before_letter` (names kinds of which a letter is one: *Plan B.*, no initial;
lower case), `before_x` (the same of the letter X alone: *on X.*), `behind_clock` (goes on behind *5 p.m.* with a
capital), `prefix` (stays joined to what follows its hyphen), `number_suffix` (cut off
a number that it is written against; lower case). Compiled for this project; see the treebanks for the habits.
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

FormKind = Literal[
    "title",
    "abbreviation",
    "before_number",
    "before_letter",
    "before_x",
    "behind_clock",
    "prefix",
    "number_suffix",
]

_PATH = Path(__file__).parent / "reference" / "token_forms.csv"


@lru_cache(maxsize=1)
def token_forms() -> dict[FormKind, frozenset[str]]:
    """The forms of each kind; raises ValueError if the file names a kind that is not in `FormKind`."""
    forms: dict[str, set[str]] = {kind: set() for kind in get_args(FormKind)}
    with _PATH.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["kind"] not in forms:
                raise ValueError(f"{_PATH.name}: unknown kind {row['kind']!r}; use one of {sorted(forms)}")
            forms[row["kind"]].add(row["form"])
    return {kind: frozenset(forms[kind]) for kind in get_args(FormKind)}
