"""JSON lines: each line is a record or says why not, and none takes its neighbours with it."""

from pathlib import Path

import pytest

from flows.readers.base import ReadOptions
from tests.unit.readers.reading import SUFFIXES, codes, read, write


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_line_is_a_record(tmp_path: Path, suffix: str) -> None:
    """Plain and compressed, blank lines and a byte order mark aside, with places in the uncompressed file."""
    lines = ['\ufeff{"text": "one", "id": 1}\n', "\n", '{"text": "two — 2", "other": []}\r\n', '{"text": "3"}']
    records = read(write(tmp_path / f"a.jsonl{suffix}", "".join(lines)))
    assert [record.raw and record.raw.text for record in records] == ["one", "two — 2", "3"]
    assert [record.index for record in records] == [0, 2, 3]
    data = "".join(lines).encode()
    assert [data[r.byte_start : r.byte_end] for r in records] == [r.payload.data for r in records]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"text": "half a li', "bad_json"),
        (b'{"text": "a"} {"text": "b"}', "bad_json"),
        (b'{"text": "caf\xe9"}', "not_utf8"),
        (b'{"text": Infinity}', "bad_json"),
        (b'{"text": ' + b"[" * 100_000, "bad_json"),
        (b"[1, 2]", "not_an_object"),
        (b"null", "not_an_object"),
        (b'{"text": "a\0b"}', "bad_json"),
        (b'{"text": "' + b"x" * 500 + b'"}', "record_too_large"),
    ],
)
def test_a_bad_line_is_refused_alone(tmp_path: Path, line: bytes, code: str) -> None:
    """The lines around it are read; the payload is the line, or its size and hash where it is too long."""
    path = write(tmp_path / "a.jsonl", b'{"text": "before"}\n' + line + b'\n{"text": "after"}\n')
    limit = 400 if code == "record_too_large" else 1_000_000
    records = read(path, ReadOptions(max_record_bytes=limit))
    assert codes(records) == [None, code, None]
    assert records[1].payload.size == len(line) + 1
    assert records[1].payload.data == (None if limit == 400 else line + b"\n")
    assert "caf" not in str(records[1].error)


def test_unpaired_surrogates_and_long_numbers_pass(tmp_path: Path) -> None:
    """What is valid JSON is read, though UTF-8 can't store it; the article decides."""
    path = write(tmp_path / "a.jsonl", '{"text": "a\\ud800b", "id": 123456789012345678901234567890}\n')
    (record,) = read(path)
    assert record.raw is not None
    assert record.raw.text == "a\ud800b"


@pytest.mark.parametrize("data", ["", "\n \n"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_without_records_says_so(tmp_path: Path, data: str, suffix: str) -> None:
    """An empty file is one refused record, so that nobody takes it for a success."""
    assert codes(read(write(tmp_path / f"a.jsonl{suffix}", data))) == ["empty_file"]


@pytest.mark.parametrize("target", [1, 30, 77, 10_000])
def test_slices_are_the_file(tmp_path: Path, target: int) -> None:
    """However a file is cut, the same records come out, at the same index and place."""
    lines = [f'{{"id": {number}, "text": "{"x" * (number % 40)}"}}' for number in range(50)]
    lines[20:20] = ["", "broken"]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    assert [repr(record) for record in read(path, target=target)] == [repr(record) for record in read(path)]
