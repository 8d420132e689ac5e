"""Text files: one article each, with metadata beside or before the text."""

import json
from pathlib import Path

import pytest

from schemas.article import RawArticle
from tests.unit.readers.reading import SUFFIXES, codes, read, write


def article(path: Path) -> RawArticle:
    """The one article under a path."""
    (record,) = read(path)
    assert record.raw is not None, record.error
    return record.raw


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_text_is_the_file_and_the_id_its_path(tmp_path: Path, suffix: str) -> None:
    """Nothing is trimmed; the id is the path below the folder that was named."""
    (tmp_path / "2021").mkdir()
    write(tmp_path / "2021" / f"a.txt{suffix}", "\ufeff \u200bA\u00a0b\r\n\n")
    raw = article(tmp_path)
    assert (raw.text, raw.id) == (" \u200bA\u00a0b\r\n\n", f"2021/a.txt{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_sidecar_gives_metadata(tmp_path: Path, suffix: str) -> None:
    """`a.meta.json` speaks for `a.txt` and `a.txt.gz`; its text, if any, counts for nothing."""
    write(tmp_path / f"a.txt{suffix}", "---\nlang: de\n---\nbody")
    write(tmp_path / "a.meta.json", json.dumps({"published_at": "2021-07-26", "id": "x", "text": "no", "url": None}))
    raw = article(tmp_path)
    assert (raw.text, raw.id, raw.published_at) == ("---\nlang: de\n---\nbody", "x", "2021-07-26")


def test_a_bad_sidecar_refuses_its_text(tmp_path: Path) -> None:
    """Text without the metadata it should have is no article; the payload holds both and replays to the same."""
    path = write(tmp_path / "a.txt", "body")
    write(tmp_path / "a.meta.json", '{"published_at": ')
    (record,) = read(path)
    assert codes([record]) == ["bad_sidecar"]
    assert record.payload.data == b'---\n{"published_at":\n---\nbody'
    replayed = write(tmp_path / "b.txt", record.payload.data)
    assert codes(read(replayed)) == ["bad_front_matter"]


def test_front_matter_gives_metadata(tmp_path: Path) -> None:
    """Dates and numbers stay as written; offsets refer to the text behind the block."""
    path = write(
        tmp_path / "a.txt", "---\nheadline: 'A: b'\npublished_at: 2021-07-26\nbyline: [A, B]\nlang: ~\n---\n\nbody"
    )
    raw = article(path)
    assert (raw.text, raw.headline, raw.published_at, raw.byline) == ("\nbody", "A: b", "2021-07-26", ["A", "B"])
    assert raw.lang is None


@pytest.mark.parametrize(
    "text", ["---\nnot yaml: [\n---\nx", "---\nother: 1\n---\nx", "---\nlang: en\nx", "----\nx", "---\n", "a\n---\n"]
)
def test_what_only_looks_like_front_matter_is_text(tmp_path: Path, text: str) -> None:
    """A rule of hyphens, an unknown key or a block that never ends belong to the text."""
    assert article(write(tmp_path / "a.txt", text)).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("naïve “q”".encode("utf-16"), "naïve “q”"),
        ("The minister said no. ".encode("utf-16-le") * 9, "The minister said no. " * 9),
        (b"a\0b", "a\0b"),
    ],
)
def test_unicode_encodings_are_recognised(tmp_path: Path, data: bytes, text: str) -> None:
    """UTF-16 with a mark or by its pattern of NULs; a NUL alone is UTF-8."""
    assert article(write(tmp_path / "a.txt", data)).text == text


def test_a_legacy_encoding_is_detected(tmp_path: Path) -> None:
    """Prose in Windows-1252 keeps its curly quotation marks."""
    text = "“The café’s résumé wasn’t naïve,” the minister said on Monday in the capital. " * 10
    assert article(write(tmp_path / "a.txt", text.encode("cp1252"))).text == text


@pytest.mark.parametrize(("data", "code"), [(b"", "empty_file"), (bytes(range(128, 256)) * 20, "not_utf8")])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, code: str, suffix: str) -> None:
    """The payload is the file."""
    (record,) = read(write(tmp_path / f"a.txt{suffix}", data))
    assert codes([record]) == [code]
    assert record.payload.data == data


def _twice(text: str) -> bytes:
    """A text in UTF-8 that was read as browsers read Windows-1252, and written as UTF-8."""
    return "".join(_as_cp1252(byte) for byte in text.encode()).encode()


def _as_cp1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    "text",
    [
        "“We don’t know,” said the mayor – and nobody did. It’ll cost £4,000 at the Café Orly…",
        "He won’t.",
        "José met Zoë and Günter at Æbelø.",
    ],
)
def test_what_was_encoded_twice_is_decoded_twice(tmp_path: Path, text: str) -> None:
    """Marks, sums and names of a file that went through a program that took UTF-8 for Windows-1252."""
    (record,) = read(write(tmp_path / "a.txt", _twice(text)))
    assert record.raw is not None
    assert record.raw.text == text


@pytest.mark.parametrize(
    "text",
    [
        "“We don’t know,” said the mayor of José.",
        "The page read “donâ€™t” where it meant “don’t”.",
        "The sum stood there as Â£5.",
        "« LIBERTÉ» was on the wall, and SÃO PAULO below it.",
        "Câte, apă și pâine: â, Ã, Â.",
    ],
)
def test_what_was_encoded_once_stays(tmp_path: Path, text: str) -> None:
    """Right marks beside wrong ones: the text tells of them; a single odd pair may be meant."""
    (record,) = read(write(tmp_path / "a.txt", text.encode()))
    assert record.raw is not None
    assert record.raw.text == text
