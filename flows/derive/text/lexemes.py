"""Lexemes: the finer cut of the text that numbers and dates are read from.

A lexeme is a run of letters, a run of digits with its separators, an apostrophe with what is written against it
(`'s`), a dotted abbreviation (`a.m.`, `U.S.`) or a single other character. Blanks and invisible characters are
between lexemes. Cut in one pass, in time linear in the text: every inner repetition is bounded or possessive.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.derive.text.shadow import shadow
from schemas.vocabulary import Section

_LEXEME = re.compile(
    r"""
      \d{1,3}(?:,\d{2,3}){0,6},\d{3}(?!,?\d)(?:\.\d++)?+   # 1,234,567.8 and 1,00,000
    | \d{1,3}(?:'\d{3}){1,4}(?![\d'])                             # 1'250'000
    | \d++(?:\.\d++){0,3}+                                       # 12, 1.5, 1.12.2020
    | (?<![\w.,])\.\d++                                          # .500
    | (?<![^\W\d]|\.)(?:[A-Za-z]\.){2,6}(?:[A-Za-z](?!\w))?           # a.m., U.S., E.U.
    | [^\W\d_]++
    | '[^\W\d_]++
    | \S
    """,
    re.VERBOSE,
)


_DASHES = frozenset({"-", "\u2013"})


@dataclass(frozen=True, slots=True, eq=False)
class Lexemes:
    """The lexemes of one paragraph, as columns; offsets are code points of the body, end exclusive."""

    forms: Sequence[str]
    """As written, but for plain apostrophes, hyphens and blanks, and without full stops in abbreviations."""
    lower: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    paragraph: int
    section: Section

    def __len__(self) -> int:
        """How many there are."""
        return len(self.starts)

    def glued(self, index: int) -> bool:
        """Whether nothing stands between the lexeme at `index` and the one before it."""
        return 0 < index < len(self.ends) and self.ends[index - 1] == self.starts[index]


def word(lexemes: Lexemes, at: int) -> str:
    """The lexeme at `at` in lower case, empty outside the paragraph."""
    lower = lexemes.lower
    return lower[at] if 0 <= at < len(lower) else ""


def past_dash(lexemes: Lexemes, at: int) -> int:
    """The index behind a hyphen that joins the words around it, else `at`."""
    joined = word(lexemes, at) in _DASHES and lexemes.glued(at) and lexemes.glued(at + 1)
    return at + 1 if joined else at


def past_dash_before(lexemes: Lexemes, at: int) -> int:
    """The index of the word in front of `at`, past a hyphen that joins it."""
    joined = word(lexemes, at - 1) in _DASHES and lexemes.glued(at - 1) and lexemes.glued(at)
    return at - 2 if joined else at - 1


def cut(body: str, start: int, end: int, paragraph: int = 0, section: Section = "body") -> Lexemes:
    """The lexemes of `body[start:end]`."""
    seen, kept = shadow(body[start:end])
    matches = list(_LEXEME.finditer(seen))
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    if kept is not None:
        places = kept.tolist()
        starts, ends = [places[at] for at in starts], [places[at - 1] + 1 for at in ends]
    found = [match.group() for match in matches]
    forms = [_form(text) if "." in text else text for text in found]
    return Lexemes(
        forms,
        [form.lower() for form in forms],
        [at + start for at in starts],
        [at + start for at in ends],
        paragraph,
        section,
    )


def _form(text: str) -> str:
    return text.replace(".", "") if text[0].isalpha() and len(text) > 1 else text
