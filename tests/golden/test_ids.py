"""Short articles in news style, each for one hard case: entities have the Wikidata id that they mean, or none."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.extract import extract_article
from tests.unit.derive.making import article

_PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "ids.jsonl").read_text("utf-8").splitlines()]


def _rows(passage: dict[str, Any]) -> dict[str, Any]:
    day = date.fromisoformat(passage["published_at"]) if "published_at" in passage else None
    given = article(passage["text"], name=passage["id"]).model_copy(update={"published_date": day})
    return extract_article(given, annotator_for())


def _found(rows: dict[str, Any], passage: dict[str, Any]) -> dict[str, str | None]:
    """The id of each form that the passage asks for."""
    ids = {row["entity_id"]: row["external_id"] for row in rows["entities"]}
    meant = {row["text"]: ids[row["entity_id"]] for row in reversed(rows["mentions"])}
    return {form: meant.get(form) for form in passage["ids"]}


@pytest.mark.parametrize("passage", _PASSAGES, ids=lambda one: one["case"])
def test_passage(passage: dict[str, Any]) -> None:
    """What is sure has its id, what is not has none."""
    rows = _rows(passage)
    assert _found(rows, passage) == passage["ids"]
    assert len(rows["entity_candidates"]) == passage.get("candidates", len(rows["entity_candidates"]))
