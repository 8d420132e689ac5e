"""Pairs of quotes in news style that are the same words, or are not, and no pair is drawn into another's group."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.warehouse.corpus.repeating import Corpus, Said

_PAIRS = [json.loads(line) for line in (Path(__file__).parent / "quote_pairs.jsonl").read_text("utf-8").splitlines()]


def _said(pair: dict[str, Any], number: int) -> tuple[Said, Said]:
    return (Said(2 * number, 0, **pair["a"]), Said(2 * number + 1, 0, **pair["b"]))


@pytest.mark.parametrize("pair", _PAIRS, ids=lambda pair: pair["case"])
def test_a_pair_is_judged_as_a_reader_does(pair: dict[str, Any]) -> None:
    """Two articles that hold one quote each share a repeat_id where a reader says: the same words."""
    with Corpus() as corpus:
        corpus.load(_said(pair, 0))
        assert bool(corpus.groups()) == pair["same"]


def test_all_pairs_in_one_corpus_stay_apart() -> None:
    """Beside each other, pairs of different words are never joined; those of the same words are."""
    said = [_said(pair, number) for number, pair in enumerate(_PAIRS)]
    with Corpus() as corpus:
        corpus.load(quote for both in said for quote in both)
        group_of = {quote: group for group, quotes in corpus.groups().items() for quote in quotes}
    for pair, (a, b) in zip(_PAIRS, said, strict=True):
        groups = [group_of.get(one.quote_id) for one in (a, b)]
        assert (groups[0] is not None and groups[0] == groups[1]) == pair["same"], pair["case"]
