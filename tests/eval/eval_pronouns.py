"""Pronouns and nominals against the gold coreference of a GUM treebank.

    python -m tests.eval.eval_pronouns GUM.conllu.gz [--annotator SPEC]

A predicted entity is the gold entity that most of its names are. Counted are third-person personal pronouns whose
entity the gold names somewhere (and all of them apart), the nominals that were predicted, and *it* and *they* likewise.
Prints accuracy with its 95 % Wilson interval.
"""

import argparse
import gzip
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.eval.documents import article_of

_PERSONAL = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_OF_BODIES = frozenset(["it", "they", "their", "themselves"])
_FIRST = ("of named", "pronouns", "nominals")
_OPENINGS = re.compile(r"\([^()]*\)|\([^()]*|[^()]*\)")
_FORM, _TAG, _MISC = 1, 3, 9


@dataclass
class GoldText:
    """A document of the treebank: its text, and its entities as character spans with their ids."""

    name: str
    text: str = ""
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    words: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Lower-case form and tag of the word that begins at an offset."""


def gold_texts(path: str) -> Iterator[GoldText]:
    """The documents of a treebank file."""
    current: GoldText | None = None
    opened: list[tuple[int, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if current is not None:
                    yield current
                current, opened = GoldText(line.split("=")[1].strip()), []
            elif current is not None and line.startswith("# newpar") and current.text:
                current.text = current.text.rstrip() + "\n\n"
            elif current is not None and line[:1].isdigit() and line.split("\t")[0].isdigit():
                _take_word(current, opened, line.rstrip("\n").split("\t"))
    if current is not None:
        yield current


def _take_word(gold: GoldText, opened: list[tuple[int, str]], columns: list[str]) -> None:
    start = len(gold.text)
    gold.words[start] = (columns[_FORM].lower(), columns[_TAG])
    gold.text += columns[_FORM]
    entity = re.search(r"Entity=([^|]*)", columns[_MISC])
    for piece in _OPENINGS.findall(entity.group(1)) if entity else []:
        name = piece.strip("()").split("-")[0]
        if piece.startswith("("):
            opened.append((start, name))
        if piece.endswith(")"):
            at = max(index for index, (_, other) in enumerate(opened) if other == name)
            gold.spans.append((opened.pop(at)[0], len(gold.text), name))
    if "SpaceAfter=No" not in columns[_MISC]:
        gold.text += " "


def gold_of(gold: GoldText, start: int, end: int) -> str | None:
    """The id of the smallest gold mention around a span."""
    around = [(stop - first, name) for first, stop, name in gold.spans if first <= start and end <= stop]
    return min(around)[1] if around else None


def count(gold: GoldText, spec: str) -> Counter[str]:
    """What was right in a document."""
    rows = extract_article(article_of(gold.text.rstrip(), external_id=gold.name), annotator_for(spec))["mentions"]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        name = gold_of(gold, row["start_char"], row["end_char"])
        if row["mention_type"] == "name" and name is not None:
            votes[row["entity_id"]][name] += 1
    meant = {entity: found.most_common(1)[0][0] for entity, found in votes.items()}
    predicted = {row["start_char"]: meant.get(row["entity_id"]) for row in rows if row["mention_type"] == "pronoun"}
    named = {name for found in votes.values() for name in found}
    tally: Counter[str] = Counter()
    for start, end, name in gold.spans:
        word, tag = gold.words[start]
        if tag == "PRON" and word in _PERSONAL and end - start == len(word):
            right = predicted.get(start) == name
            tally.update({"pronouns": 1, "pronouns right": right})
            tally.update({"of named": name in named, "of named right": right and name in named})
    tally.update(_stand_ins(gold, rows, meant))
    return tally


def _stand_ins(gold: GoldText, rows: list[dict[str, Any]], meant: dict[str, str]) -> Counter[str]:
    """What was right of the nominals, by rule too, and of *it* and *they*, as far as they were predicted."""
    tally: Counter[str] = Counter()
    for row in rows:
        right = gold_of(gold, row["start_char"], row["end_char"]) == meant.get(row["entity_id"])
        if row["mention_type"] == "nominal":
            for name in ("nominals", f"nominals, {row['rule']}"):
                tally.update({name: 1, f"{name} right": right})
        elif row["mention_type"] == "pronoun" and row["text"].lower() in _OF_BODIES:
            tally.update({"it, they": 1, "it, they right": right})
    return tally


def interval(right: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    z = 1.96
    share = right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return middle - half, middle + half


def main() -> None:
    """Print the accuracies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank")
    parser.add_argument("--annotator", default="default")
    options = parser.parse_args()
    tally: Counter[str] = Counter()
    for gold in gold_texts(options.treebank):
        tally.update(count(gold, options.annotator))
    names = [name for name in tally if not name.endswith(" right")]
    for name in sorted(names, key=lambda name: (name not in _FIRST, name)):
        total, right = tally[name], tally[f"{name} right"]
        if total:
            low, high = interval(right, total)
            print(f"{name:22} {right}/{total} = {right / total:.3f} [{low:.3f}, {high:.3f}]")  # its output


if __name__ == "__main__":
    main()
