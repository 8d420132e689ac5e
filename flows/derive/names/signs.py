"""What stands in and around a name that speaks for its kind: its head, its neighbours, what it owns, is and does."""

import re
from collections.abc import Iterator, Sequence

from flows.derive.names.find import Name
from flows.derive.text.signs import ACTIVE_SUBJECTS
from flows.derive.text.tokens import Tokens
from seeds.rows import KindSignal
from seeds.word_classes import words_of

Sign = tuple[KindSignal, str]
"""Where a word stands, and the word, lower case."""

_ENDINGS = range(2, 5)
"""Letters of an ending that speaks for a kind (*-ia*, *-ists*): those for which `kind_evidence` was fitted."""
_SHORTEST_STEM = 3
"""Letters before an ending: *Asia* is no *-ia* of anything."""
_OBJECTS = frozenset({"obj", "iobj", "nsubj:pass"})
_AGENTS = frozenset({"obl", "obl:agent"})
_SCORE = re.compile(r" (?:\w+ ){0,2}\d{1,2}[-–]\d{1,2}\b")  # as written
_SCORE_BEHIND = re.compile(r" \d{1,2}[-–]\d{1,2}(?= (?:at|in|on|to|after|for)\b|[.,])")  # as written
_OWNERS = frozenset({"its", "his", "her"})
_POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
_LINKS = frozenset({"of", "at", "between", "with", "for"})
_CHIEFS = frozenset({"CEO", "CFO", "COO", "CTO"})
"""Offices of firms that are written in capitals: *Tessaly CEO Ivo Hart*."""
_BEFORE_CLASS = frozenset({"his", "her", "their", "a", "an"})
_TO_CLASS = 2
"""Words behind a name of which one is the sort of firm."""
_OLDEST = 115
"""Years up to which a number between commas behind a name is an age: hardly anybody grew older."""
_OWNED_WITHIN = 3
"""Words from a possessive to the noun that is owned: *Roe's new plant*."""


def signs_of(tokens: Tokens, name: Name) -> Iterator[Sign]:
    """The signs of one name in its sentence, and of its own words."""
    inside = tokens.within((name.start, name.end))
    if not inside:
        return
    words = tokens.lower[inside.start : inside.stop]
    yield from own_signs(words)
    yield from _in_front(tokens, inside, words)
    yield from _at_the_back(tokens, inside)
    if tokens.has_syntax:
        yield from _by_tree(tokens, _head(tokens, inside), inside)


def own_signs(words: Sequence[str]) -> Iterator[Sign]:
    """What a name's own words, lower case, say."""
    if len(words) == 1:
        yield from (("ending", words[0][-size:]) for size in _ENDINGS if len(words[0]) >= size + _SHORTEST_STEM)
        return
    link = next((place for place, word in enumerate(words) if place and word in words_of("name_link")), len(words))
    yield "head", words[link - 1]
    yield "head", " ".join(words[link - 1 : link + 1])
    yield "opening", words[0]


def _in_front(tokens: Tokens, inside: range, words: Sequence[str]) -> Iterator[Sign]:
    low = tokens.sentence_tokens(tokens.sentence[inside.start]).start
    at = inside.start - 1
    if at < low:
        return
    word = tokens.lower[at]
    if tokens.upos[at] == "ADP" and inside.stop < len(tokens) and tokens.lower[inside.stop] in _POSSESSIVES:
        return  # *in Roe's economy* is in no Roe
    alone = len(words) == 1 and not words[0].endswith("s") and not _goes_on(tokens, inside.stop)
    if word != "the" or alone:
        yield "before", word
    if word == "from" and _is_native(tokens, low, at - 1):
        yield "article", "comes_from"
    if word == "the":
        at -= 1
    if at > low and tokens.lower[at] in _LINKS:
        yield "of", tokens.lower[at - 1]


def _is_native(tokens: Tokens, low: int, at: int) -> bool:
    """*a Democrat from Harnville*, *the 19-year-old from Szolnok*: who comes from a place and from no firm."""
    return at >= low and (tokens.lemmas[at].lower() in words_of("native_noun") or tokens.lower[at] == "old")


def _goes_on(tokens: Tokens, token: int) -> bool:
    """Whether what stands behind a name belongs to a noun phrase that it only opens: *the Roe campaign*."""
    return token < len(tokens) and tokens.upos[token] in {"NOUN", "PROPN", "ADJ"}


def modifies_class(tokens: Tokens, name: Name) -> bool:
    """*Boston biotech*, *Leeds software company*: whether a sort of firm stands behind, at most a word between."""
    first = tokens.token_at(name.end - 1) + 1
    for token in range(first, min(first + _TO_CLASS, len(tokens))):
        if tokens.lower[token] in words_of("company_class"):
            return tokens.words[token].islower()
        if not tokens.words[token].islower() or tokens.upos[token] not in {"NOUN", "ADJ"}:
            return False
    return False


def _at_the_back(tokens: Tokens, inside: range) -> Iterator[Sign]:
    end = tokens.sentence_tokens(tokens.sentence[inside.start]).stop
    own = inside.stop < end and tokens.lower[inside.stop] in {"'s", "'"}
    attached = tokens.lower[inside.stop - 1].endswith(("'s", "s'"))
    if own or attached:
        yield from _owned(tokens, range(inside.stop + own, min(inside.stop + own + _OWNED_WITHIN, end)))
    elif inside.stop < end and _says_what(tokens, inside):
        yield "behind", tokens.lower[inside.stop]
    elif inside.stop < end and _SCORE_BEHIND.match(tokens.body, tokens.ends[inside.stop - 1]):
        yield "article", "score"  # *beat Harnville 3-0*
    elif inside.stop + 2 < end and tokens.lower[inside.stop] == ",":
        yield from _behind_comma(tokens, inside.stop + 1)


