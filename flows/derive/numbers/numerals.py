"""Numerals: where a number stands, in digits or words, and what it amounts to, before units and dates are known.

A hand-written left-to-right reader over lexemes, without backtracking: each numeral is read once, from its first
lexeme, looking at most a few lexemes ahead.
"""

import re
import unicodedata

from flows.derive.numbers.digits import in_digits
from flows.derive.numbers.numeral import ARTICLES, COUPLE, FEW, HALF, ORDINAL, QUARTER, SCALES, SMALL, VAGUE, Numeral
from flows.derive.numbers.words import after_article, cardinal, few, half, point, quarter, vague
from flows.derive.text.document import Document
from flows.derive.text.lexemes import Lexemes, word
from seeds.quantities import figure_words

_POINT = "point"
_STARTS = frozenset({*SMALL, *SCALES, *ORDINAL, *VAGUE, *FEW, *COUPLE, *HALF, *QUARTER, *ARTICLES, _POINT})
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
"""Of numbers that name kings, popes and titles: none needs a C, which is a grade or a vitamin alone."""
_ROMAN = re.compile(r"L?X{0,3}(?:IX|IV|V?I{0,3})")
_MARKS = frozenset({",", ")", ".", "of"})
_STOPS = frozenset(figure_words()["stop"])


def numerals_of(document: Document) -> tuple[list[Numeral], ...]:
    """The numerals of each paragraph."""
    return document.once(_by_paragraph)


def _by_paragraph(document: Document) -> tuple[list[Numeral], ...]:
    return tuple(numerals(lexemes) for lexemes in document.lexemes)


def numerals(lexemes: Lexemes) -> list[Numeral]:
    """The numerals of a paragraph, in order, none overlapping another."""
    found: list[Numeral] = []
    lower = lexemes.lower
    size, at = len(lower), 0
    while at < size:
        form = lower[at]
        begins = form in _STARTS or not form.isalpha() or form[0] in _ROMAN_DIGITS
        numeral = _numeral(lexemes, at, form) if begins else None
        if numeral is None:
            at += 1
        else:
            found.append(numeral)
            at = numeral.last
    return found


def _numeral(lexemes: Lexemes, at: int, form: str) -> Numeral | None:
    if form in _STARTS:
        return _in_words(lexemes, at, form)
    if not form[0].isalpha():
        return in_digits(lexemes, at) if _is_number(form) else None
    return _roman(lexemes, at) if at and lexemes.forms[at].isupper() else None


def _is_number(form: str) -> bool:
    """Whether digits or a vulgar fraction begin the lexeme; superscripts and the like are no numbers."""
    return (
        form[0].isdecimal() or (form[0] == "." and form[1:2].isdecimal()) or 0 < unicodedata.numeric(form[0], -1.0) < 1
    )


def _in_words(lexemes: Lexemes, at: int, form: str) -> Numeral | None:
    if form in ARTICLES:
        return after_article(lexemes, at)
    if form in SMALL or form in SCALES:
        return cardinal(lexemes, at)
    if form in HALF:
        return half(lexemes, at, at)
    if form in QUARTER or form == _POINT:
        return quarter(lexemes, at, at) if form != _POINT else point(lexemes, at, None)
    return _loose(lexemes, at, form)


def _loose(lexemes: Lexemes, at: int, form: str) -> Numeral | None:
    if form in VAGUE:
        return vague(lexemes, at)
    if form in FEW or form in COUPLE:
        return few(lexemes, at, at)
    return Numeral(at, at + 1, ORDINAL[form], "ordinal", digits=1) if form in ORDINAL else None


def _roman(lexemes: Lexemes, at: int) -> Numeral | None:
    """A Roman numeral behind a capitalised word: Henry VIII, Title IV; a single letter only before a mark."""
    form, before = lexemes.forms[at], lexemes.forms[at - 1]
    if not before[0].isupper() or len(before) == 1 or not _ROMAN.fullmatch(form) or lexemes.glued(at):
        return None
    if len(form) == 1 and (form != "I" or word(lexemes, at + 1) not in _MARKS or before.lower() in _STOPS):
        return None
    values = [_ROMAN_DIGITS[digit] for digit in form.lower()]
    signed = [-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)]
    return Numeral(at, at + 1, float(sum(signed)), "roman", digits=1)
