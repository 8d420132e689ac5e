"""The words that a pronoun is said to say: who is named in them is spoken of, and speaks to nobody of himself."""

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from flows.derive.text.cues import verb_at
from flows.derive.text.signs import CLAUSE_ENDS
from flows.derive.text.tokens import Tokens

_NEAR = 6
"""Tokens between a mark and the reporting clause beside it."""


def reporting_verb(tokens: Tokens, token: int) -> int | None:
    """The verb of saying that a token is the subject of; None if it is none."""
    head = tokens.heads[token]
    says = head >= 0 and tokens.deprel[token] == "nsubj" and verb_at(tokens, head) is not None
    return head if says else None


def marked_words(tokens: Tokens, token: int, verb: int, marks: Sequence[range]) -> list[range]:
    """The marked stretches beside the reporting clause of a pronoun and its verb.

    `marks` are the tokens of the outermost marked stretches, in the order of the text.
    """
    first, last = min(token, verb), max(token, verb)
    behind = bisect_left(marks, first, key=lambda run: run.start)
    found = [
        run
        for run in marks[max(behind - 1, 0) : behind]
        if first - run.stop <= _NEAR and not _stop_between(tokens, run.stop, first)
    ]
    return found + [run for run in marks[behind : behind + 1] if 0 < run.start - last <= _NEAR]


def reported_clause(tokens: Tokens, verb: int, quoted: AbstractSet[int]) -> list[int]:
    """The tokens of the clause that a verb takes, marked words left out."""
    return [one for clause in tokens.dependents(verb, "ccomp") for one in tokens.subtree(clause) if one not in quoted]


def _stop_between(tokens: Tokens, start: int, stop: int) -> bool:
    return any(tokens.words[one] in CLAUSE_ENDS for one in range(start, stop))
