"""One id, one entity: how it is called, what title it has, and what stays apart."""

from datetime import date

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article


def _entities(text: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = extract_article(article(text, day=date(2007, 5, 5)), annotator_for())["entities"]
    return rows


def test_it_is_called_by_the_name_said_most_often() -> None:
    """*New Jersey*, not *Garden State*, though that comes first and both have two words."""
    text = "Farms in the Garden State grow. New Jersey has 9,000, and New Jersey pays for them, the governor said."
    (land,) = (one for one in _entities(text) if one["external_id"] == "Q1408")
    assert (land["name"], land["aliases"]) == ("New Jersey", ["Garden State"])


def test_a_title_of_several_is_one_of_each() -> None:
    """*Reps.* before a list of names is no title that anybody bears."""
    found = _entities("The bill was written by Reps. Ann Tully (D-Ohio) and Otto Lind (R-Texas) on Monday.")
    titles = {one["name"]: one["title"] for one in found}
    assert titles["Ann Tully"] == "representative"


def test_a_people_of_a_party_is_not_the_party() -> None:
    """*Republicans* have the party's id; the body and its people are two rows."""
    found = _entities("Republicans voted on Monday. The Republican Party of Ohio, the Republican Party said, split.")
    kinds = {one["kind"] for one in found if one["external_id"] == "Q29468"}
    assert "NORP" in kinds
