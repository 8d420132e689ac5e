"""Whatever lies in a file, a reader gives records: each an article or a reason, none an exception."""

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.load.rejects import reject_row
from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice
from flows.validate.article import ValidationSettings, to_article
from schemas.errors import RecordError
from tests.examples import examples

TEXTS = ["one", 'two, "quoted"\nand more', "три — 3 €", "x" * 200]


def _parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": TEXTS, "id": range(len(TEXTS))}), sink, row_group_size=2)
    return sink.getvalue()


GOOD = {
    "jsonl": "".join(json.dumps({"text": text}) + "\n" for text in TEXTS).encode(),
    "csv": ("id,text\r\n" + "".join(f'1,"{text.replace(chr(34), chr(34) * 2)}"\r\n' for text in TEXTS)).encode(),
    "text": ("---\nheadline: H\npublished_at: 2021\n---\n" + "\n".join(TEXTS)).encode(),
    "html": f"<html><head><meta charset=utf-8></head><body><p>{'</p><p>'.join(TEXTS)}</p></body></html>".encode(),
    "parquet": _parquet(),
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of some format with bytes cut, changed or put in, before or after compression; or any bytes at all."""
    name = draw(st.sampled_from(sorted(GOOD)))
    data = draw(st.just(GOOD[name]) | st.binary(max_size=200))
    if draw(st.booleans()):
        data = gzip.compress(data, mtime=0)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(data)))
        data = data[:start] + draw(st.binary(max_size=5)) + data[start + draw(st.integers(0, 20)) :]
    return name, data


@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_every_record_is_an_article_or_a_reject(
    tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes]
) -> None:
    """Indexes grow, and each record that does not pass becomes a row, its text in no message."""
    name, data = file
    path: Path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(data)
    part = Slice("file", str(path), name)
    records = list(read_slice(part, ReadOptions(max_record_bytes=10_000, gzip_ratio_from=100_000)))
    assert [record.index for record in records] == sorted({record.index for record in records})
    assert records or name == "csv"
    for record in records:
        assert (record.raw is None) != (record.error is None)
        try:
            error = record.error
            if record.raw is not None:
                to_article(record.raw, ValidationSettings())
        except RecordError as refused:
            error = refused
        if error:
            row = reject_row(record, part, error, load_id="l", source_id="s")
            assert row.error_message
