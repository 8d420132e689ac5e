"""Decoding of arcs always gives trees, and the best ones."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.derive.annotate.stitching import mend_trees
from flows.derive.annotate.trees import decode_heads, maximum_tree
from flows.derive.text.annotation import Ints


def reaches_root(heads: list[int], word: int) -> bool:
    """Whether going from head to head ends at a root."""
    for _ in range(len(heads) + 1):
        if heads[word] < 0:
            return True
        word = heads[word]
    return False


@given(st.integers(1, 24), st.integers(0, 10_000), st.integers(1, 4))
def test_every_sentence_is_a_tree(words: int, seed: int, sentences: int) -> None:
    """Whatever the scores: one root a sentence, heads in the same sentence, no cycle."""
    random = np.random.default_rng(seed)
    arcs = random.normal(size=(words, words + 1)).astype(np.float32)
    sentence: Ints = np.sort(random.integers(0, sentences, words)).astype(np.int32)
    heads = decode_heads(arcs, sentence)
    for ordinal in set(sentence.tolist()):
        inside = np.flatnonzero(sentence == ordinal)
        assert (heads[inside] < 0).sum() == 1
        assert all(heads[i] < 0 or sentence[heads[i]] == ordinal for i in inside)
    assert all(reaches_root(heads.tolist(), word) for word in range(words))


@given(st.integers(2, 5), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all(words: int, seed: int) -> None:
    """No other tree under the same root scores higher."""
    scores = np.random.default_rng(seed).normal(size=(words, words))
    np.fill_diagonal(scores, -1e9)
    best = maximum_tree(scores, 0)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(heads, start=1)))

    trees = [
        heads
        for heads in product(range(words), repeat=words - 1)
        if all(reaches_root([-1, *heads], word) for word in range(words))
    ]
    assert np.isclose(total(tuple(best[1:].tolist())), max(map(total, trees)))


@given(st.integers(1, 40), st.integers(0, 10_000))
def test_stitched_sentences_become_trees(words: int, seed: int) -> None:
    """Whatever overlapping windows said, every sentence ends with one root that every word reaches."""
    random = np.random.default_rng(seed)
    begins = random.random(words) < 0.2
    begins[0] = True
    heads = random.integers(-1, words, words).astype(np.int32)
    mend_trees(begins, heads, np.zeros(words, np.uint8))
    sentence = np.cumsum(begins)
    assert (heads < 0).sum() == begins.sum()
    assert all(head < 0 or sentence[head] == sentence[word] for word, head in enumerate(heads))
    assert all(reaches_root(heads.tolist(), word) for word in range(words))
