"""The encoder computes what the published models compute, in either shape, and its weights come back from an export."""

import hashlib
import zipfile
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the training extra is not installed")

import torch
from numpy.typing import NDArray

from flows.derive.annotate.encoder import Encoder as Runtime
from flows.derive.annotate.encoder import Window
from flows.training.bases import _mpnet_rows, _mpnet_state
from flows.training.export import export
from flows.training.mpnet_parts import assemble, check
from flows.training.network import Encoder, Network, bucket_of
from flows.training.shapes import Shape
from flows.training.shipped import load_shipped

Array = NDArray[np.float64]
TINY = Shape(width=8, layers=2, heads=2, inner=16, epsilon=1e-5, buckets=8, positions=40, vocabulary=30)
PLAIN = Shape(width=16, layers=2, heads=2, inner=32, epsilon=1e-12, positions=40, vocabulary=1000)


def published_bucket(relative: int, buckets: int, furthest: int = 128) -> int:
    """T5's bucket of a distance, one at a time, as MPNet has it."""
    half = buckets // 2
    found = half if relative > 0 else 0
    away, exact = abs(relative), half // 2
    if away < exact:
        return found + away
    return found + min(half - 1, exact + int(np.log(away / exact) / np.log(furthest / exact) * (half - exact)))


def norm(values: Array, weight: Array, bias: Array, epsilon: float) -> Array:
    """Layer norm of each row."""
    centred = values - values.mean(-1, keepdims=True)
    normed: Array = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + epsilon) * weight + bias
    return normed


def gelu(values: Array) -> Array:
    """The exact Gaussian error linear unit."""
    errors = np.array([[float(torch.erf(torch.tensor(x / 2**0.5))) for x in row] for row in values])
    found: Array = values * 0.5 * (1 + errors)
    return found


def mpnet_stored(shape: Shape) -> dict[str, torch.Tensor]:
    """Random weights under MPNet's names: four rows of marks and one of the mask beside the pieces."""
    generator = torch.Generator().manual_seed(1)
    width, inner = shape.width, shape.inner
    sizes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (shape.vocabulary + 5, width),
        "embeddings.position_embeddings.weight": (shape.positions + 2, width),
        "embeddings.LayerNorm.weight": (width,),
        "embeddings.LayerNorm.bias": (width,),
        "encoder.relative_attention_bias.weight": (shape.buckets, shape.heads),
    }
    for layer in range(shape.layers):
        before = f"encoder.layer.{layer}."
        parts = {f"attention.attn.{name}": (width, width) for name in "qkvo"}
        parts |= {"intermediate.dense": (inner, width), "output.dense": (width, inner)}
        for name, size in parts.items():
            sizes |= {f"{before}{name}.weight": size, f"{before}{name}.bias": size[:1]}
        for name in ("attention.LayerNorm", "output.LayerNorm"):
            sizes |= {f"{before}{name}.weight": (width,), f"{before}{name}.bias": (width,)}
    return {name: torch.randn(size, generator=generator) for name, size in sizes.items()}


