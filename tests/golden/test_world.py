"""Short articles in news style: how entities are related, where an article happens, what a person is called."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.derive.annotate.choose import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article


def _passages(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parent / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _rows(passage: dict[str, Any]) -> dict[str, Any]:
    return extract_article(article(passage["text"], name=passage["id"]), annotator_for())


@pytest.mark.parametrize("passage", _passages("relations"), ids=lambda one: one["case"])
def test_relations(passage: dict[str, Any]) -> None:
    """What is said, and nothing else, with the words that say it; `surer` ones are each surer than the one before."""
    rows = _rows(passage)
    names = {row["entity_id"]: row["name"] for row in rows["entities"]}
    said = rows["entity_relations"]
    found = [[names[row["subject_entity_id"]], row["relation"], names[row["object_entity_id"]]] for row in said]
    assert found == passage["relations"]
    assert all(row["said"] in row["text"] for row in said)
    sure = [row["confidence"] for row in said]
    assert not passage.get("surer") or sure == sorted(set(sure))


@pytest.mark.parametrize("passage", _passages("scenes"), ids=lambda one: one["case"])
def test_scenes(passage: dict[str, Any]) -> None:
    """The place with the highest score is where it happens."""
    best = max(_rows(passage)["article_places"], key=lambda row: row["score"])
    assert best["name"] == passage["scene"]


@pytest.mark.parametrize("passage", _passages("titles"), ids=lambda one: one["case"])
def test_titles(passage: dict[str, Any]) -> None:
    """An office, else an honorific; no predicate and no kin."""
    titles = {row["name"]: row["title"] for row in _rows(passage)["entities"]}
    assert titles[passage["name"]] == passage["title"]
