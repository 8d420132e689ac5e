"""Whose figures are that a text tells on without saying so again: of the noun, the number or the firm told of before.

*Norway has 12,000 troops. A year ago there were fewer than 5,000*; *Boeing lost $3 million. Sales fell 18 percent*. The
figure's own clause must leave the owner open: it has no subject, or one that only points back.
"""

from typing import NamedTuple

from flows.derive.figures.links.anchors import Anchor
from flows.derive.figures.links.named import NOBODY, Link, Named
from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.figures.quantities.syntax import subject_of
from flows.derive.text.plurals import is_plural, singular
from flows.derive.text.tokens import Tokens
from seeds.quantities import figure_words, words_of_figures

_POINTING = frozenset({"it", "that", "this", "these", "those", "they", "there"})
_CHANGES = frozenset(figure_words()["change"])
_STATING, _MEASURES = words_of_figures("stating"), words_of_figures("firm_measure")
_BARE = frozenset({"advmod", "punct", "cc", "conj"})
_ALIKE = 20  # assumed: amounts that differ by more are not of one thing


class _Told(NamedTuple):
    quantity: Quantity
    sentence: int
    paragraph: int
    link: Link


class Carried:
    """The owners of the figures of a document so far, in the order of the text."""

    def __init__(self, named: Named) -> None:
        self._tokens, self._firms = named.tokens, named.firms
        self._told: dict[int, _Told] = {}
        self._last: _Told | None = None

    def remember(self, quantity: Quantity, anchor: Anchor, link: Link) -> None:
        """Keep whose a figure is for those behind it."""
        sentence = self._tokens.sentence[anchor.first]
        told = _Told(quantity, sentence, self._tokens.sentence_paragraph[sentence], link)
        self._told[id(quantity)] = told  # which it keeps, so that the number stays its own
        self._last = told if link.entity_id is not None else self._last

    def owner(self, quantity: Quantity, anchor: Anchor) -> Link:
        """The owner of a figure whose clause names none; sales and profits are an organisation's."""
        before = self._before(anchor)
        if before is None:
            return NOBODY
        if quantity.like is not None:
            told = self._told.get(id(quantity.like))
            return _carried(told) if told is not None and self._points_back(anchor) else NOBODY
        if quantity.kind == "number" and self._is_understood(anchor) and _alike(before.quantity, quantity):
            return _carried(before)
        firm = before.link.entity_id in self._firms and self._is_firms_measure(anchor)
        return _carried(before) if firm else NOBODY

    def _before(self, anchor: Anchor) -> _Told | None:
        """The figure told last, where it stands in the same sentence or in the one before of the same paragraph."""
        last = self._last
        if last is None:
            return None
        sentence = self._tokens.sentence[anchor.first]
        near = sentence - last.sentence <= 1 and self._tokens.sentence_paragraph[sentence] == last.paragraph
        return last if near else None

    def _points_back(self, anchor: Anchor) -> bool:
        """Whether the clause has no subject of its own, or a pronoun that points back."""
        tokens, predicate = self._tokens, anchor.predicate
        subject = subject_of(tokens, predicate) if predicate is not None else None
        points = subject is None or anchor.holds(subject) or tokens.lower[subject] in _POINTING
        if not points or predicate is None or tokens.deprel[predicate] != "ccomp":
            return points
        sayer = subject_of(tokens, tokens.heads[predicate])
        return sayer is None or tokens.upos[sayer] == "PRON"

    def _is_understood(self, anchor: Anchor) -> bool:
        """*There were fewer than 5,000*; *that is more than the 4,000 that he named*."""
        tokens, first = self._tokens, anchor.first
        there = anchor.predicate is not None and tokens.dependents(anchor.predicate, "expl")
        if there and anchor.argument in {anchor.top, None}:
            return True
        opens = tokens.lower[tokens.sentence_tokens(tokens.sentence[first]).start]
        return opens in {"that", "this", "it"} and tokens.lower[max(0, first - 2) : first] == ["than", "the"]

    def _is_firms_measure(self, anchor: Anchor) -> bool:
        """*Sales fell 18 percent*: nobody's by its words."""
        tokens, predicate = self._tokens, anchor.predicate
        subject = subject_of(tokens, predicate) if predicate is not None else None
        if predicate is None or subject is None or not set(_relations(tokens, subject)) <= _BARE:
            return False
        lemma = tokens.lemmas[subject]
        told = tokens.lower[predicate] in _CHANGES or tokens.lemmas[predicate] in _STATING
        return told and (singular(lemma) if is_plural(lemma) else lemma) in _MEASURES


def _relations(tokens: Tokens, noun: int) -> list[str]:
    return [tokens.deprel[at] for at in tokens.children[noun]]


def _carried(told: _Told) -> Link:
    return Link(told.link.entity_id, "carried") if told.link.entity_id is not None else NOBODY


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may count the same things."""
    sizes = [figure.value or figure.high or figure.low or 0.0 for figure in (one, other)]
    return min(sizes) > 0 and max(sizes) / min(sizes) <= _ALIKE
