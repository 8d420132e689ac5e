"""Work grows with the text, whatever the text: four times as much of the same takes about four times as many calls.

Calls are counted, of Python's functions and of C's, so that no busy machine fails the test. What one call does inside C
is not seen; `make bench` has the clock.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.entities.find import find_entities
from flows.derive.quotes.find import find_quotes
from flows.derive.sections.split import split_paragraphs
from flows.derive.text.document import Document
from tests.unit.derive.making import article

_SMALL = 10_000
_FOLD = 4
_SLACK = 1.5
"""A quadratic step would take 16 times as many calls for 4 times the text; 6 leaves room for long texts."""
_FEW = 1_000
"""Calls below which what is done once a document outweighs the text."""


def _document(unit: str, size: int) -> Document:
    whole = article(unit * (size // len(unit)))
    paragraphs = split_paragraphs(whole)
    spans = [(row.start_char, row.end_char) for row in paragraphs]
    return Document(whole, paragraphs, SimpleAnnotator().annotate(whole.body, spans))


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called; the first time fills what is kept for the process, and is not counted."""
    work()
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        del frame, argument
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def _quotes_and_entities(document: Document) -> Callable[[], object]:
    def work() -> None:
        entities, mentions = find_entities(document)
        find_quotes(document, entities, mentions, ())

    return work


_NOISE = ('"', '" ', "“", "“a”", "“a b c d e f\n", "'a ", '"we are here," said he. ', 'Roe: "a b c" ', "Roe ")


@pytest.mark.parametrize("unit", [*_NOISE, "President Smith said he left. "])
def test_noise_takes_linear_work(unit: str) -> None:
    """Marks, open marks, cues, labels and names without end."""
    small, large = _document(unit, _SMALL), _document(unit, _SMALL * _FOLD)
    few, many = _calls(_quotes_and_entities(small)), _calls(_quotes_and_entities(large))
    assert few  # else nothing was done, and nothing shown
    assert many <= _SLACK * _FOLD * max(few, _FEW)


def test_a_quadratic_step_is_seen() -> None:
    """A walk over all pairs has sixteen times the calls, and would fail."""

    def pairs(size: int) -> Callable[[], object]:
        return lambda: [max(one, other) for one in range(size) for other in range(size)]

    assert _calls(pairs(400)) > _SLACK * _FOLD * _calls(pairs(100)) > 10_000
