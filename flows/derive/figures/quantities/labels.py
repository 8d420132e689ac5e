"""Numbers that name: what they stand behind (the *S&P* of S&P 500), the Group of *Seven*, item *7.* of a list."""

from collections.abc import Sequence
from dataclasses import replace

from flows.derive.figures.quantities.acts import act_before, numbered_by
from flows.derive.figures.quantities.quantity import Quantity, Words
from flows.derive.text.lexemes import Lexemes, word
from seeds.quantities import figure_words, words_of_figures

_STOPS = frozenset(figure_words()["stop"])
_TIES = frozenset({"-", "\u2011", "\u2013"})
_REFERENCES = words_of_figures("reference_noun")
_JOINTS = frozenset({"-", "/", "."})
_INSIDE = frozenset({",", "the", "a", "an", "of", "and", "for", "in", "at", "with", "to", "by", "from"})
"""What stands before a word within its sentence."""
_LONGEST = 4
"""Words of the longest name that stands before its number (*Standard & Poor's 500*): assumed."""
_SHORT = 3
"""Letters up to which a word is small in a headline too: *the*, *for*."""
_OF_HEADLINES = 4
"""In running text one in so many longer words at least is in lower case, in a headline hardly one."""
_ITEM = 2
"""Digits of the number of an item; longer ones alone in a paragraph are cells of a table."""


def is_item(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether a number counts the items of a list: alone in its paragraph, or in front of it with a full stop."""
    if quantity.first or quantity.numeral.form != "digits" or not quantity.numeral.integer:
        return False
    if len(lexemes.forms[0]) > _ITEM:
        return False
    marked = quantity.last == 1 and word(lexemes, 1) in {".", ")"} and lexemes.glued(1)
    size = len(lexemes.forms)
    return size == 1 or (marked and (size == 2 or lexemes.forms[2][0].isupper()))  # noqa: PLR2004 - number and mark


_SCALES = frozenset({"K", "M", "MM", "MN", "B", "BN", "T", "TN"})
"""What makes a number behind a currency's letter larger: R3M."""


def is_designation(lexemes: Lexemes, quantity: Quantity) -> bool:
    """The 35 of *F-35A jets*, behind capitals and a dash, the 3 of *B3W*, between capitals: no amount of anything."""
    first, behind = quantity.first, quantity.numeral.last
    if first > 0 and behind < len(lexemes.forms) and lexemes.glued(first) and lexemes.glued(behind):
        beside = lexemes.forms[first - 1], lexemes.forms[behind]
        if beside[1] not in _SCALES and all(form.isalpha() and form.isupper() for form in beside):
            return True
    if first < 2 or lexemes.lower[first - 1] not in _TIES or quantity.scaled:  # noqa: PLR2004 - capitals and a dash
        return False
    front = lexemes.forms[first - 2]
    tied = lexemes.glued(first) and lexemes.glued(first - 1)
    return tied and front.isalpha() and front.isupper() and len(front) <= _SHORT


def is_behind_capital(lexemes: Lexemes, quantity: Quantity) -> bool:
    """The 7 of *G7+*, the 2-18 of *K2-18b*: written against a capital letter, whatever seems to bound it."""
    first = quantity.first
    before = lexemes.forms[first - 1] if first and lexemes.glued(first) else ""
    return quantity.numeral.form == "digits" and before.isalpha() and before.isupper()


def opens_name(lexemes: Lexemes, quantity: Quantity) -> bool:
    """The *One* of *One Health Initiative*, in running text, within a sentence."""
    first, last = quantity.first, quantity.last
    if first < 1 or last != first + 1 or last >= len(lexemes) or quantity.numeral.form != "words":
        return False
    inside = lexemes.lower[first - 1] in _INSIDE and first > 1
    titles = lexemes.forms[first].istitle() and lexemes.forms[last].istitle()
    return inside and titles and _runs(lexemes)


def names_by_word(lexemes: Lexemes, quantity: Quantity) -> bool:
    """Whether a number is part of a name: *the Group of Seven*, *the Big Four*, *Ocean Nine* in running text."""
    first = quantity.first
    if first < 1 or quantity.last != first + 1:
        return False
    if word(lexemes, first - 1) == "of" and first > 1 and lexemes.forms[first - 2] == "Group":
        return True
    before = lexemes.forms[first - 1]
    if before.islower() and lexemes.ends[first - 1] - lexemes.starts[first - 1] > len(before):
        return False  # *at 5 p.m. Two men …*: the stop of an abbreviation ended the sentence
    capital = quantity.numeral.form == "words" and lexemes.forms[first][0].isupper() and before.isalpha()
    return capital and not lexemes.forms[first].isupper() and _runs(lexemes)


def _runs(lexemes: Lexemes) -> bool:
    """Whether words of a paragraph that a headline would write large are in lower case."""
    longer = [form for form in lexemes.forms if len(form) > _SHORT and form.isalpha() and form.lower() not in _STOPS]
    return sum(form.islower() for form in longer) * _OF_HEADLINES >= len(longer) > 0


def is_of_reference(lexemes: Lexemes, quantity: Quantity) -> bool:
    """*Case number 26-41877*, *reference 26/418*: what a file is found by, each number of it."""
    at = quantity.first
    while at > 1 and lexemes.glued(at) and lexemes.glued(at - 1) and lexemes.lower[at - 1] in _JOINTS:
        at -= 2
    return quantity.numeral.form == "digits" and word(lexemes, at - 1) in _REFERENCES


def name_labels(lexemes: Lexemes, quantities: Sequence[Quantity]) -> None:
    """Give each label the words of its name in front of the number as what is counted; no lemma, since none is."""
    taken = 0
    for quantity in quantities:
        if quantity.kind == "label" and not quantity.counted.words:
            quantity.counted = replace(quantity.counted, words=_name(lexemes, taken, quantity))
        taken = quantity.last


def _name(lexemes: Lexemes, earliest: int, quantity: Quantity) -> Words:
    """The name of an act, the noun in small letters, else the capitalised words right in front of a number."""
    first = quantity.first
    noun = numbered_by(lexemes, quantity)
    if noun is not None:
        return Words(noun, noun + 1)
    act = act_before(lexemes, first)
    return Words(act, first) if act is not None else _capitals(lexemes, earliest, first)


def _capitals(lexemes: Lexemes, earliest: int, first: int) -> Words:
    """The capitalised words in front, without a dash between."""
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
