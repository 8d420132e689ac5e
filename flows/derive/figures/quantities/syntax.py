"""What the tree says of a figure: the noun that its number modifies, the clause it stands in, that clause's subject."""

from bisect import bisect_right

from flows.derive.figures.quantities.quantity import Noun, Quantity, Words
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.plurals import is_plural, singular
from flows.derive.text.signs import SUBJECTS
from flows.derive.text.tokens import Tokens

_NOUNS = frozenset({"NOUN", "PROPN", "SYM"})
_NO_NOUNS = frozenset({"VERB", "AUX", "ADV", "ADP", "SCONJ", "CCONJ", "PRON", "DET", "PART"})
_VERBS = frozenset({"VERB"})
_LINKS = frozenset({"compound", "amod", "flat", "nmod:poss", "nmod:desc", "nummod", "case"})
_DETERMINERS = frozenset({"det", "nmod:poss"})
_FARTHEST = 10
"""Tokens between a number and its noun, verb or apposition: beyond, the tree is more often wrong. Assumed."""
_HIGHEST = 12
"""Steps up a tree: a bound on following heads, which stand in a circle where a tree is broken."""
_PHRASE = 6
"""Tokens of a noun phrase, or of auxiliaries, before their head: assumed."""
_VERBAL = frozenset({"VERB", "AUX"})
_ARGUMENTS = SUBJECTS | {"obj"}
_OBLIQUE = frozenset({"obl", "obl:unmarked", "nmod", "conj"})


def of_phrase(tokens: Tokens, last: int, top: int | None = None) -> int | None:
    """The noun of the `of` phrase right behind a token that depends on it, or on the head of its phrase."""
    if last + 1 >= len(tokens.heads) or tokens.lemmas[last + 1] != "of":
        return None
    for at in range(last + 2, min(last + _FARTHEST, len(tokens.heads))):
        if tokens.heads[at] in {last, top} and tokens.deprel[at] == "nmod":
            return at if tokens.upos[at] in _NOUNS else None
    return None


def counts(tokens: Tokens, place: int) -> bool:
    """Whether the token at a place is a numeral that modifies a noun."""
    token = tokens.token_at(place)
    return tokens.upos[token] == "NUM" and tokens.deprel[token] == "nummod"


def noun_of(tokens: Tokens, first: int, last: int) -> int | None:
    """The noun counted by the number at tokens `first` to `last`: its nummod head, or the `of` phrase behind."""
    top = last
    for _ in range(_HIGHEST):
        head = tokens.heads[top]
        if not first <= head <= last:
            break
        top = head
    head = tokens.heads[top]
    near = tokens.deprel[top] == "nummod" and last < head <= last + _FARTHEST and tokens.upos[head] in _NOUNS
    if near and not _parted(tokens, last, head):
        return head
    return of_phrase(tokens, last, top)


def _parted(tokens: Tokens, last: int, head: int) -> bool:
    """Whether an `of` phrase with a verb behind it stands between a number and the noun that the tree gives it."""
    return tokens.lemmas[last + 1] == "of" and any(tokens.upos[at] in _VERBAL for at in range(last + 2, head))


def clause_of(tokens: Tokens, token: int) -> int | None:
    """The predicate of the clause a token stands in: a verb, or what is said of a subject (94 percent *full*)."""
    if token in tokens.subjects and tokens.upos[token] not in _VERBS:
        return token
    for _ in range(_HIGHEST):
        token = tokens.heads[token]
        if token < 0:
            return None
        if tokens.upos[token] in _VERBS or token in tokens.subjects:
            return token
    return None


def subject_of(tokens: Tokens, predicate: int) -> int | None:
    """The head of a predicate's subject, the one nearest to it in front."""
    before = [at for at in tokens.subjects.get(predicate, ()) if at < predicate]
    return before[-1] if before else next(iter(tokens.subjects.get(predicate, ())), None)


def object_before(tokens: Tokens, predicate: int, token: int) -> int | None:
    """The head of a verb's object between the verb and a token."""
    for at in range(token - 1, max(predicate, token - 2 * _FARTHEST), -1):
        if tokens.heads[at] == predicate and tokens.deprel[at] == "obj" and not is_oblique(tokens, at):
            return at
    return None


def is_oblique(tokens: Tokens, token: int) -> bool:
    """Whether a token is an argument behind a preposition, which is no object whatever the tree says: *to 12 euros*."""
    return tokens.deprel[token] in _OBLIQUE or (
        tokens.deprel[token] == "obj" and bool(tokens.dependents(token, "case"))
    )


def apposed(tokens: Tokens, noun: int) -> list[int]:
    """The appositions to a noun: the chief, *Jane Roe*."""
    near = range(noun + 1, min(noun + _FARTHEST, len(tokens.heads)))
    return [at for at in near if tokens.heads[at] == noun and tokens.deprel[at] == "appos"]


def is_verb(tokens: Tokens, token: int) -> bool:
    """Whether a token is a full verb."""
    return tokens.upos[token] in _VERBS


