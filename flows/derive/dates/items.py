"""The alphabet of the date grammar: lexemes and numerals become items, each of one class, each class one character.

The grammar (`date_grammar.py`) is then a regular expression over the string of those characters: short, free of
nested repetition, and blind to how words are spelled.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from flows.derive.numbers.numeral import Numeral
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.lexicon import Lexicon
from seeds.quantities import holidays, time_words

_NUMBERS = (
    *("d12", "d24", "d31", "d59", "d99", "y4", "int", "real", "dotted", "dotdate"),
    *("w12", "w59", "w99", "wbig", "od", "ow", "obig", "few", "couple", "halfnum", "frac", "vague", "holiday"),
)
_MARKS = {",": "comma", ".": "dot", "-": "dash", "\u2013": "dash", "/": "slash", ":": "colon", "'": "apos"}
OTHER = "\u00b7"
"""The character of lexemes of no class."""
_CAPITAL = frozenset({"month_word", "month_short", "weekday_short", "holiday"})
_DIGIT_CLASSES = ((12, "d12"), (24, "d24"), (31, "d31"), (59, "d59"), (99, "d99"))
"""The largest number of each class: hours of half a day and months, hours of a day, days of a month, minutes, years
of two digits."""
_WORD_CLASSES = ((12, "w12"), (59, "w59"), (99, "w99"))
"""As the classes of digits: months, minutes, years of two digits."""
_FORM_CLASSES = {"fraction": "frac", "half": "halfnum", "few": "few", "couple": "couple", "vague": "vague"}
_DOTTED_DATE = re.compile(r"[0-3]?\d\.[01]?\d\.(?:19|20)\d\d")
_OF_A_MATCH = (["first", "-"], ["second", "-"])
_DOTTED = re.compile(r"\d{1,4}\.\d{1,2}(?:\.\d{1,4})?")
_HALF_PAST = ["half", "past"]
_LAST_DAY = 31  # of the calendar
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A numeral, phrase or mark: what it stands for, and the lexemes it covers (`last` exclusive)."""

    code: str
    value: str
    number: float | None
    first: int
    last: int


_NOTHING = Item("", "", None, 0, 0)  # stands where no item is: compared by identity, its numbers are never read


@lru_cache(maxsize=1)
def alphabet() -> dict[str, str]:
    """The character of each class."""
    names = [*_NUMBERS, *_MARKS.values(), *(word.code for word in time_words())]
    return {name: chr(0x4E00 + index) for index, name in enumerate(dict.fromkeys(names))}


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon[tuple[str, str]]:
    days = [(day.form, ("holiday", day.rule)) for day in holidays()]
    return Lexicon(days + [(word.form, (word.code, word.value)) for word in time_words()])


def items_of(lexemes: Lexemes, numbers: list[Numeral]) -> tuple[list[Item], str]:
    """The items of a paragraph and the string of their classes."""
    codes, lexicon = alphabet(), _lexicon()
    starting = {numeral.first: numeral for numeral in numbers}
    lower, opens = lexemes.lower, lexicon.opens
    items: list[Item] = []
    classes: list[str] = []
    at, size = 0, len(lower)
    while at < size:
        word = lower[at]
        if word not in opens and word not in _MARKS and at not in starting and not word[0].isdecimal():
            items.append(_NOTHING)
            classes.append(OTHER)
            at += 1
            continue
        item = _item(lexemes, lexicon, at, starting.get(at))
        items.append(item)
        classes.append(codes.get(item.code, OTHER))
        at = item.last if item is not _NOTHING else at + 1
    return items, "".join(classes)


def _item(lexemes: Lexemes, lexicon: Lexicon[tuple[str, str]], at: int, numeral: Numeral | None) -> Item:
    """What stands at a lexeme: a number before a word, but for *9*, which may open *9/11*, and *half* past nine."""
    number = _number_item(lexemes, numeral) if numeral is not None else None
    if number is not None and lexemes.lower[at] != "9" and list(lexemes.lower[at : at + 2]) != _HALF_PAST:
        return number
    item = _word_item(lexemes, lexicon, at)
    return number or item if item.code == "" else item


def _number_item(lexemes: Lexemes, numeral: Numeral) -> Item | None:
    code = _number_class(lexemes, numeral)
    if code is None:
        return None
    return Item(code, lexemes.forms[numeral.first], numeral.value, numeral.first, numeral.last)


def _number_class(lexemes: Lexemes, numeral: Numeral) -> str | None:
    value = numeral.value
    if numeral.form in _FORM_CLASSES:
        of_a_match = lexemes.lower[max(numeral.first - 2, 0) : numeral.first] in _OF_A_MATCH
        return "half" if of_a_match and numeral.form == "half" else _FORM_CLASSES[numeral.form]
    if value is None or numeral.form == "roman":
        return None
    form = lexemes.lower[numeral.first]
    if numeral.form == "ordinal":
        if form == "second" and numeral.last - numeral.first == 1:
            return None
        return ("od" if form[0].isdecimal() else "ow") if 1 <= value <= _LAST_DAY else "obig"
    if numeral.form == "words":
        return next((code for top, code in _WORD_CLASSES if value <= top and numeral.integer), "wbig")
    return _digit_class(form, numeral)


def _digit_class(form: str, numeral: Numeral) -> str:
    value = numeral.value or 0.0
    if numeral.last - numeral.first > 1 or not form.isdecimal():
        return _dotted_class(form) or "real" if numeral.last - numeral.first == 1 else "real"
    if len(form) == _YEAR_DIGITS:
        return "y4"
    if len(form) > 2:  # noqa: PLR2004 - neither a day nor a short year
        return "int"
    return "d59" if value == 0 else next(code for top, code in _DIGIT_CLASSES if value <= top)


def _dotted_class(form: str) -> str:
    """Whether digits with points are a date (23.04.2022), may be a clock time (9.30), or neither."""
    if _DOTTED_DATE.fullmatch(form):
        return "dotdate"
    return "dotted" if _DOTTED.fullmatch(form) else ""


def _word_item(lexemes: Lexemes, lexicon: Lexicon[tuple[str, str]], at: int) -> Item:
    word = lexemes.lower[at]
    if word in _MARKS:
        return Item(_MARKS[word], word, None, at, at + 1)
    if word[0].isdecimal() and word != "9":
        return Item(_dotted_class(word), word, None, at, at + 1)
    found = lexicon.match(lexemes.lower, at)
    if found is None:
        return _NOTHING
    if word == "second" and "-" not in lexemes.lower[max(at - 1, 0) : at] and lexemes.lower[at + 1 : at + 2] == ["-"]:
        return Item("ow", word, 2.0, at, at + 1)  # *two second-half goals*, no unit of time
    size, (code, value) = found
    if code in _CAPITAL and lexemes.forms[at][0].islower():
        code = "month_lower" if code == "month_word" else ""
    return Item(code, value, None, at, at + size)
