"""Golden passages, scored: how many passages are right as a whole, and how many of their rows.

A passage is right where its test passes: the tests stay the judges, this counts what they say. Passages over several
articles (links, quote_pairs) need a database each; their tests alone hold them.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.gate.measures import Scores, Tally, agrees
from tests.golden import (
    test_claims,
    test_entities,
    test_figures_golden,
    test_ids,
    test_kinds,
    test_polls,
    test_quotes,
    test_sections_golden,
    test_world,
)
from tests.unit.derive.making import article

FOLDER = Path(__file__).resolve().parents[1] / "golden"
Passage = dict[str, Any]


def golden_scores() -> Scores:
    """Scores of all passages on one article, by kind of row."""
    tallies = {name: _scored(name, *how) for name, how in SCORED.items()}
    return {f"golden {name}": tally.scores() for name, tally in tallies.items()}


def passages(name: str) -> list[Passage]:
    """The passages of a file of `tests/golden`."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def is_right(test: Callable[[Any], None], passage: Passage) -> bool:
    """Whether a passage's test passes; one that is marked as missed does not."""
    try:
        test(passage)
    except (AssertionError, pytest.xfail.Exception):
        return False
    return True


def _scored(name: str, test: Callable[[Any], None], rows: Callable[[Tally, Passage], None] | None) -> Tally:
    tally = Tally()
    for passage in passages(name):
        tally.add_one("passages", right=is_right(test, passage))
        if rows:
            rows(tally, passage)
    return tally


def _quotes(tally: Tally, passage: Passage) -> None:
    found = extract_article(article(passage["text"], name=passage["id"]), annotator_for())["quotes"]
    tally.add(
        {tuple(quote["parts"]): {"kind": quote["kind"]} for quote in passage["quotes"]},
        {tuple(part["text"] for part in row["parts"]): {"kind": row["kind"]} for row in found},
    )


def _figures(tally: Tally, passage: Passage) -> None:
    for kind, rows in test_figures_golden.found(passage).items():
        expected = passage[kind]
        if expected is not None:
            tally.add_rows(_in_order(expected, rows), len(rows), len(expected))


def _in_order(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> int:
    """How many expected rows are there with every value that they state, each found row used once, in order."""
    right, rest = 0, iter(found)
    for want in expected:
        ahead = list(rest)
        place = next((n for n, row in enumerate(ahead) if _holds(want, row)), None)
        right += place is not None
        rest = iter(ahead if place is None else ahead[place + 1 :])
    return right


def _holds(want: dict[str, Any], row: dict[str, Any]) -> bool:
    return all(agrees(value, row[name]) for name, value in want.items())


def _entities(tally: Tally, passage: Passage) -> None:
    """Rows are pairs of forms that are one entity."""
    found = test_entities.entities_of(passage)
    expected = {frozenset(pair) for cluster in passage["clusters"] for pair in combinations(cluster, 2)}
    linked = set(_linked(found))
    tally.add_rows(len(expected & linked), len(linked), len(expected))


def _linked(entities: Mapping[str, str | None]) -> Iterator[frozenset[str]]:
    known = {form: entity for form, entity in entities.items() if entity is not None}
    return (frozenset(pair) for pair in combinations(known, 2) if len({known[form] for form in pair}) == 1)


SCORED: Mapping[str, tuple[Callable[[Any], None], Callable[[Tally, Passage], None] | None]] = {
    "quotes": (test_quotes.test_passage, _quotes),
    "figures": (test_figures_golden.test_golden_passage, _figures),
    "claims": (test_claims.test_claim, None),
    "entities": (test_entities.test_passage, _entities),
    "ids": (test_ids.test_passage, None),
    "polls": (test_polls.test_polls_of_a_passage, None),
    "claims_cases": (test_claims.test_claim, None),
    "relations": (test_world.test_relations, None),
    "scenes": (test_world.test_scenes, None),
    "titles": (test_world.test_titles, None),
    "sections": (test_sections_golden.test_passage, None),
}
"""File of passages -> the test that judges one, and how its rows are counted, where they are."""
JUDGED = {name: test for name, (test, _) in SCORED.items()} | {"kinds": test_kinds.test_passage}
"""File of passages -> their test, also of those that hold many that are missed yet: more of them is no loss."""
