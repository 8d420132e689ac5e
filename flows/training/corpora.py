"""Readers of the training corpora: CoNLL-U treebanks and JSON lines of named entities, gzipped or not."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.derive.annotate.tokenize import tokenize
from flows.derive.text.annotation import DEPREL, UPOS

Bits = NDArray[np.int32]
_RELATION = {name: code for code, name in enumerate(DEPREL)}
_TAG = {name: code for code, name in enumerate(UPOS)}
_ID, _FORM, _LEMMA, _UPOS, _HEAD, _DEPREL, _MISC = 0, 1, 2, 3, 6, 7, 9


@dataclass(slots=True)
class Sentence:
    """A sentence to learn from; what a corpus doesn't say is None."""

    words: list[str]
    doc: str
    starts_paragraph: bool = True
    joined_before: list[bool] = field(default_factory=list)
    """Whether no blank stands before the word; empty where unknown."""
    upos: list[int] | None = None
    heads: list[int] | None = None
    """Index of the head within the sentence, -1 for the root."""
    deprel: list[int] | None = None
    lemmas: list[str] | None = None
    allowed: Bits | None = None
    """For each word the set of name tags that the corpus leaves possible, as bits; None: all of them."""
    soft: list[list[tuple[int, float]]] | None = None
    """For each word a teacher's likeliest name tags and their probabilities; None: nobody labelled them."""
    begins: list[bool] | None = None
    """Where sentences begin, of a paragraph that a teacher cut; None: it is one sentence."""


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (line.rstrip("\n") for line in lines)


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, empty nodes left out, words of multi-word tokens apart."""
    doc, paragraph, rows = path.name, True, list[list[str]]()
    for line in _lines(path):
        if line.startswith("# newdoc"):
            doc, paragraph = line.partition("=")[2].strip(), True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line and line[0] != "#":
            rows.append(line.split("\t"))
        elif not line and rows:
            yield _tree(rows, doc, starts_paragraph=paragraph)
            rows, paragraph = [], False
    if rows:
        yield _tree(rows, doc, starts_paragraph=paragraph)


def _tree(rows: Iterable[list[str]], doc: str, *, starts_paragraph: bool) -> Sentence:
    rows = list(rows)
    words = [row for row in rows if row[_ID].isdigit()]
    return Sentence(
        words=[row[_FORM] for row in words],
        doc=doc,
        starts_paragraph=starts_paragraph,
        joined_before=_joins(rows),
        upos=[_TAG.get(row[_UPOS], 0) for row in words],
        heads=[int(row[_HEAD]) - 1 for row in words],
        deprel=[_RELATION.get(row[_DEPREL], 0) for row in words],
        lemmas=[row[_LEMMA] for row in words],
    )


def _joins(rows: list[list[str]]) -> list[bool]:
    joined: list[bool] = []
    inside_until, tight, tight_after = 0, False, False
    for row in rows:
        glued = "SpaceAfter=No" in row[_MISC]
        if "-" in row[_ID]:
            inside_until, tight_after = int(row[_ID].partition("-")[2]), glued
        if not row[_ID].isdigit():
            continue
        joined.append(tight)
        number = int(row[_ID])
        tight = glued if number > inside_until else number < inside_until or tight_after
    return joined


@dataclass(frozen=True, slots=True)
class Names:
    """A sentence with named entities as its corpus gives them: IOB2 tags, ours and the corpus's own."""

    words: list[str]
    doc: str
    tags: list[str]
    raw_tags: list[str]


def read_names(path: Path, *, recut: bool = True) -> Iterator[Names]:
    """Sentences of a JSON lines file of named entities; `recut`: words cut as the annotator cuts them."""
    for line in _lines(path):
        row = json.loads(line)
        names = Names(row["tokens"], row["doc"], row["ner"], row["ner_raw"])
        yield _recut(names) if recut else names


def _recut(names: Names) -> Names:
    """Hyphenated words and the like in parts; what trails a name within its word (*-led*, *'s*) is no name."""
    recut = Names([], names.doc, [], [])
    following = [*names.tags[1:], "O"]
    for word, tag, raw, after in zip(names.words, names.tags, names.raw_tags, following, strict=True):
        starts, ends = tokenize(word, (0, len(word)))
        parts = [word[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)] or [word]
        named = len(parts)
        while named > 1 and after[0] != "I" and not parts[named - 1][:1].isupper() and not parts[named - 1].isdigit():
            named -= 1
        recut.words.extend(parts)
        recut.tags.extend([tag, *[_inside(tag)] * (named - 1), *["O"] * (len(parts) - named)])
        recut.raw_tags.extend([raw, *[_inside(raw)] * (named - 1), *["O"] * (len(parts) - named)])
    return recut


def _inside(tag: str) -> str:
    return f"I-{tag[2:]}" if tag != "O" else tag
