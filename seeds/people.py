"""What the reference tables say of people and of who else may be named: look-ups that several rooms share."""

import re
from collections import defaultdict
from functools import lru_cache
from typing import Literal

from seeds.rows import (
    ClassNoun,
    CountryForm,
    GivenName,
    Nickname,
    NorpForm,
    Pronoun,
    SeatOfGovernment,
    TitleForm,
    TitleWord,
)

Gender = Literal["m", "f"]
_LEAST_CAPITALS = 5
"""Letters from which on a word in capitals is one of a headline (*AMERICANS*), and no abbreviation (*US*, *USSR*)."""
SPACED_INITIALS = re.compile(r"(?<=\b\w\.)\s+(?=\w\.)")
"""The blank in *U. S.*"""


@lru_cache(maxsize=1)
def pronouns() -> dict[str, Pronoun]:
    """Third-person pronouns by form, lower case."""
    return {row.form: row for row in Pronoun.rows()}


@lru_cache(maxsize=1)
def gender_of_given_name() -> dict[str, Gender]:
    """The gender that most bearers of a given name have."""
    return {row.name: row.gender for row in GivenName.rows()}


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names, lower case."""
    return frozenset(gender_of_given_name())


@lru_cache(maxsize=1)
def peoples() -> frozenset[str]:
    """The names of peoples, parties' members and believers that the lists have, as written."""
    return frozenset(row.form for row in NorpForm.rows())


def same_given(name: str) -> frozenset[str]:
    """The given names, folded, that may stand for one: itself, its nicknames, or what it is a nickname of."""
    return _nicknames().get(name, frozenset()) | {name}


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in Nickname.rows():
        found[row.nickname].add(row.name)
        found[row.name].add(row.nickname)
    return {name: frozenset(others) for name, others in found.items()}


@lru_cache(maxsize=1)
def title_words() -> dict[str, TitleWord]:
    """The words of titles, by their lower-case form."""
    return {row.word: row for row in TitleWord.rows()}


@lru_cache(maxsize=1)
def title_in_full() -> dict[str, str]:
    """The whole title by its abbreviation or plural, lower case."""
    return {row.abbreviation: row.word for row in TitleForm.rows()}


@lru_cache(maxsize=1)
def noun_classes() -> dict[str, frozenset[str]]:
    """The classes that a noun may stand for."""
    return _classes("noun")


@lru_cache(maxsize=1)
def name_classes() -> dict[str, frozenset[str]]:
    """The classes of names that a word heads."""
    return _classes("name_word")


@lru_cache(maxsize=1)
def countries() -> dict[str, CountryForm]:
    """Names and demonyms of countries; abbreviations in capitals as they are, all else in lower case."""
    rows = CountryForm.rows()
    return {row.form if row.form.isupper() else row.form.casefold(): row for row in rows}


def country_of(name: str) -> CountryForm | None:
    """The country that a name or demonym stands for, if it is one's."""
    plain = SPACED_INITIALS.sub("", name.replace("’", "'"))
    if plain.isupper() and (plain in countries() or len(plain) < _LEAST_CAPITALS):
        return countries().get(plain)
    return countries().get(plain.casefold())


@lru_cache(maxsize=1)
def countries_of_seats() -> dict[str, str]:
    """The country's code by the name of its seat of government."""
    return {row.form: row.code for row in SeatOfGovernment.rows()}


def _classes(use: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in ClassNoun.rows():
        if row.use == use:
            found[row.word].add(row.entity_class)
    return {word: frozenset(classes) for word, classes in found.items()}
