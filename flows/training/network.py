"""The network: an encoder of BERT's kind that also reads case, and heads for names, tags, sentences, dependencies."""

from typing import Self

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from flows.derive.annotate.pieces import Case
from flows.derive.annotate.tags import TAG_COUNT
from flows.derive.text.annotation import DEPREL, UPOS
from flows.training.shapes import MINILM, Shape

ARC_WIDTH, LABEL_WIDTH = 256, 192
_UNSEEN = -1e4


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, bias: Tensor | None) -> Tensor:
    """Multi-head attention (windows x places x width); `bias` is added to the scores.

    Step by step: on a CPU torch's own operation is slow in bfloat16 with a mask (71 against 17 ms a layer, one core),
    so that a step of training takes 1.23 s and not 1.63.
    """
    queries, keys, values = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (query, key, value))
    scores = (queries * queries.shape[-1] ** -0.5) @ keys.transpose(-1, -2)
    if bias is not None:
        scores = scores + bias
    return (scores.softmax(-1) @ values).transpose(1, 2).flatten(2)


class Layer(nn.Module):
    """A layer: self-attention, then a feed-forward net, each with its residual and norm after it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.mixed = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """`bias` is added to the attention scores: 0 to attend, very low not to."""
        query, key, value = self.qkv(hidden).chunk(3, dim=-1)
        return self.finish(hidden, attend(query, key, value, self.heads, bias))

    def finish(self, hidden: Tensor, attended: Tensor) -> Tensor:
        """The layer's vectors, once the attention is done."""
        hidden = self.norm1(hidden + self.dropout(self.mixed(attended)))
        inner: Tensor = self.norm2(hidden + self.dropout(self.outer(F.gelu(self.inner(hidden)))))
        return inner


