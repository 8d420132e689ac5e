"""A generator of articles with distinct texts, the same on every machine."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

_WORDS = """the of and to in a that for was on with as by it at from said his they were which their has not but this
have one had been who after more about people would year government police minister city company court report market
week country president million new first other two when there could than also some into over only last time out under
while against during before because officials plan bank state public health school water money workers group leader
election campaign budget prices energy region border talks deal vote law judge case trial family house street river
north south east west national local former senior chief executive director spokesman statement interview meeting
announced warned added called rejected approved opened closed raised cut won lost built sold bought moved asked"""
_VOCABULARY = _WORDS.split()
_FIRST_DAY = date(2025, 1, 1)
_DAYS = 365


def article(number: int, size: int = 3000) -> dict[str, str]:
    """Article `number`: about `size` bytes of English words in sentences and paragraphs, in no order."""
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
    return " ".join(rng.choices(_VOCABULARY, k=rng.randint(8, 24))).capitalize() + "."


def write_jsonl(path: Path, first: int, count: int) -> None:
    """Write articles `first` to `first + count - 1` as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for line in _lines(first, count):
            file.write(line)


def _lines(first: int, count: int) -> Iterator[str]:
    for number in range(first, first + count):
        yield json.dumps(article(number)) + "\n"
