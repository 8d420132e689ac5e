"""Partial annotation: which name tags a corpus leaves possible for each word.

A corpus is sure of some kinds and silent on others. A word's set of possible tags is learned from as a whole
(the sum of their probabilities), so that silence is never taken for "no name".
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from flows.derive.annotate.tags import MISC, TAG_COUNT, TAG_KINDS, begin_tag, inside_tag
from flows.training.corpora import Bits, Names
from seeds.rows import NorpForm, TitleWord, TrainingKinds

ALL_TAGS = (1 << TAG_COUNT) - 1
_OUTSIDE_BIT = 1
_NO_NAMES = frozenset({"DATE", "CARDINAL"})
_ARTICLES = frozenset({"the", "a", "an"})
_Rules = dict[tuple[str, str], frozenset[str]]


@lru_cache(maxsize=1)
def _rules() -> dict[str, _Rules]:
    rules: dict[str, _Rules] = defaultdict(dict)
    for row in TrainingKinds.rows():
        kinds = frozenset(("O", *TAG_KINDS) if row.kinds == "*" else row.kinds.split())
        rules[row.corpus][row.raw_kind, row.words] = kinds
    return dict(rules)


@lru_cache(maxsize=1)
def _norp_forms() -> frozenset[str]:
    return frozenset(row.form for row in NorpForm.rows())


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(row.word for row in TitleWord.rows())


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """First word, last word + 1 and kind of every name in IOB2 tags."""
    spans: list[tuple[int, int, str]] = []
    start = -1
    for index, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            spans.append((start, index, tags[start][2:]))
            start = -1
        if tag.startswith("B-") or (tag != "O" and start < 0):
            start = index
    return spans


def allowed_tags(names: Names, corpus: str) -> Bits:
    """For each word the bits of the tags that `corpus` leaves possible."""
    rules = _rules().get(corpus, {})
    bits = np.full(len(names.words), _OUTSIDE_BIT, np.int32)
    outside = rules.get(("O", "capital"), frozenset({"O"}))
    for index, word in enumerate(names.words):
        if word[:1].isupper():
            bits[index] = _begin_bits(outside) | _inside_bits(outside)
        if word in _norp_forms():
            bits[index] = _begin_bits({"NORP", "LANGUAGE"})
    for start, end, kind in spans_of(names.tags):
        _mark(bits, names, (start, end), _kinds(names, (start, end), kind, rules))
    return bits


def _kinds(names: Names, span: tuple[int, int], kind: str, rules: _Rules) -> frozenset[str]:
    start, end = span
    if kind in _NO_NAMES:
        return frozenset({"O"})
    raw = names.raw_tags[start][2:]
    size = "one" if end - start == 1 else "many"
    ruled = rules.get((raw, "any")) or rules.get((raw, size))
    if ruled is not None and kind != "NORP":
        return ruled
    return frozenset({kind if kind in TAG_KINDS else MISC})


def _mark(bits: Bits, names: Names, span: tuple[int, int], kinds: frozenset[str]) -> None:
    start, end = span
    if names.words[start].startswith("@"):
        kinds = frozenset({"O"})
    skipped = _core_start(names.words, start, end, person="PERSON" in kinds)
    bits[start:skipped] = _OUTSIDE_BIT
    if end - skipped == 1 and names.words[skipped] in _norp_forms() and "NORP" not in kinds:
        kinds = kinds | {"NORP"}
    bits[skipped] = _begin_bits(kinds)
    bits[skipped + 1 : end] = _inside_bits(kinds)


def _core_start(words: Sequence[str], start: int, end: int, *, person: bool) -> int:
    while start < end - 1 and (words[start].lower() in _ARTICLES or (person and words[start].lower() in _titles())):
        start += 1
    return start


def _begin_bits(kinds: frozenset[str] | set[str]) -> int:
    return sum(_OUTSIDE_BIT if kind == "O" else 1 << begin_tag(kind) for kind in kinds)


def _inside_bits(kinds: frozenset[str] | set[str]) -> int:
    return sum(_OUTSIDE_BIT if kind == "O" else 1 << inside_tag(kind) for kind in kinds)
