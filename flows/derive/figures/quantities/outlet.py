"""Ambiguous units by country: a bare $ is Australian on a site in .au, a ton metric outside the U.S.

Crowns, pesos and dinars are several countries' alike: they take the currency of the outlet's country, else of the one
country having them that the text names (most often), else none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from flows.derive.figures.quantities.quantity import Quantity, Unit
from schemas.article import Article
from seeds.quantities import OutletUnit
from seeds.rows import CountryForm

_TON = "[ston_av]"


def assume_units(article: Article, quantities: Iterable[Quantity]) -> None:
    """Give each quantity whose unit was assumed the one that the country means, and mark tons as assumed."""
    country = _country(article)
    meant = _meant(country)
    for quantity in quantities:
        quantity.unit = _meant_by(article, quantity.unit, meant, country)


def _meant_by(article: Article, unit: Unit, meant: Mapping[str, str], country: str) -> Unit:
    """The unit that the outlet's country means."""
    unit = replace(
        unit,
        assumed=unit.assumed or unit.code == _TON,
        per=meant.get(_TON, _TON) if unit.per == _TON else unit.per,
    )
    if unit.told and unit.code is not None:
        return _by_country(article, unit, country)
    return replace(unit, code=meant.get(unit.code, unit.code)) if unit.assumed and unit.code else unit


def _by_country(article: Article, unit: Unit, country: str) -> Unit:
    """Crowns are those of the outlet's country, else of the country that the text names, else of none."""
    having = _having(unit.code or "")
    if country in having:
        return replace(unit, code=having[country], told=False)
    named = Counter(match.lower() for match in _forms(tuple(having)).findall(article.body))
    counts = Counter({code: sum(named[form] for form in forms) for code, forms in _names(tuple(having)).items()})
    first, second = (*counts.most_common(2), ("", 0))[:2]
    code = having[first[0]] if first[1] > second[1] else None
    return replace(unit, code=code, assumed=code is not None, told=code is not None)


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
