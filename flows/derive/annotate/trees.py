"""Dependency trees out of arc scores: one root a sentence, every word reaching it."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from flows.derive.text.annotation import Ints

Scores = NDArray[np.float32]
Words = NDArray[np.int64]
_NEVER = np.float32(-1e9)
"""Far below any score of an arc: such an arc is chosen only where there is no other."""


def decode_heads(arcs: Scores, sentence: Ints) -> Ints:
    """The best head of every word of a window, as an index in the window; -1 for a sentence's root.

    `arcs[i, 0]` scores word i as a root, `arcs[i, j + 1]` word j as its head; `sentence` numbers each word's
    sentence. Heads are chosen greedily; where that leaves no tree, by Chu and Liu's and Edmonds' algorithm.
    """
    count = len(sentence)
    scores = np.where(sentence[:, None] == sentence[None, :], arcs[:, 1 : count + 1], _NEVER)
    np.fill_diagonal(scores, _NEVER)
    heads = scores.argmax(axis=1)
    margin = arcs[:, 0] - scores.max(axis=1)
    firsts = np.flatnonzero(np.diff(sentence, prepend=sentence[:1] - 1))
    bounds = np.append(firsts, count)
    roots = np.array([a + margin[a:b].argmax() for a, b in pairwise(bounds)], np.int64)
    heads[roots] = roots
    _repair(heads, scores, bounds, roots)
    heads[roots] = -1
    result: Ints = heads.astype(np.int32)
    return result


def _repair(heads: Words, scores: Scores, bounds: Words, roots: Words) -> None:
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]
    ordinal = np.repeat(np.arange(len(roots)), np.diff(bounds))
    astray = ordinal[above != roots[ordinal]].tolist()  # a set: np.unique imports numpy.ma, .06 s of the first text
    for index in sorted(set(astray)):
        first, last = bounds[index], bounds[index + 1]
        tree = maximum_tree(scores[first:last, first:last].astype(np.float64), int(roots[index] - first))
        heads[first:last] = tree + first


def maximum_tree(scores: NDArray[np.float64], root: int) -> Words:
    """The heads of the tree under `root` with the highest total; the root is its own head.

    `scores[i, j]` is what j as the head of i is worth (Chu and Liu 1965, Edmonds 1967).
    """
    heads: Words = scores.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if not len(cycle):
        return heads
    outside = np.setdiff1d(np.arange(len(scores)), cycle)
    kept = scores[cycle, heads[cycle]]
    enter = scores[np.ix_(cycle, outside)] - kept[:, None]
    best_in, best_out = enter.argmax(axis=0), scores[np.ix_(outside, cycle)].argmax(axis=1)
    smaller = np.full((len(outside) + 1,) * 2, float(_NEVER))
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    smaller[-1, :-1] = enter.max(axis=0)
    smaller[:-1, -1] = scores[np.ix_(outside, cycle)].max(axis=1)
    found = maximum_tree(smaller, int(np.flatnonzero(outside == root)[0]))
    for index, head in enumerate(found[:-1]):
        heads[outside[index]] = cycle[best_out[index]] if head == len(outside) else outside[head]
    heads[cycle[best_in[found[-1]]]] = outside[found[-1]]
    return heads


def _cycle(heads: Words, root: int) -> Words:
    """The words of one cycle, empty if every word reaches the root."""
    state = np.zeros(len(heads), np.int8)
    state[root] = 2
    for start in range(len(heads)):
        path: list[int] = []
        word = start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word])
        if state[word] == 1:
            return np.sort(np.array(path[path.index(word) :], np.int64))
        state[path] = 2
    return np.zeros(0, np.int64)
