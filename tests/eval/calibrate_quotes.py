"""Write `seeds/reference/quote_rules.csv`: how often each rule for quotes is right, counted on development gold.

    python -m tests.eval.calibrate_quotes GOLD.jsonl… PREDICTED.jsonl… [--write]

Gold files and the predictions of `onrecord extract` on them, in the same order. A span is right at an
intersection over union of 0.8, a speaker if the spans touch and, where the gold names a person, the last names agree.
Rates are drawn towards the kind's mean by the weight of `_PRIOR` rows, so that rare rules claim little. Prints how
often rows of each confidence are right: each file by the rates of the others, then all by their own confidence.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.derive.quotes.confidence import shape_of
from seeds.reference import REFERENCE
from tests.eval.eval_quotes import is_person
from tests.eval.quote_matching import Row, hold, read, same_speaker

_PRIOR = 6.0
_EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Key = tuple[str, str, str]
Rates = dict[Key, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A predicted part: its rule, what the row says of itself, and whether span and speaker are right."""

    key: Key
    confidence: float
    span: bool
    both: bool


def _outcomes(gold: Row, quotes: list[Row]) -> Iterator[Outcome]:
    held = hold(gold, quotes)
    right = {j: held.gold[i][1] for i, j in held.pairs}
    for index, part in enumerate(held.parts):
        quote, row = part.quote, right.get(index)
        both = row is not None and same_speaker(row, quote) and is_person(row, quote)
        yield Outcome(_key(quote), quote["confidence"], row is not None, both)


def _key(quote: Row) -> Key:
    texts = [part["text"] for part in quote["parts"]]
    nested = quote["parent_quote_id"] is not None
    shape = shape_of(quote["kind"], texts, quote["cue_lemma"], quote["polarity"], nested=nested)
    return quote["kind"], quote["rule"], shape


def _counts(outcomes: Iterable[Outcome]) -> dict[Key, list[int]]:
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in outcomes:
        for index, hit in enumerate((True, one.span, one.both)):
            counts[one.key][index] += hit
    return counts


def _fit(counts: dict[Key, list[int]]) -> Rates:
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (kind, _, _), row in counts.items():
        totals[kind] = [one + other for one, other in zip(totals[kind], row, strict=True)]
    rates = {}
    for key, (n, *hits) in counts.items():
        means = [total / totals[key[0]][0] for total in totals[key[0]][1:]]
        span, both = ((hit + _PRIOR * mean) / (n + _PRIOR) for hit, mean in zip(hits, means, strict=True))
        rates[key] = span, both
    return rates


def _print_table(title: str, rows: Iterable[tuple[float, bool]]) -> None:
    bins: list[list[tuple[float, bool]]] = [[] for _ in _EDGES]
    for said, right in rows:
        bins[sum(said >= edge for edge in _EDGES) - 1].append((said, right))
    print(title)
    for low, members in zip(_EDGES, bins, strict=True):
        if members:
            said, hits = (sum(one[index] for one in members) for index in (0, 1))
            print(
                f"  from {low:.1f}: n {len(members):5}  said {said / len(members):.3f}  right {hits / len(members):.3f}"
            )


def _write(counts: dict[Key, list[int]]) -> None:
    with (REFERENCE / "quote_rules.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["kind", "rule", "shape", "span", "both", "n"])
        for key, (span, both) in sorted(_fit(counts).items()):
            writer.writerow([*key, f"{span:.3f}", f"{both:.3f}", counts[key][0]])


def main() -> None:
    """Count, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", help="gold files, then as many files of predictions")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    half = len(options.paths) // 2
    files: dict[str, list[Outcome]] = {}
    for gold_path, predicted_path in zip(options.paths[:half], options.paths[half:], strict=True):
        predicted = read(predicted_path)
        pairs = read(gold_path).items()
        files[gold_path] = [one for name, gold in pairs for one in _outcomes(gold, predicted[name]["quotes"])]
    for path, held_out in files.items():
        rates = _fit(_counts(one for other, members in files.items() if other != path for one in members))
        rows = [(rates.get(one.key, (0.0, 0.0))[1], one.both) for one in held_out]
        _print_table(f"{path}, by the rates of the others", rows)
    everything = [one for members in files.values() for one in members]
    _print_table("all, by their own confidence", [(one.confidence, one.both) for one in everything])
    if options.write:
        _write(_counts(everything))


if __name__ == "__main__":
    main()
