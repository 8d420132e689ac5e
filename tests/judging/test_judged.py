"""A file that is none of judgements, or contradicts itself, is told in one line without a word of its text."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.judging.judged import read_judged
from schemas.errors import InputError
from tests.judging.judging import FIRST, judged_file, sample

EVIL = "<script>\x1b[2J"


def test_what_the_page_saves_is_read(tmp_path: Path) -> None:
    """Each judgement by its row."""
    found = read_judged(judged_file(tmp_path / "ann.json", FIRST))
    assert found.judge == "Ann"
    assert found.judgements["q3"].wrong == ("speaker", "title")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no JSON"),
        (b'{"a": 1', "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[]", "not a file of judgements"),
        (b'{"type": "FeatureCollection", "features": []}', "not a file of judgements"),
    ],
)
def test_foreign_files(tmp_path: Path, content: bytes, told: str) -> None:
    """What is no JSON, or that of another tool."""
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(InputError, match=told):
        read_judged(tmp_path / "x.json")


@pytest.mark.parametrize(
    "fields",
    [
        {"version": 2},
        {"judge": ""},
        {EVIL: 1},
        {"judgements": {EVIL: {"verdict": "right"}}},
        {"judgements": {"q1": {"verdict": EVIL}}},
        {"judgements": {"q1": {"verdict": "attributes"}}},
        {"judgements": {"q1": {"verdict": "right", "wrong": ["speaker"]}}},
        {"judgements": {"q1": {"verdict": "attributes", "wrong": [EVIL]}}},
        {"sample": sample(rows=[])},
        {"sample": sample(rows=[*sample()["rows"][:4], sample()["rows"][0]])},
        {"sample": sample(strata=[one | {"in_store": 1} for one in sample()["strata"]])},
        {"sample": sample(rows=[one | {"has": [EVIL]} for one in sample()["rows"]])},
        {"sample": sample(rows=[one | {"confidence": 1e999} for one in sample()["rows"]])},
    ],
    ids=lambda fields: json.dumps(fields)[:40],
)
def test_files_that_contradict_themselves(tmp_path: Path, fields: dict[str, Any]) -> None:
    """One line that names the file and where; nothing of what stands in it."""
    path = judged_file(tmp_path / "x.json", FIRST, **fields)
    with pytest.raises(InputError, match=r"x\.json: ") as raised:
        read_judged(path)
    assert "script" not in str(raised.value)
    assert "\x1b" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Named, with what to do."""
    with pytest.raises(InputError, match="can't be read"):
        read_judged(tmp_path / "none.json")
