"""The size of rows unpacked: one estimate, of the rows alone, so that files are cut the same everywhere."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemas.tables import Table

FIXED_BYTES: Final = 64
"""What a row costs apart from its long texts."""
GROUP_ROWS: Final = 122_880
"""Most rows of a Parquet row group."""
GROUP_BYTES: Final = 32 << 20
"""Most bytes of a row group, unpacked; one row may be larger."""
FILE_BYTES: Final = 64 << 20
"""Most bytes of a file, unpacked; one article's rows may be larger. A commit holds about three such files in memory."""
_LONG = ("headline", "body", "text")


def long_columns(table: Table) -> tuple[str, ...]:
    """The columns of `table` whose length counts."""
    return tuple(column.name for column in table.columns if column.name in _LONG)


def row_sizes(table: Table, rows: pa.Table) -> npt.NDArray[np.int64]:
    """The size of every row in bytes."""
    sizes = np.full(rows.num_rows, FIXED_BYTES, dtype=np.int64)
    for name in long_columns(table):
        lengths = pc.fill_null(pc.binary_length(rows.column(name)), 0)
        sizes += lengths.to_numpy()
    return sizes


def cut(
    sizes: npt.NDArray[np.int64], most_rows: int = GROUP_ROWS, most_bytes: int = GROUP_BYTES
) -> Iterator[tuple[int, int]]:
    """(start, end) of the groups that rows of `sizes` are cut into, each as large as the limits allow."""
    ends = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        before = int(ends[start - 1]) if start else 0
        by_bytes = int(np.searchsorted(ends, before + most_bytes, side="right"))
        end = min(len(sizes), max(start + 1, min(start + most_rows, by_bytes)))
        yield start, end
        start = end
