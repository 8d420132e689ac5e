"""Whether something was said at all: denied, wished, planned, asked, or told by hearsay, by the words around the cue.

What is said inside the quoted words does not count: they are the speaker's, not the reporter's.
"""

from collections.abc import Sequence

from flows.derive.quotes.circumstances import is_outside
from flows.derive.quotes.speakers import Attribution
from flows.derive.reporting.frames import breaks_off
from flows.derive.text.annotation import Span
from flows.derive.text.signs import SUBJECTS
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import QuoteModality
from seeds.word_classes import words_of

_CONDITIONAL = words_of("conditional_auxiliary")
_FUTURE = words_of("future_auxiliary")
_NEGATION = words_of("negation")
_HEARSAY = words_of("hearsay")
_UNLESS = words_of("unless_marker")
_HEARD = words_of("heard_governor")
_WISHED = words_of("wished_governor")
_PLANNED = words_of("planned_governor")
_UNSAID = words_of("unsaid_governor")
_NOBODY = words_of("no_subject")
_GOVERNED = frozenset({"xcomp", "advcl", "ccomp"})
_JOINED = frozenset({"conj"})
_DEEPEST = 4
"""Verbs above the cue, joined or governing (*may refuse to be asked to say*): a bound, as more are not written."""
_WISHING = frozenset({"like", "want", "wish"})
_BOUND = frozenset({"must", "should"})
_NOT_ALL = (["only"], ["just"], ["merely"])
"""What stands behind *not* where something was said, and more than that."""
_AS_IF = 3
"""Words before a verb that say it was not said: *as if to say*."""


def modality_of(tokens: Tokens, by: Attribution, parts: Sequence[Span]) -> QuoteModality | None:
    """Whether it was said, was not, will be, would be, or is only heard; None without a cue.

    What somebody declined to say is asserted: that they declined is what the row tells.
    """
    if by.verb is None or by.cue is None:
        return None
    if by.entry is not None and by.entry.polarity == "declines":
        return "asserted"
    outside = _Outside(tokens, parts)
    verb = by.verb
    if _is_performed(tokens, verb):
        return "asserted"
    for _ in range(_DEEPEST):
        found = _of_verb(tokens, verb, outside) or _governed(tokens, verb, outside)
        if found is not None:
            return found
        if tokens.deprel[verb] not in _JOINED or tokens.heads[verb] < 0 or not outside(tokens.heads[verb]):
            break
        if tokens.dependents(verb, *SUBJECTS) or _stands_apart(tokens, tokens.heads[verb], verb):
            break
        verb = tokens.heads[verb]
    return "question" if _is_asked(tokens, by.verb, outside) else "asserted"


def _stands_apart(tokens: Tokens, before: int, verb: int) -> bool:
    """*did not know the address and said …*: a past form behind *and*, to which no *did not* or *would* goes on."""
    if breaks_off(tokens, before, verb):
        return True
    aided = any(tokens.lemmas[aux] == "do" for aux in tokens.dependents(before, "aux"))
    past = tokens.lower[verb] != tokens.lemmas[verb] and not tokens.lower[verb].endswith("ing")
    return aided and past and not tokens.dependents(verb, "aux")


def _is_performed(tokens: Tokens, verb: int) -> bool:
    """*I would like to announce that …*, *we wish to say*, *I must say*: who says so says it."""
    governor = tokens.heads[verb]
    wished = governor >= 0 and tokens.deprel[verb] == "xcomp" and tokens.lower[governor] in _WISHING
    top = governor if wished else verb
    around = {tokens.lower[one] for one in tokens.dependents(top, "aux", "advmod")}
    own = any(tokens.lower[one] in {"i", "we"} for one in tokens.dependents(top, "nsubj"))
    return own and not around & _NEGATION and (wished or bool(around & _BOUND))


class _Outside:
    """Whether a token stands outside the parts of an utterance."""

    def __init__(self, tokens: Tokens, parts: Sequence[Span]) -> None:
        self.tokens, self.parts = tokens, parts

    def __call__(self, token: int) -> bool:
        return is_outside((self.tokens.starts[token], self.tokens.ends[token]), self.parts)


