"""For whom somebody speaks: *a spokesman for X*, *X's lawyer*, *speaking for the family*, *on behalf of X*."""

from collections.abc import Iterator

from flows.derive.quotes.mentions import Mentions
from flows.derive.quotes.speakers import Attribution
from flows.derive.text.tokens import Tokens
from seeds.word_classes import words_of

_FOR = frozenset({"for", "of"})
_BESIDE = ("appos", "flat", "nmod:desc", "compound")
_OWNING = ("nmod:poss", "compound")


def on_behalf_of(tokens: Tokens, by: Attribution, mentions: Mentions) -> str | None:
    """The entity for whom the speaker speaks by the words at this place; None if they tell of none."""
    if by.head is None:
        return None
    for noun in _speaking_nouns(tokens, by.head):
        found = _principal(tokens, noun, by.head, mentions)
        if found is not None:
            return found
    return _spoken_for(tokens, by.verb, mentions) if by.verb is not None else None


def _speaking_nouns(tokens: Tokens, head: int) -> Iterator[int]:
    """The nouns beside a speaker that say that he speaks for another: spokeswoman, lawyer."""
    around = [head, *tokens.dependents(head, *_BESIDE)]
    governor = tokens.heads[head]
    if governor >= 0 and tokens.deprel[head] in _BESIDE:
        around.append(governor)
    for token in around:
        if tokens.lemmas[token] in words_of("speaking_for") or tokens.lower[token] in words_of("speaking_for"):
            yield token


def _principal(tokens: Tokens, noun: int, head: int, mentions: Mentions) -> str | None:
    """Whom the noun names: behind *for* or *of*, as its owner, or as the name before it (*Acme spokesman Jo Lee*)."""
    for child in tokens.children[noun]:
        cases = {tokens.lower[case] for case in tokens.dependents(child, "case")}
        named = mentions.at(tokens.starts[child])
        if named is None or child == head or named.entity_id is None:
            continue
        behind = tokens.deprel[child] == "nmod" and cases & _FOR
        if behind or (tokens.deprel[child] in _OWNING and child < noun):
            return named.entity_id
    before = mentions.at(tokens.starts[noun - 1]) if noun > head - 2 and noun and noun < head else None
    beside = before is not None and tokens.deprel[noun - 1] in _OWNING and before.kind != "PERSON"
    return before.entity_id if beside and before is not None else None


def _spoken_for(tokens: Tokens, verb: int, mentions: Mentions) -> str | None:
    """*Speaking for X, …*, *said on behalf of X*."""
    for child in [verb, *tokens.dependents(verb, "advcl")]:
        for noun in tokens.dependents(child, "obl", "nmod"):
            cases = [tokens.lower[case] for case in tokens.dependents(noun, "case")]
            inner = tokens.dependents(noun, "nmod") if tokens.lower[noun] == "behalf" else []
            meant = inner[0] if inner else noun
            speaks = tokens.lower[child] == "speaking" and "for" in cases
            named = mentions.at(tokens.starts[meant]) if speaks or inner else None
            if named is not None:
                return named.entity_id
    return None
