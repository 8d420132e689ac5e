"""Places that count what is within them: *Brazil reports 4,195 deaths*, *the city's toll, says the mayor of Lyon*."""

from flows.derive.figures.links.anchors import Anchor
from flows.derive.figures.links.named import Named
from seeds.quantities import words_of_figures

_TALLYING, _STATES, _WIDE = (words_of_figures(code) for code in ("tallying_verb", "state_noun", "wide_adjective"))
_LETTING_GO = frozenset({"release", "free"})
_LOCALS = words_of_figures("local_teller")
_COUNTING = frozenset({"GPE"})
_BEARING = ("nmod:poss", "compound", "nmod", "appos", "nmod:desc", "amod")
_HIGHEST = 4
"""Clauses up to who says so; bounds the walk, should the tree be a circle."""


def counting_place(named: Named, anchor: Anchor) -> str | None:
    """The country, state or town that counts a figure as its own; None where no clause says so."""
    tokens, predicate = named.tokens, anchor.predicate
    if predicate is None:
        return None
    is_object = None not in (anchor.counted, anchor.argument) and anchor.argument in tokens.dependents(predicate, "obj")
    subject = named.subject(predicate) if is_object else None
    if subject is not None and tokens.lemmas[predicate] in _TALLYING:
        return named.at(subject, _COUNTING)
    if subject is not None and tokens.lemmas[predicate] in _LETTING_GO:
        return _place_of_teller(named, predicate)
    if any(_is_of_the_whole(named, at) for at in anchor.nouns):
        return _place_of_teller(named, predicate)
    return _place_of_local(named, predicate)


def _place_of_local(named: Named, predicate: int) -> str | None:
    """*Police in Lyon said 14 people were arrested*: where those are who tell only of what is near."""
    tokens = named.tokens
    above = tokens.heads[predicate]
    if above < 0 or tokens.deprel[predicate] != "ccomp":
        return None
    local = [at for at in tokens.dependents(above, "nsubj") if tokens.lemmas[at] in _LOCALS]
    local += [at for noun in local for at in tokens.dependents(noun, "nmod") if tokens.lemmas[at] in _LOCALS]
    near = [at for noun in local for at in tokens.dependents(noun, "nmod") if named.cases(at) & {"in", "at"}]
    return next((place for at in near if (place := named.at(at, _COUNTING))), None)


def _is_of_the_whole(named: Named, noun: int) -> bool:
    """*The country's death toll*, *the nationwide toll*."""
    tokens = named.tokens
    if any(tokens.lower[at] in _WIDE for at in tokens.dependents(noun, "amod", "compound")):
        return True
    owners = tokens.dependents(noun, "nmod:poss", "nmod")
    return any(tokens.lemmas[at] in _STATES and _is_said_again(named, at) for at in owners)


def _is_said_again(named: Named, noun: int) -> bool:
    """*The country*, said of one that was named."""
    return any(named.tokens.lower[at] == "the" for at in named.tokens.dependents(noun, "det"))


def _place_of_teller(named: Named, predicate: int) -> str | None:
    """The place that the subject over a clause is or is of: *Spain's ministry of health says*."""
    tokens = named.tokens
    for _ in range(_HIGHEST):
        subject = named.subject(predicate)
        found = _place_at(named, subject) if subject is not None else None
        if found is not None or tokens.heads[predicate] < 0:
            return found
        predicate = tokens.heads[predicate]
    return None


def _place_at(named: Named, noun: int) -> str | None:
    """The place at a noun, at what it is of, or in the title of a person."""
    tokens = named.tokens
    found = named.at(noun, _COUNTING)
    near = tokens.dependents(noun, *_BEARING)
    inner = [at for one in near for at in tokens.dependents(one, *_BEARING)]
    return found or next((place for at in (*near, *inner) if (place := named.at(at, _COUNTING))), None)
