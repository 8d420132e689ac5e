"""The trained network: windows of word pieces in, scores of every head out, by ONNX Runtime."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from flows.derive.text.annotation import DEPREL

BATCH_PIECES = 512
"""Pieces, padding included, of one run. Only windows of one article share a run: int8 takes its scales over it."""

_SLOWER_FUSIONS = ("SkipLayerNormFusion",)
"""Fusions of ONNX Runtime left out: measured, an addition and a layer norm apart are faster (16 % of the whole)."""

ROOT = DEPREL.index("root")
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
    """Scores of a batch of windows, padded; `order` says which windows they are."""

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
        """Scores of all windows, batch by batch, windows of like length together."""
        order = sorted(range(len(windows)), key=lambda index: (len(windows[index].pieces), index))
        batch: list[int] = []
        for index in order:
            if batch and (len(batch) + 1) * len(windows[index].pieces) > BATCH_PIECES:
                yield self._run(windows, batch)
                batch = []
            batch.append(index)
        if batch:
            yield self._run(windows, batch)

    def _run(self, windows: Sequence[Window], batch: list[int]) -> Scored:
        pieces = _padded([windows[index].pieces for index in batch])
        lengths = np.array([len(windows[index].pieces) for index in batch])
        inputs = {
            "pieces": pieces,
            "cases": _padded([windows[index].cases for index in batch]),
            "mask": np.arange(pieces.shape[1]) < lengths[:, None],
            "first": _padded([windows[index].first for index in batch]),
        }
        return Scored(batch, *self._encoder.run(None, inputs))

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


def _padded(rows: Sequence[Sequence[int]]) -> Integers:
    padded = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for row, values in zip(padded, rows, strict=True):
        row[: len(values)] = values
    return padded
