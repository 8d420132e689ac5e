"""Sentences packed into windows of word pieces, and windows into padded batches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.derive.annotate.pieces import WordPieces
from flows.derive.annotate.tags import TAG_COUNT
from flows.training.allowed import ALL_TAGS
from flows.training.augment import Random
from flows.training.corpora import Sentence

IGNORED = -100
LIMITS = (40, 128, 128, 128, 128, 128, 128, 224, 224)
"""Sizes of windows in pieces, drawn evenly: short ones as for headlines, long ones as for long paragraphs."""

Array = NDArray[np.int64]


@dataclass(slots=True)
class Window:
    """Consecutive sentences as pieces; the word columns have one entry a word."""

    pieces: list[int]
    cases: list[int]
    first: list[int]
    """Position of each word's first piece."""
    upos: list[int]
    heads: list[int]
    """0 for the root, else 1 + the index of the head's word; `IGNORED` where unknown."""
    deprel: list[int]
    starts: list[int]
    """1 where a sentence begins, `IGNORED` where a paragraph begins or nobody knows."""
    allowed: list[int]
    soft: list[list[tuple[int, float]]]
    """A teacher's likeliest tags of each word and their probabilities; empty where no teacher spoke."""
    sentence: list[int]
    """The ordinal, in the window, of the word's sentence."""


def windows(document: list[Sentence], pieces: WordPieces, limit: int) -> Iterator[Window]:
    """The document in windows of at most `limit` pieces; a sentence that is longer stands alone, cut off."""
    window = _empty(pieces)
    for sentence in document:
        looked_up = pieces.look_up(sentence.words)
        size = sum(len(ids) for ids, _ in looked_up)
        if window.first and len(window.pieces) + size + 2 > limit:
            yield _closed(window, pieces)
            window = _empty(pieces)
        _append(window, sentence, looked_up, pieces, limit)
    if window.first:
        yield _closed(window, pieces)


def _empty(pieces: WordPieces) -> Window:
    return Window([pieces.begin], [0], [], [], [], [], [], [], [], [])


def _closed(window: Window, pieces: WordPieces) -> Window:
    window.pieces.append(pieces.separator)
    window.cases.append(0)
    return window


def _append(
    window: Window,
    sentence: Sentence,
    looked_up: list[tuple[tuple[int, ...], int]],
    pieces: WordPieces,
    limit: int,
) -> None:
    new_paragraph = sentence.starts_paragraph
    if window.first and new_paragraph:
        _closed(window, pieces)
    base, ordinal = len(window.first), (window.sentence[-1] + 1 if window.sentence else 0)
    known_start = not window.first or new_paragraph
    for index, (ids, case) in enumerate(looked_up):
        if len(window.pieces) + len(ids) + 1 > limit:
            break
        window.first.append(len(window.pieces))
        window.pieces.extend(ids)
        window.cases.extend([case] * len(ids))
        window.starts.append(IGNORED if index == 0 and known_start else _starts(sentence, index))
        window.sentence.append(ordinal)
    count = len(window.first) - base
    window.upos.extend(sentence.upos[:count] if sentence.upos else [IGNORED] * count)
    window.allowed.extend([ALL_TAGS] * count if sentence.allowed is None else sentence.allowed[:count].tolist())
    window.soft.extend(sentence.soft[:count] if sentence.soft else [[]] * count)
    window.heads.extend(_heads(sentence, base, count))
    window.deprel.extend(sentence.deprel[:count] if sentence.deprel else [IGNORED] * count)


def _starts(sentence: Sentence, index: int) -> int:
    """Whether a sentence begins at the word, `IGNORED` where nobody knows."""
    if sentence.begins is not None:
        return int(sentence.begins[index])
    return IGNORED if sentence.upos is None else int(index == 0)


def _heads(sentence: Sentence, base: int, count: int) -> list[int]:
    if sentence.heads is None:
        return [IGNORED] * count
    return [_head(head, base, count) for head in sentence.heads[:count]]


def _head(head: int, base: int, count: int) -> int:
    if head == IGNORED or head >= count:
        return IGNORED
    return 0 if head < 0 else base + head + 1


@dataclass(slots=True)
class Batch:
    """Windows padded to the longest."""

    pieces: Array
    cases: Array
    mask: NDArray[np.bool_]
    first: Array
    word_mask: NDArray[np.bool_]
    upos: Array
    heads: Array
    deprel: Array
    starts: Array
    allowed: Array
    soft: NDArray[np.float32]
    """Probabilities of name tags (windows x words x tags) as a teacher gives them; zeros where none spoke."""
    sentence: Array


def batches(found: Iterable[Window], budget: int, random: Random | None) -> Iterator[Batch]:
    """Windows of like length in batches of about `budget` pieces; shuffled where `random` is given."""
    pool = sorted(found, key=lambda window: len(window.pieces))
    groups: list[list[Window]] = []
    group: list[Window] = []
    for window in pool:
        if group and (len(group) + 1) * len(window.pieces) > budget:
            groups.append(group)
            group = []
        group.append(window)
    if group:
        groups.append(group)
    order = random.permutation(len(groups)) if random is not None else range(len(groups))
    for index in order:
        yield collate(groups[index])


def collate(group: list[Window]) -> Batch:
    """One batch of the given windows."""
    pieces = _pad([window.pieces for window in group], 0)
    words = _pad([[1] * len(window.first) for window in group], 0)
    return Batch(
        pieces=pieces,
        cases=_pad([window.cases for window in group], 0),
        mask=_pad([[1] * len(window.pieces) for window in group], 0).astype(bool),
        first=_pad([window.first for window in group], 0),
        word_mask=words.astype(bool),
        upos=_pad([window.upos for window in group], IGNORED),
        heads=_pad([window.heads for window in group], IGNORED),
        deprel=_pad([window.deprel for window in group], IGNORED),
        starts=_pad([window.starts for window in group], IGNORED),
        allowed=_pad([window.allowed for window in group], ALL_TAGS),
        soft=_soft([window.soft for window in group]),
        sentence=_pad([window.sentence for window in group], -1),
    )


def _soft(rows: list[list[list[tuple[int, float]]]]) -> NDArray[np.float32]:
    """Dense probabilities; what a teacher's likeliest tags leave over is given to them in proportion."""
    dense = np.zeros((len(rows), max(map(len, rows)), TAG_COUNT), np.float32)
    for place, row in zip(dense, rows, strict=True):
        for word, likeliest in enumerate(row):
            for tag, probability in likeliest:
                place[word, tag] = probability
    dense /= np.maximum(dense.sum(axis=-1, keepdims=True), np.float32(1e-6))
    return dense


def _pad(rows: list[list[int]], value: int) -> Array:
    padded = np.full((len(rows), max(map(len, rows))), value, np.int64)
    for row, values in zip(padded, rows, strict=True):
        row[: len(values)] = values
    return padded
