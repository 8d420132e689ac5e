"""What of an article is compared with other outlets' articles: the words, names and figures of its beginning.

News tells first what happened, so the beginning of the body counts, and the headline. Words lose the ending of their
plural (Harman 1991, "How effective is suffixing?", the S stemmer). How common a word is in news stands in
`warehouse/stories/words.csv`: the share of documents that have it in their first 2,000 characters, the mean of eight
sets of openly licensed news and press releases (25,819 documents); what is not listed stands in fewer than one in 100.
"""

import csv
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from warehouse.corpus.quote_words import common_words, words_of

BEGINNING: Final = 1500
"""Characters of the body, without its outlet's furniture, that are read."""

MOST_WORDS: Final = 64
"""Words kept of an article: those that tell most."""

FEWEST_WORDS: Final = 8
"""An article of fewer is compared with nothing."""

RARE: Final = 0.0015
"""Share of documents taken for a word that is not listed."""

_NAME, _PLAIN = 1.5, 1.0
"""How much a word of a name counts beside another: who and where tell one event from another of its kind."""

_SHORTEST: Final = 3
"""Letters that a word has at least, and with one fewer digits a number."""

_SCALE: Final = 10
"""Weights are stored as tenths, in a byte."""

_WORDS = "STRUCT(words UINTEGER[], weights UTINYINT[])"
_WORDS_ARROW = pa.struct([("words", pa.list_(pa.uint32())), ("weights", pa.list_(pa.uint8()))])


def story_words(
    text: str | None, headline: str | None, names: Sequence[str] = (), figures: Sequence[str] = ()
) -> dict[int, int] | None:
    """What is compared of an article: hashes of words and their weights; None where that is too little.

    Args:
        text: its body.
        headline: its headline.
        names: the names that the body has: their words count more.
        figures: what it counts, as words of their own (*12 people*).

    Returns:
        By the 32-bit hash of a word ten times its weight: 1 + ln of how often it stands there, more for names.
    """
    counts = Counter(_telling(f"{headline or ''} . {(text or '')[:BEGINNING]}"))
    counts.update(figures)
    if len(counts) < FEWEST_WORDS:
        return None
    of_names = set(_telling(" ".join(names)))
    weights = {word: (1 + math.log(times)) * (_NAME if word in of_names else _PLAIN) for word, times in counts.items()}
    told = sorted(weights, key=lambda word: (weights[word] * math.log(_share(word)), word))[:MOST_WORDS]
    return {word_number(word): min(255, round(_SCALE * weights[word])) for word in told}


def word_number(word: str) -> int:
    """The number by which a word is known: a hash of 32 bits."""
    return crc32(word.encode())


def known_words() -> pa.Table:
    """The words of which the share is known: `word`, their number, and `share`."""
    shares = {word_number(word): share for word, share in _shares().items()}
    return pa.table({"word": pa.array(shares, pa.uint32()), "share": pa.array(shares.values(), pa.float64())})


@contextmanager
def story_functions(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let SQL read the words of articles (`read_story`), within this block."""
    connection.create_function(
        "read_story",
        _read_story,
        ["VARCHAR", "VARCHAR", "VARCHAR[]", "VARCHAR[]"],
        _WORDS,
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )
    try:
        yield
    finally:
        connection.remove_function("read_story")


def _read_story(text: pa.Array, headline: pa.Array, names: pa.Array, figures: pa.Array) -> pa.Array:
    columns = (text.to_pylist(), headline.to_pylist(), names.to_pylist(), figures.to_pylist())
    return pa.array([_row(*told) for told in zip(*columns, strict=True)], _WORDS_ARROW)


def _row(
    text: str | None, headline: str | None, names: list[str] | None, figures: list[str] | None
) -> dict[str, Any] | None:
    told = story_words(text, headline, names or (), figures or ())
    return None if told is None else {"words": list(told), "weights": list(told.values())}


def _telling(text: str) -> Iterator[str]:
    """The words of a text that may tell what it is about, without the ending of their plural."""
    for word in words_of(text):
        if len(word) >= _SHORTEST - word[0].isdigit() and word not in common_words():
            yield _singular(word)


def _singular(word: str) -> str:
    if len(word) <= _SHORTEST or not word.endswith("s") or word.endswith(("us", "ss")):
        return word
    if word.endswith("ies") and not word.endswith(("aies", "eies")):
        return f"{word[:-3]}y"
    return word[:-1]


def _share(word: str) -> float:
    return _shares().get(word, RARE)


@cache
def _shares() -> dict[str, float]:
    path = Path(__file__).parents[1] / "stories" / "words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["word"]: float(row["share"]) for row in csv.DictReader(file)}
