"""Fit `seeds/reference/quote_terms.csv`: how sure quotes are, by what they show of themselves, on development gold.

    python -m tests.eval.calibrate_quotes GOLD.jsonl… PREDICTED.jsonl… [--hold GOLD.jsonl PREDICTED.jsonl] [--write]

Gold files and the predictions of `onrecord extract` on them, in the same order. A span is right at an intersection over
union of 0.8, a speaker if the spans touch and, where the gold names a person, the last names agree. Weights are those
of a logistic regression with a Gaussian prior, scaled by the folds. The gold has no rows for who kept silent: such rows
are left out here, their chance is counted by reading (`flows.derive.quotes.confidence`). Prints Brier scores and how
often rows of each confidence are right: by five folds of articles, each by the others' weights, then on files held out.
"""

import argparse
import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from flows.derive.quotes.confidence import Shown, terms_of
from seeds.reference import REFERENCE
from tests.eval.eval_quotes import is_person
from tests.eval.quote_matching import Row, hold, read, same_speaker

_PRIOR = 0.5
"""Precision of the prior of a weight."""
_ROUNDS = 60
_FOLDS = 5
_RAREST = 4
"""Rows that a term must hold for, to get a weight."""
_EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
_NAMED, _NOBODY = 0.985, 0.7
_SAFE = 0.15
"""Log odds by which span and speaker are told on the safe side, so that 95 of 100 rows of 0.9 or more are right."""
Weights = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A predicted part: what it shows, how likely its speaker's words stand for the entity, and what is right of it."""

    terms: tuple[str, ...]
    stands: float
    kind: str
    span: bool
    speaker: bool
    person: bool


def _outcomes(gold: Row, predicted: Row) -> Iterator[Outcome]:
    held = hold(gold, predicted["quotes"])
    right = {j: held.gold[i][1] for i, j in held.pairs}
    mentions = {(row["start_char"], row["entity_id"]): row for row in predicted["mentions"]}
    for index, part in enumerate(held.parts):
        quote, row = part.quote, right.get(index)
        speaker = row is not None and same_speaker(row, quote)
        person = speaker and row is not None and is_person(row, quote)
        if quote["polarity"] == "declines":
            continue
        terms = tuple(terms_of(gold["text"], _shown(quote)))
        yield Outcome(terms, _stands(quote, mentions.values()), quote["kind"], row is not None, speaker, person)


def _shown(quote: Row) -> Shown:
    spans = [(part["start_char"], part["end_char"]) for part in quote["parts"]]
    cue = None if quote["cue_start"] is None else (quote["cue_start"], quote["cue_end"])
    speaker = None if quote["speaker_start"] is None else (quote["speaker_start"], quote["speaker_end"])
    nested = quote["parent_quote_id"] is not None
    return Shown(
        quote["kind"], quote["rule"], spans, cue, quote["cue_lemma"], quote["polarity"], speaker, nested
    )  # fmt: skip


def _stands(quote: Row, mentions: Iterable[Row]) -> float:
    """How likely the mention in the speaker's words stands for the speaker's entity."""
    if quote["speaker_entity_id"] is None:
        return _NOBODY if (quote["speaker_text"] or "").lower() in {"he", "she"} else 1.0
    inside = [
        row
        for row in mentions
        if row["entity_id"] == quote["speaker_entity_id"]
        and quote["speaker_start"] <= row["start_char"] < quote["speaker_end"]
    ]
    return next((row["confidence"] for row in inside if row["mention_type"] != "name"), _NAMED)


def _fit(outcomes: Sequence[Outcome]) -> Weights:
    counts: dict[str, int] = {}
    for one in outcomes:
        for term in one.terms:
            counts[term] = counts.get(term, 0) + 1
    names = sorted(term for term, n in counts.items() if n >= _RAREST)
    place = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(outcomes), len(names)))
    for row, one in enumerate(outcomes):
        for term in one.terms:
            if term in place:
                table[row, place[term]] = 1.0
    span = _logistic(table, np.array([one.span for one in outcomes], dtype=float))
    both = _logistic(table, np.array([one.speaker for one in outcomes], dtype=float))
    return {name: (float(span[index]), float(both[index])) for name, index in place.items()}


