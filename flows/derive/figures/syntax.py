"""What the tree says of a figure: the noun that its number modifies, the clause it stands in, that clause's subject."""

from bisect import bisect_right
from functools import lru_cache

from flows.derive.figures.quantity import Quantity
from flows.derive.text.annotation import DEPREL, UPOS
from flows.derive.text.document import Document
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.plurals import is_plural, singular

_NOUNS = frozenset({UPOS.index("NOUN"), UPOS.index("PROPN"), UPOS.index("SYM")})
_NO_NOUNS = frozenset(UPOS.index(tag) for tag in ("VERB", "AUX", "ADV", "ADP", "SCONJ", "CCONJ", "PRON", "DET", "PART"))
_VERBS = frozenset({UPOS.index("VERB")})
_NUM = UPOS.index("NUM")
_NUMMOD, _NMOD = DEPREL.index("nummod"), DEPREL.index("nmod")
_SUBJECTS = frozenset(DEPREL.index(name) for name in ("nsubj", "nsubj:pass", "nsubj:outer"))
_LINKS = frozenset(
    DEPREL.index(name) for name in ("compound", "amod", "flat", "nmod:poss", "nmod:desc", "nummod", "case")
)
_DETERMINERS = frozenset({DEPREL.index("det"), DEPREL.index("nmod:poss")})
_FARTHEST = 10
_HIGHEST = 12
_PHRASE = 6
_VERBAL = frozenset(UPOS.index(tag) for tag in ("VERB", "AUX"))
_AUX, _OBL = DEPREL.index("aux"), DEPREL.index("obl")
_APPOS = DEPREL.index("appos")
_COPULA, _RELATIVE = DEPREL.index("cop"), DEPREL.index("acl:relcl")
_CONJ = DEPREL.index("conj")
_OBJECT, _CASE = DEPREL.index("obj"), DEPREL.index("case")
_ARGUMENTS = _SUBJECTS | {_OBJECT}


