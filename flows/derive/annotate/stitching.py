"""What is mended where a sentence was read in several overlapping windows."""

import numpy as np
from numpy.typing import NDArray

from flows.derive.annotate.tags import OUTSIDE
from flows.derive.text.annotation import DEPREL, Codes, Ints

_PARATAXIS = DEPREL.index("parataxis")
_ROOT = DEPREL.index("root")


def mend_tags(tags: Codes, may_continue: NDArray[np.bool_]) -> Codes:
    """Tags in which an inside tag that follows no name of its kind begins one."""
    inside = (tags != OUTSIDE) & (tags & 1 == 0)
    before = np.concatenate([[OUTSIDE], tags[:-1]]).astype(np.uint8) if len(tags) else tags
    orphan = inside & (~may_continue | ((before != tags) & (before != tags - 1)))
    mended: Codes = np.where(orphan, tags - 1, tags).astype(np.uint8)
    return mended


def mend_trees(begins: NDArray[np.bool_], heads: Ints, deprel: Codes) -> None:
    """Make every sentence a tree again, in place: one root, no head in another sentence, no cycle."""
    count = len(heads)
    sentence = np.cumsum(begins)
    strayed = (heads >= 0) & (sentence[heads] != sentence)
    heads[strayed] = -1
    firsts = np.flatnonzero(begins)
    candidates = np.where(heads < 0, np.arange(count), count)
    roots = np.minimum.reduceat(candidates, firsts)
    roots = np.where(roots == count, firsts, roots)
    own_root = roots[sentence - 1]
    loose = (heads < 0) & (own_root != np.arange(count))
    heads[loose], deprel[loose] = own_root[loose], _PARATAXIS
    heads[roots], deprel[roots] = -1, _ROOT
    above = np.where(heads < 0, np.arange(count), heads)
    for _ in range(count.bit_length()):
        above = above[above]
    lost = above != own_root
    heads[lost], deprel[lost] = own_root[lost], _PARATAXIS
