"""From a folder of corpora to a folder with a model, a lemma table and a report of how good they are."""

import json
import shutil
from pathlib import Path

import torch

from flows.derive.annotate.lemmas import learn_lemmas, write_lemma_table
from flows.derive.annotate.minilm import MiniLmAnnotator
from flows.derive.annotate.pieces import WordPieces
from flows.training.bases import BASES
from flows.training.data import Corpora, Epochs, load_corpora
from flows.training.export import export
from flows.training.group import Group
from flows.training.labelled import read_labels
from flows.training.loop import Recipe, Say, train
from flows.training.measure import measure
from flows.training.network import Network
from flows.training.shipped import load_shipped
from seeds.annotator_files import ANNOTATOR, write_manifest

MODEL_FILES = ("encoder.onnx", "relations.onnx", "labels.json", "lemmas.csv", "tokenizer.json")
REPORT = "report.json"
HEADLINES = ("UPOS", "LAS", "sentence F1", "names F1")
Report = dict[str, dict[str, float]]


class WorseModelError(RuntimeError):
    """The new model is worse than the one it would replace; the message says by how much and what to do."""


def rebuild(corpora: Path, work: Path, recipe: Recipe, say: Say) -> Report:
    """Train on `corpora`, write the model's files to `work / "model"`, return the figures of each development set.

    Of several processes the first alone writes and measures; the others return nothing.

    A run that was killed goes on from its checkpoint in `work`. Raises FileNotFoundError for a missing corpus.
    """
    base, data = BASES[recipe.base](work), load_corpora(corpora)
    if recipe.labels is not None:
        data.labelled.extend(read_labels(recipe.labels, recipe.least_probability))
    folder = work / "model"
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)  # the same heads to begin with in every process
    network = Network(base.shape)
    if recipe.start is None:
        base.load(network.encoder)
    else:
        load_shipped(network, recipe.start)
    trained = train(
        network, Epochs(data, recipe.seed, recipe.labelled_share), WordPieces(base.tokenizer), recipe, work, say
    )
    if not Group().leads:
        return {}
    export(trained, folder)
    shutil.copyfile(base.tokenizer, folder / "tokenizer.json")
    _write_lemmas(data, folder)
    write_manifest(folder, MODEL_FILES)
    return write_report(data, folder)


def _write_lemmas(data: Corpora, folder: Path) -> None:
    examples = (
        (word, upos, lemma)
        for sentences in data.train.values()
        for sentence in sentences
        if sentence.upos is not None and sentence.lemmas is not None
        for word, upos, lemma in zip(sentence.words, sentence.upos, sentence.lemmas, strict=True)
    )
    write_lemma_table(learn_lemmas(examples), folder / "lemmas.csv")


def write_report(data: Corpora, folder: Path) -> Report:
    """Measure the model of `folder` on every development set and write `report.json` beside it."""
    annotator = MiniLmAnnotator(folder)
    report = {name: measure(annotator, sentences) for name, sentences in data.development.items()}
    (folder / REPORT).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return report


def headline(report: Report) -> float:
    """One figure to compare models by: the mean, over sets and headline measures, in per cent."""
    values = [figures[name] for figures in report.values() for name in HEADLINES if name in figures]
    return sum(values) / len(values)


def install(work: Path, *, even_if_worse: bool, target: Path = ANNOTATOR) -> None:
    """Put the model of `work` in the place of the shipped one.

    Raises WorseModelError if its headline is lower than that of the model in place and nobody allowed that.
    """
    new = json.loads((work / "model" / REPORT).read_text(encoding="utf-8"))
    old_path = target / REPORT
    if old_path.exists() and not even_if_worse:
        old = json.loads(old_path.read_text(encoding="utf-8"))
        if headline(new) < headline(old):
            raise WorseModelError(
                f"{target}: the new model scores {headline(new):.2f}, the one in place {headline(old):.2f}; "
                "train longer, or allow it with --even-if-worse"
            )
    target.mkdir(parents=True, exist_ok=True)
    for name in (*MODEL_FILES, REPORT, "manifest.json"):
        shutil.copyfile(work / "model" / name, target / name)
