"""Whether a day is still to come: by the tense of its own clause, or by the event that it dates."""

from flows.derive.text.annotation import Span
from flows.derive.text.clauses import Tense, helpers_of, is_negated, looks_ahead, predicate_over, tense_of
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from seeds.quantities import clause_words

_EVENTS, _COMING, _LASTING, _ARRANGING = (
    clause_words()[role] for role in ("past_event", "coming", "lasting", "arranging")
)
_DATING = frozenset({"nmod", "nmod:poss", "nmod:unmarked", "nmod:desc", "compound", "appos", "nummod"})
_BOUNDS = frozenset({"until", "till", "through", "by", "to"})
_SAID = frozenset({"said", "told", "announced", "ended"})
"""*Ended Sept. 30* is gone as is what was *said Monday*."""
_CLOCK, _HALVES = 3, frozenset({"a.m.", "p.m.", "am", "pm", "noon", "midnight", "o'clock"})
"""Words in front of a day among which its clock time stands: *9 a.m.*, *half past 9 a.m.*; assumed."""
_UPCOMING, _NEAR = frozenset({"upcoming", "forthcoming", "impending"}), 6  # words: a noun of three and its preposition
_FORMER = frozenset({"according", "previous", "prior", "former", "earlier"})
_FIXED = frozenset({"set", "for"})
"""*set for December 4*: the day itself may have come or be to come, whatever became of it."""
_UTTERED = frozenset({"root", "ccomp", "parataxis"})
_PERFECT = frozenset({"has", "have", "'ve"})
_NOT_ASKED = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl", "aux", "aux:pass", "cop")
_NOUNS = frozenset({"NOUN", "PROPN"})


def day_ahead(tokens: Tokens, span: Span) -> bool | None:
    """Whether the time expression at a span of the body is still to come; None where the tree does not say.

    What stands behind *since* is gone, and so is the day of an attack; else the tense of the clause decides, which
    ends at a reporting verb since that heads a clause of its own. A bound (*until*) may lie ahead of what was done
    (*put off until June*), but not of what went on till then, and what is *payable* on a day is so then.
    """
    if not tokens.within(span) or not tokens.parsed(tokens.within(span)[0]):
        return None
    token = _of_the_day(tokens, head_of(tokens, span))
    if _dates_what_comes(tokens, span):
        return True
    cases = {tokens.lower[case] for case in tokens.dependents(token, "case", "mark")} | _in_front(tokens, span)
    if "due" in cases:  # *the report, due out Thursday*
        return True
    if "since" in cases or cases & _SAID or _dates_an_event(tokens, token) or _dates_what_was(tokens, span):
        return False
    predicate = predicate_over(tokens, token)
    if predicate is None or cases & _COMING or (cases >= _FIXED and _is_numbered(tokens, span)):
        return None
    return _is_asked(tokens, predicate) or _by_tense(tokens, token, predicate, cases)


def _dates_what_was(tokens: Tokens, span: Span) -> bool:
    """*The previous record, set in April*: what is called so is gone."""
    first = tokens.within(span)[0]
    start = tokens.sentence_tokens(tokens.sentence[first]).start
    front = range(max(start, first - _NEAR), first)
    was = next((at for at in reversed(front) if tokens.lower[at] in _FORMER), None)
    return was is not None and not any(
        tokens.upos[at] == "AUX" or (tokens.upos[at] == "VERB" and tokens.deprel[at] != "acl")
        for at in range(was + 1, first)
    )


def _dates_what_comes(tokens: Tokens, span: Span) -> bool:
    """*The upcoming vote on 1 October*: what is called so is ahead, whatever was done about it."""
    first = tokens.within(span)[0]
    start = tokens.sentence_tokens(tokens.sentence[first]).start
    front = range(max(start, first - _NEAR), first)
    coming = next((at for at in reversed(front) if _is_coming(tokens, at)), None)
    return coming is not None and not any(
        tokens.upos[at] in {"VERB", "AUX", "PUNCT"} for at in range(coming + 1, first)
    )


def _is_coming(tokens: Tokens, at: int) -> bool:
    """*Upcoming*, or *up for re-election*."""
    up = tokens.lower[at] == "for" and tokens.lower[at - 1 : at] == ["up"]
    return up or tokens.lower[at] in _UPCOMING


def _is_numbered(tokens: Tokens, span: Span) -> bool:
    return any(tokens.lower[at].isdecimal() for at in tokens.within(span))


def _by_tense(tokens: Tokens, token: int, predicate: int, cases: set[str]) -> bool | None:
    """Whether the tense of its predicate puts a day ahead; *has raised $2 million through June* does not."""
    if cases & {"through", "to"} and not _PERFECT.isdisjoint(helpers_of(tokens, predicate)):
        return False
    ahead = looks_ahead(tokens, predicate, directly=predicate in {token, tokens.heads[token]})
    if ahead is False:
        return None if _may_follow(tokens, token, predicate, bound=bool(cases & _BOUNDS)) else False
    finite = tokens.lower[predicate] != tokens.lemmas[predicate] and not helpers_of(tokens, predicate)
    if finite and tokens.deprel[token] == "obj":
        return False  # *the report covers July*
    return True if cases & _BOUNDS else ahead


