"""Ambiguous units by country: a bare $ is Australian on a site in .au, a ton metric outside the U.S.

Crowns, pesos and dinars are several countries' alike: they take the currency of the outlet's country, else of the one
country having them that the text names (most often), else none.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from flows.derive.figures.quantity import Quantity
from schemas.article import Article
from seeds.quantities import OutletUnit
from seeds.rows import CountryForm

_TON = "[ston_av]"


def assume_units(article: Article, quantities: Iterable[Quantity]) -> None:
    """Give each quantity whose unit was assumed the one that the country means, and mark tons as assumed."""
    country = _country(article)
    meant = _meant(country)
    for quantity in quantities:
        quantity.assumed = quantity.assumed or quantity.unit == _TON
        if quantity.told and quantity.unit is not None:
            _by_country(article, quantity, country)
        elif quantity.assumed and quantity.unit in meant:
            quantity.unit = meant[quantity.unit]
        if quantity.per_unit in meant and quantity.per_unit == _TON:
            quantity.per_unit = meant[_TON]


def _by_country(article: Article, quantity: Quantity, country: str) -> None:
    """Crowns are those of the outlet's country, else of the country that the text names, else of none."""
    having = _having(quantity.unit or "")
    if country in having:
        quantity.unit, quantity.told = having[country], False
        return
    named = Counter(match.lower() for match in _forms(tuple(having)).findall(article.body))
    counts = Counter({code: sum(named[form] for form in forms) for code, forms in _names(tuple(having)).items()})
    first, second = (*counts.most_common(2), ("", 0))[:2]
    quantity.unit = having[first[0]] if first[1] > second[1] else None
    quantity.assumed = quantity.told = quantity.unit is not None


def _country(article: Article) -> str:
    """The last label of the address's host, empty where there is none."""
    try:
        host = urlsplit(article.canonical_url or article.url or "").hostname
    except ValueError:
        return ""
    return (host or "").rpartition(".")[2]


@lru_cache(maxsize=512)
def _meant(country: str) -> dict[str, str]:
    return {row.assumed: row.unit for row in OutletUnit.rows() if row.country == country}


@lru_cache(maxsize=64)
def _having(assumed: str) -> dict[str, str]:
    """The countries with a currency of the name, and its code; a code of ISO 4217 begins with that of its country."""
    others = {row.country: row.unit for row in OutletUnit.rows() if row.assumed == assumed}
    return {assumed[:2].lower(): assumed} | others


@lru_cache(maxsize=64)
def _names(countries: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The names and demonyms of each country, in lower case."""
    rows = CountryForm.rows()
    return {code: frozenset(row.form.lower() for row in rows if row.code.lower() == code) for code in countries}


@lru_cache(maxsize=64)
def _forms(countries: tuple[str, ...]) -> re.Pattern[str]:
    forms = sorted({form for some in _names(countries).values() for form in some}, key=lambda form: (-len(form), form))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)
