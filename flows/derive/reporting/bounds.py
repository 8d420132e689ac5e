"""Where a sentence begins and ends for a reporting clause: cut at stops that the annotator passed over."""

from flows.derive.reporting.edges import FINITE, MARKS
from flows.derive.text.signs import SENTENCE_ENDS, TYPED_DASHES
from flows.derive.text.tokens import Tokens

_STOPS = SENTENCE_ENDS | {"..."}
_BREAKING = _STOPS | {":"}
_CLOSING = frozenset({"”", "''", "’", "»", '"'})
_DASHES = TYPED_DASHES | {"_"}
_LONGEST_DATELINE = 16
"""Tokens of *PORT HARN, New Loland, Sept. 14 (Harn Press) —*: assumed."""
_FEWEST_LETTERS = 4
"""Letters of a word in small letters before a full stop from which it is no abbreviation."""


def sentence_around(tokens: Tokens, token: int) -> range:
    """A token's sentence, cut at stops that the annotator passed over.

    Behind such a stop follow a quotation mark and a capital; or a capital alone, where a whole word in small letters
    stands before a full stop outside marks.
    """
    return tokens.once(_sentence_around, token)


def _sentence_around(tokens: Tokens, token: int) -> range:
    sentence = tokens.sentence_tokens(tokens.sentence[token])
    start, stop = _behind_dateline(tokens, sentence, token), sentence.stop
    for at in tokens.once(_breaks, tokens.sentence[token]):
        if at < token:
            start = at + 1
        elif tokens.words[at] != ":":
            stop = at + 1
            break
    if start < token and tokens.words[start] in _CLOSING and start + 1 < token:
        start += 1
    return range(start, stop)


def _breaks(tokens: Tokens, index: int) -> list[int]:
    """The stops and colons within an annotator's sentence behind which another begins."""
    sentence = tokens.sentence_tokens(index)
    found: list[int] = []
    if _BREAKING.isdisjoint(tokens.words[sentence.start + 1 : sentence.stop - 1]):
        return found
    marked = tokens.words[sentence.start] in MARKS
    for at in range(sentence.start + 1, sentence.stop - 1):
        word = tokens.words[at]
        marked ^= word in MARKS
        if word not in _BREAKING:
            continue
        if _begins_anew(tokens, at + 1, sentence.stop) or (word == "." and not marked and _passed_over(tokens, at)):
            found.append(at)
    return found


def _behind_dateline(tokens: Tokens, sentence: range, token: int) -> int:
    """Where the text begins behind *BAGHDAD (AP) —*."""
    if not (tokens.words[sentence.start].isupper() and len(tokens.words[sentence.start]) > 1):
        return sentence.start
    for at in range(sentence.start + 1, min(sentence.start + _LONGEST_DATELINE, token)):
        if tokens.words[at] in _DASHES and tokens.starts[at] > tokens.ends[at - 1]:
            return at + 1
        if tokens.upos[at] in FINITE:
            break
    return sentence.start


def _passed_over(tokens: Tokens, at: int) -> bool:
    """*The sum is disputed. Harn's bank …*, taken for one sentence: a full stop within it that ends a plain word."""
    before, behind = tokens.words[at - 1], tokens.words[at + 1]
    plain = len(before) >= _FEWEST_LETTERS and before.isalpha() and before.islower()
    apart = tokens.ends[at - 1] == tokens.starts[at] and tokens.ends[at] < tokens.starts[at + 1]
    return plain and apart and behind[0].isupper()


def _begins_anew(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether a sentence begins at a token: a capital behind marks."""
    marked = tokens.words[at] in MARKS
    while at < stop and (tokens.words[at] in MARKS or (marked and tokens.words[at] == "[")):
        at += 1
    return marked and at < stop and tokens.words[at][0].isupper()