def _says_what(tokens: Tokens, inside: range) -> bool:
    word = tokens.words[inside.stop]
    return word in _CHIEFS or (word.islower() and not _is_adjective(tokens, inside))


def _behind_comma(tokens: Tokens, token: int) -> Iterator[Sign]:
    """*Roe, who …*; *Acme, which …*; *Paris, 24, …*; *Harbour Lights, his first album*."""
    word = tokens.words[token]
    if word in {"who", "which", "whose"}:
        yield "is", word
    elif is_aged(tokens, token - 1):
        yield "is", "aged"
    elif word in _BEFORE_CLASS:
        yield from (("is", tokens.lemmas[noun]) for noun in _first_noun(tokens, token + 1))


def is_aged(tokens: Tokens, token: int) -> bool:
    """*Paris, 24, sang*, *Paris, age 24*: whether an age stands between commas from a token on."""
    if tokens.lower[token : token + 2] in ([",", "age"], [",", "aged"]):
        return tokens.words[token + 2 : token + 3] != [] and tokens.words[token + 2].isdecimal()
    if token + 2 >= len(tokens) or tokens.words[token] != "," or tokens.words[token + 2] not in {",", "."}:
        return False
    age = tokens.words[token + 1]
    return age.isdecimal() and len(age) <= len(str(_OLDEST)) and int(age) <= _OLDEST


def _first_noun(tokens: Tokens, token: int) -> Sequence[int]:
    behind = range(token, min(token + _OWNED_WITHIN, len(tokens)))
    return [one for one in behind if tokens.upos[one] == "NOUN"][:1]


def _is_adjective(tokens: Tokens, inside: range) -> bool:
    """*Ruritanian* in *the Ruritanian army*: what stands behind it is not a thing of that name."""
    last = tokens.lower[inside.stop - 1]
    return tokens.upos[inside.stop - 1] == "ADJ" or last.endswith(tuple(words_of("people_ending")))


def _owned(tokens: Tokens, behind: range) -> Iterator[Sign]:
    for token in behind:
        if tokens.upos[token] in {"NOUN", "PROPN"} and token + 1 not in {
            one for one in behind if tokens.upos[one] == "NOUN"
        }:
            yield "owns", tokens.lower[token]
            return


def _head(tokens: Tokens, inside: range) -> int:
    return next((token for token in inside if tokens.heads[token] not in inside), inside.stop - 1)


def _by_tree(tokens: Tokens, head: int, inside: range) -> Iterator[Sign]:
    if not tokens.parsed(head):
        return
    governor, relation = tokens.heads[head], tokens.deprel[head]
    yield from _apposed(tokens, head, inside)
    if governor < 0 or governor in inside:
        return
    if relation in ACTIVE_SUBJECTS and tokens.upos[governor] == "VERB":
        yield from _done(tokens, governor)
    elif relation in _AGENTS and "by" in _cases(tokens, head):
        yield "does", tokens.lemmas[governor]
    elif relation in _OBJECTS:
        yield "suffers", tokens.lemmas[governor]
    copula = relation == "nsubj" and tokens.dependents(governor, "cop")
    if tokens.upos[governor] == "NOUN" and (copula or (relation == "appos" and governor < head)):
        yield "is", tokens.lemmas[governor]


def _apposed(tokens: Tokens, head: int, inside: range) -> Iterator[Sign]:
    for child in tokens.dependents(head, "appos"):
        told = tokens.upos[child] == "NOUN" or "who" in tokens.lower[child : child + _OWNED_WITHIN]
        if child not in inside and told:
            yield from _said_to_be(tokens, child)


def _done(tokens: Tokens, verb: int) -> Iterator[Sign]:
    """What a verb says of its subject."""
    yield "does", tokens.lemmas[verb]
    yield from (("has", tokens.lemmas[one]) for one in _objects(tokens, verb))
    yield from _outcome(tokens, verb)
    yield from _owner_by_pronoun(tokens, verb)


def _cases(tokens: Tokens, token: int) -> set[str]:
    return {tokens.lower[case] for case in tokens.dependents(token, "case")}


def _outcome(tokens: Tokens, verb: int) -> Iterator[Sign]:
    """*Velmart gained 3%*; *Harnville lost 2-0*."""
    if any(tokens.lower[child] in words_of("percent_word") for child in tokens.children[verb] if child > verb):
        yield "article", "moves_by_percent"
    elif _SCORE.match(tokens.body, tokens.ends[verb]):
        yield "article", "score"


def _owner_by_pronoun(tokens: Tokens, verb: int) -> Iterator[Sign]:
    """*Zandora is closing its plant*: whose the object is."""
    for noun in tokens.dependents(verb, "obj"):
        yield from (
            ("has", tokens.lower[one]) for one in tokens.dependents(noun, "nmod:poss") if tokens.lower[one] in _OWNERS
        )


def _objects(tokens: Tokens, verb: int) -> Sequence[int]:
    return tokens.dependents(verb, "obj") if tokens.lemmas[verb] == "have" else ()


def _said_to_be(tokens: Tokens, noun: int) -> Iterator[Sign]:
    yield "is", tokens.lemmas[noun]
    clauses = tokens.dependents(noun, "acl:relcl")
    if any(tokens.lower[child] == "who" for clause in clauses for child in tokens.children[clause]):
        yield "is", "who"
