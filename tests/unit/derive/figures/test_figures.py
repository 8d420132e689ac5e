"""Figures: value, interval, unit, kind and counted noun of the commonest forms."""

from dataclasses import replace
from datetime import date

import pytest

from flows.derive.dates.find import find_dates
from flows.derive.figures.find import find_figures
from schemas.rows import Figure
from tests.eval.documents import document_of


def read(text: str) -> list[Figure]:
    """The figures of a text published in July 2021."""
    document = document_of(text, date(2021, 7, 27))
    return find_figures(document, find_dates(document))


def test_about_2500_troops_is_a_rounded_count() -> None:
    """The interval comes from the significant digits; the noun and its lemma say what is counted."""
    (row,) = read("The United States has about 2,500 troops in Iraq after a series of drawdowns in recent years.")
    assert (row.kind, row.value, row.low, row.high, row.modifier) == ("count", 2500, 2450, 2550, "approx")
    assert (row.counted, row.counted_lemma) == ("troops", "troop")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cost $1.762bn.", [("money", 1.762e9, "USD")]),
        ("It cost US $58.24 per barrel.", [("money", 58.24, "USD")]),
        ("They paid 7.5 million Danish crowns.", [("money", 7.5e6, "DKK")]),
        ("Inflation rose 0.3 per cent.", [("percent", 0.3, "percent")]),
        ("He ran 10 miles.", [("measure", 10, "[mi_i]")]),
        ("Winds of 50mph hit.", [("measure", 50, "[mi_i]/h")]),
        ("The two allies met.", [("count", 2, "1")]),
        ("It lasted three years.", [("duration", 3, "a")]),
        ("A third of them left.", [("ratio", 1 / 3, "1")]),
        ("One in five agreed.", [("ratio", 0.2, "1")]),
        ("The S&P 500 fell.", [("label", 500, None)]),
        ("On May 5, 2020 it ended.", []),
    ],
)
def test_kind_value_and_unit(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    """Money is ISO 4217, physical units are UCUM, names are labels, dates are no figures."""
    rows = read(text)
    assert [(row.kind, row.unit) for row in rows] == [(kind, unit) for kind, _, unit in expected]
    assert [row.value for row in rows] == pytest.approx([value for _, value, _ in expected])


def test_a_range_shares_unit_and_scale() -> None:
    """`$10 to $15 billion` is one figure from ten to fifteen billion dollars."""
    (row,) = read("It will cost $10 to $15 billion.")
    assert (row.value, row.low, row.high, row.modifier, row.unit) == (None, 1e10, 1.5e10, "range", "USD")


def test_an_ambiguous_unit_is_read_by_the_outlets_country_and_marked() -> None:
    """A bare $ is Australian on a site in .au, US$ never; a ton is metric there."""
    document = document_of("It cost $5 million (US$3 million) for 20 tons.", date(2021, 7, 27))
    article = document.article.model_copy(update={"url": "https://news.example.au/a"})
    document = replace(document, article=article)
    rows = find_figures(document, find_dates(document))
    assert [(row.unit, row.unit_assumed) for row in rows] == [("AUD", True), ("USD", False), ("t", True)]
