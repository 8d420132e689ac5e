"""What the tree says of a figure: the noun that its number modifies, the verb that governs it, the subject measured."""

from bisect import bisect_right
from functools import lru_cache

from flows.derive.annotation import DEPREL, UPOS
from flows.derive.document import Document
from flows.derive.figure_quantity import Quantity
from flows.derive.lexemes import Lexemes
from flows.derive.nouns import is_plural, singular

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
_MEASURED = frozenset({"percent", "money", "number", "measure"})


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

    def token(self, place: int) -> int:
        """The token that holds a place of the body, else the last one before it."""
        return max(0, bisect_right(self.starts, place) - 1)

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
        if self.deprel[top] == _NUMMOD and last < head <= last + _FARTHEST and self.upos[head] in _NOUNS:
            return head
        for at in range(last + 1, min(last + _FARTHEST, len(self.heads))):
            if self.heads[at] == top and self.deprel[at] == _NMOD and self.lemmas[last + 1] == "of":
                return at if self.upos[at] in _NOUNS else None
        return None

    def verb_of(self, token: int) -> int | None:
        """The verb that governs a token."""
        for _ in range(_HIGHEST):
            token = self.heads[token]
            if token < 0:
                return None
            if self.upos[token] in _VERBS:
                return token
        return None

    def subject_of(self, verb: int) -> tuple[int, int] | None:
        """First and last token of the noun phrase that is a verb's subject, determiner excluded."""
        for at in range(max(0, verb - 3 * _FARTHEST), min(len(self.heads), verb + _FARTHEST)):
            if self.heads[at] == verb and self.deprel[at] in _SUBJECTS and self.upos[at] in _NOUNS:
                first = at
                while first > 0 and at - first < _PHRASE and self._within(first - 1, at):
                    first -= 1
                return first, at
        return None

    def phrase_of_subject(self, verb: int) -> tuple[int, int] | None:
        """First and last token of a verb's subject, pronouns and possessors included."""
        for at in range(max(0, verb - 3 * _FARTHEST), min(len(self.heads), verb + _FARTHEST)):
            if self.heads[at] == verb and self.deprel[at] in _SUBJECTS:
                first = at
                while first > 0 and at - first < _FARTHEST and self._below(first - 1, at):
                    first -= 1
                return first, at
        return None

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
    quantity.counted_first = bisect_right(lexemes.starts, syntax.starts[begin]) - 1
    quantity.counted_last = bisect_right(lexemes.starts, syntax.ends[noun] - 1)
    lemma = syntax.lemmas[noun].lower()
    quantity.counted_lemma = singular(lemma) if is_plural(lemma) else lemma
    return quantity.counted_last > quantity.counted_first >= 0


def no_noun(syntax: Syntax, lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether the tree says that the noun found by rule is a verb, an adverb or a function word."""
    head = syntax.token(lexemes.starts[quantity.counted_last - 1])
    return syntax.upos[head] in _NO_NOUNS


def set_context_by_syntax(syntax: Syntax, lexemes: Lexemes, quantity: Quantity) -> None:
    """Give the quantity the lemma of its verb, and, unless it is counted, the verb's subject as what it measures."""
    token = syntax.token(lexemes.starts[quantity.numeral.last - 1])
    verb = syntax.verb_of(token)
    if verb is None:
        return
    quantity.predicate = syntax.lemmas[verb].lower()
    subject = syntax.subject_of(verb)
    if quantity.kind not in _MEASURED or subject is None or subject[1] >= token:
        return
    quantity.measure_first = bisect_right(lexemes.starts, syntax.starts[subject[0]]) - 1
    quantity.measure_last = bisect_right(lexemes.starts, syntax.ends[subject[1]] - 1)
