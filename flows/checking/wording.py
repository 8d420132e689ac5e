"""How the words of a quote in a draft stand to those of a stored one."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from seeds.word_classes import words_of as class_words

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
_NEAR: Final = 0.7
"""Share of the draft's words that a stored quote has in their order, from which on it is the same quote, altered; an
assumption: of eight words two may be changed."""
_RUN: Final = 3
"""Words in a row that both have at least: "is … the … answer" is found in any long quote."""
_WIDE: Final = 2
"""Times as long as the draft's may the stored words be that it altered."""
MIN_WORDS: Final = 4
"""Shorter quotes are said by many, and are compared with nothing."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near two wordings are.

    Attributes:
        verdict: verbatim, shortened or altered.
        changes: what changed, as a word diff.
        share: of the draft's words, those in common.
        covered: of the stored words, those in common.
    """

    verdict: str
    changes: str
    share: float
    covered: float


def turners(words: Iterable[str]) -> set[str]:
    """Those of some lower-case words without which a sentence says something else: *not*, *only*, *hardly*, *don't*."""
    known = class_words("sense_turner")
    return {"not" if word.endswith("n't") else word for word in words if word in known or word.endswith("n't")}


def words_of(text: str) -> list[str]:
    """The words of a text, without punctuation and in one spelling of the apostrophe."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).replace("’", "'"))


def likeness(draft: Sequence[str], stored: Sequence[str]) -> Likeness | None:
    """Compare words; None where they are not the same quote. Case does not matter."""
    ours, theirs = [word.casefold() for word in draft], [word.casefold() for word in stored]
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    share = sum(block.size for block in blocks) / max(1, len(ours))
    if len(ours) < MIN_WORDS or share < _NEAR or max(block.size for block in blocks) < _RUN:
        return None
    first, last = blocks[0], blocks[-1]
    beginning, end = max(0, first.a - first.b), last.a + last.size + len(ours) - last.b - last.size
    window = list(stored[beginning:end])
    codes = SequenceMatcher(None, [one.casefold() for one in window], ours, autojunk=False).get_opcodes()
    kinds = {code[0] for code in codes} - {"equal"}
    gone = [one.casefold() for kind, start, end, *_ in codes if kind == "delete" for one in window[start:end]]
    verdict = _verdict(kinds, gone)
    if verdict == "altered" and len(window) > _WIDE * len(ours):
        return None
    return Likeness(verdict, _changes(window, draft, codes), share, share * len(ours) / len(theirs))


def _verdict(kinds: AbstractSet[str], gone: Sequence[str]) -> str:
    if not kinds:
        return "verbatim"
    return "altered" if kinds != {"delete"} or turners(gone) else "shortened"


def _changes(stored: Sequence[str], draft: Sequence[str], codes: Sequence[tuple[str, int, int, int, int]]) -> str:
    """The stored words as a line in which [-gone-] and {+new+} are marked, as in a word diff."""
    told: list[str] = []
    for kind, start, end, new_start, new_end in codes:
        if kind == "equal":
            told += stored[start:end]
            continue
        if end > start:
            told.append(f"[-{' '.join(stored[start:end])}-]")
        if new_end > new_start:
            told.append(f"{{+{' '.join(draft[new_start:new_end])}+}}")
    return " ".join(told)
