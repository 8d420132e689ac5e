"""Names out of tag scores: the best sequence in which a name begins before it goes on."""

import numpy as np
from numpy.typing import NDArray

from flows.derive.annotate.tags import OUTSIDE, TAG_KINDS

Scores = NDArray[np.float32]
Tags = NDArray[np.uint8]
_BEGINS = slice(1, None, 2)
"""Where the tags that begin a name stand, as `tags.begin_tag` numbers them: every second from 1 on."""
_INSIDES = slice(2, None, 2)
"""Where the tags that go on with a name stand: each behind the one that begins it."""


def decode_tags(scores: Scores, may_continue: NDArray[np.bool_]) -> Tags:
    """The best tags of each window's words (windows x words x tags, Viterbi).

    A name's inside tag follows only a begin or inside tag of its kind, and only where `may_continue`
    (windows x words) allows a name to go on.
    """
    logs = _log_softmax(scores)
    size, length, _ = logs.shape
    barred = np.where(may_continue, np.float32(0), np.float32(-1e9))[:, :, None]
    tops = np.zeros((length, size), np.int64)
    goes_on = np.zeros((length, size, len(TAG_KINDS)), np.bool_)
    best = logs[:, 0].copy()
    best[:, _INSIDES] = -1e9
    rows = np.arange(size)
    for place in range(1, length):
        begins, insides = best[:, _BEGINS], best[:, _INSIDES]
        tops[place] = best.argmax(axis=1)
        goes_on[place] = insides >= begins
        following = logs[:, place] + best[rows, tops[place]][:, None]
        following[:, _INSIDES] = logs[:, place, _INSIDES] + np.maximum(begins, insides) + barred[:, place]
        best = following
    return _trace(tops, goes_on, best.argmax(axis=1))


def _trace(tops: NDArray[np.int64], goes_on: NDArray[np.bool_], last: NDArray[np.int64]) -> Tags:
    """The tags that led to the last ones: a name's inside tag came from its own kind, all else from the best tag."""
    length, size = tops.shape
    tags = np.zeros((size, length), np.uint8)
    rows = np.arange(size)
    tags[:, -1] = tag = last
    for place in range(length - 1, 0, -1):
        inside = (tag > OUTSIDE) & (tag % 2 == 0)
        within = tag - 1 + goes_on[place, rows, np.maximum(tag - 1, 0) // 2]
        tag = np.where(inside, within, tops[place])
        tags[:, place - 1] = tag
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
