"""What holds for figures and dates of any text: they read back, point at their words, and keep their currency."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.derive.dates.find import find_dates
from flows.derive.dates.rows import date_rows
from flows.derive.figures.find import find_figures
from schemas.rows import Figure, TimeExpression
from seeds.quantities import CurrencyForm, CurrencyWord, figure_words, time_words
from tests.eval.documents import document_of
from tests.strategies import bodies, mixed, pieces

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_CURRENCIES = CurrencyForm.rows()
_CODES = sorted({row.currency for row in _CURRENCIES} - {code.upper() for code in figure_words()["name_code"]})
"""Codes that are no names too: COP 28 met."""
_SHARED = {row.form for row in CurrencyWord.rows() if row.assumed == "told"}
_NAMES = [row for row in _CURRENCIES if row.kind == "name" and row.form not in _SHARED]
_WORDS = sorted({word.form for word in time_words()} | {form for forms in figure_words().values() for form in forms})
_SIGNS = ("$", "€", "%", "-", ",", ".", "(", ")", "1", "2", "19", "1998", "3.5", "1,000", "½")
_TEXTS = bodies(st.text() | mixed(pieces(tuple(_WORDS), _SIGNS), 12))


def read(text: str) -> tuple[list[Figure], list[TimeExpression]]:
    """Figures and dates of a text."""
    document = document_of(text, date(2021, 7, 27))
    times = find_dates(document)
    return find_figures(document, times), date_rows(document, times)


def in_words(number: int) -> str:
    """A number from 0 to below a thousand billions in English words."""
    for scale, name in _SCALES:
        if number >= scale:
            rest = number % scale
            joint = " and " if scale == 100 and rest else " " if rest else ""
            return f"{in_words(number // scale)} {name}{joint}{in_words(rest) if rest else ''}"
    if number < len(_SMALL):
        return _SMALL[number]
    tens, unit = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[unit]}" if unit else "")


@given(st.integers(2, 10**12 - 1))
def test_a_number_reads_back_from_digits_and_words(number: int) -> None:
    """Plain digits, digits with separators, and words amount to the same."""
    for form in (str(number), f"{number:,}", in_words(number)):
        figures, _ = read(f"They counted exactly {form} ballots.")
        assert [row.value for row in figures] == [number], form


@given(
    st.integers(1, 9999), st.sampled_from([("million", 10**6), ("billion", 10**9), ("bn", 10**9), ("trillion", 10**12)])
)
def test_a_decimal_with_a_magnitude_reads_back(tenths: int, magnitude: tuple[str, int]) -> None:
    """1.2 million is 1,200,000, and its interval holds it."""
    name, size = magnitude
    (row,), _ = read(f"It cost ${tenths / 10:.1f} {name}.")
    assert row.value == pytest.approx(tenths * size / 10)
    assert row.low is not None
    assert row.high is not None
    assert row.low <= tenths * size / 10 <= row.high


@given(st.decimals("0.01", "9999", places=2))
def test_a_percentage_reads_back(number: object) -> None:
    """3.50% and 3.50 percent are the same."""
    for form in (f"{number}%", f"{number} percent", f"{number} per cent"):
        (row,), _ = read(f"The share is {form} now.")
        assert row.value == pytest.approx(float(str(number)))
        assert row.unit == "percent"


@given(st.sampled_from(_CODES), st.integers(2, 10**6))
def test_money_keeps_the_currency_of_its_code(code: str, amount: int) -> None:
    """An amount behind an ISO 4217 code has that code as its unit."""
    (row,), _ = read(f"It cost {code}{amount:,} in all.")
    assert (row.kind, row.unit, row.value) == ("money", code, amount)


@given(st.sampled_from(_NAMES), st.integers(2, 900))
def test_money_keeps_the_currency_of_its_name(name: CurrencyForm, amount: int) -> None:
    """An amount before a currency's name in CLDR has that currency as its unit, unless countries share the name."""
    figures, _ = read(f"They paid {amount} million {name.form} for it.")
    assert [(row.unit, row.value) for row in figures] == [(name.currency, amount * 10**6)]


@given(_TEXTS)
@example("1" * 400)
@example("9" * 5000)
@example("1e999 Infinity nan ²³ ½¾ ٣٤ Ⅷ 万")
@example("$" * 50 + "1" * 50)
@example("nearly a third of them, one of three, and number 7782579435123457")
@example("31/31/31 99:99 25:61 a.m. the year 0 0 BC")
def test_no_text_breaks_the_readers_and_every_row_points_at_its_text(text: str) -> None:
    """Whatever the text: no error, offsets that hold, ordered intervals and days, and the same rows again."""
    figures, dates = read(text)
    for figure in figures:
        assert text[figure.start_char : figure.end_char] == figure.text
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        bounds = [one for one in (figure.low, figure.value, figure.high) if one is not None]
        assert figure.value is None or bounds == sorted(bounds)
    for day in dates:
        assert text[day.start_char : day.end_char] == day.text
        assert day.start_date is None or day.end_date is None or day.start_date <= day.end_date
    assert read(text) == (figures, dates)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_back_from_every_way_to_write_it(day: date) -> None:
    """Long, short, British and ISO forms resolve to the day."""
    month, short = f"{day:%B}", f"{day:%b}." if day.month != 5 else "May"  # May is not shortened
    ways = f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", f"{short} {day.day}, {day.year}", f"{day}"
    for form in ways:
        _, dates = read(f"It ended on {form} in Rome.")
        assert [(row.start_date, row.end_date) for row in dates] == [(day, day)], form
