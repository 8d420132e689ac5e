"""An external distribution sort: staged rows in, one sorted table per future file out, memory flat.

First the sizes of all articles' rows are summed, in the order of the table; that fixes which article goes into which
bucket, whatever files the rows lie in. Then the staged rows are read once and spilled, bucket by bucket; then each
bucket is read back and sorted. (DuckDB's own sort failed on 300 MB of bodies with a limit of 300 MB.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.tables import PUBLISHED_MONTH, Table
from warehouse.duck import fetch
from warehouse.files import sort_rows
from warehouse.rowsize import FILE_BYTES, cut, size_sql

_CHUNK_ROWS: Final = 16_384
_MONTH: Final = PUBLISHED_MONTH.name


@dataclass(frozen=True)
class _Buckets:
    """Which article of which month goes into which bucket.

    Attributes:
        keys: month and article_id, joined, in the order of the table.
        bucket: number of the bucket of each key.
        months: month of each bucket.
    """

    keys: pa.Array
    bucket: npt.NDArray[np.int64]
    months: list[str]

    def of(self, rows: pa.Table) -> npt.NDArray[np.int64]:
        """Return the bucket of every row."""
        places = pc.index_in(_keys(rows), value_set=self.keys)
        found: npt.NDArray[np.int64] = self.bucket[places.to_numpy()]
        return found


def spread(
    connection: duckdb.DuckDBPyConnection, table: Table, staged: list[Path], scratch: Path
) -> Iterator[tuple[str, pa.Table]]:
    """Yield (month, rows) for every file to be written: months ascending, rows sorted and in the table's schema.

    Rows of one month come in as few tables as `FILE_BYTES` allows, and these do not overlap in the table's order.
    """
    if not staged:
        return
    buckets = _plan(connection, table, staged)
    spill = scratch / f"{table.name}.arrow"
    parts = _spill(table, staged, buckets, spill)
    with pa.OSFile(str(spill)) as source:
        reader = pa.ipc.open_file(source)
        for bucket, month in enumerate(buckets.months):
            rows = pa.Table.from_batches([reader.get_batch(number) for number in parts[bucket]])
            yield month, sort_rows(rows, table)
    spill.unlink()


def _plan(connection: duckdb.DuckDBPyConnection, table: Table, staged: list[Path]) -> _Buckets:
    order = table.sort[: table.sort.index("article_id") + 1]
    first = ", ".join(f"min({name}) AS {name}" for name in order if name != "article_id") or "NULL"
    query = (
        f"SELECT {_MONTH}, article_id, {first}, sum({size_sql(table)})::BIGINT AS size FROM read_parquet($files) "  # noqa: S608 - names from the registry
        f"GROUP BY {_MONTH}, article_id ORDER BY {_MONTH}, {', '.join(order)}"
    )
    sizes = fetch(connection, query, {"files": [str(path) for path in staged]})
    bucket, months = _cut(sizes)
    return _Buckets(_keys(sizes), bucket, months)


def _cut(sizes: pa.Table) -> tuple[npt.NDArray[np.int64], list[str]]:
    month = sizes.column(_MONTH).to_pylist()
    size = sizes.column("size").to_numpy()
    changes = [i for i in range(len(month)) if i == 0 or month[i] != month[i - 1]]
    bucket = np.empty(len(month), dtype=np.int64)
    months: list[str] = []
    for begin, end in zip(changes, [*changes[1:], len(month)], strict=True):
        for start, stop in cut(size[begin:end], most_rows=end - begin, most_bytes=FILE_BYTES):
            bucket[begin + start : begin + stop] = len(months)
            months.append(month[begin])
    return bucket, months


def _spill(table: Table, staged: list[Path], buckets: _Buckets, spill: Path) -> list[list[int]]:
    parts: list[list[int]] = [[] for _ in buckets.months]
    written = 0
    with pa.ipc.new_file(str(spill), table.arrow_schema) as writer:
        for chunk in _chunks(staged):
            bucket = buckets.of(chunk)
            order = np.argsort(bucket, kind="stable")
            rows = chunk.take(order).drop_columns([_MONTH]).cast(table.arrow_schema)
            numbers, starts = np.unique(bucket[order], return_index=True)
            for number, piece in zip(numbers, _pieces(rows, starts), strict=True):
                for batch in piece.combine_chunks().to_batches():
                    writer.write_batch(batch)
                    parts[number].append(written)
                    written += 1
    return parts


def _pieces(rows: pa.Table, starts: npt.NDArray[np.int64]) -> Iterator[pa.Table]:
    for start, end in zip(starts, [*starts[1:], rows.num_rows], strict=True):
        yield rows.slice(start, end - start)


def _chunks(staged: list[Path]) -> Iterator[pa.Table]:
    """Yield staged rows in tables of about `_CHUNK_ROWS` rows or `FILE_BYTES` bytes."""
    held: list[pa.RecordBatch] = []
    for path in staged:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=_CHUNK_ROWS):
            held.append(batch)
            if sum(b.num_rows for b in held) >= _CHUNK_ROWS or sum(b.nbytes for b in held) >= FILE_BYTES:
                yield pa.Table.from_batches(held)
                held = []
    if held:
        yield pa.Table.from_batches(held)


def _keys(rows: pa.Table) -> pa.Array:
    keys = pc.binary_join_element_wise(rows.column(_MONTH), rows.column("article_id"), " ")
    return keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys
