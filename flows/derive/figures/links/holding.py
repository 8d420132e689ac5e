"""Whether a clause makes a figure its subject's: has, hired or lost 90 people, but met, treated or spoke to 90.

The verb decides with what is counted, and with the place that the figure has in the clause: what a verb was done at, in
or for is nobody's number. Where the clause says neither, a figure stays without an owner.
"""

from flows.derive.figures.links.anchors import Anchor
from flows.derive.text.clauses import is_negated
from flows.derive.text.people import is_somebody
from flows.derive.text.tokens import Tokens
from schemas.vocabulary import FigureKind
from seeds.quantities import clause_words, figure_words, words_of_figures
from seeds.word_classes import words_of

_CHANGES = frozenset(figure_words()["change"])
_STATING, _TELLING = words_of_figures("stating"), words_of_figures("telling_verb")
_HOLDING, _ACTING, _VENTURING = (words_of_figures(code) for code in ("holding_verb", "acting_verb", "venture_verb"))
_FINISHING, _PEOPLE = words_of_figures("finishing_verb"), words_of_figures("people_noun")
_EVENTS, _PARTAKING = words_of_figures("counted_event"), words_of_figures("partaking_verb")
_BODIES = words_of("body_noun") | words_of("speaking_noun")
_MOVED = frozenset({"up", "down", "higher", "lower", "unchanged"})
_GUESSES = words_of_figures("guess_noun")
_EXPECTING = clause_words()["expects"]
_OBLIQUE = frozenset({"obl", "obl:agent", "obl:arg"})
_PARTS = frozenset({"of", "at", "worth", "over", "including"})
_DEEPEST = 6  # bounds the walk, should the tree be a circle


def is_of_subject(tokens: Tokens, anchor: Anchor, kind: FigureKind) -> bool:
    """Whether the clause of a figure says that it is its subject's; `anchor` has a predicate."""
    predicate, argument = anchor.predicate, anchor.argument
    if predicate is None or (kind == "ordinal" and not _is_finish(tokens, anchor, predicate)):
        return False
    if argument is None or _is_change(tokens, anchor.top, anchor.first):
        return True
    lemma = tokens.lemmas[predicate]
    if kind == "money" and lemma != "cost" and _is_to_another(tokens, predicate, argument):
        return False
    only_told = lemma in _TELLING | _EXPECTING and len(anchor.nouns) <= 1
    if only_told or is_negated(tokens, predicate) or not _is_direct(tokens, anchor, argument):
        return False  # *could not pay 9 percent*
    included = kind == "count" and _cases(tokens, argument) == {"including"}
    if tokens.deprel[argument] in _OBLIQUE and not included:
        return _is_value(tokens, anchor, argument, predicate) or _is_rate(tokens, argument, predicate)
    return lemma not in _VENTURING and (
        kind not in {"count", "number"} or _holds(tokens, anchor.counted or anchor.top, lemma)
    )


def _is_to_another(tokens: Tokens, predicate: int, argument: int) -> bool:
    """*The judge fined Carvale $2 million*: what somebody is fined, given or paid stands behind who it is."""
    first = tokens.dependents(predicate, "iobj", "obj")
    beside = (at < argument and "," not in tokens.words[at:argument] for at in first)  # *won 14 seats, worth 9 million*
    return tokens.deprel[argument] == "obj" and any(beside)


def is_person(tokens: Tokens, noun: int) -> bool:
    """Whether a common noun is for people, and not for a body of them."""
    lemma = tokens.lemmas[noun]
    somebody = tokens.upos[noun] == "NOUN" and is_somebody(tokens, noun) and lemma not in _BODIES
    return lemma in _PEOPLE or somebody


def _is_finish(tokens: Tokens, anchor: Anchor, predicate: int) -> bool:
    """*Lund finished third*; on the third day and for the third time nobody is third."""
    own = anchor.argument is None or anchor.argument == anchor.top
    return own and tokens.lemmas[predicate] in _FINISHING


def _is_direct(tokens: Tokens, anchor: Anchor, argument: int) -> bool:
    """Whether the argument is the figure's phrase or has it in an *of* phrase, not a thing set somewhere else."""
    node = anchor.top
    for _ in range(_DEEPEST):
        if node != anchor.top and tokens.lemmas[node] in _GUESSES:
            return False  # *his estimate of 600*
        if node == argument or node < 0:
            return True
        if tokens.deprel[node] == "obl":
            return False  # fighters, some as young *as 13*
        if tokens.deprel[node] == "nmod" and not _cases(tokens, node) <= _PARTS:
            return False
        node = tokens.heads[node]
    return False


def _is_value(tokens: Tokens, anchor: Anchor, argument: int, predicate: int) -> bool:
    """Whether a clause says to, by or at what its subject came: sales fell *to 40*, has 30 ships, *up from 20*."""
    valued = tokens.lemmas[predicate] in _STATING or tokens.lower[predicate] in _CHANGES | {"compared"}
    return valued or _is_change(tokens, argument, anchor.first)


def is_valued(tokens: Tokens, anchor: Anchor) -> bool:
    """Whether a clause says what its subject is or came to: his salary *rose to 40*, *is 40*."""
    if anchor.argument is None or anchor.predicate is None or anchor.holds(anchor.predicate):
        return True
    return _is_value(tokens, anchor, anchor.argument, anchor.predicate)


def _is_change(tokens: Tokens, node: int, first: int) -> bool:
    """Whether a word of change stands before a phrase: *up from 48*."""
    case = next(iter(tokens.dependents(node, "case")), first)
    return case > 0 and tokens.lower[case - 1] in _MOVED


def _is_rate(tokens: Tokens, argument: int, predicate: int) -> bool:
    """*14 goals in 20 games*, *starred in 40 films*: what an object's number is set against, or one takes part in."""
    if "in" not in _cases(tokens, argument):
        return False
    counted = [at for at in tokens.dependents(predicate, "obj") if tokens.dependents(at, "nummod")]
    takes_part = tokens.lemmas[predicate] in _PARTAKING
    return takes_part or (bool(counted) and tokens.lemmas[argument] in _EVENTS)


def _holds(tokens: Tokens, noun: int, lemma: str) -> bool:
    """Whether who does what a verb says has what is counted: people where they are had, things unless just met with."""
    return lemma in _HOLDING if is_person(tokens, noun) else lemma not in _ACTING


def _cases(tokens: Tokens, token: int) -> set[str]:
    return {tokens.lower[at] for at in tokens.dependents(token, "case")}
