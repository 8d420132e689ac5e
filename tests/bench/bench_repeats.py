"""Quotes that stand in several articles: CPU time of a quote in a small and a large corpus, and of one more load.

    python -m tests.bench.bench_repeats [SMALL LARGE]

Quotes are words drawn by Zipf's law, three in a hundred repeated: as they are, with a word changed, or a piece. In the
second corpus one quote in a hundred holds one of ten stock phrases.
"""

import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from tests.bench.articles import _VOCABULARY
from tests.unit.warehouse.corpus.repeating import Corpus, Said
from warehouse.corpus.quote_similarity import similarity
from warehouse.corpus.quote_words import form_of, words_of

SMALL, LARGE, MORE = 10_000, 100_000, 100
_SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu")
_WORDS = _VOCABULARY + [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))
_NOISE = ("a ", "[a", "‘a’s ", "a'", "1,", "we went there ")
_REPEATED, _STOCK_SHARE = 0.03, 0.01


def quotes(count: int, *, stock: bool, first: int = 0) -> Iterator[Said]:
    """Quotes, each in an article of its own, the same on every machine."""
    rng = random.Random(first)  # noqa: S311  # no secret depends on it
    phrases = [_words(random.Random(-1 - n), 6) for n in range(10)]  # noqa: S311  # as above
    held: list[list[str]] = []
    for number in range(first, first + count):
        if held and rng.random() < _REPEATED:
            words = _edited(rng, rng.choice(held))
        else:
            words = _words(rng, rng.randint(8, 45))
            held.append(words)
        if stock and rng.random() < _STOCK_SHARE:
            words = [*words, *rng.choice(phrases), *_words(rng, 5)]
        yield Said(number, 0, " ".join(words), speaker=rng.choice((None, "Ann Lee", "Tom Ray")))


def _words(rng: random.Random, count: int) -> list[str]:
    return rng.choices(_WORDS, cum_weights=_WEIGHTS, k=count)


def _edited(rng: random.Random, words: Sequence[str]) -> list[str]:
    edited = list(words)
    if rng.random() < 0.5:
        edited[rng.randrange(len(edited))] = "changed"
    elif len(edited) > 20:
        edited = edited[5:-5]
    return edited


def _load(corpus: Corpus, new: Iterable[Said]) -> float:
    given = list(new)
    start = time.process_time()
    corpus.load(given)
    return time.process_time() - start


def _noise(unit: str, size: int) -> float:
    """Seconds for reading that much of one unit and comparing it with itself, the best of three."""
    text = unit * (size // len(unit))
    words = " ".join(words_of(text))
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        form_of(text, "mixed", "Ann Lee")
        similarity(words, words + " end", "a", "a")
        best = min(best, time.process_time() - start)
    return best


def _print_noise() -> None:
    for unit in _NOISE:
        print(f"eight times as much of {unit!r}: {_noise(unit, 640_000) / _noise(unit, 80_000):.1f} times the time")


def main(small: int = SMALL, large: int = LARGE) -> None:
    """Print microseconds of CPU time a quote, their ratio, and the cost of one more load."""
    _print_noise()
    for stock in (False, True):
        each, more = {}, {}
        for count in (small, large):
            with Corpus() as corpus:
                each[count] = _load(corpus, quotes(count, stock=stock)) / count
                more[count] = _load(corpus, quotes(MORE, stock=stock, first=10 * large))
                groups = len(corpus.groups())
            told = f"{each[count] * 1e6:.0f} µs a quote, {groups:,} groups; {MORE} more: {more[count]:.2f} s"
            print(f"{count:,} quotes, {'1 % with stock phrases' if stock else 'no stock phrases'}: {told}", flush=True)
        print(f"a quote of {large:,} against one of {small:,}: {each[large] / each[small]:.2f} times", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
