"""Whether a day is still to come: by the tense of its own clause, or by the event that it dates."""

from flows.derive.text.annotation import Span
from flows.derive.text.clauses import looks_ahead, predicate_over
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from seeds.quantities import clause_words

_EVENTS, _COMING = clause_words()["past_event"], clause_words()["coming"]
_DATING = frozenset({"nmod", "nmod:poss", "nmod:unmarked", "nmod:desc", "compound", "appos", "nummod"})
_BOUNDS = frozenset({"until", "till", "through", "by"})
_SAID = frozenset({"said", "told", "announced"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def day_ahead(tokens: Tokens, span: Span) -> bool | None:
    """Whether the time expression at a span of the body is still to come; None where the tree does not say.

    What stands behind *since* is gone, and so is the day of an attack; else the tense of the clause decides, which
    ends at a reporting verb since that heads a clause of its own. A bound (*until*) may lie ahead of what was done,
    and what is *payable* on a day is so then.
    """
    if not tokens.within(span) or not tokens.parsed(tokens.within(span)[0]):
        return None
    token = head_of(tokens, span)
    cases = {tokens.lower[case] for case in tokens.dependents(token, "case", "mark")} | _in_front(tokens, span)
    if "since" in cases or cases & _SAID or _dates_an_event(tokens, token):
        return False
    predicate = predicate_over(tokens, token)
    if predicate is None or cases & _COMING:
        return None
    ahead = looks_ahead(tokens, predicate, directly=predicate in {token, tokens.heads[token]})
    if not cases & _BOUNDS:
        return ahead
    return None if ahead is False else True


def _in_front(tokens: Tokens, span: Span) -> set[str]:
    """The two words right in front: *payable* Dec. 7, effective *on* Feb. 1."""
    first = tokens.within(span)[0]
    return set(tokens.lower[max(first - 2, tokens.sentence_tokens(tokens.sentence[first]).start) : first])


def _dates_an_event(tokens: Tokens, token: int) -> bool:
    above = tokens.heads[token]
    dating = above >= 0 and tokens.deprel[token] in _DATING and tokens.upos[above] in _NOUNS
    return dating and tokens.lemmas[above] in _EVENTS
