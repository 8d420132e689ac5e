"""The sizes of the pretrained encoders that training can start from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder of BERT's kind."""

    width: int
    layers: int
    heads: int
    inner: int
    """Width of the feed-forward nets."""
    epsilon: float
    """What the layer norms add to a variance."""
    buckets: int = 0
    """Relative distances that add to the attention scores, in so many buckets; 0: none do."""
    positions: int = 512
    vocabulary: int = 30522
    """Word pieces of BERT's uncased vocabulary."""


MINILM = Shape(width=384, layers=6, heads=12, inner=1536, epsilon=1e-12)
"""The student: all-MiniLM-L6-v2, 22.7 M parameters."""

MPNET = Shape(width=768, layers=12, heads=12, inner=3072, epsilon=1e-5, buckets=32)
"""The teacher: all-mpnet-base-v2, 109 M parameters."""