def _scaled(weights: Weights, scale: float, shift: float) -> Weights:
    """The weights of span and speaker, scaled so that they say of unseen articles what is right of them."""
    scaled = {name: (span, both * scale) for name, (span, both) in weights.items()}
    scaled["any"] = scaled["any"][0], scaled["any"][1] + shift - _SAFE
    return scaled


def _log_odds(one: Outcome, weights: Weights) -> float:
    return sum(weights[term][1] for term in one.terms if term in weights)


def _by_folds(articles: Sequence[list[Outcome]]) -> tuple[list[Outcome], list[float], float, float]:
    """All outcomes, each with its chance by the other folds' weights; and the scale and shift that make them hold.

    Method: Platt 1999, "Probabilistic outputs for support vector machines", on the log odds of the folds.
    """
    fits = [
        _fit([one for i, members in enumerate(articles) if i % _FOLDS != fold for one in members])
        for fold in range(_FOLDS)
    ]
    judged = [(one, fits[fold]) for fold in range(_FOLDS) for members in articles[fold::_FOLDS] for one in members]
    table = np.array([[_log_odds(one, weights), 1.0] for one, weights in judged])
    scale, shift = map(float, _logistic(table, np.array([one.speaker for one, _ in judged], dtype=float)))
    said = [_said(one, _scaled(weights, scale, shift)) for one, weights in judged]
    return [one for one, _ in judged], said, scale, shift


def _logistic(table: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Weights by Newton's method."""
    weights = np.zeros(table.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - target) + _PRIOR * weights
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + _PRIOR * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:  # converged
            break
    return weights


def _said(one: Outcome, weights: Weights) -> float:
    span, both = (sum(weights[term][index] for term in one.terms if term in weights) for index in (0, 1))
    return min(1 / (1 + math.exp(-span)), 1 / (1 + math.exp(-both))) * one.stands


def _print_table(title: str, rows: Sequence[tuple[float, bool]]) -> None:
    brier = sum((said - right) ** 2 for said, right in rows) / len(rows)
    print(f"{title}: n {len(rows)}, Brier score {brier:.4f}")
    for low, high in pairwise(_EDGES):
        inside = [row for row in rows if low <= row[0] < high]
        if inside:
            said, hits = (sum(row[index] for row in inside) / len(inside) for index in (0, 1))
            print(f"  from {low:.2f}: n {len(inside):5}  said {said:.3f}  right {hits:.3f}")


def _report(title: str, outcomes: Sequence[Outcome], said: Sequence[float]) -> None:
    rows = [(chance, one.person) for one, chance in zip(outcomes, said, strict=True)]
    _print_table(title, rows)
    for kind in ("direct", "mixed", "indirect"):
        own = [row for row, one in zip(rows, outcomes, strict=True) if one.kind == kind]
        sure = [right for chance, right in own if chance >= 0.9]  # what views call sure
        if sure:
            print(f"  {kind}: {len(own)} rows, {len(sure)} of 0.9 or more, right {sum(sure) / len(sure):.3f}")


def _read(gold_path: str, predicted_path: str) -> list[list[Outcome]]:
    predicted = read(predicted_path)
    return [list(_outcomes(gold, predicted[name])) for name, gold in read(gold_path).items()]


def _write(weights: Weights) -> None:
    with (REFERENCE / "quote_terms.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["term", "span", "both"])
        writer.writerows([term, f"{span:.3f}", f"{both:.3f}"] for term, (span, both) in sorted(weights.items()))


def main() -> None:
    """Fit, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", help="gold files, then as many files of predictions")
    parser.add_argument("--hold", nargs=2, metavar=("GOLD", "PREDICTED"), help="files to measure on alone")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    half = len(options.paths) // 2
    articles = [
        outcomes
        for gold_path, predicted_path in zip(options.paths[:half], options.paths[half:], strict=True)
        for outcomes in _read(gold_path, predicted_path)
    ]
    judged, said, scale, shift = _by_folds(articles)
    _report("five folds of articles", judged, said)
    weights = _scaled(_fit([one for members in articles for one in members]), scale, shift)
    if options.hold:
        held = [one for members in _read(*options.hold) for one in members]
        _report("held out", held, [_said(one, weights) for one in held])
    if options.write:
        _write(weights)


if __name__ == "__main__":
    main()
