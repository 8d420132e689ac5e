"""What an article says a person is: titles and affiliations, as said, and nothing that is no person's."""

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article

_SAID = [
    ("Iraqi Prime Minister Omar Rahal spoke on Monday.", "Omar Rahal", "Prime Minister", "Iraqi"),
    (
        "Jane Hollis, an economist at the Institute of Trade, said prices fell.",
        "Jane Hollis",
        "economist",
        "Institute of Trade",
    ),
    ("“It works,” said the group’s chief executive, Dieter Falk.", "Dieter Falk", "chief executive", None),
    ("Luis Ferrer was named Health Minister on Tuesday.", "Luis Ferrer", "Health Minister", None),
    ("Nora Quist walked along the campaign trail on Friday.", "Nora Quist", None, None),
]


@pytest.mark.parametrize(("text", "name", "title", "affiliation"), _SAID, ids=lambda value: str(value)[:24])
def test_titles_are_what_the_article_says(text: str, name: str, title: str | None, affiliation: str | None) -> None:
    """Before the name, beside it, after a verb of naming; the owner in front of a title is no part of it."""
    rows = extract_article(article(text), annotator_for())["entities"]
    found = next(row for row in rows if row["name"] == name)
    assert (found["title"], found["affiliation"]) == (title, affiliation)


def test_the_name_is_not_in_capitals_if_it_stands_otherwise_too() -> None:
    """A dateline in capitals gives no name its form."""
    rows = extract_article(
        article("LONDON, Monday — Rain fell in London all day, the Met Office said."), annotator_for()
    )
    assert {row["name"] for row in rows["entities"] if row["name"].casefold() == "london"} == {"London"}
