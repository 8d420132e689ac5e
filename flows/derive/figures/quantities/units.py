"""Units of a number: currency signs and names, magnitudes in letters, percent, physical units, and rates per unit."""

from dataclasses import replace
from functools import lru_cache

from flows.derive.figures.quantities.money import (
    currency_names,
    is_code,
    is_mass,
    is_tied,
    large_codes,
    read_sign,
    set_currency,
    signs,
    suffixes,
)
from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.numbers.numeral import Numeral
from flows.derive.text.lexemes import Lexemes, past_dash, word
from flows.derive.text.lexicon import Lexicon
from flows.derive.text.plurals import is_plural, singular
from schemas.vocabulary import FigureKind
from seeds.quantities import UnitName, UnitSi, UnitWord, figure_words, number_words

_RATE_LINKS = frozenset({"per", "a", "an", "/", "each", "every"})
_LETTERS = number_words()["letter"]
_WORDS = figure_words()
_LENGTH = frozenset(_WORDS["length_cue"])
_RATES = frozenset(_WORDS["rate_noun"])
_SPACED = frozenset({"g", "l", "L", "m", "t"})
_AGO = frozenset(_WORDS["ago_word"])
_DURATIONS = frozenset({"s", "ms", "us", "ns", "min", "h", "d", "wk", "mo", "a", "10.a", "100.a"})
_THOUSANDS = frozenset({"k"})
_RACES = frozenset(_WORDS["race_word"])
_FARTHEST = 100.0
"""Kilometres of the longest race that is written so."""
_INCHES = 12
"""Of a foot."""
_INCH_MARKS = frozenset({'"', "\u2033", "\u201d"})
_LABEL_NOUNS = frozenset(_WORDS["label_noun"])
_BROADCAST = frozenset({4.0, 8.0})
"""What *4K* and *8K* name is a picture's width, not thousands."""


def _unit_rows() -> tuple[UnitWord, ...]:
    """The words of our own, then those that pint has; of two alike the first counts."""
    return UnitWord.rows() + UnitName.rows()


@lru_cache(maxsize=1)
def _unit_words() -> Lexicon[str]:
    return Lexicon((row.form, row.unit) for row in _unit_rows() if row.style == "word")


@lru_cache(maxsize=1)
def _unit_symbols() -> Lexicon[tuple[str, bool]]:
    rows = [row for row in _unit_rows() if row.style != "word"]
    return Lexicon(((row.form, (row.unit, row.style == "glued")) for row in rows), cased=True)


@lru_cache(maxsize=1)
def _percents() -> Lexicon[str]:
    return Lexicon(_WORDS["percent"].items())


def is_unit(lexemes: Lexemes, at: int) -> bool:
    """Whether the name of a unit begins at `at`."""
    return _unit_words().match(lexemes.lower, at) is not None


def unit_before(lexemes: Lexemes, at: int) -> tuple[int, str] | None:
    """How many lexemes the name of a unit that ends right before `at` has, and its code."""
    return _unit_words().match_before(lexemes.lower, at)


def kind_of_unit(unit: str) -> FigureKind:
    """A duration or a measure."""
    return "duration" if unit in _DURATIONS else "measure"


@lru_cache(maxsize=1)
def si_units() -> dict[str, UnitSi]:
    """How each physical unit turns into SI units."""
    return {row.unit: row for row in UnitSi.rows()}


def read_unit(lexemes: Lexemes, quantity: Quantity, behind: int = 0) -> None:
    """Give the quantity whatever unit stands on its left or right, and the rate behind it.

    What stands in front of the lexeme `behind` is another's: the code of *17 USD* 25.
    """
    if _primes(lexemes, quantity):
        return
    read_sign(lexemes, quantity, behind)
    _letter_magnitude(lexemes, quantity)
    if _is_of_part(lexemes, quantity):
        return
    if not quantity.money:
        _right_unit(lexemes, quantity)
    elif (found := currency_names().match(lexemes.lower, past_dash(lexemes, quantity.last))) and found[1].factor == 1:
        set_currency(quantity, found[1], assumed_from_sign=True)
        _cover(lexemes, quantity, found[0])
    elif (found := signs().match(lexemes.forms, quantity.last)) and is_code(lexemes, quantity.last):
        set_currency(quantity, found[1])
        quantity.last += found[0]
    read_rate(lexemes, quantity)


def _is_of_part(lexemes: Lexemes, quantity: Quantity) -> bool:
    """*Four second-half minutes*: what follows is the second of something, no unit."""
    return [word(lexemes, quantity.last), word(lexemes, quantity.last + 1)] == ["second", "-"]


