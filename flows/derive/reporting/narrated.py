"""What the reporter tells behind a reported clause, which the tree takes for part of it."""

from flows.derive.reporting.edges import MARKS, is_edge
from flows.derive.text.cues import verb_at
from flows.derive.text.people import is_somebody
from flows.derive.text.signs import TYPED_DASHES
from flows.derive.text.subjects import phrase_tokens
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

SETTING = frozenset({"after", "before"})
"""What opens no content without *that*: *said after he had failed to come*."""
REMARKING = TYPED_DASHES | {"according"}
"""What a reporter's remark or source may begin with."""
_MODALS = words_of("modal_auxiliary")
_NOMINATIVE = words_of("nominative")
_UNSURE = frozenset({"probably", "presumably", "apparently"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_PAST_AUX = frozenset({"was", "were", "had", "did", "would", "could", "might"})


def is_narrated(tokens: Tokens, token: int, first: int) -> bool:
    """*said it would cost too much, as the council voted to drop it*: what happened meanwhile, told by the reporter.

    A clause with a noun for its subject and a past form, behind a comma and a clause with *would* or *will*.
    """
    opens = tokens.heads[token] < first and (
        not SETTING.isdisjoint(tokens.lower[first + 1 : first + 2]) or tokens.lower[first] == "as"
    )
    who = [one for one in tokens.dependents(token, "nsubj") if tokens.upos[one] in {"NOUN", "PROPN"}]
    past = tokens.upos[token] == "VERB" and tokens.lower[token] != tokens.lemmas[token]
    done = past and not tokens.lower[token].endswith("ing") and not tokens.dependents(token, "aux", "aux:pass", "cop")
    planned = any(tokens.lower[aux] in _MODALS for aux in tokens.dependents(tokens.heads[token], "aux"))
    return opens and bool(who) and done and planned


def reverses(tokens: Tokens, token: int, first: int) -> bool:
    """*said she would sell the mill, before changing her mind*: what became of one's own plan, behind its comma."""
    plan = tokens.heads[token]
    planned = any(tokens.lower[aux] in _MODALS for aux in tokens.dependents(plan, "aux"))
    own = any(tokens.lower[one] in _NOMINATIVE for one in tokens.dependents(plan, "nsubj"))
    return planned and own and tokens.lower[first] == "before" and tokens.lower[token].endswith("ing")


def even_if(tokens: Tokens, first: int) -> bool:
    """*that it would cost ten million, even if the grants came in*: a condition of what is said, and part of it."""
    return tokens.lower[first : first + 2] == ["even", "if"]


def contradicts(tokens: Tokens, token: int, run: range) -> bool:
    """*said the walls were dry, but an inspection found mould*: what speaks against it, outside marks.

    The new subject is a noun right behind *but*: of nine such clauses in development gold eight were the reporter's,
    of those with an adverb or *that* between none.
    """
    joints = tokens.dependents(token, "cc")
    if not joints or tokens.lower[joints[0]] != "but" or tokens.words[joints[0] - 1] != ",":
        return False
    subjects = [one for one in tokens.dependents(token, "nsubj", "nsubj:pass") if tokens.upos[one] in _NOMINAL]
    own = bool(subjects) and phrase_tokens(tokens, subjects[0]).start == joints[0] + 1
    return own and joints[0] > run.start and not _within_marks(tokens, range(run.start, token))


def adds(tokens: Tokens, token: int, run: range) -> bool:
    """*admitted it was late, and officials say he lied*, *wrote that “it is so,” and he was right*: what is told next.

    Another's report behind *and*; a past form behind marked words in the present, their comma within the marks; a
    perfect behind *but* where what was said stands in the past: *said it would open, but they have said so before*.
    """
    joints = tokens.dependents(token, "cc")
    subjects = tokens.dependents(token, "nsubj", "nsubj:pass")
    if not joints or not subjects or joints[0] <= run.start or subjects[0] < joints[0]:
        return False
    joint = joints[0]
    if _within_marks(tokens, range(run.start, joint)):
        return False
    if tokens.words[joint - 1] in MARKS and tokens.words[joint - 2] == ",":
        past = _is_past(tokens, token) and not _is_past(tokens, tokens.heads[token])
        return past or tokens.lower[subjects[0]] == "i"
    if tokens.words[joint - 1] != ",":
        return False
    if tokens.lower[joint] == "but":
        return _is_perfect(tokens, token) and _is_past(tokens, tokens.heads[token])
    entry = verb_at(tokens, token)
    reports = entry is not None and "clause" in entry.takes and entry.polarity != "thinks"
    return reports and tokens.upos[subjects[0]] in _NOMINAL and is_somebody(tokens, subjects[0])


def _is_past(tokens: Tokens, verb: int) -> bool:
    """Whether a clause stands in the past or tells what would be, by its first auxiliary, copula or verb."""
    first = min([verb, *tokens.dependents(verb, "aux", "aux:pass", "cop")])
    if tokens.upos[first] == "AUX":
        return tokens.lower[first] in _PAST_AUX
    return tokens.upos[first] == "VERB" and tokens.lower[first].endswith(("ed", "said", "told"))


def _is_perfect(tokens: Tokens, verb: int) -> bool:
    return any(tokens.lower[aux] in {"has", "have"} for aux in tokens.dependents(verb, "aux"))


def remarks(tokens: Tokens, token: int, run: range) -> bool:
    """*noted that she had paid nothing — as was true for years*, *— probably not what they meant*: a remark."""
    if tokens.words[token] not in TYPED_DASHES or token <= run.start or not is_edge(tokens, token):
        return False
    behind = tokens.lower[token + 1 : token + 3]
    last = all(tokens.words[one] not in TYPED_DASHES for one in range(token + 1, run.stop))
    true = behind[:1] == ["as"] and tokens.upos[min(token + 2, len(tokens) - 1)] == "AUX"
    return (true or (last and not _UNSURE.isdisjoint(behind[:1]))) and not _within_marks(
        tokens, range(run.start, token)
    )


def cites_source(tokens: Tokens, token: int, run: range) -> bool:
    """*the tests show that it leaks, according to the institute*: whose word the reporter has for it all."""
    named = tokens.lower[token] == "according" and tokens.lower[token + 1 : token + 2] == ["to"]
    behind = token - 1 > run.start and tokens.words[token - 1] == ","
    return named and behind and not _within_marks(tokens, range(run.start, token))


def _within_marks(tokens: Tokens, run: range) -> bool:
    """Whether a quotation mark is open at the end of a stretch."""
    return sum(tokens.words[one] in MARKS for one in run) % 2 == 1