def is_counted(tokens: Tokens, noun: int) -> bool:
    """Whether a numeral modifies a noun: 18 *percent*."""
    return any(tokens.heads[at] == noun and tokens.deprel[at] == "nummod" for at in range(max(0, noun - _PHRASE), noun))


def told_of(tokens: Tokens, token: int) -> int | None:
    """The verb of a relative clause right behind a bare number: the 12,000 that he *named*."""
    near = range(token + 1, min(token + _FARTHEST, len(tokens.heads)))
    return next((at for at in near if tokens.heads[at] == token and tokens.deprel[at] == "acl:relcl"), None)


def argument_of(tokens: Tokens, first: int, last: int) -> int | None:
    """The verb that the phrase of some tokens is an argument of."""
    top = last
    for _ in range(first, last):
        if first <= tokens.heads[top] <= last:
            top = tokens.heads[top]
    verb = tokens.heads[top]
    return verb if verb >= 0 and is_verb(tokens, verb) else None


def stands_by(tokens: Tokens, token: int, predicate: int) -> bool:
    """Whether a token is what a predicate says, a degree of it, or its argument; or joined to one that is."""
    for _ in range(_HIGHEST):
        if predicate in {token, tokens.heads[token]}:
            return True
        if token < 0 or tokens.deprel[token] != "conj":
            return False
        token = tokens.heads[token]
    return False


def helped(tokens: Tokens, predicate: int, words: frozenset[str]) -> bool:
    """Whether one of some words is an auxiliary of a predicate: *will* rise."""
    near = range(max(0, predicate - _PHRASE), predicate)
    return any(
        tokens.heads[at] == predicate and tokens.deprel[at] == "aux" and tokens.lower[at] in words for at in near
    )


def verb_with(tokens: Tokens, token: int) -> int | None:
    """The verb that has a bare numeral as subject or object: damaged *more than 1,800*."""
    verb = tokens.heads[token]
    fits = tokens.deprel[token] in _ARGUMENTS or (tokens.deprel[token] == "obl" and tokens.lemmas[token - 1] == "than")
    return verb if fits and verb >= 0 and tokens.upos[verb] in _VERBAL else None


def phrase(tokens: Tokens, noun: int) -> tuple[int, int]:
    """First and last token of a noun with what stands before it, determiner excluded."""
    first = noun
    while first > 0 and noun - first < _PHRASE and _within(tokens, first - 1, noun):
        first -= 1
    while first < noun and (tokens.deprel[first] == "case" or tokens.lemmas[first] == "own"):
        first += 1
    return first, noun


def phrase_of_subject(tokens: Tokens, predicate: int) -> tuple[int, int] | None:
    """First and last token of a predicate's subject, pronouns and possessors included."""
    noun = subject_of(tokens, predicate)
    if noun is None:
        return None
    first = noun
    while first > 0 and noun - first < _FARTHEST and _below(tokens, first - 1, noun):
        first -= 1
    return first, noun


def _below(tokens: Tokens, token: int, head: int) -> bool:
    """Whether a token depends, over any number of steps, on a head to its right."""
    for _ in range(_HIGHEST):
        if token == head:
            return True
        if token < 0 or token > head:
            return False
        token = tokens.heads[token]
    return False


def _within(tokens: Tokens, token: int, head: int) -> bool:
    """Whether a token left of a noun belongs to its phrase as more than a determiner."""
    while token != head:
        if tokens.deprel[token] not in _LINKS or tokens.heads[token] <= token or tokens.deprel[token] in _DETERMINERS:
            return False
        token = tokens.heads[token]
        if token > head or token < 0:
            return False
    return True


def noun_in_tree(tokens: Tokens, lexemes: Lexemes, quantity: Quantity) -> Noun | None:
    """The noun that the number of a quantity modifies; None where the tree does not say."""
    numeral = quantity.numeral
    first = tokens.token_at(lexemes.starts[numeral.first])
    last = tokens.token_at(lexemes.starts[numeral.last - 1])
    noun = noun_of(tokens, first, last)
    if noun is None or tokens.starts[noun] < lexemes.ends[quantity.last - 1]:
        return None
    begin = noun
    while begin - 1 > last and tokens.deprel[begin - 1] in _LINKS and tokens.upos[begin - 1] not in _NO_NOUNS:
        begin -= 1
    while begin < noun and tokens.upos[begin] == "NUM":
        begin += 1
    words = Words(
        bisect_right(lexemes.starts, tokens.starts[begin]) - 1, bisect_right(lexemes.starts, tokens.ends[noun] - 1)
    )
    lemma = tokens.lemmas[noun]
    return Noun(words, singular(lemma) if is_plural(lemma) else lemma) if words and words.first >= 0 else None


def no_noun(tokens: Tokens, lexemes: Lexemes, noun: Noun) -> bool:
    """Whether the tree says that the noun found by rule is a verb, an adverb or a function word."""
    head = tokens.token_at(lexemes.starts[noun.words.last - 1])
    return tokens.upos[head] in _NO_NOUNS
