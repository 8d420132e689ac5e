"""Figures and dates alone: words/s of one core, beside quantulum3 and dateparser, and on tables of numbers."""

import importlib
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.derive.dates.find import find_dates
from flows.derive.figures.find import find_figures
from flows.derive.text.document import Document
from tests.eval.documents import document_of

_SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
_DAY = date(2021, 7, 27)
_PEER_WORDS = 3000


def main(path: str | None = None) -> None:
    """Print words/s on articles (JSON lines with `text`; without a path the seed article) and on tables of numbers."""
    texts = _texts(path)
    documents = [document_of(text, _DAY, str(number)) for number, text in enumerate(texts)]
    derive(documents[0])
    words = sum(len(text.split()) for text in texts)
    news = _report("articles", words, lambda: [derive(document) for document in documents])
    for count in (10_000, 100_000):
        document = document_of(table(count), _DAY)
        speed = _report(f"table of {count:,} numbers", count, lambda document=document: derive(document))  # type: ignore[misc]
        print(f"  words/s against articles: {speed / news:.2f}")
    _peers(texts)


def derive(document: Document) -> int:
    """Dates and figures of a document, nothing kept from before; how many figures."""
    fresh = replace(document)
    return len(find_figures(fresh, find_dates(fresh)))


def table(count: int) -> str:
    """A table of so many numbers, eight in a row."""
    rng = random.Random(1)  # noqa: S311  # no secret depends on it
    cells = [f"{rng.randrange(100_000):,}" for _ in range(count)]
    return "\n".join("  ".join(cells[at : at + 8]) for at in range(0, count, 8))


def _texts(path: str | None) -> list[str]:
    if path is None:
        return [next(_SEEDS.glob("*.txt")).read_text(encoding="utf-8")] * 50
    return [json.loads(line)["text"] for line in Path(path).read_text(encoding="utf-8").splitlines()]


def _report(name: str, words: int, run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    speed = words / sorted(seconds)[1]
    print(f"{name}: {words:,} words, {speed:,.0f} words/s of CPU time (median of 3)", flush=True)
    return speed


def _peers(texts: Sequence[str]) -> None:
    """The same on a few thousand words for the peers that are installed."""
    text = " ".join(" ".join(texts).split()[:_PEER_WORDS])
    sentences = text.split(". ")
    for name, attribute in (("quantulum3.parser", "parse"), ("dateparser.search", "search_dates")):
        try:
            read = getattr(importlib.import_module(name), attribute)
        except ImportError:
            print(f"{name}: not installed")
            continue
        _report(name, len(text.split()), lambda read=read: [read(sentence) for sentence in sentences])  # type: ignore[misc]


if __name__ == "__main__":
    main(*sys.argv[1:2])
