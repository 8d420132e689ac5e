"""Passages of our own on what a figure is about and when: each names what a careful reader sees in some of its rows.

`figures` and `dates` name rows by words that they begin or end with, and what must be in them; where several values
are right they are a list. `absent` are words that are no figure but a label, `unread` no figure at all. `missed`
passages are known to fail; one that passes must lose the mark.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.pipeline import derive
from tests.eval.documents import article_of
from tests.golden.test_figures_golden import agrees

_PASSAGES = [
    json.loads(line)
    for name in ("claims", "claims_cases")
    for line in (Path(__file__).parent / f"{name}.jsonl").read_text("utf-8").splitlines()
]
_NAMED = {"owner": "entity_id", "place": "place_entity_id", "claimant": "claimant_entity_id"}


def read(passage: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of a passage, figures with the names of their entities."""
    published = date.fromisoformat(passage["published"]) if passage["published"] else None
    rows = derive(article_of(passage["text"], published), annotator_for()).rows
    tables = {name: [row.model_dump(mode="json") for row in rows[name]] for name in rows}
    names = {row["entity_id"]: row["name"] for row in tables["article_entities"]}
    for row in tables["figures"]:
        row |= {name: names.get(row[column] or "") for name, column in _NAMED.items()}
    return tables


def row_of(rows: list[dict[str, Any]], words: str) -> dict[str, Any]:
    """The row whose text these words are, or begin or end."""
    exact = [row for row in rows if row["text"] == words]
    near = [row for row in rows if row["text"].startswith(words) or row["text"].endswith(words)]
    return (exact or near or [{"text": f"no row of {words!r} among {[row['text'] for row in rows]}"}])[0]


def differences(passage: dict[str, Any]) -> list[str]:
    """What of the passage is read otherwise."""
    tables = read(passage)
    found = []
    for words, wanted in passage.get("figures", {}).items():
        row = row_of(tables["figures"], words)
        found += [
            f"{row['text']}: {name} is {row.get(name, 'not there')!r}, must be {value!r}"
            for name, value in wanted.items()
            if not any(
                agrees(one, row.get(name, "not there")) for one in (value if isinstance(value, list) else [value])
            )
        ]
    if "dates" in passage:
        for words, value in passage["dates"].items():
            row = row_of(tables["dates"], words)
            if row.get("timex_value", "no row") not in (value if isinstance(value, list) else [value]):
                found.append(f"{row['text']}: {row.get('timex_value')!r}, must be {value!r}")
        if not passage["dates"] and tables["dates"]:
            found.append(f"dates where there is none: {[row['text'] for row in tables['dates']]}")
    found += [f"read: {row['text']}" for row in tables["figures"] if row["text"] in passage.get("unread", ())]
    kept = [row["text"] for row in tables["figures"] if row["kind"] not in {"label", "ordinal"}]
    return found + [f"a figure: {text}" for words in passage.get("absent", ()) for text in kept if words in text]


@pytest.mark.parametrize("passage", _PASSAGES, ids=lambda passage: f"{passage['kind']}-{passage['id']}")
def test_claim(passage: dict[str, Any]) -> None:
    """Every row that the passage names is read as it says."""
    problems = differences(passage)
    if passage.get("missed"):
        assert problems, "passes now: take the mark `missed` off"
        pytest.xfail("; ".join(problems))
    assert not problems