def published_mpnet(stored: dict[str, torch.Tensor], rows: list[int], shape: Shape) -> Array:
    """MPNet in plain arithmetic, of rows of its own table, without padding."""
    w = {name: value.numpy().astype(np.float64) for name, value in stored.items()}
    count = len(rows)
    hidden = w["embeddings.word_embeddings.weight"][rows] + w["embeddings.position_embeddings.weight"][2 : 2 + count]
    hidden = norm(hidden, w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"], shape.epsilon)
    table, size = w["encoder.relative_attention_bias.weight"], shape.width // shape.heads
    buckets = np.array(
        [[published_bucket(key - query, shape.buckets) for key in range(count)] for query in range(count)]
    )
    for layer in range(shape.layers):
        at = f"encoder.layer.{layer}."

        def linear(name: str, values: Array, at: str = at) -> Array:
            found: Array = values @ w[f"{at}{name}.weight"].T + w[f"{at}{name}.bias"]
            return found

        query, key, value = (linear(f"attention.attn.{name}", hidden) for name in "qkv")
        attended = np.zeros_like(hidden)
        for head in range(shape.heads):
            part = slice(head * size, (head + 1) * size)
            scores = query[:, part] @ key[:, part].T / size**0.5 + table[buckets, head]
            weights = np.exp(scores - scores.max(-1, keepdims=True))
            attended[:, part] = weights / weights.sum(-1, keepdims=True) @ value[:, part]
        mixed = hidden + linear("attention.attn.o", attended)
        names = (f"{at}attention.LayerNorm.weight", f"{at}attention.LayerNorm.bias")
        hidden = norm(mixed, w[names[0]], w[names[1]], shape.epsilon)
        fed = hidden + linear("output.dense", gelu(linear("intermediate.dense", hidden)))
        hidden = norm(fed, w[f"{at}output.LayerNorm.weight"], w[f"{at}output.LayerNorm.bias"], shape.epsilon)
    return hidden


@pytest.mark.parametrize("buckets", [8, 32])
def test_distances_fall_in_the_published_buckets(buckets: int) -> None:
    """Near distances have a bucket each, far ones share, what follows has its own half."""
    distances = [d for d in range(-300, 301) if abs(d) not in (16, 32, 64)]  # powers of two: rounding decides
    expected = [published_bucket(distance, buckets) for distance in distances]
    assert bucket_of(torch.tensor(distances), buckets).tolist() == expected


def test_the_teacher_computes_what_mpnet_computes() -> None:
    """Our encoder, given BERT's ids, gives what MPNet gives of the rows that stand for the same pieces."""
    stored = mpnet_stored(TINY)
    encoder = Encoder(TINY, dropout=0.0).eval()
    encoder.load_state_dict(_mpnet_state(stored))
    ids = [7, 3, 22, 9, 14, 3]
    rows = _mpnet_rows(TINY.vocabulary + 5)[ids].tolist()
    assert rows == [11, 7, 26, 13, 18, 7]
    pieces = torch.tensor([[*ids, 0, 0]])
    with torch.no_grad():
        found = encoder(pieces, torch.zeros_like(pieces), pieces > 0)[0, : len(ids)]
    assert np.allclose(found.numpy(), published_mpnet(stored, rows, TINY), atol=1e-4)


def test_marks_of_the_vocabulary_find_their_rows() -> None:
    """Padding, begin, separator, unknown: BERT's ids point at MPNet's rows."""
    assert _mpnet_rows(30527)[[0, 100, 101, 102, 103, 30521]].tolist() == [1, 104, 0, 2, 107, 30525]


def test_weights_are_put_together_and_checked(tmp_path: Path) -> None:
    """A zip in parts gives its one member; another hash is refused and the message says what to do."""
    archive, weights = tmp_path / "whole.zip", bytes(range(256)) * 40
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a/model.safetensors", weights)
        packed.writestr("a/run_me.py", "raise SystemExit")
    whole, parts = archive.read_bytes(), [tmp_path / "p.001", tmp_path / "p.002"]
    parts[0].write_bytes(whole[:500])
    parts[1].write_bytes(whole[500:])
    assemble(parts, tmp_path / "w.safetensors")
    assert (tmp_path / "w.safetensors").read_bytes() == weights
    check(tmp_path / "w.safetensors", hashlib.sha256(weights).hexdigest())
    with pytest.raises(ValueError, match="install the packages anew"):
        check(tmp_path / "w.safetensors")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch's own about its exporter
def test_an_exported_model_runs_as_the_network_and_gives_its_weights_back(tmp_path: Path) -> None:
    """One window alone says what it says among others, and training can go on from what was exported."""
    torch.manual_seed(3)
    trained, network = Network(PLAIN).eval(), Network(PLAIN).eval()
    for parameter in trained.parameters():  # no two alike, as after training
        parameter.data += 0.1 * torch.randn_like(parameter)
    export(trained, tmp_path)
    load_shipped(network, tmp_path)
    windows = [Window([1, 5, 6, 7, 2], [0, 1, 2, 1, 0], [1, 3]), Window([1, 9, 2], [0, 3, 0], [1])]
    (scored,) = Runtime(tmp_path, threads=1).scores(windows)
    assert scored.order == [1, 0]
    for row, index in enumerate(scored.order):
        window = windows[index]
        pieces, cases, first = (torch.tensor([column]) for column in (window.pieces, window.cases, window.first))
        with torch.no_grad():
            expected = network(pieces, cases, torch.ones_like(pieces, dtype=torch.bool), first)
        count = len(window.first)
        assert np.allclose(scored.names[row, :count], expected[0][0], atol=0.1)
        assert np.allclose(scored.arcs[row, :count, : count + 1], expected[3][0], atol=0.1)
    for (name, value), other in zip(trained.state_dict().items(), network.state_dict().values(), strict=True):
        assert torch.allclose(value, other, atol=0.02), name
    with pytest.raises(ValueError, match="no weights of this network's shape"):
        load_shipped(Network(TINY), tmp_path)
