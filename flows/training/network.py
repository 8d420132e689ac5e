"""The network: a MiniLM encoder that also reads case, and heads for names, tags, sentences and dependencies."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from flows.derive.annotate.pieces import Case
from flows.derive.annotate.tags import TAG_COUNT
from flows.derive.text.annotation import DEPREL, UPOS

WIDTH, LAYERS, HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
ARC_WIDTH, LABEL_WIDTH = 256, 192


class Layer(nn.Module):
    """A BERT layer: self-attention, then a feed-forward net, each with its residual and norm after it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """`bias` is added to the attention scores: 0 to attend, very low not to."""
        size, length = hidden.shape[0], hidden.shape[1]
        parts = self.qkv(hidden).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(size, length, WIDTH)
        hidden = self.norm1(hidden + self.dropout(self.mixed(mixed)))
        inner: Tensor = self.norm2(hidden + self.dropout(self.outer(F.gelu(self.inner(hidden)))))
        return inner


class Encoder(nn.Module):
    """Word pieces and cases to vectors."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(len(Case), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.stream = torch.float32
        """What the layers compute in; bfloat16 in training on processors that are fast at it."""

    def forward(self, pieces: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """Vectors of all pieces; `mask` is true where there is one."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.words(pieces) + self.cases(cases) + self.positions(places)
        hidden = self.dropout(self.norm(hidden)).to(self.stream)
        bias = (~mask)[:, None, None, :].to(hidden.dtype) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden

    def load_base(self, path: Path) -> None:
        """Take over the weights of a BERT of this shape from a safetensors file."""
        stored = load_file(path)
        base = "embeddings."
        state = {
            "words.weight": stored[base + "word_embeddings.weight"],
            "positions.weight": stored[base + "position_embeddings.weight"],
            "cases.weight": stored[base + "token_type_embeddings.weight"][:1].repeat(len(Case), 1),
            "norm.weight": stored[base + "LayerNorm.weight"],
            "norm.bias": stored[base + "LayerNorm.bias"],
        }
        for index in range(LAYERS):
            state |= _layer_state(stored, index)
        self.load_state_dict(state)


def _layer_state(stored: dict[str, Tensor], index: int) -> dict[str, Tensor]:
    there, here = f"encoder.layer.{index}.", f"layers.{index}."
    pairs = {
        "mixed": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    state = {
        f"{here}{ours}.{part}": stored[f"{there}{theirs}.{part}"]
        for ours, theirs in pairs.items()
        for part in ("weight", "bias")
    }
    for part in ("weight", "bias"):
        names = [f"{there}attention.self.{name}.{part}" for name in ("query", "key", "value")]
        state[f"{here}qkv.{part}"] = torch.cat([stored[name] for name in names])
    return state


class Network(nn.Module):
    """Encoder and heads. A word is read off its first piece."""

    def __init__(self, dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.dropout = nn.Dropout(head_dropout)
        self.names = nn.Linear(WIDTH, TAG_COUNT)
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.starts = nn.Linear(WIDTH, 1)
        self.arc_dependent = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_root = nn.Parameter(torch.zeros(ARC_WIDTH))
        self.arc_map = nn.Linear(ARC_WIDTH, ARC_WIDTH, bias=False)
        self.arc_prior = nn.Linear(ARC_WIDTH, 1)
        self.label_dependent = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label_head = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label_root = nn.Parameter(torch.zeros(LABEL_WIDTH))
        self.label_out = nn.Linear(LABEL_WIDTH, len(DEPREL))

    def forward(
        self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Scores of tags, part of speech, starts and arcs (head 0 is the root), and what labels are made of."""
        hidden = self.encoder(pieces, cases, mask)
        words = hidden.gather(1, first[..., None].expand(-1, -1, WIDTH))
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
