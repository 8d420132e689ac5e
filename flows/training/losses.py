"""What the network is punished for: the loss of every head over a batch."""

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from flows.derive.annotate.tags import TAG_COUNT
from flows.training.allowed import ALL_TAGS
from flows.training.network import Network
from flows.training.windows import IGNORED, Batch


def batch_losses(
    network: Network, batch: Batch, device: torch.device, *, bf16: bool = True, lower: Tensor | None = None
) -> dict[str, Tensor]:
    """The loss of every head over a batch, each a mean over the words that have a label.

    `lower`: what the frozen layers make of the batch, if that is known already.
    """
    to = lambda values: torch.from_numpy(values).to(device)  # noqa: E731
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bf16):
        names, upos, starts, arcs, dependent, head = network(
            to(batch.pieces), to(batch.cases), to(batch.mask), to(batch.first), lower
        )
        heads = to(batch.heads)
        known = heads != IGNORED
        labels = network.labels(dependent[known], head[known.nonzero(as_tuple=True)[0], heads[known]])
    no_head = F.pad(~to(batch.word_mask), (1, 0))[:, None, :]
    return {
        "names": _names_loss(names.float(), to(batch.allowed), to(batch.soft)),
        "upos": _cross_entropy(upos.float(), to(batch.upos)),
        "starts": _starts_loss(starts.float(), to(batch.starts)),
        "arcs": _cross_entropy(arcs.float().masked_fill(no_head, -1e4), heads),
        "labels": _cross_entropy(labels.float(), to(batch.deprel)[known]),
    }


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    count = (wanted != IGNORED).sum().clamp(min=1)
    summed = F.cross_entropy(scores.flatten(0, -2), wanted.flatten(), ignore_index=IGNORED, reduction="sum")
    return summed / count


def _starts_loss(scores: Tensor, wanted: Tensor) -> Tensor:
    known = wanted != IGNORED
    losses = F.binary_cross_entropy_with_logits(scores[known], wanted[known].float(), reduction="sum")
    return losses / known.sum().clamp(min=1)


def _names_loss(scores: Tensor, allowed: Tensor, soft: Tensor) -> Tensor:
    """Of words that a corpus labelled and of words that a teacher did, a mean over both."""
    known, taught = allowed != ALL_TAGS, soft.sum(-1) > 0
    summed = _allowed_loss(scores[known], allowed[known])
    summed = summed - (soft[taught] * scores[taught].log_softmax(-1)).sum()
    return summed / (known | taught).sum().clamp(min=1)


def _allowed_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    bits = (allowed[:, None] >> torch.arange(TAG_COUNT, device=allowed.device)) & 1
    possible = scores.masked_fill(bits == 0, -1e4).logsumexp(-1)
    return (scores.logsumexp(-1) - possible).sum()