def _is_asked(tokens: Tokens, predicate: int) -> bool:
    """*Vote on Tuesday!*, *Let's beat him in November*: an imperative that opens its sentence."""
    above = tokens.heads[predicate]
    if above >= 0 and tokens.lemmas[above] == "let" and tokens.deprel[predicate] in {"xcomp", "ccomp"}:
        predicate = above
    bare = tokens.upos[predicate] == "VERB" and tokens.lower[predicate] == tokens.lemmas[predicate]
    own = {tokens.deprel[at] for at in tokens.dependents(predicate, *_NOT_ASKED)}
    return bare and not own and tokens.deprel[predicate] in _UTTERED and _opens(tokens, predicate)


def _opens(tokens: Tokens, token: int) -> bool:
    """Whether nothing but signs, *please* or *and* stands before a token in its sentence."""
    front = range(tokens.sentence_tokens(tokens.sentence[token]).start, token)
    return all(tokens.upos[at] in {"PUNCT", "INTJ", "CCONJ"} for at in front)


def _may_follow(tokens: Tokens, token: int, predicate: int, *, bound: bool) -> bool:
    """Whether a day may lie ahead of what was done: *set Nov. 10 as the deadline*, *put off until June*.

    What lasted or was not done until a day was so before that day was over: *stayed until June*. What is arranged is
    arranged for a later day: *invited her to a dinner on May 20*.
    """
    if not bound:
        return tokens.deprel[token] == "obj" or _is_arranged(tokens, token, predicate)
    lasted = tokens.lemmas[predicate] in _LASTING and tokens.lower[predicate] != tokens.lemmas[predicate]
    was = bool(tokens.dependents(predicate, "cop"))  # *was envoy until December*
    had = "had" in helpers_of(tokens, predicate)  # by the end of April 600 homes *had been* rebuilt
    return not (lasted or was or had or is_negated(tokens, predicate))


def asks_when(tokens: Tokens, span: Span) -> bool:
    """Whether a verb of the future is told when by a span behind *in*: *will return* in two weeks.

    *The first strike in two weeks* has another time, and so has *will have doubled in a year*.
    """
    if not tokens.within(span) or not tokens.parsed(tokens.within(span)[0]):
        return False
    token = head_of(tokens, span)
    above = tokens.heads[token]
    if above < 0 or tokens.upos[above] != "VERB" or not tokens.deprel[token].startswith("obl"):
        return False
    return tense_of(tokens, above) is Tense.FUTURE and _PERFECT.isdisjoint(helpers_of(tokens, above))


def _is_arranged(tokens: Tokens, token: int, predicate: int) -> bool:
    """*Called an election on May 9*: a noun stands between the verb and the day."""
    between = (at for at in tokens.dependents(predicate, "obj", "obl") if predicate < at < token)
    return tokens.lemmas[predicate] in _ARRANGING and any(tokens.upos[at] in _NOUNS for at in between)


def day_gone(tokens: Tokens, span: Span) -> bool:
    """Whether a day is past whatever the tense: what stands behind *since*, and the day of an attack."""
    if not tokens.within(span) or not tokens.parsed(tokens.within(span)[0]):
        return False
    token = head_of(tokens, span)
    return "since" in _in_front(tokens, span) or _dates_an_event(tokens, token)


def dates_a_noun(tokens: Tokens, span: Span) -> bool:
    """Whether a time expression dates a noun that its clause but speaks of: *no reason for the June 4 deadline*."""
    if not tokens.within(span) or not tokens.parsed(tokens.within(span)[0]):
        return False
    token = _of_the_day(tokens, head_of(tokens, span))
    return (
        tokens.deprel[token] in _DATING
        and tokens.upos[tokens.heads[token]] in _NOUNS
        and not _dates_an_event(tokens, token)
    )


def _of_the_day(tokens: Tokens, token: int) -> int:
    """*7 a.m. Sunday*: the clock time that a day stands behind."""
    above = tokens.heads[token]
    clock = above >= 0 and tokens.deprel[token] == "nmod:unmarked" and tokens.upos[above] == "NUM"
    return above if clock else token


def _in_front(tokens: Tokens, span: Span) -> set[str]:
    """The two words right in front, a clock time passed over: *payable* Dec. 7, *until* 9 a.m. Tuesday."""
    first = tokens.within(span)[0]
    start = tokens.sentence_tokens(tokens.sentence[first]).start
    clocks = [at for at in range(max(first - _CLOCK, start), first) if tokens.lower[at] in _HALVES]
    if clocks:
        first = max(clocks[0] - 1, start)
    return set(tokens.lower[max(first - 2, start) : first])


def _dates_an_event(tokens: Tokens, token: int) -> bool:
    above = tokens.heads[token]
    dating = above >= 0 and tokens.deprel[token] in _DATING and tokens.upos[above] in _NOUNS
    return dating and tokens.lemmas[above] in _EVENTS
