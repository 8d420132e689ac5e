"""A generator of articles with distinct texts, the same on every machine."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

_SYLLABLES = ("ba", "con", "der", "el", "for", "gra", "hal", "in", "ju", "kor", "lan", "mer", "nor", "os", "per", "qui")
_FIRST_DAY = date(2025, 1, 1)
_DAYS = 365


def article(number: int, size: int = 3000) -> dict[str, str]:
    """Return article `number`: about `size` bytes of made-up words in sentences and paragraphs."""
    rng = random.Random(number)  # noqa: S311  # no secret depends on it
    paragraphs: list[str] = []
    length = 0
    while length < size:
        paragraph = " ".join(_sentence(rng) for _ in range(rng.randint(1, 3)))
        paragraphs.append(paragraph)
        length += len(paragraph) + 1
    return {
        "id": f"a{number:07d}",
        "headline": _sentence(rng)[:80],
        "text": "\n".join(paragraphs),
        "published_at": (_FIRST_DAY + timedelta(days=rng.randrange(_DAYS))).isoformat(),
        "publisher": "The Benchmark",
        "url": f"https://news.example/{number}",
    }


def _sentence(rng: random.Random) -> str:
    words = [_word(rng) for _ in range(rng.randint(8, 24))]
    return " ".join(words).capitalize() + "."


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3)))


def write_jsonl(path: Path, first: int, count: int) -> None:
    """Write articles `first` to `first + count - 1` as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for line in _lines(first, count):
            file.write(line)


def _lines(first: int, count: int) -> Iterator[str]:
    for number in range(first, first + count):
        yield json.dumps(article(number)) + "\n"
