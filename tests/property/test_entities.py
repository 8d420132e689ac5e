"""What holds for entities of any text: offsets, one entity for each mention, the same rows in any order and batch."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.derive.annotate import annotator_for
from flows.derive.entities.find import find_entities
from flows.derive.pipeline import Derived, derive_batch
from flows.derive.text.annotation import Annotator
from schemas.ids import hash_text
from tests.eval.documents import article_of, document_of
from tests.examples import examples
from tests.strategies import ENDS, NAMES, ODD, PRONOUNS, bodies, mixed, pieces

_MORE_NAMES = ("Kristin Halloway", "Kristen Halloway", "The North", "Moscow", "Road Makers’ Association (RMA)")
_WORDS = ("said", "accused", "in", "of", "and", ", 45,", "is", "was named minister", ", also known as", "'s", "“", "”")
_TEXTS = bodies(st.text() | mixed(pieces(NAMES, _MORE_NAMES, _WORDS, PRONOUNS, ODD, ENDS), 30))


def read(texts: list[str], annotator: Annotator) -> Derived:
    """The rows of articles of these bodies; an article's id is its body's."""
    return derive_batch([article_of(text, external_id=hash_text(text)) for text in texts], annotator)


@pytest.mark.parametrize("spec", ["simple", "default"])
@settings(max_examples=examples(60))
@given(text=_TEXTS)
@example(text="İ Jane Roe\u2028Jane\u00a0Roe’s \U0001d518. He said Roe\u200b left.")
def test_every_mention_points_at_its_words(spec: str, text: str) -> None:
    """Offsets are code points whatever the text holds; each mention has a place and an entity of its own article."""
    entities, mentions = find_entities(document_of(text, annotator=annotator_for(spec)))
    places = [(row.start_char, row.end_char) for row in mentions]
    assert len(set(places)) == len(places)
    for row in mentions:
        assert text[row.start_char : row.end_char] == row.text != ""
        assert 0 < row.confidence <= 1
    assert {row.entity_id for row in entities} == {row.entity_id for row in mentions}


@settings(max_examples=examples(25))
@given(
    texts=st.lists(_TEXTS, max_size=5, unique=True), chance=st.randoms(use_true_random=False), size=st.integers(1, 5)
)
def test_order_and_batches_change_nothing(texts: list[str], chance: random.Random, size: int) -> None:
    """All articles at once, or in another order and in batches: the same rows."""
    annotator = annotator_for()
    whole = read(texts, annotator).rows
    shuffled = list(texts)
    chance.shuffle(shuffled)
    batches = [read(shuffled[start : start + size], annotator).rows for start in range(0, len(shuffled), size)]
    for table, rows in whole.items():
        together = [row for batch in batches for row in batch[table]]
        assert sorted(map(repr, together)) == sorted(map(repr, rows))
