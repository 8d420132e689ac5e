"""Which numbers are ages: behind words of age, of years, or in apposition to a name."""

from dataclasses import replace

from flows.derive.figures.quantities.modifiers import read_modifier
from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.text.lexemes import Lexemes, past_dash, word
from flows.derive.text.plurals import is_plural, singular
from schemas.vocabulary import FigureModifier
from seeds.people import gender_of_given_name
from seeds.quantities import words_of_figures

_AGE_BEFORE, _BEING, _KIN, _DEGREES, _PEOPLE, _PERSONS = (
    words_of_figures(code) for code in ("age_word", "before_age", "kin_noun", "degree", "aged_people", "people_noun")
)
_YEARS = frozenset({"a", "mo", "wk", "d"})
_OLDEST = 120
"""Years: nobody was older but one woman of 122."""
_BE = frozenset({"is", "was", "were", "are", "'re", "'m"})
_DYING = (["dies"], ["died"], ["dead"], ["dying"])
_BOUNDS: dict[str, FigureModifier] = {
    "under": "less_than",
    "below": "less_than",
    "over": "more_than",
    "above": "more_than",
}
_FRONT = 4
"""Lexemes of *under the age of*."""
_NAMED = 3  # two names and a bracket stand before the number
_APPOSED_ENDS = frozenset({",", ".", "and", ";"})
_LONGEST_DEGREE = 4  # lexemes of *Ph.D.*


