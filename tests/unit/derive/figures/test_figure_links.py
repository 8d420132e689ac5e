"""Figures and dates are tied to the entities and quotes around them."""

from datetime import date
from typing import Any

import pytest

from flows.derive.annotate.choose import annotator_for
from flows.derive.dates.find import find_dates
from flows.derive.dates.rows import date_rows
from flows.derive.figures.find import find_figures
from flows.derive.text.around import Around
from schemas.rows import Figure, Mention, Quote, QuotePart, TimeExpression
from tests.eval.documents import document_of

TEXT = "The United States has about 2,500 troops in Iraq. “We lost 40 tanks on Monday,” Smith said."


def filled(model: type[Any], **values: object) -> Any:  # noqa: ANN401 - a row of whichever table
    """A row whose other fields are empty."""
    return model.model_construct(**dict.fromkeys(model.model_fields) | values)


def mention(name: str, kind: str) -> Mention:
    """The mention of a name in the text; its entity has the name as id."""
    start = TEXT.index(name)
    row = filled(Mention, entity_id=name, kind=kind, start_char=start, end_char=start + len(name), text=name)
    assert isinstance(row, Mention)
    return row


@pytest.fixture
def linked() -> tuple[list[Figure], list[TimeExpression]]:
    """Figures and dates of the text, linked to three entities and one quote."""
    document = document_of(TEXT, date(2021, 7, 27), annotator=annotator_for())
    times = find_dates(document)
    mentions = [mention("United States", "GPE"), mention("Iraq", "GPE"), mention("Smith", "PERSON")]
    start = TEXT.index("We lost")
    quote = filled(Quote, quote_id="q", speaker_entity_id="Smith")
    part = filled(QuotePart, quote_id="q", part=0, start_char=start, end_char=TEXT.index("”"))
    around = Around(document, [quote], [part])
    return find_figures(document, times, mentions, around), date_rows(document, times, around)


def test_owner_and_place_are_named_by_the_words(
    linked: tuple[list[Figure], list[TimeExpression]],
) -> None:
    """Whose troops, and where."""
    troops = linked[0][0]
    assert (troops.entity_id, troops.place_entity_id, troops.in_quote) == ("United States", "Iraq", False)
    assert troops.quote_id is None


def test_the_speaker_of_the_quote_around_a_figure_claims_it(linked: tuple[list[Figure], list[TimeExpression]]) -> None:
    """A figure and a date between quotation marks stand in the quote; its speaker says so."""
    tanks, (monday,) = linked[0][1], linked[1]
    assert (tanks.quote_id, tanks.in_quote, tanks.claimant_entity_id) == ("q", True, "Smith")
    assert (monday.quote_id, monday.in_quote) == ("q", True)