class Syntax:
    """The trees of one article, as lists; empty where the annotation has none."""

    def __init__(self, document: Document) -> None:
        annotation = document.annotation
        self.known = annotation.has_syntax
        self.starts: list[int] = annotation.starts.tolist() if self.known else []
        self.ends: list[int] = annotation.ends.tolist() if self.known else []
        self.heads: list[int] = annotation.heads.tolist() if self.known else []
        self.upos: list[int] = annotation.upos.tolist() if self.known else []
        self.deprel: list[int] = annotation.deprel.tolist() if self.known else []
        self.lemmas = annotation.lemmas
        self._body = document.body
        self._subjects: dict[int, list[int]] = {}
        for at, deprel in enumerate(self.deprel):
            if deprel in _SUBJECTS:
                self._subjects.setdefault(self.heads[at], []).append(at)
            elif deprel == _COPULA:
                self._subjects.setdefault(self.heads[at], [])

    def token(self, place: int) -> int:
        """The token that holds a place of the body, else the last one before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def form(self, token: int) -> str:
        """A token as written, in lower case."""
        return self._body[self.starts[token] : self.ends[token]].lower()

    def of_phrase(self, last: int, top: int | None = None) -> int | None:
        """The noun of the `of` phrase right behind a token that depends on it, or on the head of its phrase."""
        if last + 1 >= len(self.heads) or self.lemmas[last + 1] != "of":
            return None
        for at in range(last + 2, min(last + _FARTHEST, len(self.heads))):
            if self.heads[at] in {last, top} and self.deprel[at] == _NMOD:
                return at if self.upos[at] in _NOUNS else None
        return None

    def counts(self, place: int) -> bool:
        """Whether the token at a place is a numeral that modifies a noun."""
        token = self.token(place)
        return self.upos[token] == _NUM and self.deprel[token] == _NUMMOD

    def noun_of(self, first: int, last: int) -> int | None:
        """The noun counted by the number at tokens `first` to `last`: its nummod head, or the `of` phrase behind."""
        top = last
        for _ in range(_HIGHEST):
            head = self.heads[top]
            if not first <= head <= last:
                break
            top = head
        head = self.heads[top]
        near = self.deprel[top] == _NUMMOD and last < head <= last + _FARTHEST and self.upos[head] in _NOUNS
        if near and not self._parted(last, head):
            return head
        return self.of_phrase(last, top)

    def _parted(self, last: int, head: int) -> bool:
        """Whether an `of` phrase with a verb behind it stands between a number and the noun that the tree gives it."""
        return self.lemmas[last + 1] == "of" and any(self.upos[at] in _VERBAL for at in range(last + 2, head))

    def clause_of(self, token: int) -> int | None:
        """The predicate of the clause a token stands in: a verb, or what is said of a subject (94 percent *full*)."""
        if token in self._subjects and self.upos[token] not in _VERBS:
            return token
        for _ in range(_HIGHEST):
            token = self.heads[token]
            if token < 0:
                return None
            if self.upos[token] in _VERBS or token in self._subjects:
                return token
        return None

    def subject_of(self, predicate: int) -> int | None:
        """The head of a predicate's subject, the one nearest to it in front."""
        before = [at for at in self._subjects.get(predicate, ()) if at < predicate]
        return before[-1] if before else next(iter(self._subjects.get(predicate, ())), None)

    def object_before(self, predicate: int, token: int) -> int | None:
        """The head of a verb's object between the verb and a token."""
        for at in range(token - 1, max(predicate, token - 2 * _FARTHEST), -1):
            if self.heads[at] == predicate and self.deprel[at] == _OBJECT:
                return at
        return None

    def apposed(self, noun: int) -> list[int]:
        """The appositions to a noun: the chief, *Jane Roe*."""
        near = range(noun + 1, min(noun + _FARTHEST, len(self.heads)))
        return [at for at in near if self.heads[at] == noun and self.deprel[at] == _APPOS]

    def is_verb(self, token: int) -> bool:
        """Whether a token is a full verb."""
        return self.upos[token] in _VERBS

    def is_counted(self, noun: int) -> bool:
        """Whether a numeral modifies a noun: 18 *percent*."""
        return any(self.heads[at] == noun and self.deprel[at] == _NUMMOD for at in range(max(0, noun - _PHRASE), noun))

    def told_of(self, token: int) -> int | None:
        """The verb of a relative clause right behind a bare number: the 12,000 that he *named*."""
        near = range(token + 1, min(token + _FARTHEST, len(self.heads)))
        return next((at for at in near if self.heads[at] == token and self.deprel[at] == _RELATIVE), None)

    def argument_of(self, first: int, last: int) -> int | None:
        """The verb that the phrase of some tokens is an argument of."""
        top = last
        for _ in range(first, last):
            if first <= self.heads[top] <= last:
                top = self.heads[top]
        verb = self.heads[top]
        return verb if verb >= 0 and self.is_verb(verb) else None

    def stands_by(self, token: int, predicate: int) -> bool:
        """Whether a token is what a predicate says, a degree of it, or its argument; or joined to one that is."""
        for _ in range(_HIGHEST):
            if predicate in {token, self.heads[token]}:
                return True
            if token < 0 or self.deprel[token] != _CONJ:
                return False
            token = self.heads[token]
        return False

    def helped(self, predicate: int, words: frozenset[str]) -> bool:
        """Whether one of some words is an auxiliary of a predicate: *will* rise."""
        near = range(max(0, predicate - _PHRASE), predicate)
        return any(self.heads[at] == predicate and self.deprel[at] == _AUX and self.form(at) in words for at in near)

    def verb_with(self, token: int) -> int | None:
        """The verb that has a bare numeral as subject or object: damaged *more than 1,800*."""
        verb = self.heads[token]
        fits = self.deprel[token] in _ARGUMENTS or (self.deprel[token] == _OBL and self.lemmas[token - 1] == "than")
        return verb if fits and verb >= 0 and self.upos[verb] in _VERBAL else None

    def phrase(self, noun: int) -> tuple[int, int]:
        """First and last token of a noun with what stands before it, determiner excluded."""
        first = noun
        while first > 0 and noun - first < _PHRASE and self._within(first - 1, noun):
            first -= 1
        while first < noun and (self.deprel[first] == _CASE or self.lemmas[first] == "own"):
            first += 1
        return first, noun

    def phrase_of_subject(self, predicate: int) -> tuple[int, int] | None:
        """First and last token of a predicate's subject, pronouns and possessors included."""
        noun = self.subject_of(predicate)
        if noun is None:
            return None
        first = noun
        while first > 0 and noun - first < _FARTHEST and self._below(first - 1, noun):
            first -= 1
        return first, noun

    def _below(self, token: int, head: int) -> bool:
        """Whether a token depends, over any number of steps, on a head to its right."""
        for _ in range(_HIGHEST):
            if token == head:
                return True
            if token < 0 or token > head:
                return False
            token = self.heads[token]
        return False

    def _within(self, token: int, head: int) -> bool:
        """Whether a token left of a noun belongs to its phrase as more than a determiner."""
        while token != head:
            if self.deprel[token] not in _LINKS or self.heads[token] < token or self.deprel[token] in _DETERMINERS:
                return False
            token = self.heads[token]
            if token > head or token < 0:
                return False
        return True


@lru_cache(maxsize=8)
def syntax_of(document: Document) -> Syntax:
    """The trees of a document; kept for the figures of the same one."""
    return Syntax(document)


def set_counted_by_syntax(syntax: Syntax, lexemes: Lexemes, quantity: Quantity) -> bool:
    """Give the quantity the noun that its number modifies; False where the tree does not say."""
    numeral = quantity.numeral
    first = syntax.token(lexemes.starts[numeral.first])
    last = syntax.token(lexemes.starts[numeral.last - 1])
    noun = syntax.noun_of(first, last)
    if noun is None or syntax.starts[noun] < lexemes.ends[quantity.last - 1]:
        return False
    begin = noun
    while begin - 1 > last and syntax.deprel[begin - 1] in _LINKS and syntax.upos[begin - 1] not in _NO_NOUNS:
        begin -= 1
    while begin < noun and syntax.upos[begin] == _NUM:
        begin += 1
    quantity.counted_first = bisect_right(lexemes.starts, syntax.starts[begin]) - 1
    quantity.counted_last = bisect_right(lexemes.starts, syntax.ends[noun] - 1)
    lemma = syntax.lemmas[noun].lower()
    quantity.counted_lemma = singular(lemma) if is_plural(lemma) else lemma
    return quantity.counted_last > quantity.counted_first >= 0


def no_noun(syntax: Syntax, lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether the tree says that the noun found by rule is a verb, an adverb or a function word."""
    head = syntax.token(lexemes.starts[quantity.counted_last - 1])
    return syntax.upos[head] in _NO_NOUNS
