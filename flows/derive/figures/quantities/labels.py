"""What a number that names something stands behind: the *S&P* of S&P 500, the *Covid* of Covid-19."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.text.lexemes import Lexemes
from seeds.quantities import figure_words

_STOPS = frozenset(figure_words()["stop"])
_TIES = frozenset({"-", "\u2011", "\u2013"})
_LONGEST = 4


def name_labels(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Give each label the words of its name in front of the number as what is counted; no lemma, since none is."""
    taken = 0
    for quantity in quantities:
        if quantity.kind == "label" and not quantity.counted.words:
            quantity.counted = replace(quantity.counted, words=_name(lexemes, max(taken, 0), quantity.first))
        taken = quantity.last


def _name(lexemes: Lexemes, earliest: int, first: int) -> Words:
    """The capitalised words right in front of a number, without a dash between."""
    last = first - (first > earliest and lexemes.lower[first - 1] in _TIES and lexemes.glued(first - 1))
    at = last
    while at > max(earliest, last - _LONGEST) and _is_of_name(lexemes, at - 1):
        at -= 1
    while at < last and not lexemes.forms[at][0].isupper():
        at += 1
    return Words(at, last) if at < last else Words()


def _is_of_name(lexemes: Lexemes, at: int) -> bool:
    form = lexemes.forms[at]
    tied = form == "&" and lexemes.glued(at)
    return tied or (form[0].isupper() and form.isalpha() and lexemes.lower[at] not in _STOPS)
