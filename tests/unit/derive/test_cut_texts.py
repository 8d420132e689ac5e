"""Texts that end or begin in the middle, as feeds and walls cut them: every step takes its last token for the last."""

import json
import random
from pathlib import Path

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.pipeline import derive
from schemas.rows import Mention
from tests.unit.derive.making import article

_GOLDEN = Path(__file__).parents[2] / "golden"
_SEED = 11


def _pieces(name: str) -> list[str]:
    """Passages of a golden file, each cut behind a word and before one."""
    chance = random.Random(f"{name}{_SEED}")  # noqa: S311 # no secret hangs on it
    texts = [json.loads(line)["text"] for line in (_GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = []
    for text in texts:
        words = text.split(" ")
        first = chance.randrange(len(words))
        last = chance.randrange(first, len(words)) + 1
        found += [" ".join(words[:last]), " ".join(words[first:])]
    return [piece for piece in found if piece.strip()]


@pytest.mark.parametrize("name", ["quotes", "claims", "figures", "kinds", "titles"])
def test_a_text_may_end_anywhere(name: str) -> None:
    """No step fails, and every row points at its characters."""
    for piece in _pieces(name):
        cut = article(piece)
        for row in derive(cut, annotator_for()).rows["mentions"]:
            assert isinstance(row, Mention)
            assert cut.body[row.start_char : row.end_char] == row.text
