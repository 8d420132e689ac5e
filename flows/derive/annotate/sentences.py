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


_CLOCK = frozenset({"a.m.", "p.m."})
_OF_A_TIME = frozenset(token_forms()["behind_clock"])
"""What goes on behind *5 p.m.* with a capital: days, months, zones."""
_TIME_REACH = 4
"""Words in which *New York time* ends."""


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


def is_sure(words: Sequence[str], start: int) -> bool:
    """Whether a start that the rules tell is more than a hint: behind the time of a clock, or behind a letter.

    A letter is no initial where the tokenizer cut its full stop off, for what stands before it (*on X. Police …*).
    """
    before = words[max(start - 2, 0) : start]
    letter = before[1:] == ["."] and len(before[0]) == 1 and before[0].isupper()
    return letter or before[-1:] in (["a.m."], ["p.m."])


def _is_stop(word: str) -> bool:
    return word[-1] in SENTENCE_ENDS


def _begins(words: Sequence[str], stop: int, after: int) -> bool:
    mark, word = words[stop], words[after]
    while word in _OPENERS and after + 1 < len(words):
        after += 1
        word = words[after]
    capital = word[0].isupper() or word[0].isdigit() or not word[0].isascii()
    if mark in _CLOCK:
        return word[0].isupper() and word not in _OF_A_TIME and "time" not in words[after : after + _TIME_REACH]
    if len(mark) > 1 and mark[0].isalpha():
        return mark not in _TITLES and len(mark) > len("J.") and word in _STARTERS
    return capital or (mark[0] in "!?" and words[after - 1] in _OPENERS)
