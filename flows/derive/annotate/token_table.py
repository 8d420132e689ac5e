"""An article's tokens, and what the annotator has found out about each of them so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from flows.derive.annotate.sentences import is_sure, sentence_starts
from flows.derive.annotate.tokenize import tokenize
from flows.derive.text.annotation import Codes, Floats, Ints, Span

NO_HEAD = -1
"""No index of a token: a root, or a token that no tree was asked for."""


@dataclass(slots=True)
class TokenTable:
    """Tokens of an article and what is known of them so far."""

    starts: Ints
    ends: Ints
    words: list[str]
    bounds: list[int]
    """Each paragraph's first token, then the number of tokens."""
    begins: NDArray[np.bool_]
    """Whether a sentence begins at the token."""
    rule_begins: Floats
    """How surely the rules on full stops and capitals would begin a sentence at the token: 0, 1, or `_SURELY`."""
    may_continue: NDArray[np.bool_]
    """Whether a name may go on over the token's left edge."""
    tags: Codes
    confidence: Floats
    upos: Codes
    heads: Ints
    deprel: Codes
    overlaps: bool = field(default=False)


_SURELY = 6.0
"""Against the network, which hardly saw a sentence end so: of eleven such starts the lowest had log-odds of -6.2."""


def read_tokens(body: str, paragraphs: Sequence[Span]) -> TokenTable:
    """The tokens of the given character ranges of `body`, nothing else known yet."""
    columns = [tokenize(body, span) for span in paragraphs]
    empty = np.zeros(0, np.int32)
    starts = np.concatenate([empty, *(starts for starts, _ in columns)])
    ends = np.concatenate([empty, *(ends for _, ends in columns)])
    return table_of(body, starts, ends, [0, *accumulate(len(starts) for starts, _ in columns)])


def table_of(body: str, starts: Ints, ends: Ints, bounds: list[int]) -> TokenTable:
    """The given tokens of `body`, nothing else known yet; `bounds` as in `TokenTable`."""
    count = len(starts)
    words = [body[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    may_continue = np.ones(count, np.bool_)
    may_continue[[bound for bound in bounds if bound < count]] = False
    may_continue[_after_line_ends(body, starts, ends)] = False
    return TokenTable(
        starts=starts,
        ends=ends,
        words=words,
        bounds=bounds,
        begins=np.zeros(count, np.bool_),
        rule_begins=_rule_begins(words, bounds),
        may_continue=may_continue,
        tags=np.zeros(count, np.uint8),
        confidence=np.zeros(count, np.float32),
        upos=np.zeros(count, np.uint8),
        heads=np.full(count, NO_HEAD, np.int32),
        deprel=np.zeros(count, np.uint8),
    )


def _rule_begins(words: list[str], bounds: list[int]) -> Floats:
    begins = np.zeros(len(words), np.float32)
    for first, last in pairwise(bounds):
        inside = words[first:last]
        own = sentence_starts(inside)
        begins[[first + start for start in own]] = 1
        begins[[first + start for start in own if is_sure(inside, start)]] = _SURELY
    return begins


def _after_line_ends(body: str, starts: Ints, ends: Ints) -> NDArray[np.int64]:
    """Tokens that a line's end precedes."""
    gaps = np.flatnonzero(starts[1:] > ends[:-1])
    lefts, rights = ends[gaps].tolist(), starts[gaps + 1].tolist()
    broken = [gap + 1 for gap, a, b in zip(gaps.tolist(), lefts, rights, strict=True) if body.find("\n", a, b) >= 0]
    return np.array(broken, np.int64)
