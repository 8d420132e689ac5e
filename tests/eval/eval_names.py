"""Names of an annotator on gold articles, as predictions for the scorer, with a confusion table and kinds of error.

    python tests/eval/eval_names.py GOLD.jsonl… [--scorer DIR] [--annotator SPEC] [--errors 20]

`--scorer` is the folder that holds the package `eval`; without it only the confusion table and errors are printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from flows.derive.annotate import annotator_for
from flows.derive.text.annotation import NAME_KINDS, Annotation, Span

COARSE = {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC"}


def lines_of(text: str) -> list[Span]:
    """The lines of a text that hold anything, as character ranges."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def mentions(text: str, found: Annotation) -> list[dict[str, Any]]:
    """The names of an annotation as rows of the table `mentions`."""
    columns = zip(found.name_starts.tolist(), found.name_ends.tolist(), found.name_kind.tolist(), strict=True)
    return [
        {"start_char": a, "end_char": b, "text": text[a:b], "kind": NAME_KINDS[kind], "mention_type": "name"}
        for a, b, kind in columns
    ]


def compare(article: dict[str, Any], rows: list[dict[str, Any]], table: Counter[tuple[str, str]]) -> Counter[str]:
    """Count gold against found kinds of the same span in `table`, and return the kinds of error."""
    kinds = set(article.get("mention_kinds", ("PER", "ORG", "LOC")))
    gold = {(m["start"], m["end"]): COARSE.get(m["kind"], m["kind"]) for m in article["mentions"]}
    mine = {(m["start_char"], m["end_char"]): COARSE.get(m["kind"], m["kind"]) for m in rows}
    mine = {span: kind for span, kind in mine.items() if kind in kinds or span in gold}
    errors: Counter[str] = Counter()
    for span in gold.keys() | mine.keys():
        table[gold.get(span, "-"), mine.get(span, "-")] += 1
        if gold.get(span) != mine.get(span):
            errors[_error(span, gold, mine)] += 1
    return errors


def _error(span: Span, gold: dict[Span, str], mine: dict[Span, str]) -> str:
    if span in gold and span in mine:
        return f"kind: {gold[span]} as {mine[span]}"
    here, there, label = (gold, mine, "missed") if span in gold else (mine, gold, "made up")
    touching = [other for other in there if other[0] < span[1] and span[0] < other[1]]
    if not touching:
        return f"{label}: {here[span]}"
    longer = any(other[1] - other[0] > span[1] - span[0] for other in touching)
    return f"{label}, part of a longer {here[span]}" if longer else f"{label}, over a shorter {here[span]}"


def main() -> None:
    """Score every file and print the table and the commonest kinds of error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--annotator", default="default")
    parser.add_argument("--errors", type=int, default=20)
    options = parser.parse_args()
    annotator = annotator_for(options.annotator, threads=1)
    for path in options.files:
        table: Counter[tuple[str, str]] = Counter()
        errors: Counter[str] = Counter()
        predicted = []
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            rows = mentions(article["text"], annotator.annotate(article["text"], lines_of(article["text"])))
            errors += compare(article, rows, table)
            predicted.append({"id": article["id"], "mentions": rows})
        print(f"== {path.stem}")
        if options.scorer:
            _score(options.scorer, path, predicted)
        _report(table, errors, options.errors)


def _score(scorer: Path, gold: Path, predicted: list[dict[str, Any]]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in predicted)
        lines.flush()
        command = [sys.executable, "-m", "eval", "score", "--gold", str(gold.resolve()), "--pred", lines.name]
        subprocess.run(command, cwd=scorer, check=True)


def _report(table: Counter[tuple[str, str]], errors: Counter[str], count: int) -> None:
    columns = sorted({found for _, found in table})
    print("gold \\ found" + "".join(f"{name:>12}" for name in columns))
    for gold in sorted({wanted for wanted, _ in table}):
        print(f"{gold:12}" + "".join(f"{table[gold, found]:12}" for found in columns))
    for name, number in errors.most_common(count):
        print(f"{number:6} {name}")


if __name__ == "__main__":
    main()