def _of_verb(tokens: Tokens, verb: int, outside: _Outside) -> QuoteModality | None:
    """What the verb's own auxiliaries, adverbs and subject say."""
    own = [one for one in tokens.dependents(verb, "aux", "advmod") if outside(one)]
    around = {tokens.lower[one] for one in own if tokens.lower[one + 1 : one + 2] not in _NOT_ALL}
    if around & _NEGATION or _nobody(tokens, verb):
        return "negated"
    if around & _FUTURE:
        return "future"
    if around & _CONDITIONAL:
        return "conditional"
    return "hearsay" if around & _HEARSAY else None


def _nobody(tokens: Tokens, verb: int) -> bool:
    """*Neither side believes*, *nobody said*, *neither Roe nor Poe said*."""
    for subject in tokens.dependents(verb, *SUBJECTS):
        first = tokens.subtree(subject)[0]
        words = {tokens.lower[subject], *(tokens.lower[one] for one in tokens.dependents(subject, "det", "cc:preconj"))}
        if words & _NOBODY or (tokens.lower[first] in _NOBODY and tokens.heads[first] == subject):
            return True
    return False


def _governed(tokens: Tokens, verb: int, outside: _Outside) -> QuoteModality | None:
    """What the clause around the verb says: *if she says*, *wants him to say*, *without saying*."""
    marks = {tokens.lower[mark] for mark in tokens.dependents(verb, "mark", "advmod") if mark < verb}
    if "without" in marks:
        return "negated"
    told = _by_words_before(tokens.lower[max(verb - _AS_IF, 0) : verb])
    if told is not None:
        return told
    subject = min(tokens.dependents(verb, *SUBJECTS), default=verb)
    opens = {tokens.lower[mark] for mark in tokens.dependents(verb, "mark", "advmod") if mark < subject}
    if opens & _UNLESS and tokens.deprel[verb] == "advcl":  # *as she once told* has its *once* behind
        return "conditional"
    governor = tokens.heads[verb]
    if governor < 0 or tokens.deprel[verb] not in _GOVERNED or not outside(governor):
        return None
    if "to" not in marks and not tokens.lower[verb].endswith("ing"):
        return None
    return _by_governor(tokens, verb, governor, outside)


def _by_words_before(words: list[str]) -> QuoteModality | None:
    """*as if to say*, *has yet to say*."""
    if words in (["as", "if", "to"], ["as", "though", "to"]):
        return "conditional"
    return "negated" if words[1:] == ["yet", "to"] else None


def _by_governor(tokens: Tokens, verb: int, governor: int, outside: _Outside) -> QuoteModality | None:
    """How what governs an infinitive or gerund presents it: planned, wished, left out, or as its own verb is."""
    lemma = tokens.lemmas[governor]
    if tokens.deprel[verb] == "advcl":
        return "conditional" if lemma in _WISHED else None
    if lemma in _PLANNED or (lemma == "go" and tokens.lower[governor] == "going"):
        return "future"
    if lemma in _WISHED:
        return "conditional"
    if lemma in _HEARD and any(tokens.lemmas[one] == "be" for one in tokens.dependents(governor, "aux:pass", "aux")):
        return "hearsay"  # *is said to have complained that …*
    return "negated" if lemma in _UNSAID else _of_verb(tokens, governor, outside)


def _is_asked(tokens: Tokens, verb: int, outside: _Outside) -> bool:
    """*Did Roe say that …?*: a question of the reporter's own, by its mark and an auxiliary before the subject."""
    sentence = tokens.sentence_tokens(tokens.sentence[verb])
    if not tokens.words[sentence.stop - 1].startswith("?") or not outside(sentence.stop - 1) or tokens.heads[verb] >= 0:
        return False
    subjects = tokens.dependents(verb, *SUBJECTS)
    return any(aux < subject for aux in tokens.dependents(verb, "aux") for subject in subjects)
