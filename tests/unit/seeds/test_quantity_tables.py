"""Tables made from libraries are what the libraries say, and every unit of the words is known."""

import pytest

from seeds.make_tables import currency_rows, unit_rows
from seeds.quantities import CurrencyForm, CurrencyWord, UnitCode, UnitSi, UnitWord


def test_currencies_are_those_of_cldr() -> None:
    """currencies.csv is what babel's CLDR gives today."""
    assert [(row.form, row.kind, row.currency) for row in CurrencyForm.rows()] == currency_rows()


def test_si_values_are_those_of_pint() -> None:
    """units_si.csv is what pint gives today."""
    for row, (unit, unit_si, factor, offset) in zip(UnitSi.rows(), unit_rows(), strict=True):
        assert (row.unit, row.unit_si) == (unit, unit_si)
        assert (row.factor, row.offset) == pytest.approx((float(factor), float(offset)))


def test_every_unit_of_the_words_has_a_code() -> None:
    """No word leads to a unit that unit_codes.csv does not list, and every currency word to a known kind."""
    codes = {row.unit for row in UnitCode.rows()}
    assert {row.unit for row in UnitWord.rows()} - codes == set()
    assert all(len(row.currency) == 3 for row in CurrencyWord.rows())
