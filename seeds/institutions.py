"""Names of institutions that every country has, in one order: *Justice Department*, *Department of Justice*.

The country that is said with it (*Iraqi Health Ministry*, *Supreme Court of India*) is told apart.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from seeds.rows import CountryForm
from seeds.word_classes import words_of

_POSSESSIVE = re.compile(r"['’]s?\Z")
_LONGEST = 4
"""Words of a country's name."""


class Institution(NamedTuple):
    """A name without its country, in lower case, and the code of that country; None where none is said."""

    core: str
    land: str | None


@lru_cache(maxsize=65_536)
def institution(name: str) -> Institution:
    """Take the country off a name, and put departments and ministries in one order."""
    words = name.replace(",", " ").split()
    land, rest = _before(words) or _behind(words) or (None, words)
    return Institution(_ordered([word.casefold() for word in rest]), land)


def _before(words: list[str]) -> tuple[str, list[str]] | None:
    """*Iraqi Health Ministry*, *Iraq's Health Ministry*, *US Supreme Court*."""
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        head = _POSSESSIVE.sub("", " ".join(words[:size]))
        if code := lands().get(_spelt(head)):
            return code, words[size:]
    return None


def _behind(words: list[str]) -> tuple[str, list[str]] | None:
    """*Supreme Court of India*, *Ministry of Health of the Republic of Turkey*."""
    for at in range(len(words) - 1, 0, -1):
        if words[at].casefold() == "of":
            tail = words[at + 1 :]
            while tail and tail[0].casefold() in {"the", "republic", "of"}:
                tail = tail[1:]
            code = lands().get(_spelt(" ".join(tail)))
            return (code, words[:at]) if code and _is_common(words[:at]) else None
    return None


def _is_common(words: list[str]) -> bool:
    """Whether a name is made of words that bodies of many countries have: not *Bank of America*."""
    common = words_of("common_body_word") | words_of("portfolio_noun")
    return len(words) > 1 and all(word.casefold() in common for word in words)


def _ordered(words: list[str]) -> str:
    """*Justice Department* as *department of justice*."""
    kept = [word for word in words if word != "the"]
    if len(kept) > 1 and kept[-1] in words_of("portfolio_noun") and _is_portfolio(kept[:-1]):
        portfolio = " ".join(kept[:-1])
        kept = [kept[-1], "of", _PORTFOLIOS.get(portfolio, portfolio)]
    return " ".join(kept)


def _is_portfolio(words: list[str]) -> bool:
    """Whether words say what a department is for: not *Tarrow Police*."""
    return "police" not in words and all(word in words_of("common_body_word") for word in words)


_PORTFOLIOS = {"foreign": "foreign affairs", "veterans": "veterans affairs"}
"""Portfolios that the press shortens."""


def _spelt(form: str) -> str:
    return form if form.isupper() else form.casefold()


@lru_cache(maxsize=1)
def lands() -> dict[str, str]:
    """The codes of countries by name and demonym; abbreviations in capitals as they are, all else in lower case."""
    return {_spelt(row.form): row.code for row in CountryForm.rows()}
