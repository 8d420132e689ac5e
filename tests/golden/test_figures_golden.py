"""The golden set: short passages of our own on the hard things of figures and dates, and what is read there."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.dates.find import find_dates
from flows.derive.dates.rows import date_rows
from flows.derive.figures.find import find_figures
from tests.eval.documents import document_of

_PASSAGES = [json.loads(line) for line in (Path(__file__).parent / "figures.jsonl").read_text("utf-8").splitlines()]


def agrees(expected: object, found: object) -> bool:
    """Equal, numbers up to rounding; days and tuples as JSON writes them."""
    if isinstance(expected, float | int) and isinstance(found, float | int):
        return found == pytest.approx(expected)
    return expected == found


def differences(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    """What the rows found lack of the rows expected; rows are compared in the order of the text."""
    if len(expected) != len(found):
        return [f"{len(found)} rows instead of {len(expected)}: {[row['text'] for row in found]}"]
    return [
        f"{row['text']}: {name} is {row[name]!r}, must be {value!r}"
        for want, row in zip(expected, found, strict=True)
        for name, value in want.items()
        if not agrees(value, row[name])
    ]


def found(passage: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The figures and dates of a passage, as JSON writes them."""
    published = passage["published"]
    annotator = annotator_for(passage.get("annotator", "simple"))
    document = document_of(passage["text"], date.fromisoformat(published) if published else None, annotator=annotator)
    times = find_dates(document)
    return {
        "figures": [row.model_dump(mode="json") for row in find_figures(document, times)],
        "dates": [row.model_dump(mode="json") for row in date_rows(document, times)],
    }


def faults(passage: dict[str, Any]) -> list[str]:
    """What is wrong in the rows of a passage; empty if nothing is, and for a kind that the passage leaves open."""
    rows = found(passage)
    return [
        problem
        for kind in ("figures", "dates")
        if passage[kind] is not None
        for problem in differences(passage[kind], rows[kind])
    ]


@pytest.mark.parametrize("passage", _PASSAGES, ids=lambda passage: passage["id"])
def test_golden_passage(passage: dict[str, Any]) -> None:
    """Every row of the passage is found, none more, with the values that the golden set states."""
    assert faults(passage) == []
