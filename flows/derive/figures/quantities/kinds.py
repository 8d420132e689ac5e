"""What kind of figure a number is, once its unit is known: age, ordinal, label, multiple, count, plain number."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.figures.quantities.acts import is_of_act
from flows.derive.figures.quantities.ages import read_age
from flows.derive.figures.quantities.labels import (
    is_behind_capital,
    is_item,
    is_of_reference,
    names_by_word,
    opens_name,
)
from flows.derive.figures.quantities.quantity import Noun, Quantity
from flows.derive.figures.quantities.units import read_rate
from flows.derive.text.lexemes import Lexemes, past_dash, word
from flows.derive.text.plurals import is_plural
from seeds.quantities import figure_words, words_of_figures

_WORDS = figure_words()
_LABEL_NAMES = frozenset(_WORDS["label_name"])
_CHANGES = frozenset(_WORDS["change"])
_LABEL_NOUNS = frozenset(_WORDS["label_noun"])
_COMPARED, _MARKS = (words_of_figures(code) for code in ("compared", "name_end"))
_FOLD = frozenset(_WORDS["fold"])
_STOPS = frozenset(_WORDS["stop"])
_CLAUSE = 14  # words in front: assumed, a clause's length
_OFFICES = words_of_figures("ranked_office")
_INDEXES = words_of_figures("index_word")
_ZIP = 5
"""Digits of a postal code of the United States."""
_CLOCK = 4  # digits of *0930 hrs*
_YEARS = (1990, 2040)
"""Of names that end with a year: assumed."""
_ZONES = frozenset({"hrs"})
_STATE = 2
"""Letters of a state before its postal code, digits of `'69`, and tokens of `161st`."""
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


def set_kind(lexemes: Lexemes, quantity: Quantity) -> None:
    """Settle the kind; a number that names something becomes a label."""
    if read_age(lexemes, quantity):
        return
    if quantity.kind is not None:
        return
    form = quantity.numeral.form
    if form in {"fraction", "half"}:
        quantity.kind, quantity.rule = "ratio", "fraction"
        quantity.unit = replace(quantity.unit, code="1")
    elif form == "roman" or _is_label(lexemes, quantity) or _is_office(lexemes, quantity):
        quantity.kind, quantity.rule = "label", "label"
    elif form == "ordinal":
        quantity.kind, quantity.rule = "ordinal", "ordinal"
    elif _multiple(lexemes, quantity):
        quantity.rule = "multiple"


def _is_label(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether the number names something: written against letters, or behind a capitalised word and no noun after."""
    if quantity.has_unit or (quantity.modifier != "exact" and not is_behind_capital(lexemes, quantity)):
        return False
    first, last = quantity.first, quantity.last
    if lexemes.glued(first) and _joined_to_letters(lexemes, first):
        return True
    if (
        lexemes.glued(last)
        and last < len(lexemes.lower)
        and lexemes.lower[last][0].isalpha()
        and quantity.numeral.form == "digits"
    ):
        return not quantity.scaled
    if any(names(lexemes, quantity) for names in _NAMING):
        return True
    before = word(lexemes, first - 1)
    if before == "." and lexemes.glued(first - 1):
        before = word(lexemes, first - 2)
    if before in {"#", "no", "nos"}:
        return before != "no" or lexemes.forms[first - 1][0].isupper() or word(lexemes, first - 1) == "."
    return quantity.numeral.form in {"digits", "words"} and _named(lexemes, quantity)


def _is_office(lexemes: Lexemes, quantity: Quantity) -> bool:
    """*First Minister*, *Second Secretary*: part of a title."""
    first, last = quantity.first, quantity.last
    if quantity.numeral.form != "ordinal":
        return False
    large = last < len(lexemes.forms) and lexemes.forms[first].istitle() and lexemes.forms[last].istitle()
    return large and lexemes.lower[last] in _OFFICES


