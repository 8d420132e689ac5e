"""A generator of articles in which people say things and give numbers; some words and numbers stand in several."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.bench.articles import article

_FIRST = ("Anna", "Bruno", "Clara", "David", "Elena", "Farid", "Greta", "Henry", "Irina", "James", "Karen", "Louis")
_LAST = ("Abel", "Brook", "Castle", "Dorn", "Ekberg", "Falk", "Garner", "Hollis", "Ivers", "Jansen", "Keller", "Lund")
_PLACES = ("France", "Kenya", "Peru", "Norway", "Japan", "Canada", "Ghana", "Chile")
_PUBLISHERS = ("The Benchmark", "Harbour News", "City Record", "Valley Times", "The Northern Post", "Wire Service")
_NOUNS = ("soldiers", "workers", "patients", "students", "refugees", "houses", "schools", "buses")
_SPREAD = 400
_FIRST_DAY = date(2025, 1, 1)
_DAYS = 365


def talk(number: int) -> dict[str, str]:
    """Article `number`: about 3 KB of words, with quotes of five people and five figures among them."""
    rng = random.Random(f"talk {number}")  # noqa: S311  # no secret depends on it
    made = article(number, size=1500)
    paragraphs = made["text"].split("\n")
    said = [_said(rng) for _ in range(5)]
    counted = [_counted(rng) for _ in range(5)]
    for sentence in said + counted:
        paragraphs.insert(rng.randrange(len(paragraphs) + 1), sentence)
    day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    publisher = rng.choice(_PUBLISHERS)
    return made | {"text": "\n".join(paragraphs), "published_at": day.isoformat(), "publisher": publisher}


def _said(rng: random.Random) -> str:
    about = f"{rng.choice(_FIRST)} {rng.choice(_LAST)} of {rng.choice(_PLACES)}"
    one_of = rng.randrange(_SPREAD) if rng.random() < 0.1 else rng.randrange(10**6)
    words = f"we have told {about} that number {one_of} will not be the last of these plans"
    if one_of < _SPREAD:
        words = f"nobody in this town will ever forget what happened on day {one_of} of the strike"
    return f"“{words[0].upper()}{words[1:]},” said {rng.choice(_FIRST)} {rng.choice(_LAST)}."


def _counted(rng: random.Random) -> str:
    number = rng.randrange(10, 9000)
    how = rng.choice(("", "about ", "more than ", "at least "))
    return f"{rng.choice(_PLACES)} has sent {how}{number:,} {rng.choice(_NOUNS)}."


def write_talk(path: Path, count: int) -> None:
    """Write articles 0 to `count - 1` as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for line in _lines(count):
            file.write(line)


def _lines(count: int) -> Iterator[str]:
    for number in range(count):
        yield json.dumps(talk(number)) + "\n"
