"""When words were said: by the day of publication, unless they are still to be said."""

from datetime import date

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article

_TUESDAY = date(2021, 7, 27)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“The bridge,” Mayor Dana Holt said on Friday, “will open in May.”", "2021-07-23"),
        ("Mayor Dana Holt said on Friday that the bridge would open in May.", "2021-07-23"),
        ("Mayor Dana Holt will say on Friday that the bridge is done.", "2021-07-30"),
        ("Mayor Dana Holt said in 2030 that the bridge was done.", None),
    ],
)
def test_nothing_was_said_after_publication(text: str, said: str | None) -> None:
    """A weekday is the one before, unless the words are to be said; a later day is none."""
    (quote,) = extract_article(article(text, day=_TUESDAY), annotator_for())["quotes"]
    assert quote["said_from"] == said
