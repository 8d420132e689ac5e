"""What a figure measures, by the tree: the noun whose value it states; and the predicate of its clause.

A measure is a common noun: the one that an `of` phrase with the figure modifies (a *profit* of 45 million), the object
whose value the verb sets (put the *death toll* at 17), or the subject of a verb of being or change (*inflation* fell to
4 percent). People, bodies and places have figures but are none, so that a company that lost 3 million leaves it empty.
"""

from bisect import bisect_right
from functools import lru_cache

from flows.derive.entities.classes import noun_classes
from flows.derive.figures.quantity import Quantity
from flows.derive.figures.syntax import Syntax
from flows.derive.names.find import title_words
from flows.derive.text.annotation import DEPREL, UPOS
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.plurals import is_plural, singular
from seeds.quantities import figure_words, words_of_figures
from seeds.word_classes import words_of

_MEASURED = frozenset({"percent", "money", "number", "measure"})
_NOUN = UPOS.index("NOUN")
_NMOD = DEPREL.index("nmod")
_OF = frozenset({"of", "at"})
_TO = _OF | {"to", "from", "by"}
_OBJ = DEPREL.index("obj")
_WITHIN = frozenset({DEPREL.index("compound"), DEPREL.index("nummod"), DEPREL.index("amod")})
_CONJ = DEPREL.index("conj")
_OBLIQUE = frozenset({DEPREL.index("obl"), DEPREL.index("obl:unmarked"), DEPREL.index("nmod"), _CONJ})
_CHANGES = frozenset(figure_words()["change"])
_TRANSITIVE, _ATTRIBUTES = words_of_figures("takes_object"), words_of_figures("attribute")
_STATING, _SETTING = words_of_figures("stating"), words_of_figures("setting")
_TELLING = words_of_figures("telling") | {"be"}
_FUTURE = words_of("future_auxiliary")
_NUMBERS = words_of_figures("number_noun")
_HIGHEST = 6


def set_context_by_syntax(syntax: Syntax, lexemes: Lexemes, quantity: Quantity) -> None:
    """Give the quantity the predicate of its clause and, if its kind measures, the noun measured, else none."""
    first, last = _tokens(syntax, lexemes, quantity)
    top = _top(syntax, first, last)
    predicate = syntax.clause_of(top)
    if predicate is not None:
        stated = first <= predicate <= last
        stated = stated or (
            syntax.heads[top] == predicate and syntax.deprel[top] == _CONJ and not syntax.is_verb(predicate)
        )
        quantity.predicate = "be" if stated else syntax.lemmas[predicate].lower()
        if quantity.modality == "asserted" and quantity.role != "from" and syntax.helped(predicate, _FUTURE):
            quantity.modality = "forecast"
    if quantity.kind not in _MEASURED:
        return
    noun = _modified(syntax, top, first)
    if noun is None and predicate is not None:
        noun = _noun_of_clause(syntax, predicate, top, first)
    if noun is None:
        quantity.measure_first = quantity.measure_last = 0
        return
    if quantity.kind == "number" and _count_instead(syntax, lexemes, quantity, noun):
        return
    begin, end = syntax.phrase(noun)
    if noun > last:
        begin = max(begin, last + 1)
    quantity.measure_first, quantity.measure_last = _lexemes(syntax, lexemes, begin, end)


def take_predicate(quantity: Quantity) -> None:
    """Where a number without its noun is only told (it *counted* fewer than 5,000), what is told of the one before."""
    if quantity.like is not None and quantity.predicate in _TELLING:
        quantity.predicate = quantity.like.predicate


def _tokens(syntax: Syntax, lexemes: Lexemes, quantity: Quantity) -> tuple[int, int]:
    """First and last token of a quantity."""
    first = syntax.token(lexemes.starts[quantity.first])
    return first, max(first, syntax.token(lexemes.starts[quantity.last - 1]))


def _lexemes(syntax: Syntax, lexemes: Lexemes, first: int, last: int) -> tuple[int, int]:
    return bisect_right(lexemes.starts, syntax.starts[first]) - 1, bisect_right(lexemes.starts, syntax.ends[last] - 1)


def _top(syntax: Syntax, first: int, last: int) -> int:
    """The head of a quantity's phrase: *crowns* of 310 million crowns."""
    top = last
    for _ in range(_HIGHEST):
        if not first <= syntax.heads[top] <= last:
            break
        top = syntax.heads[top]
    return top


def _modified(syntax: Syntax, top: int, first: int) -> int | None:
    """The noun that the figure modifies: inflation of 3.6 percent, lifted its dividend to 12 euros, a $5 fee."""
    head = syntax.heads[top]
    if head > top and syntax.deprel[top] in _WITHIN and syntax.lemmas[head] in _ATTRIBUTES:
        return head
    if syntax.deprel[top] != _NMOD or not 0 <= head < first or not _measures(syntax, head):
        return None
    verb = syntax.heads[head]
    changed = verb >= 0 and syntax.form(verb) in _CHANGES
    return head if syntax.lemmas[first - 1] in (_TO if changed else _OF) else None


def _noun_of_clause(syntax: Syntax, predicate: int, top: int, first: int) -> int | None:
    """The object in front whose value the verb sets, else the subject of a verb of being or change."""
    changes = syntax.form(predicate) in _CHANGES
    direct = syntax.stands_by(top, predicate)
    if changes and syntax.deprel[top] == _OBJ and syntax.lemmas[predicate].lower() in _TRANSITIVE:
        return None
    if syntax.is_verb(predicate) and syntax.deprel[top] in _OBLIQUE:
        noun = syntax.object_before(predicate, first)
        if noun is not None and not syntax.is_counted(noun):
            sets = changes or syntax.lemmas[predicate].lower() in _SETTING
            return noun if sets and _measures(syntax, noun) else None
    subject = syntax.subject_of(predicate)
    if subject is None or subject >= first or not (direct and _measures(syntax, subject)):
        return None
    stated = not syntax.is_verb(predicate) or syntax.lemmas[predicate].lower() in _STATING
    return subject if stated or changes else None


def _measures(syntax: Syntax, token: int) -> bool:
    """Whether a token is a common noun for a thing: no person, body or place."""
    lemma = syntax.lemmas[token].lower()
    return syntax.upos[token] == _NOUN and (singular(lemma) if is_plural(lemma) else lemma) not in _actors()


@lru_cache(maxsize=1)
def _actors() -> frozenset[str]:
    """Nouns for people, bodies and places."""
    return words_of_figures("actor") | title_words().keys() | noun_classes().keys()


def _count_instead(syntax: Syntax, lexemes: Lexemes, quantity: Quantity, noun: int) -> bool:
    """`The number of soldiers fell to 9,600` counts soldiers."""
    if syntax.lemmas[noun].lower() not in _NUMBERS:
        return False
    counted = syntax.of_phrase(noun)
    if counted is None or not is_plural(syntax.form(counted)):
        return False
    first, last = syntax.phrase(counted)
    quantity.kind, quantity.rule = "count", "elided"
    quantity.counted_first, quantity.counted_last = _lexemes(syntax, lexemes, first, last)
    quantity.counted_lemma = singular(syntax.form(counted))
    return True
