"""Ambiguous units by the outlet's country: a bare $ is Australian on a site in .au, a ton metric outside the U.S."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from flows.derive.figure_quantity import Quantity
from schemas.article import Article
from seeds.quantities import OutletUnit
from seeds.reference import load_csv

_TON = "[ston_av]"


def assume_units(article: Article, quantities: Iterable[Quantity]) -> None:
    """Give each quantity whose unit was assumed the one that the outlet's country means, and mark tons as assumed."""
    meant = _meant(_country(article))
    for quantity in quantities:
        quantity.assumed = quantity.assumed or quantity.unit == _TON
        if quantity.assumed and quantity.unit in meant:
            quantity.unit = meant[quantity.unit]
        if quantity.per_unit in meant and quantity.per_unit == _TON:
            quantity.per_unit = meant[_TON]


def _country(article: Article) -> str:
    """The last label of the address's host, empty where there is none."""
    try:
        host = urlsplit(article.canonical_url or article.url or "").hostname
    except ValueError:
        return ""
    return (host or "").rpartition(".")[2]


@lru_cache(maxsize=512)
def _meant(country: str) -> dict[str, str]:
    return {row.assumed: row.unit for row in load_csv("outlet_units", OutletUnit) if row.country == country}
