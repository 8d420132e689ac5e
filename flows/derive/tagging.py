"""Names out of tag scores: the best sequence in which a name begins before it goes on."""

import numpy as np
from numpy.typing import NDArray

from flows.derive.tags import OUTSIDE, TAG_KINDS

Scores = NDArray[np.float32]
Tags = NDArray[np.uint8]
_BEGINS = slice(1, None, 2)
_INSIDES = slice(2, None, 2)


def decode_tags(scores: Scores, may_continue: NDArray[np.bool_]) -> Tags:
    """The best tags of each window's words (windows x words x tags, Viterbi).

    A name's inside tag follows only a begin or inside tag of its kind, and only where `may_continue`
    (windows x words) allows a name to go on.
    """
    logs = _log_softmax(scores)
    size, length, count = logs.shape
    barred = np.where(may_continue, np.float32(0), np.float32(-1e9))
    came_from = np.zeros((length, size, count), np.uint8)
    best = logs[:, 0].copy()
    best[:, _INSIDES] = -1e9
    rows = np.arange(size)
    for place in range(1, length):
        top = best.argmax(axis=1)
        came_from[place] = top[:, None]
        value = np.broadcast_to(best[rows, top][:, None], (size, count)).copy()
        begins, insides = best[:, _BEGINS], best[:, _INSIDES]
        goes_on = insides >= begins
        kinds = np.arange(len(TAG_KINDS))
        came_from[place][:, _INSIDES] = 1 + 2 * kinds + goes_on
        value[:, _INSIDES] = np.maximum(begins, insides) + barred[:, place, None]
        best = value + logs[:, place]
    return _trace(came_from, best.argmax(axis=1))


def _trace(came_from: Tags, last: NDArray[np.int64]) -> Tags:
    length, size, _ = came_from.shape
    tags = np.zeros((size, length), np.uint8)
    rows = np.arange(size)
    tags[:, -1] = last
    for place in range(length - 1, 0, -1):
        tags[:, place - 1] = came_from[place][rows, tags[:, place]]
    return tags


def _log_softmax(scores: Scores) -> Scores:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    logs: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return logs


def kind_confidence(scores: Scores, tags: Tags) -> Scores:
    """For each word (words x tags) the probability that it belongs to a name of its tag's kind."""
    probabilities = np.exp(_log_softmax(scores))
    kinds = np.where(tags == OUTSIDE, 1, tags).astype(np.int64) - 1 >> 1
    rows = np.arange(len(tags))
    both: Scores = probabilities[rows, 1 + 2 * kinds] + probabilities[rows, 2 + 2 * kinds]
    return both


def name_spans(tags: Tags) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """First words, last words + 1 and kinds (positions in `TAG_KINDS`) of the names in a row of tags."""
    begins = np.flatnonzero(tags & 1)
    goes_on = np.append((tags[1:] & 1 == 0) & (tags[1:] != OUTSIDE), np.False_)
    stops = np.flatnonzero((tags != OUTSIDE) & ~goes_on)
    return begins, stops + 1, (tags[begins].astype(np.int64) - 1) >> 1
