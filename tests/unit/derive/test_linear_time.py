"""Time grows with the text, whatever the text: four times as much of the same costs about four times as much."""

from collections.abc import Callable
from time import process_time

import pytest

from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.entities.find import find_entities
from flows.derive.quotes.find import find_quotes
from flows.derive.sections.split import split_paragraphs
from flows.derive.text.document import Document
from tests.unit.derive.making import article

_SMALL = 40_000
_FOLD = 4
_SLACK = 3
"""A quadratic step would take 16 times as long for 4 times the text; 12 leaves room for a busy machine."""


def _document(unit: str, size: int) -> Document:
    whole = article(unit * (size // len(unit)))
    paragraphs = split_paragraphs(whole)
    spans = [(row.start_char, row.end_char) for row in paragraphs]
    return Document(whole, paragraphs, SimpleAnnotator().annotate(whole.body, spans))


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        begin = process_time()
        work()
        best = min(best, process_time() - begin)
    return best


def _quotes_and_entities(document: Document) -> Callable[[], object]:
    def work() -> None:
        entities, mentions = find_entities(document)
        find_quotes(document, entities, mentions, ())

    return work


_NOISE = ('"', '" ', "“", "“a”", "“a b c d e f\n", "'a ", '"we are here," said he. ', 'Roe: "a b c" ')


@pytest.mark.parametrize("unit", [*_NOISE, "President Smith said he left. "])
def test_noise_takes_linear_time(unit: str) -> None:
    """Marks, open marks, cues, labels and names without end."""
    small, large = _document(unit, _SMALL), _document(unit, _SMALL * _FOLD)
    few, many = _seconds(_quotes_and_entities(small)), _seconds(_quotes_and_entities(large))
    assert many <= _SLACK * _FOLD * max(few, 0.002)
