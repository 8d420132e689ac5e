"""Whatever rows come in whatever files: each lands in one file, in order, and the files follow from the rows alone."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis.strategies as st
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from schemas.ids import hash_id
from schemas.tables import BY_NAME
from tests.examples import examples
from warehouse.disk.manifest import DataFile
from warehouse.parquet import spread as spreading
from warehouse.parquet.merge import SMALL_BYTES, files_to_merge
from warehouse.parquet.rowsize import FILE_BYTES, cut
from warehouse.parquet.spread import spread
from warehouse.parquet.staging import staged_schema

PARTS = BY_NAME["quote_parts"]
MONTHS = ("2024-01", "2024-02", "unknown")

Row = tuple[int, int, str]
"""Article, part, text; the month follows from the article."""


def _staged(rows: list[Row]) -> pa.Table:
    fields = [
        {
            "quote_id": hash_id("quote", article),
            "article_id": hash_id("article", article),
            "part": part,
            "start_char": part,
            "end_char": part + 1,
            "text": text,
            "load_id": "L1",
            "published_month": MONTHS[article % 3],
        }
        for article, part, text in rows
    ]
    return pa.Table.from_pylist(fields, schema=staged_schema(PARTS))


def _spread(files: list[list[Row]], folder: Path) -> list[tuple[str, pa.Table]]:
    paths = []
    for number, rows in enumerate(files):
        if rows:
            paths.append(folder / f"{number}.parquet")
            pq.write_table(_staged(rows), paths[-1])
    return list(spread(PARTS, paths, folder))


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut files at a few rows, so that small examples fill several."""
    monkeypatch.setattr(spreading, "FILE_BYTES", 400)


rows_strategy = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 9), st.text(max_size=30)), unique_by=lambda row: row[:2], min_size=1
)


@given(rows=rows_strategy, cuts=st.lists(st.integers(0, 60), max_size=4))
@settings(max_examples=examples(40))
def test_spreading(rows: list[Row], cuts: list[int]) -> None:
    """Months ascend, rows are sorted within and across a month's files, none is lost, and one file gives the same."""
    bounds = [0, *sorted(cuts), len(rows)]
    files = [rows[start:end] for start, end in pairwise(bounds)]
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        found = _spread(files, Path(first))
        assert [(m, t.to_pylist()) for m, t in found] == [(m, t.to_pylist()) for m, t in _spread([rows], Path(second))]
    months = [month for month, _ in found]
    assert months == sorted(months)
    for month in set(months):
        joined = pa.concat_tables([table for name, table in found if name == month])
        keys = list(zip(*(joined.column(name).to_pylist() for name in PARTS.sort), strict=True))
        assert keys == sorted(keys)
    expected = Counter((hash_id("article", article), part, text) for article, part, text in rows)
    assert expected == Counter(
        (row["article_id"], row["part"], row["text"]) for _, table in found for row in table.to_pylist()
    )


@given(sizes=st.lists(st.integers(1, 50)), most_rows=st.integers(1, 5), most_bytes=st.integers(1, 60))
def test_cutting(sizes: list[int], most_rows: int, most_bytes: int) -> None:
    """Groups cover all rows in order and keep to the limits, but for a row that is too large by itself."""
    groups = list(cut(np.array(sizes, dtype=np.int64), most_rows, most_bytes))
    assert [row for start, end in groups for row in range(start, end)] == list(range(len(sizes)))
    for start, end in groups:
        assert end - start <= most_rows
        assert sum(sizes[start:end]) <= most_bytes or end == start + 1


def _file(number: int, raw_bytes: int) -> DataFile:
    return DataFile(
        table="quotes",
        partition="published_month=2024-01",
        path=f"{number}",
        rows=1,
        bytes=raw_bytes,
        raw_bytes=raw_bytes,
        sha256="",
        load_id="L",
    )


@given(sizes=st.lists(st.integers(1_000, FILE_BYTES // 4), max_size=150))
@settings(deadline=None)
def test_many_small_loads_leave_few_files(sizes: list[int]) -> None:
    """After any sequence of loads there are few files that are not full, and no byte was rewritten often."""
    files: list[DataFile] = []
    rewritten = 0
    for number, size in enumerate(sizes):
        merged = files_to_merge(files, (), size)
        old = sum(file.raw_bytes for file in merged)
        assert size + old <= FILE_BYTES
        rewritten += old
        files = [file for file in files if file not in merged] + [_file(number, size + old)]
    tiers = int(np.ceil(np.log2(FILE_BYTES / SMALL_BYTES))) + 1
    assert len([file for file in files if file.raw_bytes < FILE_BYTES / 4]) <= tiers
    small_merges = sum(min(size, SMALL_BYTES) for size in sizes) + SMALL_BYTES * len(sizes)
    assert rewritten <= tiers * sum(sizes) + small_merges
