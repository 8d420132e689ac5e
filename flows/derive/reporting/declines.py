"""Who kept silent: *would not comment on X*, *did not respond to a request*, *could not be reached*."""

from flows.derive.reporting.complements import complement, phrase_behind
from flows.derive.reporting.edges import case_of, introducers
from flows.derive.reporting.frames import speaker_of
from flows.derive.text.cues import SILENT, CueEntry, verbs
from flows.derive.text.signs import INNER_SUBJECTS
from flows.derive.text.subjects import is_passive
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_NEGATION = words_of("negation")
_MODALS = words_of("modal_auxiliary")
_NOBODY = words_of("no_subject")
_REQUESTS = words_of("request_noun")
_GIVING = words_of("comment_giver")
_COMMENTS = frozenset({"comment", "response", "answer"})
_SEEKING = (["seeking", "comment"], ["requesting", "comment"])
_TOPIC = frozenset({"on", "about"})
_OF_VERB = ("aux", "aux:pass", "advmod")


def kept_silent(tokens: Tokens, verb: int) -> tuple[CueEntry, int, list[range]] | None:
    """The entry, the head of the speaker's phrase and what was not talked about, else the words that say so.

    None if the verb tells of no silence.
    """
    if tokens.upos[verb] != "VERB":
        return None
    phrase = _refusal(tokens, verb)
    if phrase is None:
        return None
    passive = tokens.dependents(verb, "nsubj:pass")
    speaker = passive[0] if passive else speaker_of(tokens, verb)
    if (
        speaker is None
        or " ".join(tokens.lower[speaker - 1 : speaker + 1]) == "no one"
        or tokens.lower[speaker] == "nobody"
    ):
        return None
    entry = CueEntry(tokens.lemmas[verb], "declines", frozenset())
    return entry, speaker, _topic(tokens, phrase) or [phrase]


def _refusal(tokens: Tokens, verb: int) -> range | None:
    """The words from the auxiliary to the request, where a verb says that nothing was said."""
    lemma, entry = tokens.lemmas[verb], verbs().get(tokens.lemmas[verb])
    if lemma not in _GIVING and (entry is None or entry.takes.isdisjoint(SILENT)):
        return None
    objects = tokens.dependents(verb, "obj")
    if lemma in _GIVING and objects and tokens.lemmas[objects[0]] in _COMMENTS:
        denied = any(tokens.lower[one] == "no" for one in tokens.dependents(objects[0], "det"))
        return range(_first(tokens, verb), objects[0] + 1) if denied else None
    if entry is None or not _is_negated(tokens, verb) or tokens.lower[verb].endswith("ing"):
        return None
    asked = [*objects, *tokens.dependents(verb, "obl")]
    asked = [one for one in asked if one > verb and tokens.lemmas[one] in _REQUESTS]
    asked = [one for one in asked if not _is_said_more_of(tokens, one)]
    if "silence" in entry.takes or ("silence:would" in entry.takes and _has_aux(tokens, verb, "would")):
        return range(_first(tokens, verb), verb + 1)
    if "silence:passive" in entry.takes:
        return _to_request(tokens, verb, asked) if is_passive(tokens, verb) else None
    alone = all(
        tokens.deprel[child] in {*_OF_VERB, *INNER_SUBJECTS, "punct", "mark"} for child in tokens.children[verb]
    )
    silent = "silence:request" in entry.takes and (asked or (alone and lemma != "return"))
    return _to_request(tokens, verb, asked) if silent else None


def _is_said_more_of(tokens: Tokens, request: int) -> bool:
    """*the letter that the board sent*: more than what it asks for, as in *calls seeking comment*."""
    return any(tokens.lower[one : one + 2] not in _SEEKING for one in tokens.dependents(request, "acl", "acl:relcl"))


def _to_request(tokens: Tokens, verb: int, asked: list[int]) -> range:
    """Up to the end of the request's noun phrase: *did not respond to a request for comment*."""
    stop = verb + 1
    if asked:
        stop = asked[0] + 1
        if tokens.lower[stop : stop + 2] in (["for", "comment"], *_SEEKING):
            stop += 2
    return range(_first(tokens, verb), stop)


def _first(tokens: Tokens, verb: int) -> int:
    """Where the verb's auxiliaries and negation begin."""
    return min([verb, *(child for child in tokens.dependents(verb, *_OF_VERB) if child < verb)])


def _has_aux(tokens: Tokens, verb: int, word: str) -> bool:
    return any(tokens.lower[aux] == word for aux in tokens.dependents(verb, "aux"))


def _is_negated(tokens: Tokens, verb: int) -> bool:
    """By its own *not* or by its subject: *neither Roe nor Poe*, *nobody*."""
    own = {tokens.lower[one] for one in tokens.dependents(verb, *_OF_VERB)}
    firsts = {tokens.lower[tokens.subtree(subject)[0]] for subject in tokens.dependents(verb, *INNER_SUBJECTS)}
    return bool(own & _NEGATION or firsts & _NOBODY)


def whether_clause(tokens: Tokens, verb: int) -> list[int]:
    """*declined to say on Friday whether the dam was safe*: the clause, where the tree takes it for an adverbial.

    *when* opens one right behind the saying, where it tells what will be: *to say when it would open*.
    """
    clauses = [child for child in tokens.dependents(verb, "advcl") if child > verb]
    return [child for child in clauses if "whether" in introducers(tokens, child) or _is_when(tokens, verb, child)]


def _is_when(tokens: Tokens, verb: int, clause: int) -> bool:
    opens = tokens.lower[verb + 1] == "when" and tokens.heads[verb + 1] == clause
    return opens and any(tokens.lower[aux] in _MODALS for aux in tokens.dependents(clause, "aux"))


def _topic(tokens: Tokens, phrase: range) -> list[range]:
    """*on the recall*: what was not talked about, without its preposition."""
    verb = next(token for token in reversed(phrase) if tokens.upos[token] == "VERB")
    asked = whether_clause(tokens, verb)
    if asked:
        return complement(tokens, verb, asked)
    governors = [verb, *(child for child in tokens.dependents(verb, "obj"))]
    for governor in governors:
        for child in tokens.dependents(governor, "obl", "nmod"):
            topical = case_of(tokens, child) in _TOPIC and tokens.lower[child] not in words_of("weekday")
            if child >= phrase.stop and topical:
                start = tokens.dependents(child, "case")[0] + 1
                return phrase_behind(tokens, governor if governor != verb else verb, start)
    objects = [child for child in tokens.dependents(verb, "obj") if child >= phrase.stop]
    return phrase_behind(tokens, verb, min(tokens.subtree(objects[0])[0], objects[0])) if objects else []
