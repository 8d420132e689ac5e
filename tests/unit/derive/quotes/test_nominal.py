"""Noun phrases that are announced or thanked for: rows that a strict reader takes for no words stay below one half."""

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article

_HALF = 0.5


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The governor announced the allocation of $4 million for rural clinics.", False),
        ("Tom Reed thanked his supporters for delivering the valley.", False),
        ("The governor announced a coalition to guard the river.", False),
        ("The governor announced plans to close the mill.", True),
        ("The governor announced that the mill would close.", True),
    ],
)
def test_a_thing_is_no_clause(text: str, *, sure: bool) -> None:
    """What is announced counts as words where a clause or an infinitive tells it."""
    quotes = extract_article(article(text), annotator_for())["quotes"]
    assert [quote["confidence"] >= _HALF for quote in quotes] == [sure]
