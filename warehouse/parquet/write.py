"""Parquet files of a snapshot: written once, named by their content, shared by all snapshots that hold them."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import StoreError
from schemas.tables import Table
from warehouse.disk.durable import sha256_of
from warehouse.disk.manifest import DataFile
from warehouse.parquet.hashed import Hashed
from warehouse.parquet.rowsize import cut, long_columns, row_sizes

COMPRESSION_LEVEL: Final = 3
_NAME_LENGTH: Final = 16
_READ_ONLY: Final = 0o444
"""A file is shared between snapshots by hard links: to write into it would change them all."""


def partition_of(month: str) -> str:
    """The hive partition of a month: `published_month=2026-11`."""
    return f"published_month={month}"


def write_file(folder: Path, table: Table, partition: str | None, groups: Iterable[pa.Table], load_id: str) -> DataFile:
    """Write sorted rows, one table for each row group, below the snapshot `folder` and return the file.

    The same groups give the same bytes.

    Raises:
        OSError: the disk is full or not writable.
    """
    home = folder / table.name / partition if partition else folder / table.name
    home.mkdir(parents=True, exist_ok=True)
    temporary = home / ".writing.tmp"
    rows, raw_bytes = _write(temporary, table, groups)
    with temporary.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    path = home / f"part-{digest[:_NAME_LENGTH]}.parquet"
    temporary.chmod(_READ_ONLY)
    temporary.replace(path)
    return DataFile(
        table=table.name,
        partition=partition,
        path=path.relative_to(folder).as_posix(),
        rows=rows,
        bytes=path.stat().st_size,
        raw_bytes=raw_bytes,
        sha256=digest,
        load_id=load_id,
    )


_STAND_INS: Final = {
    ("quotes", "words"): "text",
    ("figures", "sentence_start"): "start_char",
    ("figures", "sentence_end"): "end_char",
}
"""Column that stands for one that must not be NULL and that files of before version 3 lack, until `rederive`."""


def row_groups(table: Table, rows: pa.Table) -> Iterator[pa.Table]:
    """Sorted `rows` in the row groups that they are written in."""
    for start, end in cut(row_sizes(table, rows)):
        yield rows.slice(start, end - start)


def sound(folder: Path, file: DataFile) -> Path:
    """The path of a file of the snapshot in `folder`, once its bytes are known to be those that were written.

    Raises:
        StoreError: they are not, or it is gone: damage is not carried on.
    """
    path = folder / file.path
    try:
        digest = sha256_of(path)
    except OSError:
        digest = ""
    if digest != file.sha256:
        raise StoreError(f"{path}: is damaged. `onrecord verify` says what it holds and what to do.")
    return path


def link_file(old: Path, new: Path, file: DataFile, hashed: Hashed) -> None:
    """Give the snapshot in `new` the file that the snapshot in `old` has, without a copy.

    Its bytes are hashed unless size, time of change and inode are those that it had when its hash was last right
    (`warehouse.parquet.hashed`): a file that was written to, exchanged or restored is noticed at once; a bit that the
    disk turned, when it is the file's turn to be hashed, or by `verify`, which hashes all.

    Raises:
        StoreError: it is not what was written, or it is gone: damage is not carried on.
    """
    target = new / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(old / file.path if hashed.knows(old, file) else sound(old, file), target)


def read_rows(paths: Sequence[Path], table: Table) -> pa.Table:
    """The rows of Parquet files in the table's schema, file after file; of older files too."""
    pieces = [_in_schema(pq.read_table(path, partitioning=None), table) for path in paths]
    return pa.concat_tables(pieces) if pieces else table.arrow_schema.empty_table()


def is_outdated(path: Path, table: Table) -> bool:
    """Whether a Parquet file has not the columns that the table has now."""
    return bool(pq.read_schema(path).names != table.arrow_schema.names)


def _in_schema(rows: pa.Table, table: Table) -> pa.Table:
    """The rows with the table's columns; those that an older file lacks are what `_STAND_INS` says, empty or NULL."""
    columns = []
    for field in table.arrow_schema:
        name = field.name if field.name in rows.column_names else _STAND_INS.get((table.name, field.name))
        if name:
            columns.append(rows.column(name).cast(field.type))
        else:
            columns.append(pa.array([_empty(field)] * rows.num_rows, field.type))
    return pa.Table.from_arrays(columns, schema=table.arrow_schema)


def _empty(field: pa.Field) -> object:
    """What a column holds that nothing is known of: no items, NULL, or an empty value."""
    if pa.types.is_list(field.type):
        return []
    if field.nullable:
        return None
    return "" if pa.types.is_string(field.type) else 0


def sort_rows(rows: pa.Table, table: Table) -> pa.Table:
    """`rows` in the table's order, NULL last; ties can't be, the order ends in the key."""
    return rows.sort_by([(name, "ascending") for name in table.sort])


def _write(path: Path, table: Table, groups: Iterable[pa.Table]) -> tuple[int, int]:
    """Write the file and return its number of rows and their size unpacked."""
    plain = long_columns(table)
    order = [(name, "ascending") for name in table.sort]
    writer = pq.ParquetWriter(
        path,
        table.arrow_schema,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        use_dictionary=[name for name in table.arrow_schema.names if name not in plain],
        write_page_index=True,
        write_page_checksum=True,
        sorting_columns=pq.SortingColumn.from_ordering(table.arrow_schema, order),
    )
    rows = raw_bytes = 0
    with writer:
        for group in groups:
            writer.write_table(group.cast(table.arrow_schema), row_group_size=group.num_rows)
            rows += group.num_rows
            raw_bytes += int(row_sizes(table, group).sum())
    return rows, raw_bytes
