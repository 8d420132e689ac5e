"""Multiples and frequencies in one word: doubled, twice as many, threefold, halved, twice a week."""

from flows.derive.figures.quantities.quantity import Noun, Part, Quantity, Unit
from flows.derive.figures.quantities.units import read_rate
from flows.derive.numbers.numeral import Numeral
from flows.derive.text.lexemes import Lexemes, past_dash, word
from seeds.quantities import figure_words, words_of_figures

_WORDS = figure_words()
_MULTIPLES = {form: float(value) for form, value in _WORDS["multiple"].items() if "-" not in form}
_COMPARED = frozenset(_WORDS["after_multiple"])
_OFTEN = {form: float(value) for form, value in _WORDS["often"].items()}
_PARTICLES = words_of_figures("multiple_particle")
_ANY = _MULTIPLES.keys() | _OFTEN.keys()
_NEEDY = frozenset(_WORDS["needs_comparison"])


def multiples(lexemes: Lexemes) -> list[Quantity]:
    """The multiples of a paragraph; `double` and `twice` only where a comparison follows."""
    if _ANY.isdisjoint(lexemes.lower):
        return []
    found = []
    for at, form in enumerate(lexemes.lower):
        if form in _MULTIPLES and _multiplies(lexemes, at):
            value = _MULTIPLES[form]
            quantity = Quantity(Numeral(at, at + 1, value, "multiple", digits=1), at, at + 1, value, kind="multiple")
            quantity.unit, quantity.rule = Unit("1"), "multiple"
            quantity.part = Part("delta", 1 if value > 1 else -1)
            found.append(quantity)
        elif form in _OFTEN and (frequency := _frequency(lexemes, at)) is not None:
            found.append(frequency)
    return found


def _multiplies(lexemes: Lexemes, at: int) -> bool:
    """Whether a word of multiples is one here: not *double* without a comparison, not *doubling down*."""
    behind = past_dash(lexemes, at + 1)
    return word(lexemes, behind) not in _PARTICLES and (lexemes.lower[at] not in _NEEDY or _compared(lexemes, at + 1))


def _frequency(lexemes: Lexemes, at: int) -> Quantity | None:
    """`twice a week`, `once every month`: so many times in a unit of time."""
    value = _OFTEN[lexemes.lower[at]]
    quantity = Quantity(
        Numeral(at, at + 1, value, "multiple", digits=1), at, at + 1, value, unit=Unit("1"), rule="frequency"
    )
    read_rate(lexemes, quantity)
    if quantity.unit.per is None:
        return None
    quantity.kind, quantity.counted = "frequency", Noun(lemma="time")
    return quantity


def _compared(lexemes: Lexemes, at: int) -> bool:
    """Whether a comparison follows: twice as many, double the size; but not `scored twice as United won`."""
    follows = word(lexemes, at + 1)
    return word(lexemes, at) in _COMPARED and follows != "" and not lexemes.forms[at + 1][0].isupper()
