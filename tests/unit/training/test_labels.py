"""A teacher's labels: what text they are of, that a stopped labelling goes on, and how the student learns from them."""

import gzip
import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="the training extra is not installed")

import numpy as np
import torch

from flows.derive.annotate.pieces import WordPieces
from flows.derive.annotate.tags import begin_tag
from flows.training.corpora import Sentence
from flows.training.data import Corpora, Epochs
from flows.training.labelled import read_labels
from flows.training.labels import Labeller, write_labels
from flows.training.losses import batch_losses
from flows.training.network import Network
from flows.training.open_text import NAMES_ONLY, WEIGHTS, OpenDocument, budgets, open_documents
from flows.training.shapes import Shape
from flows.training.windows import IGNORED, collate, windows
from seeds.annotator_files import ANNOTATOR

SMALL = Shape(width=16, layers=1, heads=2, inner=16, epsilon=1e-12)
BARE = next(iter(NAMES_ONLY))
TEXTS = ("Jane Roe left Rome.  She flew home.\n\nThe end.", "Jane Roe left Rome. She flew home.\nA second one.")


@pytest.fixture
def labeller() -> Labeller:
    """An untrained network: what it says is not the point."""
    torch.manual_seed(5)
    return Labeller(Network(SMALL), WordPieces(ANNOTATOR / "tokenizer.json"), batch_pieces=40)


def documents() -> list[OpenDocument]:
    """Two documents, of one of which names alone may be learned."""
    return [
        OpenDocument("a/1", "a", ("Jane Roe left Rome. She flew.", "The end.")),
        OpenDocument(f"{BARE}/2", BARE, ("Bob.",)),
    ]


def test_a_balance_leaves_nothing_of_the_words_over() -> None:
    """A small file is taken whole, what it lacks comes from the others, and too little text is taken whole."""
    plenty = dict.fromkeys(WEIGHTS, 10**6)
    evenly = budgets(plenty, 29_000)
    assert evenly["open_wikinews_2019_2020"] == 4 * evenly["open_us_doj_press_releases"]
    assert abs(sum(evenly.values()) - 29_000) < len(WEIGHTS)
    short = budgets(plenty | {"open_wikinews_2019_2020": 10}, 29_000)
    assert short["open_wikinews_2019_2020"] == 10
    assert abs(sum(short.values()) - 29_000) < len(WEIGHTS)
    assert budgets(dict.fromkeys(WEIGHTS, 5), 29_000) == dict.fromkeys(WEIGHTS, 5)


def test_no_paragraph_is_taken_twice(tmp_path: Path) -> None:
    """A paragraph that stands in two documents, or in two files, is taken once."""
    for name in WEIGHTS:
        rows = "\n".join(json.dumps({"id": f"{index}", "text": text}) for index, text in enumerate(TEXTS))
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    found = [paragraph for document in open_documents(tmp_path, 10_000) for paragraph in document.paragraphs]
    assert sorted(found) == ["A second one.", "Jane Roe left Rome. She flew home.", "The end."]


def test_a_stopped_labelling_goes_on(tmp_path: Path, labeller: Labeller, monkeypatch: pytest.MonkeyPatch) -> None:
    """Complete files are kept, the others are written; another teacher's labels are not mixed in."""
    monkeypatch.setattr("flows.training.labels.DOCUMENTS_A_FILE", 1)
    next(write_labels(documents(), labeller, tmp_path, "one"))
    first = tmp_path / "labels-00000.jsonl.gz"
    kept = first.stat().st_mtime_ns
    assert [path.name for path in write_labels(documents(), labeller, tmp_path, "one")] == [
        "labels-00000.jsonl.gz",
        "labels-00001.jsonl.gz",
    ]
    assert first.stat().st_mtime_ns == kept
    with pytest.raises(ValueError, match="take another folder"):
        next(write_labels(documents(), labeller, tmp_path, "two"))


def test_a_paragraph_is_labelled_the_same_whatever_stands_beside_it(labeller: Labeller) -> None:
    """Rows come in the order of the text, and a batch changes none of them."""
    together = list(labeller.label(documents()))
    alone = [row for document in documents() for row in labeller.label([document])]
    assert [row["words"] for row in together] == [row["words"] for row in alone]
    for row, other in zip(together, alone, strict=True):
        assert [[tag for tag, _ in word] for word in row["names"]] == [
            [tag for tag, _ in word] for word in other["names"]
        ]


def test_the_student_learns_names_softly_and_syntax_where_the_teacher_is_sure(
    tmp_path: Path, labeller: Labeller
) -> None:
    """Below the least probability syntax is unknown; text without quotation marks teaches names alone."""
    list(write_labels(documents(), labeller, tmp_path, "one"))
    unsure = list(read_labels(tmp_path, 0.999))
    assert all(set(sentence.upos or [IGNORED]) == {IGNORED} for sentence in unsure)
    sure = list(read_labels(tmp_path, 0.0))
    assert [sentence.heads is None for sentence in sure] == [False, False, True]
    assert IGNORED not in (sure[0].heads or [])
    pieces = WordPieces(ANNOTATOR / "tokenizer.json")
    batch = collate([window for sentence in sure for window in windows([sentence], pieces, 128)])
    assert batch.soft.sum(axis=-1)[batch.word_mask] == pytest.approx(1.0, abs=1e-5)
    losses = batch_losses(labeller.network, batch, torch.device("cpu"), bf16=False)
    assert all(float(loss.detach()) > 0 for name, loss in losses.items() if name != "starts")
    losses["names"].backward()
    assert labeller.network.names.weight.grad is not None


def test_an_epoch_takes_the_labelled_text_as_often_as_it_is_told(tmp_path: Path, labeller: Labeller) -> None:
    """A share of two takes every labelled document twice; none takes none of it."""
    list(write_labels(documents(), labeller, tmp_path, "one"))
    kinds = ("PERSON", "GPE", "ORG")
    named = [Sentence([kind], kind, allowed=np.array([1 << begin_tag(kind)], np.int32)) for kind in kinds]
    data = Corpora({"sec": named}, {}, list(read_labels(tmp_path, 0.5)))
    for share, count in ((2.0, 2), (0.0, 0)):
        drawn = [item for document in Epochs(data, 1, share).documents(0) for item in document]
        assert sum(sentence.doc == "a/1" for sentence in drawn) == 2 * count
