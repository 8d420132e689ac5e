"""Nouns of saying: *his claim that …*, *their pledge to …*, *voiced the fear that …*."""

from flows.derive.reporting.complements import clause_without_head, complement, phrase_behind
from flows.derive.reporting.edges import case_of, introducers
from flows.derive.text.cues import CueEntry, verb_at, verb_forms
from flows.derive.text.people import can_speak
from flows.derive.text.subjects import subject_of
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_VOICING = words_of("voicing_verb")
_TIMES = words_of("day_adverb") | words_of("weekday") | {"week", "month", "year", "night", "morning"}
"""Whose no announcement is: *yesterday's announcement that …*."""


def told_by_noun(tokens: Tokens, noun: int, entry: CueEntry) -> tuple[int | None, list[range]] | None:
    """Whose a noun of saying is, as the head of a phrase, and what it reports; None if it reports nothing.

    *his claim that …*, *their pledge to …*: the owner is the speaker.
    """
    owners = [one for one in tokens.dependents(noun, "nmod:poss") if tokens.lower[one] not in _TIMES]
    for child in [*tokens.dependents(noun, "acl", "ccomp", "acl:relcl"), *_of_owner(tokens, noun)]:
        marks = introducers(tokens, child)
        that, to = "that" in marks and "clause" in entry.takes, "to" in marks and "infinitive" in entry.takes
        content = (
            complement(tokens, noun, [child]) if (that and not _is_far(tokens, noun, child)) or (to and owners) else []
        )
        if content:
            return _owner(tokens, noun, owners), content
    following = tokens.lower[noun + 1] if noun + 1 < len(tokens) else ""
    if owners and following == "that" and "clause" in entry.takes:
        content = clause_without_head(tokens, noun)
        return (owners[0], content) if content else None
    return None


def _is_far(tokens: Tokens, noun: int, child: int) -> bool:
    """*issued a statement after it was projected that …*: whether a verb stands between, which takes the clause."""
    between = range(noun + 1, min(tokens.subtree(child)[0], child))
    return any(tokens.upos[token] == "VERB" and verb_at(tokens, token) is not None for token in between)


def _of_owner(tokens: Tokens, noun: int) -> list[int]:
    """*claims by the ministry that …*: the clause, where the tree gives it to the ministry."""
    owners = [one for one in tokens.dependents(noun, "nmod") if case_of(tokens, one) == "by"]
    clauses = [child for one in owners for child in tokens.dependents(one, "acl", "acl:relcl")]
    return [child for child in clauses if "that" in introducers(tokens, child)]


def companion(tokens: Tokens, noun: int) -> tuple[CueEntry, int, list[range]] | None:
    """*, with the union warning that …*: a participle that the tree takes for a noun; its cue, speaker and content."""
    entry = verb_forms().get(tokens.lower[noun])
    cases = tokens.dependents(noun, "case")
    if entry is None or not cases or tokens.lower[cases[0]] != "with" or tokens.words[cases[0] - 1] != ",":
        return None
    speakers = [child for child in tokens.dependents(noun, "compound", "nmod") if cases[0] < child < noun]
    following = tokens.lower[noun + 1] if noun + 1 < len(tokens) else ""
    if not speakers or not can_speak(tokens, speakers[-1]):
        return None
    if following == "that":
        heads = [child for child in tokens.dependents(noun, "acl", "ccomp") if child > noun]
        content = complement(tokens, noun, heads)
    else:
        content = phrase_behind(tokens, noun, noun + 2) if following in entry.takes else []
    return (entry, speakers[-1], content) if content else None


def _owner(tokens: Tokens, noun: int, owners: list[int]) -> int | None:
    """Whose the noun is: by possessive, by *by* or *from*, or by its verb (*He made the claim that …*)."""
    named = [child for child in tokens.dependents(noun, "compound") if tokens.upos[child] == "PROPN"]
    if owners or named:
        return [*owners, *named][0]
    for child in tokens.dependents(noun, "nmod"):
        if case_of(tokens, child) in {"by", "from", "of"}:
            return child
    verb = tokens.heads[noun]
    if verb >= 0 and tokens.deprel[noun] in {"obj", "obl"} and tokens.lemmas[verb] in _VOICING:
        return subject_of(tokens, verb)
    return None