def read_age(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Make a number an age where the words say so: `15-year-old`, `aged 40`, `years of age`, and `Roe, 89,`."""
    at = past_dash(lexemes, quantity.last)
    if quantity.unit.code in _YEARS and word(lexemes, at) in {"old", "olds"}:
        quantity.last = at + 1
    elif quantity.unit.code in _YEARS and word(lexemes, at) == "of" and word(lexemes, at + 1) == "age":
        quantity.last = at + 2
    elif quantity.unit.code in _YEARS and _after_age_word(lexemes, quantity):
        pass
    elif not (not quantity.has_unit and quantity.kind is None and _bare_age(lexemes, quantity)):
        return False
    if quantity.modifier == "exact":
        read_modifier(lexemes, quantity)
    if quantity.modifier == "exact":
        quantity.modifier = _bound(lexemes, quantity)
    quantity.kind, quantity.rule = "age", "age"
    quantity.unit = replace(quantity.unit, code=quantity.unit.code or "a")
    return True


def _bare_age(lexemes: Lexemes, quantity: Quantity) -> bool:
    return (
        _after_age_word(lexemes, quantity)
        or _apposed(lexemes, quantity)
        or _who_is(lexemes, quantity)
        or _in_brackets(lexemes, quantity)
        or _or_older(lexemes, quantity)
        or _of_people(lexemes, quantity)
    )


def _of_people(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`individuals under 26`, `women over 50`: a bound right behind people, and nothing counted behind."""
    bound = quantity.modifier in {"less_than", "more_than"} and quantity.first < quantity.numeral.first
    behind = word(lexemes, quantity.last)
    counted = behind.isalpha() and (is_plural(behind) or behind in {"per", "percent"})
    return bound and not counted and word(lexemes, quantity.first - 1) in _PEOPLE and _plausible_age(quantity)


def _or_older(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`those 17 or younger`: the words of the modifier tell of an age."""
    behind = word(lexemes, quantity.last - 1) in {"older", "younger"} and quantity.last > quantity.numeral.last
    return behind and _plausible_age(quantity)


def _bound(lexemes: Lexemes, quantity: Quantity) -> FigureModifier:
    """`under age six`, `over the age of 60`: the bound stands before the word of age."""
    front = lexemes.lower[max(0, quantity.first - _FRONT) : quantity.first]
    ahead = [form for form in front if form not in {"the", "of", "age", "ages", "a"}]
    said = bool(front) and not {"age", "ages"}.isdisjoint(front)
    return _BOUNDS.get(ahead[-1], "exact") if said and ahead and front[-1] != ahead[-1] else "exact"


def _in_brackets(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`Ann Lowe (29)`: behind a given name and a family name."""
    first = quantity.first
    held = word(lexemes, first - 1) == "(" and word(lexemes, quantity.last) == ")"
    if not held or first < _NAMED or not _plausible_age(quantity) or not quantity.numeral.integer:
        return False
    given, family = lexemes.forms[first - 3], lexemes.forms[first - 2]
    named = given.lower() in gender_of_given_name() and given[0].isupper() and family[0].isupper()
    return named and family.isalpha()


def _who_is(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`who was 10`, `life expectancy is around 73`."""
    if word(lexemes, quantity.first - 1) not in _BEING | _BE:
        return False
    before = [word(lexemes, quantity.first - step) for step in range(1, 9)]
    said = before[0] in _BE and before[1] in {"who", "he", "she", "i", "they", "we", "you"}
    ends = word(lexemes, quantity.last) in {".", ",", ";", ")", "", "and", "when", "at"}
    return _plausible_age(quantity) and (
        (said and ends) or ("expectancy" in before and before[0] in {"is", "was", "of", "to"})
    )


def _plausible_age(quantity: Quantity) -> bool:
    top = quantity.high if quantity.value is None else quantity.value
    return (
        top is not None and 0 < top < _OLDEST and quantity.numeral.form in {"digits", "words"} and not quantity.scaled
    )


def _after_age_word(lexemes: Lexemes, quantity: Quantity) -> bool:
    before = [word(lexemes, quantity.first - step) for step in (1, 2)]
    if before[0] == "between":
        before = before[1:]
    of_age = before[0] == "of" and before[1:] in (["age"], ["ages"])
    dying = before[0] == "at" and before[1:] in _DYING and word(lexemes, quantity.first - 3) != "of"  # the toll of dead
    said = of_age or dying or before[0] in _AGE_BEFORE
    return said and _plausible_age(quantity)


def _apposed(lexemes: Lexemes, quantity: Quantity) -> bool:
    """A whole number between commas right behind a capitalised name: George Lowe, 89, of."""
    at = quantity.first - (word(lexemes, quantity.first - 1) in {"both", "each"})
    if word(lexemes, at - 1) != "," or word(lexemes, quantity.last) not in _APPOSED_ENDS or at < 2:  # noqa: PLR2004
        return False
    name = lexemes.forms[_past_degree(lexemes, at - 2)]
    if (at < quantity.first or _is_person(name.lower())) and word(lexemes, quantity.last) != "and":
        return _plausible_age(quantity)
    digits = quantity.numeral.form == "digits" and quantity.last - quantity.first == 1
    return digits and _plausible_age(quantity) and _is_name(lexemes, quantity, name) and quantity.numeral.integer


def _is_person(noun: str) -> bool:
    """`a daughter, 7,`, `both drivers, 19,`."""
    return noun in _KIN or (is_plural(noun) and singular(noun) in _KIN | _PERSONS)


def _is_name(lexemes: Lexemes, quantity: Quantity, name: str) -> bool:
    """Whether a name stands before the comma; of two ages (*Quirin and Redouane, 40 and 49,*) a number follows."""
    if not (name[0].isupper() and name.isalpha()):
        return False
    return word(lexemes, quantity.last) != "and" or word(lexemes, quantity.last + 1).isdecimal()


def _past_degree(lexemes: Lexemes, at: int) -> int:
    """The index of the name that a degree or a `Jr.` at `at` stands behind, else `at`: Lee Gant, Ph.D., 47."""
    here = at - (word(lexemes, at) == "." and lexemes.glued(at))
    begin = here
    while begin > max(0, here - _LONGEST_DEGREE) and lexemes.glued(begin):
        begin -= 1
    if "".join(lexemes.lower[begin : here + 1]).replace(".", "") not in _DEGREES:
        return at
    return max(0, begin - 1 - (word(lexemes, begin - 1) == ","))
