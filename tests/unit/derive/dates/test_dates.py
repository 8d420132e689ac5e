"""Time expressions: the values, days and bases of the commonest kinds."""

from datetime import UTC, date, datetime

import pytest

from flows.derive.dates.find import find_dates
from tests.eval.documents import document_of

PUBLISHED = date(2021, 7, 27)


def read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """Text and value of what is found."""
    return [(row.text, row.timex_value) for row in find_dates(document_of(text, published))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke on Monday.", [("Monday", "2021-07-26")]),
        ("He spoke on Sunday.", [("Sunday", "2021-07-25")]),
        ("It ends on Sept. 30, 2019.", [("Sept. 30, 2019", "2019-09-30")]),
        ("It began on 11 November 1918 in France.", [("11 November 1918", "1918-11-11")]),
        ("It fell last week.", [("last week", "2021-W29")]),
        ("It fell two years ago.", [("two years ago", "2019")]),
        ("It lasted two and a half years.", [("two and a half years", "P2Y6M")]),
        ("The third quarter of 1990 was bad.", [("The third quarter of 1990", "1990-Q3")]),
        ("In the 1990s it rose.", [("the 1990s", "199")]),
        ("He left at 10 p.m. Wednesday.", [("10 p.m. Wednesday", "2021-07-21T22:00")]),
        ("Every Monday they meet.", [("Every Monday", "XXXX-WXX-1")]),
        ("It was a strike in 2020.", [("2020", "2020")]),
    ],
)
def test_expressions_are_found_with_their_values(text: str, expected: list[tuple[str, str | None]]) -> None:
    """The commonest kinds read as TIMEX3 has them."""
    assert read(text) == expected


def test_the_end_of_the_year_covers_the_year_and_says_end() -> None:
    """start_date and end_date cover the value; the modifier says which part of it."""
    (row,) = find_dates(document_of("We will be gone by the end of the year.", PUBLISHED))
    assert (row.start_date, row.end_date, row.timex_mod) == (date(2021, 1, 1), date(2021, 12, 31), "END")


def test_without_a_day_of_publication_relative_dates_stay_unresolved() -> None:
    """Unknown stays unknown: no anchor, no date."""
    rows = find_dates(document_of("He spoke on Monday. It ends by the end of the year.", None))
    assert [(row.start_date, row.basis) for row in rows] == [(None, "none"), (None, "none")]


def test_a_clock_time_is_an_instant_of_the_zone_that_it_names() -> None:
    """5 p.m. EST is 22:00 in UTC; without a zone and with none known of the publication it counts as UTC."""
    text = "It ends at 5 p.m. EST on March 3, 2021, not at 6 p.m. on March 4, 2021."
    named, bare = find_dates(document_of(text, PUBLISHED))
    assert named.start_ts == datetime(2021, 3, 3, 22, tzinfo=UTC)
    assert bare.start_ts == datetime(2021, 3, 4, 18, tzinfo=UTC)
