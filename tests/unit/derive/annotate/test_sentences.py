"""Sentences end where a reader would say so, with the shipped model."""

import pytest

from flows.derive.annotate.choose import annotator_for
from flows.derive.annotate.sentences import sentence_starts


def sentences(body: str) -> list[str]:
    """The sentences of a one-paragraph body."""
    seen = annotator_for().annotate(body, [(0, len(body))])
    starts = [int(seen.starts[first]) for first in seen.sentence_first]
    return [body[a:b].strip() for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. Mark Roe met Sen. Jane Doe in the U.S. on Jan. 5 at 10 a.m. in Washington, D.C., officials said."],
        ["He left the U.S. in May.", "The trial begins on Monday."],
        ["“We will not go,” he said.", "“Nobody will.”"],
        ["J. K. Rowling and George R. R. Martin wrote books."],
        ["“I don’t know ... maybe,” she said.", "He laughed."],
        ["Prices rose 2.5 percent in March.", "Wages fell."],
        ["Who knows?", "Nobody does!", "But they try."],
        ["Acme Inc. bought Roe & Co. for $1.5 billion, the companies said."],
    ],
)
def test_marks_that_do_not_end_a_sentence(expected: list[str]) -> None:
    """Abbreviations, initials, decimals, ellipses and quotation marks don't break a sentence; full stops do."""
    assert sentences(" ".join(expected)) == expected


def test_rules_stand_in_without_a_model() -> None:
    """The rules alone cut at plain full stops and not after titles."""
    words = ["Mr.", "Roe", "left", ".", "“", "Why", "?", "”", "he", "asked", ".", "Nobody", "knew", "."]
    assert sentence_starts(words) == [0, 4, 11]