def _is_clock(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`1800 hrs`: a time of day; one with its zone is a date's."""
    return len(lexemes.forms[quantity.first]) == _CLOCK and word(lexemes, quantity.last) in _ZONES


def _is_short_year(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`in '69`: two digits behind an apostrophe of their own."""
    first = quantity.first
    own = word(lexemes, first - 1) == "'" and lexemes.glued(first) and not lexemes.glued(first - 1)
    return own and len(lexemes.forms[first]) == _STATE


def _is_code(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`Salem, OR 97301`: a postal code."""
    form = lexemes.forms[quantity.first]
    state = lexemes.forms[quantity.first - 1] if quantity.first else ""
    return len(form) == _ZIP and form.isdecimal() and len(state) == _STATE and state.isupper() and state.isalpha()


def _is_address(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`8404 161st Ave.`: a house in a street that has a number itself."""
    at = quantity.last
    numbered = word(lexemes, at)[:1].isdecimal() and word(lexemes, at + 1) in _ORDINALS
    return numbered and at + _STATE < len(lexemes) and lexemes.forms[at + _STATE][0].isupper()


_NAMING = (
    _is_code,
    _is_clock,
    _is_short_year,
    _is_address,
    is_of_act,
    is_of_reference,
    is_item,
    names_by_word,
    opens_name,
)


def _joined_to_letters(lexemes: Lexemes, first: int) -> bool:
    before = lexemes.forms[first - 1]
    if before[-1].isalpha():
        return True
    tied = before in {"-", "\u2013", "."} and lexemes.glued(first - 1) and first > 1
    front = lexemes.forms[first - 2] if tied else ""
    if front == "." and before == "-" and first > 2:  # noqa: PLR2004 - Mass.-05
        front = lexemes.forms[first - 3]
    named = front[:1].isupper() and front.isalpha()
    return named and (before != "." or len(front) == 1)


def _named(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Behind a capitalised word that is no sentence's first, and without a noun of its own."""
    first = quantity.first
    if first == 0:
        return False
    before = lexemes.forms[first - 1]
    if before.lower() in _LABEL_NAMES or (before == "P" and word(lexemes, first - 2) in {"&", "s"}):
        return True
    if not before[0].isupper() or not before.isalpha() or before.lower() in _STOPS:
        return False
    after = word(lexemes, quantity.last)
    if before.lower() in _LABEL_NOUNS:
        return True
    starts = first < 2 or lexemes.forms[first - 2] in {".", "!", "?", "\u201c", '"'}  # noqa: PLR2004
    return not starts and (_ends_name(after) or lexemes.forms[quantity.last][0].isupper())


def _ends_name(after: str) -> bool:
    return after in _STOPS or after in _MARKS or not after.isalpha() or after in _CHANGES or after.endswith("ed")


def index_points(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Give points that an index gained or lost their unit; those of a match are counted."""
    for quantity in quantities:
        if quantity.kind != "count" or quantity.counted.lemma != "point" or quantity.unit.per is not None:
            continue
        front = lexemes.lower[max(0, quantity.first - _CLAUSE) : quantity.first]
        if not _INDEXES.isdisjoint(front) or {"&", "s"} <= set(front):
            words = quantity.counted.words
            quantity.kind, quantity.rule = "measure", "unit"
            quantity.unit, quantity.counted = replace(quantity.unit, code="index_point", words=words), Noun()
            quantity.last = max(quantity.last, words.last)


def _multiple(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`four times as many`, `threefold`, `3x`; `3,200 times` without comparison is a count of times."""
    at = past_dash(lexemes, quantity.last)
    if word(lexemes, at) not in _FOLD:
        return False
    glued = word(lexemes, at) in {"x", "\xd7"}
    if glued and not lexemes.glued(at):
        return False
    behind = word(lexemes, at + 1)
    compared = word(lexemes, at) == "fold" or glued or behind in _COMPARED
    quantity.kind = "multiple" if compared else "frequency"
    quantity.counted = Noun(lemma=None if compared else "time")
    quantity.unit = replace(quantity.unit, code="1")
    quantity.last = at + 1
    if not compared:
        read_rate(lexemes, quantity)
    return True


def _is_of_year(form: str) -> bool:
    """*Lom Festival 2019 welcomes fans*: a year that a name ends with; a round one may count."""
    year = len(form) == _CLOCK and form.isdecimal() and _YEARS[0] <= int(form) <= _YEARS[1]
    return year and not form.endswith("00")


def name_of_thing(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether a number with a singular noun behind is part of a name: Boeing 787 Dreamliner, iPhone 11 Pro."""
    if quantity.numeral.form != "digits" or quantity.modifier != "exact" or quantity.value in {0, 1}:
        return False
    first, behind = quantity.first, quantity.last
    if behind >= len(lexemes.lower) or word(lexemes, behind) == "-" or quantity.counted.words.first != behind:
        return False
    last = quantity.counted.words.last
    plural = last and is_plural(lexemes.lower[last - 1]) and not _is_of_year(lexemes.forms[first])
    before = lexemes.forms[first - 1] if first else ""
    named = any(char.isupper() for char in before) and before.isalpha() and first > 1 and before.lower() not in _STOPS
    noun = lexemes.forms[behind]
    return not plural and not noun.isupper() and (noun[0].isupper() or named)
