"""Ambiguous units by country: a bare $ is Australian on a site in .au, a ton metric outside the U.S.

Where no address tells the country, a bare $ is of the one with dollars that the text names far more than any other.

Crowns, pesos and dinars are several countries' alike: they take the currency of the outlet's country, else of the one
country having them that the text names (most often), else none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from flows.derive.figures.quantities.quantity import Quantity, Unit
from schemas.article import Article
from seeds.quantities import OutletUnit
from seeds.rows import CountryForm

_TON = "[ston_av]"
_DOLLAR = "USD"
_LANDLESS = frozenset({"tv", "io", "co", "me", "ai", "fm", "ly"})
"""Endings of two letters that sites of any country take."""
_PLAIN = frozenset({"au", "ca", "nz", "us"})
"""Countries whose papers write their dollar bare; those of Taiwan or Hong Kong write NT$ and HK$."""
_SHARED = frozenset({"INR", "CHF"})
"""Rupees and francs are the likeliest country's where the text names none of those that have them more than another."""
_TOLD_TWICE, _TIMES = 2, 3
"""How often a text must name a country before its dollars are that country's, and how many times as often as another:
of 131 documents that name no outlet, all 20 bare dollars of 8 Australian ones were read as theirs, and no American one.
"""


class Home:
    """The country that an article's ambiguous units are read by: of its outlet, else of its text."""

    def __init__(self, article: Article) -> None:
        self._body = article.body
        self.country = _country(article)

    @cached_property
    def meant(self) -> Mapping[str, str]:
        """The units that the country means by those that are assumed."""
        meant = _meant(self.country)
        return meant if meant or self._has_land else _meant(self._told)

    @property
    def _has_land(self) -> bool:
        """Whether the outlet's address names a country: *.uk*, and not *.com*."""
        return len(self.country) == len("uk") and self.country not in _LANDLESS

    @cached_property
    def _told(self) -> str:
        """The country with a dollar of its own that the text names far more often than another with one."""
        having = {code: unit for code, unit in _having(_DOLLAR).items() if code in _PLAIN}
        first, second = (*self._named(tuple(having)).most_common(2), ("", 0), ("", 0))[:2]
        sure = first[1] >= max(_TOLD_TWICE, _TIMES * second[1])
        return first[0] if sure else ""

    def crowns(self, unit: Unit) -> Unit:
        """Crowns are those of the outlet's country, else of the country that the text names, else of none.

        `told` is left where that is doubtful: the text names it once, or another such country too.
        """
        having = _having(unit.code or "")
        if self.country in having:
            return replace(unit, code=having[self.country], told=False)
        first, second = (*self._named(tuple(having)).most_common(2), ("", 0))[:2]
        code = having[first[0]] if first[1] > second[1] else None
        doubtful = second[1] > 0 or first[1] < _TOLD_TWICE
        return replace(unit, code=code, assumed=code is not None, told=code is not None and doubtful)

    def _named(self, countries: tuple[str, ...]) -> Counter[str]:
        """How often the text names each country."""
        named = Counter(match.lower() for match in _forms(countries).findall(self._body))
        return Counter({code: sum(named[form] for form in forms) for code, forms in _names(countries).items()})


def assume_units(home: Home, quantities: Iterable[Quantity]) -> None:
    """Give each quantity whose unit was assumed the one that the country means, and mark tons as assumed."""
    for quantity in quantities:
        quantity.unit = _meant_by(home, quantity.unit)


def _meant_by(home: Home, unit: Unit) -> Unit:
    """The unit that the country means."""
    if _TON in {unit.code, unit.per}:
        meant = _meant(home.country)
        unit = replace(unit, assumed=unit.assumed or unit.code == _TON, per=meant.get(unit.per or "", unit.per))
        return replace(unit, code=meant.get(_TON, _TON)) if unit.code == _TON else unit
    if unit.told and unit.code is not None:
        return home.crowns(unit)
    if not unit.assumed or not unit.code:
        return unit
    told = home.crowns(unit) if unit.code in _SHARED else unit
    return told if told.code not in {None, unit.code} else replace(unit, code=home.meant.get(unit.code, unit.code))


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
    """The names as written and in capitals; *us* is no country."""
    rows = [row.form for row in CountryForm.rows() if row.code.lower() in countries]
    forms = sorted({form for row in rows for form in (row, row.upper())}, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
