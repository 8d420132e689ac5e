"""Short articles in news style, each for one hard case: one person is one entity, however the text calls them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article

_PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "entities.jsonl").read_text("utf-8").splitlines()]
_OPEN: frozenset[str] = frozenset()
"""Passages that the annotator or the sieves do not get right yet."""


def _place(text: str, form: str) -> int:
    """Offset behind the n-th occurrence (`form#n`, the first without a number) of a form."""
    words, _, number = form.partition("#")
    return [match.end() for match in re.finditer(rf"\b{re.escape(words)}(?!\w)", text)][int(number or 1) - 1]


def entities_of(passage: dict[str, Any]) -> dict[str, str | None]:
    """Which entity each form of a passage's clusters is; None where no mention ends there."""
    found = extract_article(article(passage["text"], name=passage["id"]), annotator_for())["mentions"]
    entity_at = {row["end_char"]: row["entity_id"] for row in found}
    return {form: entity_at.get(_place(passage["text"], form)) for cluster in passage["clusters"] for form in cluster}


def faults(passage: dict[str, Any]) -> list[str]:
    """What is wrong in the clusters of a passage; empty if nothing is."""
    entity_of = entities_of(passage)
    wrong: list[str] = []
    seen: dict[str | None, str] = {}
    for cluster in passage["clusters"]:
        entities = {form: entity_of[form] for form in cluster}
        wrong += [f"no mention: {form}" for form, entity in entities.items() if entity is None]
        ids = set(entities.values()) - {None}
        wrong += [f"split: {cluster}"] if len(ids) > 1 else []
        wrong += [f"merged: {cluster[0]} with {seen[entity]}" for entity in ids if entity in seen]
        seen.update(dict.fromkeys(ids, cluster[0]))
    return wrong


@pytest.mark.parametrize("passage", [one for one in _PASSAGES if one["id"] not in _OPEN], ids=lambda one: one["case"])
def test_passage(passage: dict[str, Any]) -> None:
    """All forms of one entity together, those of two apart."""
    assert faults(passage) == []
