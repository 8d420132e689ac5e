"""Delta Lake: a table a folder, kept in step with the warehouse: one commit a table for each load that changed it.

A later export into the same folder writes only the months whose files are others than those of the commit before; a
table that nothing changed gets no commit. Each commit has the load in its metadata. The months are the partitions.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import SettingsError
from schemas.tables import ARTICLE_TABLES, CORPUS_TABLES, PUBLISHED_MONTH, Table
from warehouse.store.store import Snapshot

LOAD: Final = "onrecord.load_id"
"""Key of a commit's metadata: the load that made the snapshot it holds."""
_SNAPSHOT: Final = "onrecord.snapshot_id"
_FILES: Final = "onrecord.files"
"""Key of a commit's metadata: hashes of the files that the table holds, by month."""
_BATCH: Final = 8192
Files = Mapping[str, Sequence[str]]


def write_delta(out: Path, snapshot: Snapshot) -> int:
    """Bring the Delta tables in `out` to a snapshot; return how many got a commit.

    Raises:
        SettingsError: deltalake is not installed, or the folder can't be written.
    """
    delta = _library()
    try:
        return sum(_bring(delta, out / table.name, snapshot, table) for table in (*ARTICLE_TABLES, *CORPUS_TABLES))
    except (OSError, delta.exceptions.DeltaError) as error:
        raise SettingsError(f"{out}: Delta tables can't be written here ({type(error).__name__})") from error


def _library() -> ModuleType:
    try:
        import_module("deltalake.exceptions")
        return import_module("deltalake")
    except ImportError:
        raise SettingsError("export delta: deltalake is not installed; install the extra `delta`") from None


def _bring(delta: ModuleType, folder: Path, snapshot: Snapshot, table: Table) -> bool:
    before, after = _held(delta, folder), _files(snapshot, table)
    if before == after:
        return False
    told = {LOAD: snapshot.manifest.load_id, _SNAPSHOT: snapshot.snapshot_id, _FILES: orjson.dumps(after).decode()}
    months = sorted(month for month in {*(before or {}), *after} if (before or {}).get(month) != after.get(month))
    part = table.partitioned and before is not None
    rows = _rows(snapshot, table, months if part else sorted(after))
    delta.write_deltalake(
        str(folder),
        rows,
        mode="overwrite",
        partition_by=[PUBLISHED_MONTH.name] if table.partitioned else None,
        predicate=" OR ".join(f"{PUBLISHED_MONTH.name} = '{month}'" for month in months) if part else None,
        name=table.name if before is None else None,
        description=table.description if before is None else None,
        commit_properties=delta.CommitProperties(custom_metadata=told),
    )
    return True


def _held(delta: ModuleType, folder: Path) -> Files | None:
    """The files that the table holds, by month; None where there is no table yet."""
    if not (folder / "_delta_log").is_dir():
        return None
    last: Mapping[str, Any] = delta.DeltaTable(str(folder)).history(1)[0]
    held: Files = orjson.loads(last.get(_FILES, "{}"))
    return held


def _files(snapshot: Snapshot, table: Table) -> dict[str, list[str]]:
    """The hashes of a table's files by month; all under an empty name where it has no months."""
    found: dict[str, list[str]] = {}
    for file in snapshot.manifest.files_of(table.name):
        found.setdefault(_month(file.partition), []).append(file.sha256)
    return {month: sorted(found[month]) for month in sorted(found)}


def _month(partition: str | None) -> str:
    return (partition or "").partition("=")[2]


def _rows(snapshot: Snapshot, table: Table, months: Sequence[str]) -> pa.RecordBatchReader:
    schema = table.arrow_schema
    if table.partitioned:
        schema = schema.append(PUBLISHED_MONTH.arrow_field)
    return pa.RecordBatchReader.from_batches(schema, _batches(snapshot, table, frozenset(months), schema))


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
