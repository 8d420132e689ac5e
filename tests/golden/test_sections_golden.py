"""Short articles whose lines are headline, byline, links and the like, each for one thing that is hard to tell."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.derive.sections.split import split_paragraphs
from tests.unit.derive.making import article

_PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "sections.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("passage", _PASSAGES, ids=lambda one: one["case"])
def test_passage(passage: dict[str, Any]) -> None:
    """Every paragraph is what a reader takes it for."""
    read = article(passage["text"]).model_copy(update={"byline": tuple(passage.get("byline", ()))})
    assert [row.section for row in split_paragraphs(read)] == passage["sections"]
