"""Clauses: the predicate that a token hangs on, and whether it tells of what was, is, is to come or might be.

English marks tense on the first auxiliary, else on the verb; the annotator gives lemmas but no morphology, so a form is
compared with its lemma. An infinitive or participle has the time of the verb above it, unless that looks ahead.
"""

from enum import Enum

from flows.derive.text.tokens import Tokens
from seeds.quantities import clause_words
from seeds.word_classes import words_of

_WORDS = clause_words()
_AHEAD, _SCHEDULE, _SPEECH = _WORDS["ahead"], _WORDS["schedule"], _WORDS["speech"]
_WILL, _NOT = words_of("future_auxiliary"), words_of("negation")
_MODAL = words_of("conditional_auxiliary") | {"must", "ought", "'d"}
_PAST = frozenset({"did", "was", "were", "had", "has", "have", "'ve", "been"})
_PRESENT = frozenset({"can", "ca", "is", "are", "am", "'s", "'re", "'m", "do", "does", "be", "being"})
_IS = frozenset({"is", "are", "was", "were", "'s", "'re"})
_MANY = frozenset({"people", "police", "crew", "staff", "cattle", "youth"})
"""Nouns of many without an s: *people rally* is of now."""
_SINGULAR = frozenset({"he", "she", "it", "this", "that"})
_VERBAL = frozenset({"VERB", "AUX"})
_HELPERS = ("aux", "aux:pass", "cop")
_BELOW = frozenset({"xcomp", "ccomp", "acl"})
_HIGHEST = 12
"""Steps up a tree: a bound on following heads, which stand in a circle where a tree is broken."""
_NESTED = 6
"""Clauses within clauses whose tense is the outer one's: a bound, as more are not written."""


class Tense(Enum):
    """The time that a clause tells of."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    MODAL = "modal"
    UNKNOWN = "unknown"


def predicate_over(tokens: Tokens, token: int) -> int | None:
    """The predicate of the clause that a token stands in: a verb, or what is said of a subject; None without one."""
    for _ in range(_HIGHEST):
        if token < 0:
            return None
        helps = tokens.deprel[token] in _HELPERS
        if not helps and (tokens.upos[token] in _VERBAL or token in tokens.subjects):
            return token
        token = tokens.heads[token]
    return None


def helpers_of(tokens: Tokens, predicate: int) -> list[str]:
    """The auxiliaries and the copula of a predicate, lower case, in their order."""
    return [tokens.lower[at] for at in tokens.dependents(predicate, *_HELPERS) if at != predicate]


def is_negated(tokens: Tokens, predicate: int) -> bool:
    """Whether *not* or *never* hangs on a predicate."""
    return any(tokens.lower[at] in _NOT for at in tokens.dependents(predicate, "advmod"))


def tense_of(tokens: Tokens, predicate: int) -> Tense:
    """The time that the clause of a predicate tells of."""
    for _ in range(_NESTED):
        above, relation = tokens.heads[predicate], tokens.deprel[predicate]
        governed = above >= 0 and relation in _BELOW and tokens.lemmas[above] in _AHEAD
        if governed and tokens.lower[predicate] == tokens.lemmas[predicate] and not helpers_of(tokens, predicate):
            return Tense.FUTURE  # *expected to leave*, *ordered that he leave*
        tense = _marked(tokens, predicate)
        if tense is not Tense.UNKNOWN:
            return tense
        if governed:
            return Tense.FUTURE
        governor = predicate_over(tokens, above) if above >= 0 else None
        if governor is None or (relation == "acl" and _is_infinitive(tokens, predicate)):
            return Tense.UNKNOWN  # *a chance to leave*: nobody says when
        predicate = governor
    return Tense.UNKNOWN


def _is_infinitive(tokens: Tokens, verb: int) -> bool:
    return any(tokens.lower[at] == "to" for at in tokens.dependents(verb, "mark"))


def _marked(tokens: Tokens, predicate: int) -> Tense:
    """What the auxiliaries say, else the form of the verb; unknown for what is not finite."""
    helpers = set(helpers_of(tokens, predicate))
    if helpers & _WILL:
        return Tense.FUTURE
    if helpers & _MODAL:
        return Tense.MODAL
    if _is_infinitive(tokens, predicate):
        return Tense.FUTURE if helpers & _IS else Tense.UNKNOWN  # *the court is to rule*
    if helpers & _PAST or ("'s" in helpers and tokens.lower[predicate].endswith("ed")):
        return Tense.PAST
    if helpers & _PRESENT:
        return Tense.PRESENT
    return _by_form(tokens, predicate)


def _by_form(tokens: Tokens, verb: int) -> Tense:
    form, lemma = tokens.lower[verb], tokens.lemmas[verb]
    if tokens.upos[verb] not in _VERBAL:  # *polls open*, which looks like an adjective
        return Tense.PRESENT if verb in tokens.subjects and lemma in _SCHEDULE else Tense.UNKNOWN
    if form in _PAST or form in _PRESENT:  # *there was*: the verb is the auxiliary's form
        return Tense.PAST if form in _PAST and form not in {"has", "have", "'ve"} else Tense.PRESENT
    if form.endswith("ing"):
        return Tense.UNKNOWN
    if form == lemma:
        return _bare(tokens, verb)
    if form.endswith("s") and form[:-1].rstrip("e") in {lemma, lemma.rstrip("e"), lemma[:-1] + "i"}:
        return Tense.PRESENT
    return Tense.PAST


def _bare(tokens: Tokens, verb: int) -> Tense:
    """*The storm hit* is past, *they leave* present; a bare infinitive has the time of the verb it is joined to."""
    subjects = tokens.subjects.get(verb, ())
    if not subjects:
        return Tense.UNKNOWN
    subject = subjects[-1]
    joined = bool(tokens.dependents(subject, "conj")) or tokens.lemmas[subject] in _MANY
    one = tokens.lower[subject] in _SINGULAR or (
        tokens.upos[subject] in {"NOUN", "PROPN"} and tokens.lower[subject] == tokens.lemmas[subject] and not joined
    )
    return Tense.PAST if one and not tokens.lower[subject].endswith("s") else Tense.PRESENT


def looks_ahead(tokens: Tokens, predicate: int, *, directly: bool = True) -> bool | None:
    """Whether a day is still to come that hangs (`directly` or over a noun) on a predicate; None where that is open."""
    lemma = tokens.lemmas[predicate]
    if lemma in {"schedule", "slate", "due", "expect", "plan"} and not tokens.dependents(predicate, "xcomp", "ccomp"):
        return True
    tense = tense_of(tokens, predicate)
    if tense is Tense.MODAL and not {"have", "'ve"}.isdisjoint(helpers_of(tokens, predicate)):
        return None if {"would", "'d"} & set(helpers_of(tokens, predicate)) else False  # *may have killed two*
    if tense is Tense.MODAL:
        return not (is_negated(tokens, predicate) and (lemma in _SPEECH or "could" in helpers_of(tokens, predicate)))
    if tense is Tense.PRESENT:
        return True if directly and _is_schedule(tokens, predicate) else None
    return {Tense.PAST: False, Tense.FUTURE: True}.get(tense)


def _is_schedule(tokens: Tokens, predicate: int) -> bool:
    """*leaves on Friday*, *the vote is on Sunday*, *is meeting on Monday*."""
    if not helpers_of(tokens, predicate):
        return tokens.lemmas[predicate] in _SCHEDULE or tokens.lemmas[predicate] == "be"
    return not is_negated(tokens, predicate) and bool(tokens.subjects.get(predicate))
