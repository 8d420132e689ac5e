"""What stands for a name told before: *it* and *its* of who says so, *the 24-year-old* of the one person told of."""

from flows.derive.figures.quantities.syntax import subject_of
from flows.derive.text.clauses import predicate_over
from flows.derive.text.tokens import Tokens
from seeds.quantities import words_of_figures

_THINGS = frozenset({"it", "its", "they", "their"})
_SAYING = words_of_figures("telling_verb") | words_of_figures("told_verb")
_LOOSE = frozenset({"conj", "xcomp", "advcl", "acl"})
_NAMING = frozenset({"amod", "compound", "nmod:desc", "appos"})
_DEEPEST = 6  # bounds the walk, should the tree be a circle
_YEAR = 3
"""Tokens from *old* back to *year*."""


def sayer_of(tokens: Tokens, pronoun: int) -> int | None:
    """The subject of the verb of saying over the clause of *it*, *its*, *they* or *their*; None where another is near.

    *Norvex said it had lost 3 million*: whoever says so is the one thing that was named, as no other subject stands
    between the verb and the pronoun.
    """
    if tokens.lower[pronoun] not in _THINGS:
        return None
    node = predicate_over(tokens, pronoun)
    for _ in range(_DEEPEST):
        if node is None or _has_other_subject(tokens, node, pronoun):
            return None
        above, relation = tokens.heads[node], tokens.deprel[node]
        if above < 0:
            return None
        if relation == "ccomp":
            sayer = subject_of(tokens, above) if tokens.lemmas[above] in _SAYING else None
            return sayer if sayer is not None and sayer < pronoun else None
        if relation not in _LOOSE:
            return None
        node = predicate_over(tokens, above)
    return None


def _has_other_subject(tokens: Tokens, predicate: int, pronoun: int) -> bool:
    return any(
        tokens.lower[subject] not in _THINGS and tokens.heads[pronoun] != subject
        for subject in tokens.subjects.get(predicate, ())
    )


def is_aged_one(tokens: Tokens, noun: int) -> bool:
    """Whether a noun is *the 24-year-old*, for whom only the age is told."""
    if not tokens.lower[noun].endswith("old") or tokens.deprel[noun] in _NAMING:
        return False
    determined = any(tokens.lower[at] == "the" for at in tokens.dependents(noun, "det"))
    return determined and any(tokens.lower[at].startswith("year") for at in range(max(0, noun - _YEAR), noun))
