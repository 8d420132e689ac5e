"""Where sentences begin, by rule: the stand-in for a learned sentence head."""

from collections.abc import Sequence

from flows.derive.text.signs import SENTENCE_ENDS
from seeds.token_forms import token_forms

_TITLES = frozenset(token_forms()["title"])
_CLOSERS = frozenset("\"'”’)]}»")
_OPENERS = frozenset("\"'“‘([{«-–—•*")
_STARTERS = frozenset(
    {
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "He",
        "She",
        "It",
        "They",
        "We",
        "But",
        "And",
        "This",
        "That",
        "These",
        "For",
        "If",
    }
    | {
        "As",
        "When",
        "While",
        "However",
        "There",
        "Its",
        "His",
        "Her",
        "Their",
        "So",
        "With",
        "After",
        "I",
        "You",
        "By",
    }
)


def sentence_starts(words: Sequence[str]) -> list[int]:
    """Indices of the words (of one paragraph) that begin a sentence, the first word's included."""
    starts = [0] if words else []
    last = len(words)
    at = 0
    while at < last:
        if not _is_stop(words[at]):
            at += 1
            continue
        after = at + 1
        while after < last and (words[after] in _CLOSERS or _is_stop(words[after])):
            after += 1
        if after < last and _begins(words, at, after):
            starts.append(after)
        at = after
    return starts


def _is_stop(word: str) -> bool:
    return word[-1] in SENTENCE_ENDS


def _begins(words: Sequence[str], stop: int, after: int) -> bool:
    mark, word = words[stop], words[after]
    while word in _OPENERS and after + 1 < len(words):
        after += 1
        word = words[after]
    capital = word[0].isupper() or word[0].isdigit() or not word[0].isascii()
    if len(mark) > 1 and mark[0].isalpha():
        return mark not in _TITLES and len(mark) > len("J.") and word in _STARTERS
    return capital or (mark[0] in "!?" and words[after - 1] in _OPENERS)
