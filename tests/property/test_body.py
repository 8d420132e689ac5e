"""The body is the text as given: whatever comes in, only line ends and what UTF-8 can't store change."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.readers.base import InputFile, ReadOptions
from flows.readers.registry import read_slice
from flows.readers.split import split
from flows.validate.article import ValidationSettings, to_article
from flows.validate.body import normalize_body
from schemas.article import RawArticle

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
"""All code points, surrogates and NUL among them."""
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=200)


@given(TEXT)
def test_text_that_can_be_stored_stays(text: str) -> None:
    """Zero-width and bidirectional marks, odd spaces and unassigned characters too."""
    assert normalize_body(text) == text


@given(ANY_TEXT)
def test_any_text_becomes_storable_and_stays_so(text: str) -> None:
    """It can be encoded, has no CR and no NUL, and is not changed a second time."""
    body = normalize_body(text)
    body.encode("utf-8")
    assert "\r" not in body
    assert "\0" not in body
    assert normalize_body(body) == body


@given(st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: "\r\n" not in text))
def test_offsets_stay_but_for_crlf(text: str) -> None:
    """Each other character becomes one character, so places in the text given are places in the body."""
    assert len(normalize_body(text)) == len(text)


@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=5), st.integers(1, 100))
def test_bodies_survive_json_lines(tmp_path_factory: pytest.TempPathFactory, texts: list[str], target: int) -> None:
    """Escaped or not, whole or cut in slices: the body is the text."""
    path: Path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    lines = [json.dumps({"text": text}, ensure_ascii=bool(number % 2)) for number, text in enumerate(texts)]
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    parts = split(InputFile("a.jsonl", str(path), "jsonl", path.stat().st_size), target).slices
    records = [record for part in parts for record in read_slice(part, ReadOptions())]
    assert [record.raw and record.raw.text for record in records] == texts


@given(ANY_TEXT.map(lambda text: text + "."), st.text(max_size=20))
def test_the_same_record_is_the_same_article(text: str, headline: str) -> None:
    """Ids and hashes come from the content alone."""
    raw = RawArticle(text=text, headline=headline)
    first, second = (to_article(raw, ValidationSettings(source_id="s")) for _ in range(2))
    assert first == second
    assert first.body == normalize_body(text)
