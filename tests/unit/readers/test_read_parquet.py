"""Parquet: each row is a record; a damaged file says so, and gives what came before."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.readers.base import ReadOptions
from tests.unit.readers.reading import SUFFIXES, codes, read, write


def parquet(table: pa.Table, **options: object) -> bytes:
    """The bytes of a Parquet file."""
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rows_are_records(tmp_path: Path, suffix: str) -> None:
    """Types come as Python's own; columns that articles lack are not read."""
    table = pa.table(
        {
            "text": ["one", None],
            "id": pa.array([1, None], pa.int64()),
            "published_at": pa.array([1627313411123456789, None], pa.timestamp("ns", "Europe/Paris")),
            "updated_at": pa.array([date(2021, 7, 26), None]),
            "byline": [["A", "B"], None],
            "vector": [[0.5] * 9, None],
        }
    )
    first, second = read(write(tmp_path / f"a.parquet{suffix}", parquet(table)))
    assert first.raw is not None
    assert (first.raw.text, first.raw.id, first.raw.byline) == ("one", 1, ["A", "B"])
    assert first.raw.published_at == datetime(2021, 7, 26, 15, 30, 11, 123456, tzinfo=UTC)
    assert isinstance(first.raw.published_at, datetime)
    assert getattr(first.raw.published_at.tzinfo, "key", None) == "Europe/Paris"
    assert first.raw.updated_at == date(2021, 7, 26)
    assert second.raw is not None
    assert second.raw.text is None
    assert b"vector" not in (first.payload.data or b"")


def test_payloads_replay_as_json(tmp_path: Path) -> None:
    """A row's payload is what the JSON reader takes, whatever its cells hold."""
    table = pa.table({"content": ["words"], "date": [datetime(2021, 7, 26, 1, 2, 3, tzinfo=UTC)], "id": [float("nan")]})
    options = ReadOptions(mapping={"text": "content", "published_at": "date"})
    (record,) = read(write(tmp_path / "a.parquet", parquet(table)), options)
    (again,) = read(write(tmp_path / "b.jsonl", record.payload.data or b""), options)
    assert again.raw is not None
    assert (again.raw.text, again.raw.published_at, again.raw.id) == ("words", "2021-07-26T01:02:03Z", None)


def test_a_cell_that_is_not_utf8_refuses_its_row(tmp_path: Path) -> None:
    """Writers that don't check leave such cells; the other rows are read."""
    cells = pa.array([b"good", b"caf\xe9", b"fine"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), len(cells), cells.buffers())
    records = read(write(tmp_path / "a.parquet", parquet(pa.table({"text": text, "id": [1, 2, 3]}))))
    assert codes(records) == [None, "not_utf8", None]
    assert records[1].payload.data == b'{"text":"caf\\\\xe9","id":2}'


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_no_parquet_is_refused_whole(tmp_path: Path, suffix: str) -> None:
    """Cut off, something else altogether, empty, or without a text."""
    good = parquet(pa.table({"text": ["x" * 100] * 500}))
    cases = [(good[:-50], "bad_parquet"), (b"PAR1", "bad_parquet"), (b"hello world", "bad_parquet")]
    cases += [(b"", "empty_file"), (parquet(pa.table({"colour": ["x"]})), "missing_column")]
    for number, (data, code) in enumerate(cases):
        path = write(tmp_path / f"{number}.parquet{suffix}", data)
        (record,) = read(path)
        assert codes([record]) == [code]
        assert record.payload.data == path.read_bytes()


def test_damage_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    """Rows of the groups around it are read; its own row group is one record."""
    table = pa.table({"text": [f"{number} " + "x" * 50 for number in range(1000)]})
    data = bytearray(parquet(table, row_group_size=250, compression="zstd", use_dictionary=False))
    offset = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(2).column(0).data_page_offset
    data[offset : offset + 200] = b"\xff" * 200
    records = read(write(tmp_path / "a.parquet", bytes(data)))
    assert codes(records) == [*[None] * 500, "bad_parquet", *[None] * 250]
    assert [record.index for record in records[499:502]] == [499, 500, 750]
