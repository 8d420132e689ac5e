"""What lakehouse tables that are kept in step with the warehouse share: which files they hold, and rows of a month."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.tables import PUBLISHED_MONTH, Table
from warehouse.store.store import Snapshot

LOAD: Final = "onrecord.load_id"
"""Key of a commit's metadata: the load that made the snapshot it holds."""
SNAPSHOT: Final = "onrecord.snapshot_id"
FILES: Final = "onrecord.files"
"""Key of a commit's metadata: hashes of the files that the table holds, by month."""
_BATCH: Final = 8192
Files = Mapping[str, Sequence[str]]


def files_by_month(snapshot: Snapshot, table: Table) -> dict[str, list[str]]:
    """The hashes of a table's files by month; all under an empty name where it has no months."""
    found: dict[str, list[str]] = {}
    for file in snapshot.manifest.files_of(table.name):
        found.setdefault(_month(file.partition), []).append(file.sha256)
    return {month: sorted(found[month]) for month in sorted(found)}


def changed_months(before: Files, after: Files) -> list[str]:
    """The months whose files are others."""
    return sorted(month for month in {*before, *after} if before.get(month) != after.get(month))


def schema_of(table: Table) -> pa.Schema:
    """The columns of a table, the month of its partition among them."""
    return table.arrow_schema.append(PUBLISHED_MONTH.arrow_field) if table.partitioned else table.arrow_schema


def rows_of(snapshot: Snapshot, table: Table, months: Sequence[str]) -> pa.RecordBatchReader:
    """The rows of some months, without holding them."""
    schema = schema_of(table)
    return pa.RecordBatchReader.from_batches(schema, _batches(snapshot, table, frozenset(months), schema))


def _month(partition: str | None) -> str:
    return (partition or "").partition("=")[2]


def _batches(snapshot: Snapshot, table: Table, months: frozenset[str], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for file in snapshot.manifest.files_of(table.name):
        month = _month(file.partition)
        if month not in months:
            continue
        with pq.ParquetFile(snapshot.folder / file.path) as parquet:
            for batch in parquet.iter_batches(_BATCH):
                columns = [_column(batch, field, month) for field in schema]
                yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _column(batch: pa.RecordBatch, field: pa.Field, month: str) -> pa.Array:
    """A column; one that an older file lacks is NULL, as in the warehouse."""
    if field.name in batch.schema.names:
        return batch.column(field.name)
    is_month = field.name == PUBLISHED_MONTH.name
    return pa.repeat(month, batch.num_rows) if is_month else pa.nulls(batch.num_rows, field.type)
