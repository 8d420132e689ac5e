"""An external distribution sort: staged rows in, one sorted table per future file out, memory flat.

First the sizes of all articles' rows are summed, in the order of the table; that fixes which article goes into which
bucket, whatever files the rows lie in. Then the staged rows are read once and spilled, bucket by bucket; then each
bucket is read back and sorted. (DuckDB's own sort failed on 300 MB of bodies with a limit of 300 MB.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.tables import PUBLISHED_MONTH, Table
from warehouse.parquet.rowsize import FILE_BYTES, GROUP_ROWS, cut, long_columns, row_sizes
from warehouse.parquet.write import sort_rows

_CHUNK_BYTES: Final = 16 << 20
_MONTH: Final = PUBLISHED_MONTH.name
_LAST: Final = pa.scalar(2**63 - 1, pa.timestamp("us", tz="UTC"))
"""Stands for a missing date, which sorts last."""


@dataclass(frozen=True)
class _Buckets:
    """Which rows go into which bucket.

    Attributes:
        months: month of each bucket, ascending; a large month has several.
        starts: the first row of each bucket, one row each, as `_order` names its columns.
    """

    months: list[str]
    starts: list[pa.Table]

    def of(self, rows: pa.Table) -> npt.NDArray[np.int64]:
        """The bucket of every row, whose columns are those of the starts."""
        names = sorted(set(self.months))
        first = np.array([self.months.index(name) for name in names], dtype=np.int64)
        month = pc.index_in(rows.column(_MONTH), value_set=pa.array(names)).to_numpy()
        bucket: npt.NDArray[np.int64] = first[month]
        for number, (name, start) in enumerate(zip(self.months, self.starts, strict=True)):
            if self.months.index(name) < number:
                bucket += (month == names.index(name)) & _at_or_after(rows, start)
        return bucket


def spread(table: Table, staged: list[Path], scratch: Path) -> Iterator[tuple[str, pa.Table]]:
    """(month, rows) for every file to be written: months ascending, rows sorted and in the table's schema.

    Rows of one month come in as few tables as `FILE_BYTES` allows, and these do not overlap in the table's order.
    """
    if not staged:
        return
    buckets = _plan(table, staged)
    spill = scratch / f"{table.name}.arrow"
    parts = _spill(table, staged, buckets, spill)
    with pa.OSFile(str(spill)) as source:
        reader = pa.ipc.open_file(source)
        for bucket, month in enumerate(buckets.months):
            rows = pa.Table.from_batches([reader.get_batch(number) for number in parts[bucket]])
            yield month, sort_rows(rows, table)
    spill.unlink()


def _order(table: Table) -> list[str]:
    """The columns that put a month's articles in the table's order."""
    return list(table.sort[: table.sort.index("article_id") + 1])


def _plan(table: Table, staged: list[Path]) -> _Buckets:
    columns = [_MONTH, *_order(table)]
    counted = [_counted(_sized(table, chunk), columns) for chunk in _chunks(staged, [*columns, *long_columns(table)])]
    articles = _counted(pa.concat_tables(counted), columns).sort_by([(name, "ascending") for name in columns])
    starts = list(_bucket_starts(articles))
    months = articles.column(_MONTH)
    return _Buckets([months[start].as_py() for start in starts], [articles.slice(start, 1) for start in starts])


def _bucket_starts(articles: pa.Table) -> Iterator[int]:
    """The index of each bucket's first article: months apart, and a month cut where a file would be too large."""
    months = pc.run_end_encode(articles.column(_MONTH).combine_chunks())
    sizes = articles.column("size").to_numpy()
    begin = 0
    for end in months.run_ends.to_pylist():
        for start, _ in cut(sizes[begin:end], most_rows=end - begin, most_bytes=FILE_BYTES):
            yield begin + start
        begin = end


def _sized(table: Table, chunk: pa.Table) -> pa.Table:
    return chunk.append_column("size", pa.array(row_sizes(table, chunk)))


def _counted(rows: pa.Table, columns: list[str]) -> pa.Table:
    """The sum of `size` for each article of each month; where the order has more columns, they are its own."""
    sums = rows.group_by(columns, use_threads=False).aggregate([("size", "sum")])
    return sums.rename_columns([*columns, "size"])


def _spill(table: Table, staged: list[Path], buckets: _Buckets, spill: Path) -> list[list[int]]:
    """Write staged rows to the file `spill`; return for each bucket the numbers of its record batches."""
    parts: list[list[int]] = [[] for _ in buckets.months]
    written = 0
    with pa.ipc.new_file(str(spill), table.arrow_schema) as writer:
        for chunk in _chunks(staged):
            for bucket, batch in _batches(table, chunk, buckets.of(chunk)):
                writer.write_batch(batch)
                parts[bucket].append(written)
                written += 1
    return parts


def _batches(table: Table, chunk: pa.Table, bucket: npt.NDArray[np.int64]) -> Iterator[tuple[int, pa.RecordBatch]]:
    order = np.argsort(bucket, kind="stable")
    (rows,) = chunk.take(order).select(table.arrow_schema.names).cast(table.arrow_schema).combine_chunks().to_batches()
    numbers, starts = np.unique(bucket[order], return_index=True)
    for number, start, end in zip(numbers, starts, [*starts[1:], rows.num_rows], strict=True):
        yield int(number), rows.slice(start, end - start)


def _chunks(staged: list[Path], columns: list[str] | None = None) -> Iterator[pa.Table]:
    """Staged rows in tables of about `_CHUNK_BYTES` bytes."""
    for path in staged:
        with pq.ParquetFile(path) as file:
            size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.num_row_groups))
            rows = min(GROUP_ROWS, max(1, _CHUNK_BYTES * file.metadata.num_rows // max(1, size)))
            for batch in file.iter_batches(batch_size=rows, columns=columns):
                yield pa.Table.from_batches([batch])
        pa.default_memory_pool().release_unused()


def _at_or_after(rows: pa.Table, start: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows of the start's month come at or after it in the table's order."""
    after, equal = np.zeros(rows.num_rows, np.bool_), np.ones(rows.num_rows, np.bool_)
    for name in start.schema.names:
        if name not in (_MONTH, "size"):
            values, bound = _no_nulls(rows.column(name)), _no_nulls(start.column(name))[0]
            after |= equal & pc.greater(values, bound).to_numpy()
            equal &= pc.equal(values, bound).to_numpy()
    return after | equal


def _no_nulls(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(column, _LAST) if pa.types.is_timestamp(column.type) else column
