"""Nominals that stand for a named body or place by its class: *the company*, *the museum*, *the agency*.

A class is read off the word that heads a name (*Greenfield Energy*, *Museum of Modern Art*) or off the noun that says
what an organisation is (*Acme, a shipping company*). *The* with a noun of the class, nothing else beside it, is the
one entity of that class that was mentioned within reach; if there are two, it is left alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.derive.names.find import Name
from flows.derive.text.subjects import head_of
from flows.derive.text.tokens import Tokens
from seeds.people import name_classes, noun_classes
from seeds.word_classes import words_of

_REACH = 5
"""Sentences from the last mention of an entity to a nominal for it."""
_POST = frozenset(
    {"nmod", "acl", "acl:relcl", "appos", "flat", "conj", "nummod", "amod", "compound", "nmod:poss", "nmod:desc"}
)


def class_nominals(
    tokens: Tokens, classes: Mapping[int, frozenset[str]], named: Mapping[int, int]
) -> Iterator[tuple[range, int]]:
    """Tokens of nominals, and the cluster that each stands for; `classes` are those of clusters."""
    if not tokens.has_syntax:
        return
    seen: dict[str, dict[int, int]] = defaultdict(dict)
    nouns = noun_classes()
    for token, word in enumerate(tokens.lower):
        if token in named:
            aside = _is_aside(tokens, token, named)
            for one in classes.get(named[token], ()) if not aside else ():
                seen[one][named[token]] = tokens.sentence[token]
        elif word in nouns and _stands_alone(tokens, token):
            near = tokens.sentence[token] - _REACH
            meant = {cluster for one in nouns[word] for cluster, last in seen[one].items() if last >= near}
            if len(meant) == 1:
                cluster = next(iter(meant))
                for one in classes[cluster]:
                    seen[one][cluster] = tokens.sentence[token]
                yield range(token - 1, token + 1), cluster


def _is_aside(tokens: Tokens, token: int, named: Mapping[int, int]) -> bool:
    """*Acme, a unit of Norvex Inc., …*: whether a name only tells what another one is part of."""
    noun = tokens.heads[token]
    if noun < 0 or tokens.deprel[token] not in {"nmod", "nmod:poss"} or tokens.deprel[noun] != "appos":
        return False
    return tokens.heads[noun] in named and tokens.lemmas[noun] in words_of("unit_noun")


def _stands_alone(tokens: Tokens, token: int) -> bool:
    before = tokens.lower[token - 1] if token else ""
    if before != "the" or not tokens.parsed(token) or tokens.upos[token] != "NOUN":
        return False
    governed = any(tokens.deprel[child] in _POST for child in tokens.children[token])
    return not governed and tokens.deprel[token] not in {"compound", "nmod:desc", "appos", "flat"}


def classes_of(tokens: Tokens, names: Sequence[Name], members: Iterable[int]) -> frozenset[str]:
    """The classes of an entity, by the words that head its names and the nouns that say what it is."""
    found: set[str] = set()
    for member in members:
        name = names[member]
        found |= _by_head(name.text(tokens.body))
        described = _described_as(tokens, head_of(tokens, (name.start, name.end))) if name.kind == "ORG" else ()
        for noun in described:
            found |= noun_classes().get(noun, frozenset())
    return frozenset(found)


def _by_head(text: str) -> frozenset[str]:
    words = [word.rstrip(".,") for word in text.casefold().split()]
    if len(words) < 2:  # noqa: PLR2004  # one word says nothing about its class
        return frozenset()
    links = [place for place, word in enumerate(words) if place and word in words_of("name_link")]
    head = words[links[0] - 1] if links else words[-1]
    return name_classes().get(head, frozenset())


def _described_as(tokens: Tokens, head: int) -> Iterator[str]:
    """*Acme, a shipping company*; *Acme is a shipping company*; *the company Acme*."""
    yield from (tokens.lemmas[child] for child in tokens.dependents(head, "appos") if tokens.upos[child] == "NOUN")
    governor = tokens.heads[head]
    if governor < 0 or tokens.upos[governor] != "NOUN":
        return
    copula = tokens.deprel[head] in {"nsubj", "nsubj:outer"} and tokens.dependents(governor, "cop")
    if copula or tokens.deprel[head] in {"appos", "flat"}:
        yield tokens.lemmas[governor]
