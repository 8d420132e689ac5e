"""Refused records: kept whole up to a limit, and ready to be read again."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from flows.load.rejects import payload_of, reject_row, replay_slice
from flows.readers.base import InputFile, Payload, ReadOptions, Record, Slice
from flows.readers.registry import read_slice
from flows.readers.split import split
from flows.validate.article import ValidationSettings, to_article
from schemas.errors import RecordError
from schemas.ledger import Reject
from seeds.rows import RejectCode
from tests.unit.readers.reading import codes, read, write

ROOT = Path(__file__).parents[3]
ERROR = RecordError("bad_json", "text", "message")


def row(payload: Payload, limit: int = 1000) -> Reject:
    """The row of a refused record."""
    record = Record(3, payload, error=ERROR, byte_start=10, byte_end=20)
    part = Slice("in/a.jsonl", "/elsewhere/a.jsonl", "jsonl")
    return reject_row(record, part, ERROR, load_id="l", source_id="s", limit=limit)


@pytest.mark.parametrize(
    ("data", "encoding"), [(b"", "utf-8"), ("é\n".encode(), "utf-8"), (b"\xff\xfe", "base64"), (b"a\0b", "base64")]
)
def test_a_payload_comes_back_byte_by_byte(data: bytes, encoding: str) -> None:
    """As text where it is text that every tool can carry, else in base64."""
    found = row(Payload.of(data))
    assert (payload_of(found), found.payload_encoding) == (data, encoding)
    assert (found.payload_bytes, found.payload_sha256) == (len(data), sha256(data).hexdigest())


def test_a_large_payload_leaves_its_place_size_and_hash() -> None:
    """At the limit it is kept, one byte more and it is not."""
    assert row(Payload.of(b"x" * 1000)).payload == "x" * 1000
    found = row(Payload.of(b"x" * 1001))
    assert (found.payload, payload_of(found), found.payload_bytes) == (None, None, 1001)
    assert found.payload_sha256 == sha256(b"x" * 1001).hexdigest()
    assert (found.byte_start, found.byte_end) == (10, 20)
    assert row(Payload(None, 5, "digest")).payload_sha256 == "digest"


def test_a_row_says_what_and_where() -> None:
    """The address is the input's, never a path of this machine; the id is the same for the same record."""
    found = row(Payload.of(b"x"))
    assert (found.input_uri, found.record_index, found.format) == ("in/a.jsonl", 3, "jsonl")
    assert (found.error_code, found.error_path, found.error_message) == ("bad_json", "text", "message")
    assert "/elsewhere" not in repr(found)
    assert found == row(Payload.of(b"x"))
    assert found.reject_id != row(Payload.of(b"y")).reject_id


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "body"),
        ("a.jsonl", '\n{"text": "body", "id": "7"}\n'),
        ("a.csv", "id,text\n7,body\n"),
        ("a.html", "<html><body><article><p>A paragraph that is long enough.</p></article></body></html>"),
    ],
)
def test_a_payload_that_is_read_again_is_the_same_article(tmp_path: Path, name: str, data: str) -> None:
    """With the same id, wherever the payload lies now."""
    (tmp_path / "new").mkdir()
    path = write(tmp_path / name, data)
    (record,) = read(path)
    assert record.raw is not None
    part = Slice(name, str(path), {"txt": "text"}.get(name[2:], name[2:]))
    refused = reject_row(record, part, ERROR, load_id="l", source_id="s")
    (again,) = read_slice(
        replay_slice(refused, write(tmp_path / "new" / "payload", payload_of(refused) or b"")), ReadOptions()
    )
    assert again.raw is not None
    assert again.index == record.index
    settings = ValidationSettings(source_id="s")
    assert to_article(again.raw, settings) == to_article(record.raw, settings)


def test_a_file_that_vanished_or_is_locked_is_a_record(tmp_path: Path) -> None:
    """Reading goes on with the next file; nothing is lost without a word."""
    part = Slice("a.jsonl", str(tmp_path / "a.jsonl"), "jsonl", first_record=4)
    (record,) = read_slice(part, ReadOptions())
    assert codes([record]) == ["unreadable"]
    assert record.index == 4
    (whole,) = split(InputFile("a.jsonl", part.path, "jsonl", 5)).slices
    assert codes(list(read_slice(whole, ReadOptions()))) == ["unreadable"]
    assert str(tmp_path) not in str(record.error)


def test_each_code_is_documented_once() -> None:
    """`reject_codes.csv` has exactly the codes that the code raises."""
    documented = [row.code for row in RejectCode.rows()]
    assert sorted(documented) == sorted(set(documented))
    assert set(documented) == set(_raised())


def _raised() -> Iterator[str]:
    sources = [
        *(ROOT / "flows/readers").rglob("*.py"),
        *(ROOT / "flows/validate").glob("*.py"),
        *(ROOT / "flows/load").glob("*.py"),
    ]
    for source in sources:
        yield from re.findall(r'RecordError\(\s*"(\w+)"', source.read_text(encoding="utf-8"))


def test_every_record_is_read_or_refused(tmp_path: Path) -> None:
    """The count of lines that are not blank is the count of articles and refusals."""
    lines = ['{"text": "a"}', "", "{", "[]", '{"text": ""}', '{"text": "b", "published_at": "x"}', '{"id": 1}']
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    parts = split(InputFile("a.jsonl", str(path), "jsonl", path.stat().st_size), 5).slices
    records = [record for part in parts for record in read_slice(part, ReadOptions())]
    assert [_outcome(record) for record in records] == [
        "ok",
        "bad_json",
        "not_an_object",
        "empty_body",
        "bad_date",
        "missing_text",
    ]


def _outcome(record: Record) -> str:
    if record.raw is None:
        assert record.error is not None
        return record.error.code
    try:
        to_article(record.raw, ValidationSettings())
    except RecordError as error:
        return error.code
    return "ok"
