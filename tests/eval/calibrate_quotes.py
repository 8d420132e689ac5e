"""Write `seeds/reference/quote_rules.csv`: how often each rule for quotes is right, counted on development gold.

    python -m tests.eval.calibrate_quotes GOLD.jsonl… PREDICTED.jsonl…

Gold files and the predictions of `onrecord extract` on them, in the same order. A span is right at an
intersection over union of 0.8, a speaker if the spans touch. Rates are drawn towards the kind's mean by the weight of
`_PRIOR` rows, so that rare rules claim little.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from seeds.reference import REFERENCE

_PRIOR = 6.0
_LEAST_IOU = 0.8
_SHORT_SPAN = 25
Row = dict[str, Any]
Key = tuple[str, str, str]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _iou(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def _outcomes(gold: Row, quotes: Iterable[Row]) -> Iterator[tuple[Key, bool, bool]]:
    """For every part of every predicted quote: its rule, whether the span is right, whether the speaker is too."""
    text = gold["text"]
    spans = [(_trimmed(text, row["start"], row["end"]), row) for row in gold["quotes"]]
    for quote in quotes:
        short = (
            len(quote["parts"]) == 1 and quote["parts"][0]["end_char"] - quote["parts"][0]["start_char"] < _SHORT_SPAN
        )
        key = (quote["kind"], quote["rule"], "short" if short else "long")
        for part in quote["parts"]:
            span = _trimmed(text, part["start_char"], part["end_char"])
            best = max(spans, key=lambda one: _iou(one[0], span), default=None) if span[0] < span[1] else None
            right = best is not None and _iou(best[0], span) >= _LEAST_IOU
            yield key, right, bool(right and best and _same_speaker(best[1], quote))


def _same_speaker(gold: Row, quote: Row) -> bool:
    if gold.get("speaker_start") is None or quote["speaker_start"] is None:
        return bool(gold.get("speaker_start") is None)
    return bool(gold["speaker_start"] < quote["speaker_end"] and quote["speaker_start"] < gold["speaker_end"])


def _read(path: str) -> dict[str, Row]:
    with Path(path).open(encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def main(paths: list[str]) -> None:
    """Count and write."""
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    half = len(paths) // 2
    for gold_path, predicted_path in zip(paths[:half], paths[half:], strict=True):
        predicted = _read(predicted_path)
        for name, gold in _read(gold_path).items():
            for key, span, both in _outcomes(gold, predicted[name]["quotes"]):
                for index, hit in enumerate((True, span, both)):
                    counts[key][index] += hit
    _write(counts)


def _write(counts: dict[Key, list[int]]) -> None:
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (kind, _, _), row in counts.items():
        totals[kind] = [one + other for one, other in zip(totals[kind], row, strict=True)]
    with (REFERENCE / "quote_rules.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["kind", "rule", "size", "span", "both", "n"])
        for (kind, rule, size), (n, span, both) in sorted(counts.items()):
            rates = [
                (hits + _PRIOR * mean / totals[kind][0]) / (n + _PRIOR)
                for hits, mean in ((span, totals[kind][1]), (both, totals[kind][2]))
            ]
            writer.writerow([kind, rule, size, *(f"{rate:.3f}" for rate in rates), n])


if __name__ == "__main__":
    main(sys.argv[1:])
