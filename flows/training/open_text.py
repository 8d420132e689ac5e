"""Openly licensed text to label: which files, how much of each, nothing twice."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WEIGHTS = {
    "open_wikinews_2019_2020": 4.0,
    "open_wikipedia_current_events_ccbysa": 4.0,
    "open_us_white_house_statements_2021_2026": 1.5,
    "open_us_congress_press_releases": 1.0,
    "open_us_senate_press_releases_2004_2008": 1.0,
    "open_au_pm_media_releases": 1.5,
    "open_us_doj_press_releases": 1.0,
    "open_us_doj_press_releases_noquotes": 0.5,
}
"""What share of the words each file is to give, before it runs out: without it the world would be all Senate."""

NAMES_ONLY = frozenset({"open_us_doj_press_releases_noquotes"})
"""Their quotation marks and apostrophes are lost: names may be learned from them, sentences and trees may not."""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document of openly licensed text: its paragraphs, each seen for the first time."""

    name: str
    source: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> int:
        """Blank-separated words."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def budgets(available: dict[str, int], words: int) -> dict[str, int]:
    """Words to take of each file: by `WEIGHTS`, what a file lacks spread over the others in proportion."""
    left, open_files, taken = words, dict(WEIGHTS), dict.fromkeys(WEIGHTS, 0)
    while open_files and left > 0:
        share = left / sum(open_files.values())
        full = [name for name, weight in open_files.items() if available.get(name, 0) <= share * weight]
        if not full:
            return taken | {name: int(share * weight) for name, weight in open_files.items()}
        for name in full:
            taken[name] = available.get(name, 0)
            left -= taken[name]
            del open_files[name]
    return taken


def open_documents(folder: Path, words: int) -> Iterator[OpenDocument]:
    """About `words` words of the files of `folder`, balanced, every paragraph once; the same in every run.

    A file's documents come in the order of their ids' hashes, so that a part of them is a sample of all.
    Raises FileNotFoundError, naming the file, if one is missing.
    """
    seen: set[bytes] = set()
    found = {name: _distinct(folder / f"{name}.jsonl.gz", name, seen) for name in WEIGHTS}
    wanted = budgets({name: sum(item.words for item in items) for name, items in found.items()}, words)
    for name, documents in found.items():
        left = wanted[name]
        for document in documents:
            if left <= 0:
                break
            left -= document.words
            yield document


def _distinct(path: Path, source: str, seen: set[bytes]) -> list[OpenDocument]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows.sort(key=lambda row: _digest(str(row["id"])))
    found = [OpenDocument(f"{source}/{row['id']}", source, tuple(_new(row["text"], seen))) for row in rows]
    return [document for document in found if document.paragraphs]


def _new(text: str, seen: set[bytes]) -> Iterator[str]:
    """The paragraphs that stand in no document before: boilerplate and reprints would teach the same thing again."""
    for paragraph in text.split("\n"):
        plain = " ".join(paragraph.split())
        digest = _digest(plain.casefold())
        if plain and digest not in seen:
            seen.add(digest)
            yield plain


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=12).digest()
