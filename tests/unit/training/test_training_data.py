"""What training learns from: partial labels, words cut as the annotator cuts them, windows that keep the trees."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from flows.derive.annotate.pieces import Case, WordPieces, case_of
from flows.derive.annotate.tags import OUTSIDE, TAG_COUNT, begin_tag, inside_tag
from flows.derive.text.annotation import DEPREL, UPOS
from flows.training.allowed import ALL_TAGS, allowed_tags, spans_of
from flows.training.augment import Datelines, Swaps, recase, without_stop
from flows.training.corpora import Names, Sentence, read_names, read_treebank
from flows.training.templates import Templates
from flows.training.windows import IGNORED, collate, windows
from seeds.annotator_files import ANNOTATOR

TREE = """# newdoc id = d1
# newpar
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\t_\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\t_\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

1\tYes\tyes\tINTJ\t_\t_\t0\troot\t_\t_

"""


def names(words: str, tags: str, raw: str | None = None) -> Names:
    """A named sentence out of blank-separated words and tags."""
    return Names(words.split(), "d", tags.split(), (raw or tags).split())


def test_a_treebank_is_read_with_its_blanks(tmp_path: Path) -> None:
    """Words of multi-word tokens come apart, heads count from 0, glued words are known."""
    path = tmp_path / "t.conllu.gz"
    path.write_bytes(gzip.compress(TREE.encode()))
    first, second = read_treebank(path)
    assert first.words == ["Do", "n't", "go", "."]
    assert first.joined_before == [False, True, False, True]
    assert first.heads == [2, 2, -1, 2]
    assert [DEPREL[code] for code in first.deprel or []] == ["aux", "advmod", "root", "punct"]
    assert (first.starts_paragraph, second.starts_paragraph) == (True, False)


def test_names_are_cut_as_the_annotator_cuts(tmp_path: Path) -> None:
    """Hyphenated names stay one name; what trails a name within its word is none."""
    row = {
        "tokens": ["Jean-Paul", "Roe", "'s", "U.S.-led"],
        "ner": ["B-PERSON", "I-PERSON", "O", "B-GPE"],
        "ner_raw": ["B-PER", "I-PER", "O", "B-LOC"],
        "doc": "d",
    }
    path = tmp_path / "n.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (read,) = read_names(path)
    assert read.words == ["Jean", "-", "Paul", "Roe", "'s", "U.S.", "-", "led"]
    assert spans_of(read.tags) == [(0, 4, "PERSON"), (5, 6, "GPE")]


def test_silence_is_not_no_name() -> None:
    """A corpus that knows no nationalities leaves capitalised words open, and demonyms are marked anyway."""
    bits = allowed_tags(names("the Bible and French Roe", "O O O O B-PER"), "btc")
    assert bits[0] == 1 << OUTSIDE
    assert bits[1] >> begin_tag("WORK_OF_ART") & 1
    assert bits[1] & 1 << OUTSIDE
    assert bits[3] == 1 << begin_tag("NORP") | 1 << begin_tag("LANGUAGE")


def test_titles_and_articles_stay_outside() -> None:
    """A name as learned begins behind its title; a name of a title's word alone stays."""
    bits = allowed_tags(names("President Jane Roe met Pope", "B-PERSON I-PERSON I-PERSON O B-PERSON"), "litbank")
    assert bits.tolist()[:3] == [1, 1 << begin_tag("PERSON"), 1 << inside_tag("PERSON")]
    assert bits[4] == 1 << begin_tag("PERSON")


def test_windows_keep_the_trees(tmp_path: Path) -> None:
    """Heads, tags and first pieces of packed sentences point where they should."""
    path = tmp_path / "t.conllu.gz"
    path.write_bytes(gzip.compress(TREE.encode()))
    (window,) = windows(list(read_treebank(path)), WordPieces(ANNOTATOR / "tokenizer.json"), 128)
    assert window.heads == [3, 3, 0, 3, 0]
    assert window.starts == [IGNORED, 0, 0, 0, 1]
    assert window.allowed == [ALL_TAGS] * 5
    assert window.upos[-1] == UPOS.index("INTJ")
    batch = collate([window, window])
    assert batch.pieces.shape == batch.cases.shape == batch.mask.shape
    assert batch.first.shape == batch.heads.shape == (2, 5)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("iPhone", Case.MIXED),
        ("U.S.", Case.ALL_CAPITALS),
        ("Roe", Case.CAPITALISED),
        ("A", Case.ONE_CAPITAL),
        ("5th", Case.DIGITS),
        ("—", Case.OTHER),
        ("two", Case.LOWER),
    ],
)
def test_case(word: str, case: Case) -> None:
    """The case that the vocabulary loses is told beside it."""
    assert case_of(word) is case


def test_augmentation_keeps_words_and_labels_together() -> None:
    """However a sentence is varied, each word has its label and names stay whole."""
    random = np.random.default_rng(0)
    bits = np.array([1, 1 << begin_tag("GPE"), 1 << inside_tag("GPE"), 1], np.int32)
    sentence = Sentence(words=["In", "New", "York", "."], doc="d", allowed=bits)
    swaps = Swaps({1 << begin_tag("GPE"): [("Rome",), ("Addis", "Ababa")]})
    datelines = Datelines([("Rome",), ("New", "York")])
    for _ in range(200):
        for varied in (
            swaps.apply(sentence, random),
            datelines.before(sentence, random),
            recase(sentence, random),
            without_stop(sentence),
        ):
            assert varied.allowed is not None
            assert len(varied.words) == len(varied.allowed)
            assert all(0 < value < 1 << TAG_COUNT for value in varied.allowed.tolist())


def test_templates_are_filled_with_labelled_names() -> None:
    """Lines made from templates have a label for every word."""
    templates = Templates({"GPE": [("Rome",)], "PERSON": [("Jane", "Roe")], "ORG": [("Acme",)]})
    for document in templates.documents(100, np.random.default_rng(0)):
        for line in document:
            assert line.allowed is not None
            assert len(line.words) == len(line.allowed)
            assert "{" not in " ".join(line.words)
