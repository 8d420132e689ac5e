"""Evidence counts in its period, and a candidate must outweigh all others."""

import pytest

from flows.linking.periods import DOMINANCE, UNKNOWN, dominant, period, within


def test_a_period_is_three_months() -> None:
    """The month, the one before and the one after, over the turn of the year too."""
    assert period("2024-01") == ("2023-12", "2024-01", "2024-02")
    assert period("1999-12") == ("1999-11", "1999-12", "2000-01")


def test_undated_articles_count_for_themselves_alone() -> None:
    """The period of undated articles is the whole corpus; they are in no month's."""
    articles = {"2024-01": 2, "2024-03": 3, UNKNOWN: 4}
    assert within(articles, "2024-02") == 5
    assert within(articles, "2024-04") == 3
    assert within(articles, UNKNOWN) == 9


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ({}, None),
        ({"a": 0}, None),
        ({"a": 1}, ("a", 1.0)),
        ({"a": DOMINANCE, "b": 1}, ("a", DOMINANCE / (DOMINANCE + 1))),
        ({"a": DOMINANCE - 1, "b": 1}, None),
        ({"a": DOMINANCE, "b": 1, "c": 1}, None),
    ],
)
def test_dominance(articles: dict[str, int], expected: tuple[str, float] | None) -> None:
    """Ten times the articles of all others together."""
    assert dominant(articles) == expected
