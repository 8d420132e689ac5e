"""Lemmas come from rules on endings, from exceptions, and keep the case of proper names."""

from pathlib import Path

import pytest

from flows.derive.annotate.lemmas import learn_lemmas, read_lemma_table, write_lemma_table
from flows.derive.text.annotation import UPOS
from seeds.annotator_files import ANNOTATOR


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("said", "VERB", "say"),
        ("cities", "NOUN", "city"),
        ("Soldiers", "NOUN", "soldier"),
        ("was", "AUX", "be"),
        ("n’t", "PART", "not"),
        ("left", "VERB", "leave"),
        ("Biden", "PROPN", "Biden"),
        ("children", "NOUN", "child"),
        ("announced", "VERB", "announce"),
        ("2,500", "NUM", "2500"),
    ],
)
def test_shipped_table(form: str, upos: str, lemma: str) -> None:
    """Common words of news get the lemma that a dictionary gives."""
    assert read_lemma_table(ANNOTATOR / "lemmas.csv").lemma(form, UPOS.index(upos)) == lemma


def test_a_learned_table_survives_its_file(tmp_path: Path) -> None:
    """What is learned and written is what is read, and it covers words that it never saw."""
    noun = UPOS.index("NOUN")
    examples = [(word + "s", noun, word) for word in ("cat", "dog", "tree", "house")] + [("mice", noun, "mouse")]
    table = learn_lemmas(examples)
    write_lemma_table(table, tmp_path / "lemmas.csv")
    assert read_lemma_table(tmp_path / "lemmas.csv") == table
    assert table.lemma("mice", noun) == "mouse"
    assert table.lemma("Tables", noun) == "table"
