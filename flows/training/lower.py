"""What frozen layers make of the training windows, computed once and kept in a file.

Layers that learn nothing say the same at every pass, and without them a step costs a third: their share of the forward
pass is looked up, and nothing of the backward pass reaches them. The price is that every pass reads the same windows,
augmented once, in another order.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from flows.training.network import Encoder
from flows.training.windows import Batch

_FILE = "lower-{}.f16"
"""Named by what its numbers hang on. Two bytes a number: 1.1 GB of an epoch of today's corpora, 384 numbers a piece."""
_LETTERS = 12
"""Of a hash in the name: enough to tell the runs of a folder apart."""


class Lower:
    """A file beside the checkpoint with the frozen layers' output for each of a fixed row of batches.

    It fills as batches are met, so that a run that was killed, or another process of its group, finds what is there.
    Files of other weights or other batches are taken away.
    """

    def __init__(self, folder: Path, batches: Sequence[Batch], encoder: Encoder) -> None:
        self._offsets = [0, *accumulate(batch.pieces.size for batch in batches)]
        width, path = encoder.shape.width, folder / _FILE.format(_hash(batches, encoder))
        for other in set(folder.glob(_FILE.format("*"))) - {path}:
            other.unlink(missing_ok=True)
        path.touch()
        with path.open("r+b") as file:
            file.truncate(self._offsets[-1] * width * np.dtype(np.float16).itemsize)
        self._rows = np.memmap(path, np.float16, "r+", shape=(self._offsets[-1], width))

    def of(self, index: int, batch: Batch, encoder: Encoder, device: torch.device) -> Tensor:
        """The output for the batch that is `index` in the row (windows x places x width)."""
        rows = self._rows[self._offsets[index] : self._offsets[index + 1]]
        if not rows[0].any():
            self._fill(rows, batch, encoder, device)
        shape = (*batch.pieces.shape, rows.shape[-1])
        return torch.from_numpy(rows.reshape(shape).astype(np.float32)).to(device)

    def _fill(self, rows: NDArray[np.float16], batch: Batch, encoder: Encoder, device: torch.device) -> None:
        """Compute and keep a batch; its first row, which says that it is there, goes last."""
        to = lambda values: torch.from_numpy(values).to(device)  # noqa: E731
        found = encoder.below(to(batch.pieces), to(batch.cases), to(batch.mask))
        values = found.flatten(0, 1).float().cpu().numpy().astype(np.float16)
        rows[1:] = values[1:]
        rows[0] = values[0]


def _hash(batches: Sequence[Batch], encoder: Encoder) -> str:
    """Of all that the numbers hang on: the frozen weights, and the pieces and cases of every batch."""
    found = sha256()
    for weight in encoder.still().values():
        found.update(weight.detach().cpu().numpy())
    for batch in batches:
        found.update(batch.pieces.tobytes())
        found.update(batch.cases.tobytes())
    return found.hexdigest()[:_LETTERS]
