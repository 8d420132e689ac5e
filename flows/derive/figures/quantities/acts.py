"""Numbers of bills, laws, sections, courts' papers and counts: *S. 2467*, *Section 7(a)*, *count 16*, *42 USC 12*."""

from flows.derive.figures.quantities.quantity import Quantity
from flows.derive.text.lexemes import Lexemes, word
from seeds.quantities import words_of_figures

_ACTS, LAW_CODES = words_of_figures("act_name"), words_of_figures("law_code")
_NUMBERED, _CLASSES = words_of_figures("numbered"), words_of_figures("class_noun")
_STOPS, _MEASURED = words_of_figures("stop"), words_of_figures("measuring_word")
_JOINS = frozenset({",", "and", "or", "&", "-", "\u2013", "to", "through"})
_LONGEST = 3
"""Words of the name of an act: H. Con. Res."""
_LISTED = 6
"""Numbers of a list that its noun reaches, *counts 3, 4, 7 and 9*: assumed."""
_ITEM, _BRACKET = 2, 12
"""Digits of the number of a clause, and lexemes that a bracket holds at most: assumed."""
_LIST = 120
"""Lexemes between two items of a list in one paragraph: assumed."""
_ROMAN = frozenset("ivx")
_MOST_CLASSES = 20
"""A *type 2* patient, but *type 40 words a minute*: assumed."""


def is_of_act(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether a number in digits names a bill, a law, a part of one, or a count or page."""
    if quantity.numeral.form != "digits" or quantity.scaled:
        return False
    first, last = quantity.first, quantity.last
    if (
        _is_listed(lexemes, first, last)
        or has_item(lexemes, last)
        or _is_item(lexemes, first, last)
        or _counts_a_clause(lexemes, first, last)
    ):
        return True
    coded = (word(lexemes, last), word(lexemes, last + 1)) == ("us", "code")
    if coded or LAW_CODES & {word(lexemes, first - 1), word(lexemes, last)}:
        return True
    return act_before(lexemes, first) is not None or numbered_by(lexemes, quantity) is not None


def act_before(lexemes: Lexemes, first: int) -> int | None:
    """Where the name of an act or of a court's papers begins right before a lexeme: *H.R.*, *Pub. L.*, *S.*."""
    at, words = first, ""
    for _ in range(_LONGEST):
        at -= 1 + (word(lexemes, at - 1) == "." and lexemes.glued(at - 1))
        if at < 0 or not lexemes.forms[at][0].isupper():
            return None
        words = f"{word(lexemes, at)} {words}".strip()
        if words in _ACTS:
            return at if len(words) > 1 or (first == at + 2 and not _is_initial(lexemes, at)) else None
    return None


def _is_initial(lexemes: Lexemes, at: int) -> bool:
    """The S of *J.S.*."""
    return lexemes.glued(at) and word(lexemes, at - 1) == "."


def numbered_by(lexemes: Lexemes, quantity: Quantity) -> int | None:
    """The noun in small letters that a number names: *on count 16*, *pages 3 and 9*, a *type 2* patient."""
    at = quantity.first
    for _ in range(_LISTED):
        if word(lexemes, at - 1) not in _JOINS or not word(lexemes, at - 2).isdecimal():
            break
        at -= 2
    noun, before = word(lexemes, at - 1), word(lexemes, at - 2)
    if at != quantity.first and not noun.endswith("s"):
        return None
    if noun in _CLASSES:
        return at - 1 if (quantity.value or 0) < _MOST_CLASSES else None
    behind = word(lexemes, quantity.last)
    plain = not behind.isalpha() or behind in _STOPS or behind.endswith("ed")
    return at - 1 if noun in _NUMBERED and plain and before not in _MEASURED and not before.isdecimal() else None


def has_item(lexemes: Lexemes, last: int) -> bool:
    """Whether an item is written against a number: 7(a), 501(c)(3)."""
    if word(lexemes, last) != "(" or word(lexemes, last + 2) != ")" or not lexemes.glued(last):
        return False
    item = word(lexemes, last + 1)
    return (len(item) == 1 and item.isalpha()) or set(item) <= _ROMAN


def _counts_a_clause(lexemes: Lexemes, first: int, last: int) -> bool:
    """The 1 and 2 of *will 1) end the levy, 2) pay the town*: a bracket closes that none has opened."""
    dotted = word(lexemes, last) == "." and lexemes.glued(last)  # *2.) the bill*
    closed = word(lexemes, last + dotted) == ")" and lexemes.glued(last + dotted) and len(lexemes.forms[first]) <= _ITEM
    return closed and not lexemes.glued(first) and "(" not in lexemes.lower[max(0, first - _BRACKET) : first]


def _is_item(lexemes: Lexemes, first: int, last: int) -> bool:
    """The 3 of 501(c)(3) and of 12(3)."""
    held = word(lexemes, first - 1) == "(" and word(lexemes, last) == ")" and lexemes.glued(first - 1)
    front = word(lexemes, first - 2)
    return held and (front == ")" or front.isdecimal())


def _is_listed(lexemes: Lexemes, first: int, last: int) -> bool:
    """The 2 of *convicted of (1) conspiring to pay; (2) paying*: one of several in a row, before a word."""
    number, behind = lexemes.lower[first], word(lexemes, first + 2)
    if word(lexemes, first - 1) != "(" or word(lexemes, last) != ")" or not number.isdecimal() or len(number) > _ITEM:
        return False
    if not behind.isalpha() or (first > 1 and lexemes.forms[first - 2][0].isupper()):
        return False
    beside = {str(int(number) + 1), str(int(number) - 1)}
    near = range(max(1, first - _LIST), min(first + _LIST, len(lexemes.lower) - 1))
    return any(lexemes.lower[at] in beside and _is_held(lexemes, at) for at in near)


def _is_held(lexemes: Lexemes, at: int) -> bool:
    return lexemes.lower[at - 1] == "(" and lexemes.lower[at + 1] == ")"
