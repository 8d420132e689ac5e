"""Gzip: broken data and bombs cost what they hide, not what came before, and no memory."""

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from flows.readers.base import MIB, ReadOptions
from flows.readers.discover import discover
from flows.readers.split import split
from tests.unit.readers.reading import codes, read

LINES = b"".join(b'{"text": "article %d %d"}\n' % (number, number * 7919 % 10007) for number in range(5000))


def test_several_members_are_one_file(tmp_path: Path) -> None:
    """As `cat a.gz b.gz` makes them."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "a"}\n{"te') + gzip.compress(b'xt": "b"}\n'))
    assert [record.raw and record.raw.text for record in read(path)] == ["a", "b"]


def test_compression_shows_without_a_suffix(tmp_path: Path) -> None:
    """Its first two bytes tell; such a file is not cut."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(LINES))
    assert codes(read(path, target=100)) == [None] * 5000


@pytest.mark.parametrize("damage", ["cut", "flipped", "trailing"])
def test_damaged_data_keep_what_came_before(tmp_path: Path, damage: str) -> None:
    """One record tells of the damage, with its place and what there is of its line."""
    data = bytearray(gzip.compress(LINES, mtime=0))
    if damage == "cut":
        del data[len(data) // 2 :]
    elif damage == "flipped":
        data[len(data) // 2] ^= 0xFF
    else:
        data += b"garbage"
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data)
    records = read(path)
    assert codes(records[:100]) == [None] * 100
    assert codes(records[-1:]) == ["bad_gzip"]
    assert {None, "bad_gzip"} <= set(codes(records))
    if damage == "cut":
        assert set(codes(records[:-1])) == {None}
        last = records[-1]
        assert last.byte_start is not None
        assert LINES[last.byte_start :].startswith(last.payload.data or b"?")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.csv.gz", "a.parquet.gz"])
def test_every_format_refuses_damaged_data(tmp_path: Path, name: str) -> None:
    """A text that lost its end is no article."""
    (tmp_path / name).write_bytes(gzip.compress(b"text\n" + LINES)[:-2000])
    assert codes(read(tmp_path / name))[-1] == "bad_gzip"
    (tmp_path / name).write_bytes(b"no gzip at all")
    assert codes(read(tmp_path / name)) == ["bad_gzip"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.gz", "a.html.gz", "a.csv.gz", "a.parquet.gz"])
def test_a_bomb_is_one_record_and_little_memory(tmp_path: Path, name: str) -> None:
    """200 MiB of zeros behind an article: the article is read where lines are, the rest is refused unread."""
    path = tmp_path / name
    with gzip.open(path, "wb") as file:
        file.write(b'{"text": "before"}\n' if "json" in name else b"text\nbefore\n")
        for _ in range(200):
            file.write(bytes(MIB))
    tracemalloc.start()
    records = read(path, ReadOptions(max_record_bytes=8 * MIB))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes(records) == ([None, "gzip_bomb"] if name in ("a.jsonl.gz", "a.csv.gz") else ["gzip_bomb"])
    assert all(len(record.payload.data or b"") <= 8 * MIB for record in records)
    assert peak < 80 * MIB


def test_a_line_of_50_mb_is_read_or_refused_by_size(tmp_path: Path) -> None:
    """Below the limit it is a record like others; above, its place, size and hash are kept and none of it is held."""
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "word " * 10_000_000}).encode() + b"\n"
    path.write_bytes(line + b'{"text": "after"}\n')
    assert codes(read(path)) == [None, None]
    tracemalloc.start()
    big, after = read(path, ReadOptions(max_record_bytes=MIB))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MIB
    assert (big.error and big.error.code, big.payload.data, big.payload.size) == ("record_too_large", None, len(line))
    assert after.raw is not None
    (file,) = discover([str(path)]).files
    assert len(split(file, 1000).slices) == 2