class Encoder(nn.Module):
    """Word pieces and cases to vectors."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.cases = nn.Embedding(len(Case), shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.distances = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        self.stream = torch.float32
        """What the layers compute in; bfloat16 in training on processors that are fast at it."""
        self.frozen = 0
        """How many of the lower layers learn nothing."""

    def freeze(self, count: int) -> None:
        """Let the embeddings and the lowest `count` layers learn no more, for good.

        Raises ValueError if there are not so many layers.
        """
        if not 0 < count <= len(self.layers):
            raise ValueError(f"freeze: {count} layers; the encoder has {len(self.layers)}: use 1 to {len(self.layers)}")
        self.frozen = count
        for part in self._still():
            part.requires_grad_(requires_grad=False)
        self.train(self.training)

    def still(self) -> dict[str, Tensor]:
        """The weights that learn nothing, by name."""
        return {name: weight for name, weight in self.named_parameters() if not weight.requires_grad}

    def _still(self) -> list[nn.Module]:
        """The modules that learn nothing."""
        embedding = [self.words, self.positions, self.cases, self.norm] if self.frozen else []
        distances = [self.distances] if self.frozen and self.distances is not None else []
        return [*embedding, *distances, *self.layers[: self.frozen]]

    def train(self, mode: bool = True) -> Self:
        """Set the mode; what learns nothing drops nothing out either, so that its output is the same at every step."""
        super().train(mode)
        for part in self._still():
            part.eval()
        return self

    def embed(self, pieces: Tensor, cases: Tensor) -> Tensor:
        """What the first layer reads."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.words(pieces) + self.cases(cases) + self.positions(places)
        normed: Tensor = self.norm(hidden)
        return normed if self.frozen else self.dropout(normed)

    def forward(self, pieces: Tensor, cases: Tensor, mask: Tensor, lower: Tensor | None = None) -> Tensor:
        """Vectors of all pieces; `mask` is true where there is one.

        `lower`: what the frozen layers make of the pieces, from `below`, if that is known already.
        """
        hidden = self.below(pieces, cases, mask) if lower is None else lower.to(self.stream)
        bias = self._bias(mask)
        for layer in self.layers[self.frozen :]:
            hidden = layer(hidden, bias)
        return hidden

    def below(self, pieces: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """Vectors of all pieces as the first layer that learns reads them."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            hidden = self.embed(pieces, cases).to(self.stream)
            bias = self._bias(mask)
            for layer in self.layers[: self.frozen]:
                hidden = layer(hidden, bias)
        return hidden

    def _bias(self, mask: Tensor) -> Tensor:
        """What is added to the attention scores (windows x heads or 1 x places or 1 x places)."""
        bias = (~mask)[:, None, None, :].to(self.stream) * _UNSEEN
        return bias if self.distances is None else bias + self._by_distance(mask.shape[1]).to(self.stream)

    def _by_distance(self, length: int) -> Tensor:
        """What the distance between two pieces adds to their score (1 x heads x length x length)."""
        assert self.distances is not None
        places = torch.arange(length, device=self.distances.weight.device)
        bias: Tensor = self.distances(bucket_of(places[None, :] - places[:, None], self.shape.buckets))
        return bias.permute(2, 0, 1)[None]


def bucket_of(distance: Tensor, buckets: int, furthest: int = 128) -> Tensor:
    """The bucket of each distance (of what is attended to, less of what attends).

    Half of the buckets are for what stands before or at the piece, half for what follows; of each half, half are for a
    distance each, and the others grow by the logarithm up to `furthest` (Raffel et al. 2020, as MPNet takes it over).
    """
    half, exact = buckets // 2, buckets // 4
    away = distance.abs()
    grown = torch.log(away.clamp(min=1).float() / exact) / torch.log(torch.tensor(furthest / exact)) * (half - exact)
    far = (exact + grown.long()).clamp(max=half - 1)
    return torch.where(away < exact, away, far) + (distance > 0).long() * half


class Network(nn.Module):
    """Encoder and heads. A word is read off its first piece."""

    def __init__(self, shape: Shape = MINILM, dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        width = shape.width
        self.encoder = Encoder(shape, dropout)
        self.dropout = nn.Dropout(head_dropout)
        self.names = nn.Linear(width, TAG_COUNT)
        self.upos = nn.Linear(width, len(UPOS))
        self.starts = nn.Linear(width, 1)
        self.arc_dependent = nn.Linear(width, ARC_WIDTH)
        self.arc_head = nn.Linear(width, ARC_WIDTH)
        self.arc_root = nn.Parameter(torch.zeros(ARC_WIDTH))
        self.arc_map = nn.Linear(ARC_WIDTH, ARC_WIDTH, bias=False)
        self.arc_prior = nn.Linear(ARC_WIDTH, 1)
        self.label_dependent = nn.Linear(width, LABEL_WIDTH)
        self.label_head = nn.Linear(width, LABEL_WIDTH)
        self.label_root = nn.Parameter(torch.zeros(LABEL_WIDTH))
        self.label_out = nn.Linear(LABEL_WIDTH, len(DEPREL))

    def forward(
        self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, lower: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Scores of tags, part of speech, starts and arcs (head 0 is the root), and what labels are made of."""
        hidden = self.encoder(pieces, cases, mask, lower)
        return self.heads(hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1])))

    def heads(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """What `forward` returns, of the words' vectors."""
        words = self.dropout(words)
        dependent = self.dropout(F.gelu(self.arc_dependent(words)))
        heads = self.dropout(F.gelu(_with_root(self.arc_head(words), self.arc_root)))
        arcs = self.arc_map(dependent) @ heads.transpose(1, 2) * ARC_WIDTH**-0.5
        arcs = arcs + self.arc_prior(heads).transpose(1, 2)
        return (
            self.names(words),
            self.upos(words),
            self.starts(words).squeeze(-1),
            arcs,
            self.label_dependent(words),
            _with_root(self.label_head(words), self.label_root),
        )

    def labels(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Scores of relations for pairs of a dependent and its head."""
        scores: Tensor = self.label_out(self.dropout(F.gelu(dependent + head)))
        return scores


def _with_root(words: Tensor, root: Tensor) -> Tensor:
    return torch.cat([root.to(words.dtype).expand(words.shape[0], 1, -1), words], dim=1)
