"""Pairs of articles that are one text (cut, extended, edited), or are not (two stories, an outlet's furniture).

`article_texts.json` has two stories of each of eight events, written apart; `article_pairs.jsonl` makes pairs of them.
"""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.unit.warehouse.corpus.copying import Copies, Text

_HERE = Path(__file__).parent
_TEXTS = json.loads((_HERE / "article_texts.json").read_text("utf-8"))
_FURNITURE = json.loads((_HERE / "boilerplate.json").read_text("utf-8"))
_PAIRS = [json.loads(line) for line in (_HERE / "article_pairs.jsonl").read_text("utf-8").splitlines()]
_FILLERS = (
    "The harbour board met on Friday and put off its vote.",
    "A school in Elm Street won the county's prize for reading.",
    "Two roads north of the river stay closed until the thaw.",
    "The theatre found its missing bell in a cellar.",
    "Nobody claimed the lottery's second prize this month.",
    "The bakery on the square turns a hundred years old.",
)
"""What the outlet of the pairs printed on other days, furniture and all."""


def _paragraphs(name: str) -> list[str]:
    event, version = name.split("/")
    return list(_TEXTS[event][version])


_EDITS: dict[str, Callable[..., list[str]]] = {
    "keep": lambda text, first, last: text[first:last],
    "drop": lambda text, number: text[:number] + text[number + 1 :],
    "add": lambda text, name, first, last: text + _paragraphs(name)[first:last],
    "begin": lambda text, name, number: [_paragraphs(name)[number], *text],
    "replace": lambda text, old, new: [words.replace(old, new) for words in text],
    "boilerplate": lambda text, length: text + _FURNITURE[length],
}


def _text(number: int, given: dict[str, Any]) -> Text:
    paragraphs = _paragraphs(given["text"])
    for name, *arguments in given["edits"]:
        paragraphs = _EDITS[name](paragraphs, *arguments)
    return Text(number, paragraphs)


def _outlet() -> list[Text]:
    furniture = [*_FURNITURE["short"], *_FURNITURE["long"]]
    days = [date(2024, 5, 2) + timedelta(days=number) for number in range(len(_FILLERS))]
    return [Text(-1 - n, [words, *furniture], day=days[n]) for n, words in enumerate(_FILLERS)]


@pytest.fixture(scope="module")
def found() -> dict[str, bool]:
    """Judge the pairs of each kind in a corpus of themselves and of what their outlet printed on other days."""
    judged = {}
    for kind in {pair["kind"] for pair in _PAIRS}:
        pairs = [pair for pair in _PAIRS if pair["kind"] == kind]
        both = [(_text(2 * n, pair["one"]), _text(2 * n + 1, pair["other"])) for n, pair in enumerate(pairs)]
        with Copies() as corpus:
            corpus.load([*(text for texts in both for text in texts), *_outlet()])
            groups = corpus.groups().values()
        for pair, texts in zip(pairs, both, strict=True):
            judged[pair["id"]] = any({text.article_id for text in texts} <= group for group in groups)
    return judged


@pytest.mark.parametrize("pair", _PAIRS, ids=lambda pair: f"{pair['id']} {pair['kind']}")
def test_a_pair_is_judged_as_a_reader_does(pair: dict[str, Any], found: dict[str, bool]) -> None:
    """Two articles are of one group where most of one was taken over, whatever stands around it."""
    assert found[pair["id"]] == pair["copy"]
