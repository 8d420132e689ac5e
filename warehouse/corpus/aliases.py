"""The user's alias table: the last one given holds until another is."""

from dataclasses import dataclass
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.tables import BY_NAME
from warehouse.store.store import Snapshot

_TABLE = BY_NAME["entity_aliases"]


@dataclass(frozen=True, slots=True)
class AliasTable:
    """The alias table of a snapshot to come.

    Attributes:
        rows: rows of `entity_aliases`, sorted.
        changed: whether they differ from those of the snapshot before.
    """

    rows: pa.Table
    changed: bool

    @classmethod
    def of(cls, given: pa.Table | None, snapshot: Snapshot | None) -> Self:
        """The table that holds: the one given, else that of the snapshot, else an empty one."""
        stored = _stored(snapshot)
        if given is None:
            return cls(stored, changed=False)
        rows = given.cast(_TABLE.arrow_schema).sort_by([(name, "ascending") for name in _TABLE.sort])
        return cls(rows, changed=not rows.equals(stored))


def _stored(snapshot: Snapshot | None) -> pa.Table:
    files = snapshot.manifest.files_of(_TABLE.name) if snapshot else ()
    if snapshot is None or not files:
        return _TABLE.arrow_schema.empty_table()
    tables = [pq.read_table(snapshot.folder / file.path, partitioning=None) for file in files]
    return pa.concat_tables(tables).cast(_TABLE.arrow_schema)
