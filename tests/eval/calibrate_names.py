"""How often names of each score are right, and `seeds/reference/name_calibration.csv` from it.

    python -m tests.eval.calibrate_names GOLD.jsonl… [--write]

A name is right if the gold has its span and kind (PERSON, ORG, and one kind for GPE, LOC and FAC; names of kinds that
the gold doesn't annotate count nowhere). The curve that is printed and written is the isotonic regression of right on
raw score, in `_KNOTS` steps. What it is worth is measured on documents that it was not fitted to: the curve of every
second document is scored on the others, and the other way round.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.derive.annotate.minilm import MiniLmAnnotator
from flows.derive.text.annotation import NAME_KINDS
from seeds.reference import REFERENCE
from tests.eval.eval_names import COARSE, lines_of

_KNOTS = 12
_PRIOR = 4.0
"""Names, of the mean share right, that each step is drawn towards: steps of few names claim little."""
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Curve = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A found name: the document that it is of, its raw score, and whether it is right."""

    document: int
    score: float
    right: bool


def outcomes(path: Path, annotator: MiniLmAnnotator) -> Iterator[Outcome]:
    """Every name that the annotator finds in a gold file, of the kinds that are annotated there."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        article = json.loads(line)
        gold = _gold(article)
        kinds = set(article.get("mention_kinds", ("PER", "ORG", "LOC")))
        found = annotator.annotate(article["text"], lines_of(article["text"]))
        columns = (found.name_starts, found.name_ends, found.name_kind, found.name_score)
        for start, end, code, score in zip(*(column.tolist() for column in columns), strict=True):
            kind = COARSE.get(NAME_KINDS[code], NAME_KINDS[code])
            if kind in kinds:
                yield Outcome(number, score, gold.get((start, end)) == kind)


def _gold(article: dict[str, Any]) -> dict[tuple[int, int], str]:
    return {(row["start"], row["end"]): COARSE.get(row["kind"], row["kind"]) for row in article["mentions"]}


def fit(found: Sequence[Outcome]) -> Curve:
    """Scores and the share right there: means of equally many names, made monotone by pooling neighbours."""
    ordered = sorted(found, key=lambda one: one.score)
    mean = sum(one.right for one in ordered) / len(ordered)
    steps = [part for part in np.array_split(np.arange(len(ordered)), _KNOTS) if len(part)]
    pools = [_step([ordered[index] for index in part], mean) for part in steps]
    merged: list[tuple[float, float, float]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            merged[-2:] = [_pooled(*merged[-2:])]
    scores, right = np.array([pool[0] for pool in merged]), np.array([pool[1] for pool in merged])
    return scores, right


def _step(found: Sequence[Outcome], mean: float) -> tuple[float, float, float]:
    right = (sum(one.right for one in found) + _PRIOR * mean) / (len(found) + _PRIOR)
    return float(np.mean([one.score for one in found])), right, float(len(found))


def _pooled(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float, float]:
    size = one[2] + other[2]
    score, right = ((a * one[2] + b * other[2]) / size for a, b in zip(one[:2], other[:2], strict=True))
    return score, right, size


def _table(name: str, found: Sequence[Outcome], curve: Curve) -> None:
    scores = np.interp([one.score for one in found], *curve)
    right = np.array([one.right for one in found])
    print(f"{name}: {len(found)} names, {right.mean():.3f} right, {scores.mean():.3f} claimed")
    for low, high in pairwise(_EDGES):
        within = (scores >= low) & (scores < high)
        if within.any():
            claimed = scores[within].mean()
            share = right[within].mean()
            print(f"  {low:.2f}-{min(high, 1):.2f} {within.sum():6} names, claimed {claimed:.3f}, {share:.3f} right")
    sure = scores >= 0.9
    print(f"  of score >= .9: {sure.sum()} names, {right[sure].mean() if sure.any() else 0:.3f} right")


def main() -> None:
    """Print the tables of every file, each half by the other half's curve; write the curve of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    annotator = MiniLmAnnotator(calibrate=False)
    found = {path.stem: list(outcomes(path, annotator)) for path in options.files}
    halves = [[one for rows in found.values() for one in rows if one.document % 2 == half] for half in (0, 1)]
    curves = [fit(half) for half in halves]
    for name, rows in found.items():
        for half in (0, 1):
            _table(f"{name}, half {half}", [one for one in rows if one.document % 2 == half], curves[1 - half])
    scores, right = fit([one for rows in found.values() for one in rows])
    lines = [(round(float(a), 5), round(float(b), 3)) for a, b in zip(scores, right, strict=True)]
    print(lines)
    if options.write:
        with (REFERENCE / "name_calibration.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([("score", "right"), *lines])


if __name__ == "__main__":
    main()
