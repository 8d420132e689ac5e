"""Two descriptions contradict each other by gender, field, state and place, and by nothing else."""

import pytest

from flows.linking.descriptions import Description, contradict, description
from flows.linking.namesakes import split

Said = tuple[str | None, str | None]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("farmer", "Kent"), ("Senator", None), True),
        (("Senator", None), ("President", None), False),
        (("Senator", "Ohio"), ("professor", "Yale"), False),
        (("former farmer", None), ("Senator", None), False),
        (("retired striker", None), ("Mayor", None), False),
        (("striker", None), ("Mayor", None), True),
        (("actor", None), ("president", None), False),
        (("Mr.", None), ("Mrs.", None), True),
        (("Mr.", None), ("Dr.", None), False),
        (("Prime Minister", "Iraq"), ("Foreign Minister", "Britain"), True),
        (("Prime Minister", "Iraq"), ("Foreign Minister", "Iraqi"), False),
        (("analyst", "Iraq"), ("analyst", "France"), False),
        (("director", "CSIS"), ("director", "Boeing"), False),
        ((None, None), ("Senator", "Ohio"), False),
    ],
)
def test_contradictions(one: Said, other: Said, expected: bool) -> None:
    """What the press says of one person in the course of a life does not contradict."""
    assert contradict(description(*one, None), description(*other, None)) is expected
    assert contradict(description(*other, None), description(*one, None)) is expected


def test_gender_is_of_titles_and_pronouns() -> None:
    """A given name is no evidence against another; what the article says is."""
    assert description(None, None, "given_name:Robin").gender == ""
    assert description(None, None, "pronoun:she").gender == "f"
    assert description(None, None, "title:Mrs.").gender == "f"
    assert description("Mr.", None, "pronoun:she").gender == "m"


def test_namesakes_need_a_contradiction() -> None:
    """Without one there is one person; with one, what fits both belongs to neither."""
    senator, president, farmer, silent, sir = (
        description(title, None, None) for title in ("Senator", "President", "farmer", None, "Mr.")
    )
    assert split({senator: 3, president: 1, silent: 9}) == []
    assert split({senator: 3, president: 1, farmer: 5, silent: 9, sir: 2}) == [[farmer], [senator, president]]


def test_a_description_that_says_nothing() -> None:
    """Columns without a value, and titles of no field, tell nobody apart."""
    assert not description(None, None, None).told
    assert description("prominent figure", None, None) == Description()
