"""Whom a pronoun can't stand for, by its place in the sentence.

A subject pronoun is none of those named behind it in its own clause (*he described Roe*), an object none of the
subject's (*Roe called on him*), and reflexives are the subject's: the binding principles of grammar, for names that
the parser puts together. What stands between quotation marks comes from somebody else than the one who says it.
"""

from collections.abc import Iterable, Iterator, Mapping

from flows.derive.text.marks import Marked
from flows.derive.text.signs import SUBJECTS
from flows.derive.text.tokens import Tokens

_OBJECTS = frozenset({"obj", "iobj"})
_CLOSE = frozenset({"to", "for", "by", "from", "at", "upon", "on", "against", "of"})
"""Prepositions behind which a pronoun is not the subject, as it may be behind *with* or *around*."""
_WITHIN = SUBJECTS | _OBJECTS | {"obl", "obl:agent", "ccomp", "xcomp", "nmod", "nmod:poss"}
_DEEPEST = 4  # bounds the walk, should the tree be a circle


def barred(tokens: Tokens, token: int, standing: Mapping[int, int]) -> set[int]:
    """The clusters that a pronoun at `token` is not; `standing` gives the cluster that stands at a token."""
    if not tokens.parsed(token) or tokens.heads[token] < 0 or is_reflexive(tokens, token):
        return set()
    relation, verb = tokens.deprel[token], tokens.heads[token]
    if relation in SUBJECTS:
        return {standing[other] for other in _own_clause(tokens, verb) if other > token and other in standing}
    cases = {tokens.lower[case] for case in tokens.dependents(token, "case")}
    if relation in _OBJECTS or (relation == "obl" and cases & _CLOSE):
        subject = subject_cluster(tokens, verb, standing)
        return set() if subject is None else {subject}
    return set()


def _own_clause(tokens: Tokens, verb: int) -> Iterator[int]:
    """What depends on a verb as object, place or content, at any depth; asides, relative and other clauses not."""
    stack = [(verb, 0)]
    while stack:
        token, depth = stack.pop()
        for child in tokens.children[token] if depth < _DEEPEST else ():
            if tokens.deprel[child] in _WITHIN:
                yield child
                stack.append((child, depth + 1))


def is_reflexive(tokens: Tokens, token: int) -> bool:
    """Whether a pronoun is *himself*, *herself*, *itself* or *themselves*."""
    return tokens.lower[token].endswith(("self", "selves"))


def subject_cluster(tokens: Tokens, verb: int, standing: Mapping[int, int]) -> int | None:
    """The cluster of a verb's subject, which it may share with the verb before *and*; None if it is not known."""
    for _ in range(_DEEPEST):
        subjects = tokens.dependents(verb, *SUBJECTS)
        if subjects:
            return standing.get(subjects[0])
        if tokens.deprel[verb] != "conj" or tokens.heads[verb] < 0:
            return None
        verb = tokens.heads[verb]
    return None


def marked_tokens(tokens: Tokens, marked: Iterable[Marked]) -> list[range]:
    """The tokens of each marked stretch that has any words, in the order given."""
    return [tokens.within((one.start, one.end)) for one in marked if one.start < one.end]
