"""Short passages that tell of polls, and some that don't: who asked whom, and which figures are the answers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.pipeline import derive
from schemas.rows import Figure, Poll
from tests.eval.documents import article_of

_PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "polls.jsonl").read_text("utf-8").splitlines()]
_COLUMNS = {
    "pollster": "pollster_text",
    "sponsor": "sponsor_text",
    "population": "population",
    "sample_size": "sample_size",
    "margin": "margin",
    "field_from": "field_from",
    "field_to": "field_to",
}
_PUBLISHED = date(2026, 3, 10)


def faults(passage: dict[str, Any]) -> list[str]:
    """What is wrong in the polls of a passage; empty if nothing is."""
    rows = derive(article_of(passage["text"], _PUBLISHED), annotator_for()).rows
    found = [row for row in rows["polls"] if isinstance(row, Poll)]
    figures = [row for row in rows["figures"] if isinstance(row, Figure)]
    if [row.text for row in found] != [poll["text"] for poll in passage["polls"]]:
        return [f"polls: {[row.text for row in found]}"]
    wrong = []
    for row, poll in zip(found, passage["polls"], strict=True):
        given = row.model_dump(mode="json")
        wrong += [f"{key}: {given[name]!r}" for key, name in _COLUMNS.items() if given[name] != poll.get(key)]
        answers = [one.text for one in figures if one.poll_id == row.poll_id]
        wrong += [f"answers: {answers}"] if answers != poll["answers"] else []
        wrong += [f"n_answers: {row.n_answers}"] if row.n_answers != len(answers) else []
    sure = [row.confidence for row in found]
    return wrong + ([f"sure: {sure}"] if passage.get("surer") and sure != sorted(set(sure)) else [])


@pytest.mark.parametrize("passage", _PASSAGES, ids=lambda one: one["id"])
def test_polls_of_a_passage(passage: dict[str, Any]) -> None:
    """Exactly the polls that a careful reader finds, each with what is told of it and its answers alone.

    Of `surer` polls each is surer than the one before, for more is told of it.
    """
    assert faults(passage) == []
