"""Reads a teacher's labels as sentences to learn from."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.training.corpora import Sentence
from flows.training.windows import IGNORED

_MILLE = 1000
_ROOT = -1


def read_labels(folder: Path, least: float) -> Iterator[Sentence]:
    """Every labelled paragraph of `folder`; what syntax a teacher gives less than `least` probability is left unknown.

    Raises FileNotFoundError if there are no labels.
    """
    paths = sorted(folder.glob("labels-*.jsonl.gz"))
    if not paths:
        raise FileNotFoundError(f"{folder}: no labels-*.jsonl.gz; label with python -m flows.training.label")
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (_sentence(json.loads(line), least * _MILLE) for line in lines)


def _sentence(row: dict[str, Any], least: float) -> Sentence:
    sentence = Sentence(
        words=row["words"],
        doc=row["doc"],
        joined_before=[bool(joined) for joined in row["joined"]],
        soft=[[(tag, mille / _MILLE) for tag, mille in likeliest] for likeliest in row["names"]],
    )
    if "heads" not in row:
        return sentence
    sentence.upos, heads, sentence.deprel = (_sure(row[name], least) for name in ("upos", "heads", "deprel"))
    sentence.heads = [head if head == IGNORED else head + _ROOT for head in heads]
    sentence.begins = [mille * 2 > _MILLE for mille in row["starts"]]
    return sentence


def _sure(found: list[list[int]], least: float) -> list[int]:
    return [value if mille >= least else IGNORED for value, mille in found]
