"""Money: signs, codes and names of currencies around a number."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from flows.derive.figures.quantities.minus import says_minus
from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.text.lexemes import Lexemes, word
from flows.derive.text.lexicon import Lexicon
from seeds.quantities import CurrencyForm, CurrencyWord, figure_words

_WORDS = figure_words()
_MASS, _STOPS, _NOTES = (frozenset(_WORDS[code]) for code in ("mass_cue", "stop", "pound_money"))
_NO_CODES, _NAME_CODES = frozenset(_WORDS["no_code"]), frozenset(_WORDS["name_code"])
_LEAST = 1000
"""From how much on a number behind a code that is a name as well is an amount: COP 28 met, COP 28,000 were paid."""
_LEAST_OF_A_LETTER = 100
"""From how much on a number behind a letter is an amount: the R21 vaccine works, R210 were paid. Assumed."""
_SINGLE = frozenset({"S"})
"""Letters that stand apart before a dollar sign and are no word: S $40, but *a A $40 fine*."""
_REPORTED = frozenset({"EUR", "USD", "GBP", "SEK", "NOK", "DKK", "CHF", "CAD", "AUD"})
_SIZES = {"M": 1e6, "m": 1e6, "k": 1e3, "K": 1e3, "T": 1e3}
"""T is Swedish for a thousand."""
_HYPHENS = frozenset({"-", "\u2013"})


class Currency(NamedTuple):
    """What a sign or name of money stands for."""

    code: str
    assumed: bool
    factor: float
    told: bool = False
    """Whether the text must tell the country for it to count."""


def _currency(row: CurrencyWord) -> Currency:
    return Currency(row.currency, row.assumed != "no", row.factor, row.assumed == "told")


@lru_cache(maxsize=1)
def signs() -> Lexicon[Currency]:
    """Signs and ISO 4217 codes, as written."""
    words = [row for row in CurrencyWord.rows() if row.kind == "symbol"]
    signs = [(row.form, _currency(row)) for row in words]
    codes = [row for row in CurrencyForm.rows() if row.kind == "code"]
    plain = [(row.form, Currency(row.currency, assumed=False, factor=1)) for row in codes]
    return Lexicon(signs + plain + list(large_codes().items()), cased=True)


@lru_cache(maxsize=1)
def large_codes() -> dict[str, Currency]:
    """Codes with a size in front, as reports of companies write them: MEUR, kUSD, TSEK."""
    return {
        letter + code: Currency(code, assumed=False, factor=factor)
        for code in _REPORTED
        for letter, factor in _SIZES.items()
    }


@lru_cache(maxsize=1)
def currency_names() -> Lexicon[Currency]:
    """Names and subunits of currencies, in lower case."""
    words = [row for row in CurrencyWord.rows() if row.kind in {"name", "subunit"}]
    names = [(row.form, _currency(row)) for row in words]
    known = {form for form, _ in names}
    rows = [row for row in CurrencyForm.rows() if row.kind == "name" and row.form not in known]
    return Lexicon(names + [(row.form, Currency(row.currency, assumed=False, factor=1)) for row in rows])


@lru_cache(maxsize=1)
def suffixes() -> dict[str, Currency]:
    """Letters that only count written against their number: 180p."""
    rows = [row for row in CurrencyWord.rows() if row.kind == "suffix"]
    return {row.form: _currency(row) for row in rows}


def is_code(lexemes: Lexemes, at: int) -> bool:
    """Whether the lexeme is as long as an ISO 4217 code."""
    return len(lexemes.forms[at]) == len("USD")


def set_currency(quantity: Quantity, currency: Currency, *, assumed_from_sign: bool = False) -> None:
    """Make the quantity money; with `assumed_from_sign` only a surer currency replaces the one of its sign."""
    if assumed_from_sign and currency.assumed and not quantity.unit.assumed:
        return
    quantity.kind = "money"
    quantity.unit = replace(
        quantity.unit, code=currency.code, assumed=currency.assumed, told=currency.told, factor=currency.factor
    )
    if currency.factor != 1 and quantity.value is not None:
        quantity.value = float(f"{quantity.value * currency.factor:.12g}")


def read_sign(lexemes: Lexemes, quantity: Quantity, behind: int = 0) -> None:
    """A currency sign or code in front, not before the lexeme `behind`: $5, US $5, EUR 5, Rs. 500."""
    at = quantity.first
    if word(lexemes, at - 1) in _HYPHENS and lexemes.glued(at) and word(lexemes, at - 2) in {"$", "\u20ac", "\xa3"}:
        at -= 1
    found = signs().match_before(lexemes.forms, at)
    if found is None or at - found[0] < behind or not _sign_fits(lexemes, at, found[0]):
        return
    lettered = _is_letter(lexemes, at - 1) and "." not in lexemes.forms[at]
    least = _LEAST if word(lexemes, at - 1) in _NAME_CODES else _LEAST_OF_A_LETTER if lettered else 0
    if (quantity.value or 0.0) < least:
        return
    set_currency(quantity, found[1])
    quantity.first = at - found[0]
    quantity.unit = replace(quantity.unit, words=Words(quantity.first, at))
    quantity.rule = "money_sign"
    _minus(lexemes, quantity, inside=at < quantity.numeral.first)


def _is_letter(lexemes: Lexemes, at: int) -> bool:
    form = lexemes.forms[at]
    return len(form) == 1 and form.isascii() and form.isalpha()


def _minus(lexemes: Lexemes, quantity: Quantity, *, inside: bool) -> None:
    """Make -$5 and $-5 negative; a dash behind another number is none."""
    at = quantity.first
    apart = not lexemes.glued(at - 1) and not word(lexemes, at - 2)[:1].isdecimal()
    listed = at == 1  # a dash in front of a paragraph lists
    minus = word(lexemes, at - 1) == "-" and lexemes.glued(at) and apart and not listed
    before = minus or says_minus(lexemes, at - 1)
    if (before or inside) and quantity.value is not None:
        quantity.value = -abs(quantity.value)
        quantity.first -= before


def _sign_fits(lexemes: Lexemes, at: int, size: int) -> bool:
    """Letters belong to the sign only where they are written against it or are a code of their own."""
    first = at - size
    form = lexemes.forms[first]
    if size > 1 and form[0].isalpha() and not lexemes.glued(first + 1):
        return form.isupper() and (len(form) > 1 or form in _SINGLE)
    if size == 1 and form.isalpha():
        return lexemes.glued(at) or (len(form) > 1 and lexemes.lower[first] not in _NO_CODES)
    return not (form.isalpha() and lexemes.glued(first) and lexemes.forms[first - 1].isalpha())


def is_tied(lexemes: Lexemes, at: int) -> bool:
    """Whether letters are written against the number in front: 42RM."""
    return lexemes.glued(at) and len(lexemes.forms[at]) > 1


def is_mass(lexemes: Lexemes, quantity: Quantity, at: int) -> bool:
    """Whether `pounds` is a weight: hyphenated, or near a word of weighing."""
    if word(lexemes, at) not in {"pound", "pounds"} or quantity.scaled or quantity.numeral.scale > 1000:  # noqa: PLR2004
        return False
    if word(lexemes, at - 1) in _HYPHENS and lexemes.glued(at):
        return True
    near = {word(lexemes, at + 1), word(lexemes, at + 2)} | {
        word(lexemes, quantity.first - step) for step in (1, 2, 3, 4)
    }
    behind = word(lexemes, at + 1)
    bag = word(lexemes, at) == "pound" and behind.isalpha() and behind not in _STOPS and behind not in _NOTES
    return bag or behind == "of" or not (near - {"of"}).isdisjoint(_MASS)
