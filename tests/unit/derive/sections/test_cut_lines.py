"""A text whose lines are cut in the middle of a sentence: no mention goes over the end of its paragraph."""

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article

TEXT = """Fenland Bank opened its doors in Ely on Monday.
It refrained from staging a reverse operation on Friday, the
bank said."""


def test_nominals_end_with_their_line() -> None:
    """*The* at the end of one line and *bank* at the head of the next, each a paragraph of its own, are no phrase."""
    rows = extract_article(article(TEXT), annotator_for())
    ends = {row["paragraph"]: (row["start_char"], row["end_char"]) for row in rows["paragraphs"]}
    assert len(ends) == 3
    for row in rows["mentions"]:
        start, end = ends[row["paragraph"]]
        assert start <= row["start_char"] < row["end_char"] <= end
