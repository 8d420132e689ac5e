"""The trained network: windows of word pieces in, scores of every head out, by ONNX Runtime."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from flows.derive.text.annotation import DEPREL

TOGETHER = 16
"""Windows whose scores are handed out together, for decoding; it changes no score."""

_SLOWER_FUSIONS = ("SkipLayerNormFusion",)
"""Fusions of ONNX Runtime left out: measured, an addition and a layer norm apart are faster (16 % of the whole)."""

ROOT = DEPREL.index("root")
_INPUTS = ("pieces", "cases", "first")
Scores = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(slots=True)
class Window:
    """What the encoder reads: pieces, the case of each, and where each word's first piece stands."""

    pieces: list[int]
    cases: list[int]
    first: list[int]


@dataclass(slots=True)
class Scored:
    """Scores of some windows, padded; `order` says which windows they are."""

    order: list[int]
    names: Scores
    upos: Scores
    starts: Scores
    arcs: Scores
    label_dependent: Scores
    label_head: Scores


class Encoder:
    """The ONNX sessions of a model's folder."""

    def __init__(self, folder: Path, threads: int) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Without VNNI, products of 8 bits saturate and change labels: the precise way gives all machines the same.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._encoder = _session(folder / "encoder.onnx", options)
        self._relations = _session(folder / "relations.onnx", options)

    def scores(self, windows: Sequence[Window]) -> Iterator[Scored]:
        """Scores of all windows, those of like length together.

        Each window runs alone: nothing is padded, and no neighbour has a part in the scales of its 8 bit products.
        """
        order = sorted(range(len(windows)), key=lambda index: (len(windows[index].first), index))
        for start in range(0, len(order), TOGETHER):
            group = order[start : start + TOGETHER]
            columns = zip(*(self._run(windows[index]) for index in group), strict=True)
            yield Scored(group, *map(_padded, columns))

    def _run(self, window: Window) -> list[Scores]:
        columns = (window.pieces, window.cases, window.first)
        inputs = {name: np.array([values]) for name, values in zip(_INPUTS, columns, strict=True)}
        found: list[Scores] = self._encoder.run(None, inputs)
        return found

    def relations(self, dependent: Scores, head: Scores) -> Integers:
        """The best relation of each pair of a dependent and its head, as a position in `DEPREL`; never *root*."""
        scores = self._relations.run(None, {"dependent": dependent, "head": head})[0]
        scores[:, ROOT] = -np.inf
        best: Integers = scores.argmax(axis=1)
        return best


def _session(path: Path, options: ort.SessionOptions) -> ort.InferenceSession:
    return ort.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOWER_FUSIONS)
    )


def _padded(rows: Sequence[Scores]) -> Scores:
    """Arrays of one window each in one array, zeros behind the shorter ones."""
    shape = np.max([row.shape[1:] for row in rows], axis=0)
    padded = np.zeros((len(rows), *shape), np.float32)
    for place, row in zip(padded, rows, strict=True):
        place[tuple(slice(size) for size in row.shape[1:])] = row[0]
    return padded
