"""The manifest of a snapshot: which files belong to it, with their hashes, and what the checks said."""

import json
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from schemas.errors import StoreError
from schemas.ids import hash_id
from schemas.tables import SCHEMA_VERSION
from schemas.vocabulary import Severity

NAME = "manifest.json"


class DataFile(BaseModel):
    """A Parquet file of a snapshot.

    Attributes:
        table: the table that it is part of.
        partition: hive partition as in the path (`published_month=2026-11`), None where the table has none.
        path: path below the snapshot's folder.
        rows: rows in the file.
        bytes: size of the file.
        raw_bytes: size of its rows unpacked, as `warehouse.parquet.rowsize` estimates it.
        sha256: SHA-256 of the file.
        load_id: the load that wrote it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    partition: str | None
    path: str
    rows: int
    bytes: int
    raw_bytes: int
    sha256: str
    load_id: str


class CheckOutcome(BaseModel):
    """What a check said about the load that made the snapshot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity
    failing_rows: int


class Manifest(BaseModel):
    """What a snapshot is made of.

    Attributes:
        snapshot_id: hash of the load and the files.
        load_id: the load that made it.
        loaded_at: when that load began; news.duckdb has it as its time of change, and a file with another one was
            touched since.
        previous: id of the snapshot before it.
        schema_version: version of the tables.
        database_bytes: size of news.duckdb.
        database_sha256: SHA-256 of news.duckdb; None in snapshots of before version 3.
        database: what of the article-level rows news.duckdb holds, as `warehouse.store.held` has it.
        database_since: the first month that it holds; None: all rows, or no row.
        files: all Parquet files, by path.
        checks: outcome of every check that ran, by name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot_id: str
    load_id: str
    loaded_at: datetime
    previous: str | None
    schema_version: int
    database_bytes: int
    database_sha256: str | None = None
    database: str = "full"
    database_since: str | None = None
    files: tuple[DataFile, ...]
    checks: dict[str, CheckOutcome]

    def to_bytes(self) -> bytes:
        """The manifest as canonical JSON: sorted keys, no spaces, UTF-8, a line feed at the end."""
        fields = self.model_dump(mode="json")
        return (json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def files_of(self, table: str, partition: str | None = None) -> tuple[DataFile, ...]:
        """The files of a table, or of one of its partitions."""
        return tuple(f for f in self.files if f.table == table and partition in (None, f.partition))


def snapshot_id(load_id: str, files: tuple[DataFile, ...]) -> str:
    """The id of the snapshot that `load_id` makes of `files`."""
    return hash_id("snapshot", SCHEMA_VERSION, load_id, *(f"{file.path}:{file.sha256}" for file in files))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the snapshot in `folder`.

    Raises:
        StoreError: it is missing, damaged, or of a newer version of onrecord.
    """
    path = folder / NAME
    try:
        fields = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    refuse_newer(path, fields.get("schema_version") if isinstance(fields, dict) else None)
    try:
        return Manifest.model_validate(fields)
    except ValidationError as error:
        raise _damaged(path) from error


def refuse_newer(place: Path, version: object) -> None:
    """Raise StoreError if `version` is one that this code does not know."""
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise StoreError(
            f"{place}: has schema version {version}, this onrecord knows versions up to {SCHEMA_VERSION}. "
            "Use the onrecord that wrote it, or a newer one."
        )


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"{path}: missing or damaged. Point `current` at an older folder of snapshots/, or restore the store from a "
        "copy; `onrecord maintain --dry-run` lists what is there."
    )