def _primes(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`6'2"`: feet and inches."""
    at = quantity.last
    inches, mark = word(lexemes, at + 1), word(lexemes, at + 2)
    tied = word(lexemes, at) == "'" and all(lexemes.glued(place) for place in (at, at + 1, at + 2))
    if not (tied and inches.isdecimal() and int(inches) < _INCHES and mark in _INCH_MARKS and quantity.value):
        return False
    quantity.value = float(f"{quantity.value + int(inches) / _INCHES:.12g}")
    quantity.unit = replace(quantity.unit, code="[ft_i]", words=Words(at, at + 1))
    quantity.kind, quantity.rule = "measure", "sum"
    quantity.numeral = replace(quantity.numeral, digits=quantity.numeral.digits + len(inches))
    quantity.last = at + 3
    return True


def _letter_magnitude(lexemes: Lexemes, quantity: Quantity) -> None:
    """k, m, b, t behind a number: a magnitude after a currency sign, else only where no unit fits."""
    letter = word(lexemes, quantity.last)
    if word(lexemes, quantity.first - 1) in _LABEL_NOUNS and lexemes.forms[quantity.first - 1][0].isupper():
        return  # Block 1B
    if letter not in _LETTERS or quantity.numeral.scale != 1 or quantity.value is None:
        return
    glued = lexemes.glued(quantity.last)
    if not (glued or quantity.money) or (
        lexemes.glued(quantity.last + 1) and word(lexemes, quantity.last + 1)[0].isalnum()
    ):
        return
    if not quantity.money and not _is_magnitude(lexemes, quantity, letter):
        return
    quantity.value = float(f"{quantity.value * _LETTERS[letter]:.12g}")
    quantity.numeral = _rescaled(quantity, _LETTERS[letter])
    quantity.scaled = True
    quantity.last += 1


def _rescaled(quantity: Quantity, scale: float) -> Numeral:
    old = quantity.numeral
    return Numeral(old.first, old.last + 1, quantity.value, "mixed", scale, old.digits, old.step * scale)


def _is_magnitude(lexemes: Lexemes, quantity: Quantity, letter: str) -> bool:
    form = lexemes.forms[quantity.last]
    if letter in _THOUSANDS:
        return (quantity.value not in _BROADCAST or form == "k") and not _is_distance(lexemes, quantity)
    if letter in {"t", "mm"}:
        return False
    near = {word(lexemes, quantity.last + step) for step in (1, 2)} | {
        word(lexemes, quantity.first - step) for step in (1, 2, 3)
    }
    if letter == "m" and form == "m":
        return _LENGTH.isdisjoint(near)
    return letter != "b" or form == "B" or word(lexemes, quantity.last + 1) == "of" or quantity.numeral.step < 1


def _kilometres(lexemes: Lexemes, quantity: Quantity, at: int) -> bool:
    """Whether a `k` is read as kilometres."""
    found = word(lexemes, at) in _THOUSANDS and lexemes.glued(at) and _is_distance(lexemes, quantity)
    if found:
        _set_unit(lexemes, quantity, "km", 1)
    return found


def _is_distance(lexemes: Lexemes, quantity: Quantity) -> bool:
    """`the 10K race`, `ran a 5k`: so many kilometres, by the words of running around."""
    behind = past_dash(lexemes, quantity.last + 1)
    near = {word(lexemes, behind + step) for step in (0, 1, 2)} | {word(lexemes, quantity.first - 2)}
    return not _RACES.isdisjoint(near) and (quantity.value or 0.0) <= _FARTHEST


def _cover(lexemes: Lexemes, quantity: Quantity, size: int) -> None:
    start = past_dash(lexemes, quantity.last)
    start += quantity.numeral.form == "half" and word(lexemes, start) in {"a", "an"}
    quantity.unit = replace(quantity.unit, words=Words(start, start + size))
    quantity.last = start + size


def _right_unit(lexemes: Lexemes, quantity: Quantity) -> None:
    """Percent, a currency's name or subunit, or a physical unit behind the number."""
    at = past_dash(lexemes, quantity.last)
    if quantity.numeral.form == "half" and word(lexemes, at) in {"a", "an"}:
        at += 1
    if quantity.numeral.form == "fraction" and [word(lexemes, at), word(lexemes, at + 1)] in (
        ["of", "a"],
        ["of", "an"],
    ):
        at = _past_a(lexemes, quantity, at + 2)
    if found := _percents().match(lexemes.lower, at):
        quantity.kind, quantity.rule = "percent", "percent"
        quantity.unit = replace(quantity.unit, code=found[1])
        _cover(lexemes, quantity, found[0])
        return
    longer = _unit_words().match(lexemes.lower, at)
    if _kilometres(lexemes, quantity, at) or (
        (longer is None or longer[0] == 1) and _currency_behind(lexemes, quantity, at)
    ):
        return
    symbol = _unit_symbols().match(lexemes.forms, at)
    names = symbol and len(lexemes.forms[at]) == 1 and word(lexemes, quantity.first - 1) in _LABEL_NOUNS
    if symbol and not names and _symbol_fits(lexemes, at, symbol[0], glued=symbol[1][1]):
        _set_unit(lexemes, quantity, symbol[1][0], symbol[0])
    elif (
        found := _unit_words().match(lexemes.lower, _past_of(lexemes, quantity, at))
    ) and quantity.numeral.form != "ordinal":
        if word(lexemes, at) == "of":
            quantity.last += 1
        _set_unit(lexemes, quantity, found[1], found[0])


def _past_a(lexemes: Lexemes, quantity: Quantity, at: int) -> int:
    """Where the unit of `a quarter of a percentage point` begins; the fraction is cut off where there is none."""
    if not (_percents().match(lexemes.lower, at) or _unit_words().match(lexemes.lower, at)):
        return at - 2
    quantity.last = at
    return at


def _past_of(lexemes: Lexemes, quantity: Quantity, at: int) -> int:
    """Past the `of` of `dozens of miles`, `half of a mile` stays."""
    return at + 1 if word(lexemes, at) == "of" and quantity.numeral.form in {"vague", "couple"} else at


def _symbol_fits(lexemes: Lexemes, at: int, size: int, *, glued: bool) -> bool:
    behind = at + size
    if any(lexemes.lower[place][0].isdecimal() and not lexemes.glued(place) for place in range(at + 1, behind)):
        return False
    if lexemes.glued(behind) and behind < len(lexemes.lower) and lexemes.lower[behind][0].isalnum():
        return False
    if not glued or lexemes.glued(at):
        return True
    if lexemes.forms[at] == "m" and word(lexemes, behind) in _LENGTH:
        return True  # the 400 m hurdles
    return lexemes.forms[at] in _SPACED and not is_plural(word(lexemes, behind)) and not lexemes.glued(behind)


def _set_unit(lexemes: Lexemes, quantity: Quantity, unit: str, size: int) -> None:
    quantity.unit = replace(quantity.unit, code=unit)
    quantity.kind = kind_of_unit(unit)
    quantity.rule = "unit"
    _cover(lexemes, quantity, size)


def _currency_behind(lexemes: Lexemes, quantity: Quantity, at: int) -> bool:
    """`5 million euros`, `80 cents`, `164p`, `100 USD`, `50 €`."""
    here = _past_of(lexemes, quantity, at)
    found = currency_names().match(lexemes.lower, here)
    if found and is_mass(lexemes, quantity, here):
        quantity.last = here
        _set_unit(lexemes, quantity, "[lb_av]", 1)
        return True
    if not found:
        here = at
        found = signs().match(lexemes.forms, here)
        form = lexemes.forms[here] if here < len(lexemes.lower) else ""
        code = len(form) == len("USD") or form in large_codes()
        if found and form.isalpha() and not code and found[0] == 1 and not is_tied(lexemes, here):
            found = None
        behind = here + (found[0] if found else 0)
        if found and lexemes.glued(behind) and word(lexemes, behind)[0].isdecimal():
            found = None
    suffix = suffixes().get(lexemes.forms[at]) if at < len(lexemes.lower) and lexemes.glued(at) else None
    if not found and suffix and at == quantity.last:
        found = 1, suffix
    if not found:
        return False
    set_currency(quantity, found[1])
    quantity.rule = "money_name"
    quantity.unit = replace(quantity.unit, words=Words(here, here + found[0]))
    quantity.last = here + found[0]
    return True


def read_rate(lexemes: Lexemes, quantity: Quantity) -> None:
    """`per barrel`, `a share`, `an hour`, `/gallon` behind a quantity."""
    found = rate_at(lexemes, quantity.last, bare=not quantity.has_unit, duration=quantity.kind == "duration")
    if found is not None:
        quantity.unit, quantity.last = replace(quantity.unit, per=found[0]), found[1]


def rate_at(lexemes: Lexemes, at: int, *, bare: bool, duration: bool = False) -> tuple[str, int] | None:
    """The unit of the rate that begins at `at`, and where it ends; of a `bare` number only behind `per`."""
    link = word(lexemes, at)
    if link not in _RATE_LINKS or (bare and link != "per") or (duration and link in {"each", "every", "a", "an"}):
        return None
    here = at + 1
    if (many := _per_many(lexemes, here)) is not None:
        return many if link == "per" else None
    unit: tuple[int, str] | None = _unit_words().match(lexemes.lower, here)
    if link in {"per", "/"} and (symbol := _unit_symbols().match(lexemes.forms, here)):
        unit = unit or (symbol[0], symbol[1][0])
    noun, size = word(lexemes, here), unit[0] if unit else 1
    if unit is None and not (noun in _RATES or (link == "per" and noun.isalpha())):
        return None
    if link in {"a", "an"} and word(lexemes, here + size) in _AGO:
        return None
    return unit[1] if unit else singular(noun), here + size


def _per_many(lexemes: Lexemes, at: int) -> tuple[str, int] | None:
    """`per 10,000 people`: so many of a noun, and where it ends."""
    digits, noun = word(lexemes, at).replace(",", ""), word(lexemes, at + 1)
    if word(lexemes, at + 1) in {"million", "thousand"} and digits.isdecimal():
        digits, at, noun = digits + {"million": "000000", "thousand": "000"}[noun], at + 1, word(lexemes, at + 2)
    if not digits.isdecimal() or not noun.isalpha():
        return None
    return f"{digits} {noun}", at + 2
