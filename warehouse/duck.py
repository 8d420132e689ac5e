"""How the warehouse uses DuckDB: no network, modest memory, a file format that older DuckDBs open."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

STORAGE_VERSION: Final = "v1.2.0"
"""The oldest DuckDB that opens news.duckdb and ledger.duckdb."""
ROW_GROUP_ROWS: Final = 16_384
"""Rows of a row group in news.duckdb: with the default of 122,880 a load of 3 KB articles needs 900 MB."""
_NO_NETWORK: Final = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
Config = dict[str, str | bool | int | float | list[str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a commit may use.

    Attributes:
        memory_mb: DuckDB's memory limit in MB (10^6 bytes); the process needs about 150 MB on top of it.
        threads: threads of DuckDB.
    """

    memory_mb: int = 300
    threads: int = 2

    def config(self, scratch: Path) -> Config:
        """Return DuckDB's configuration, with `scratch` for what does not fit into memory."""
        return {
            **_NO_NETWORK,
            "memory_limit": f"{self.memory_mb}MB",
            "threads": str(self.threads),
            "temp_directory": str(scratch),
            "preserve_insertion_order": "false",
            "zstd_min_string_length": "512",
            "write_buffer_row_group_count": "1",
        }


def reading(path: Path, memory_mb: int, threads: int) -> duckdb.DuckDBPyConnection:
    """Open the database `path` to read it and nothing else; the configuration can't be changed."""
    config: Config = {
        **_NO_NETWORK,
        "memory_limit": f"{memory_mb}MB",
        "threads": str(threads),
        "enable_external_access": "false",
    }
    connection = duckdb.connect(path, read_only=True, config=config)
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET lock_configuration = true")
    return connection


@contextmanager
def writing(path: Path, config: Config) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database `path`, made if it is missing, as the default of a connection; closed at the block's end."""
    with duckdb.connect(":memory:", config=dict(config)) as connection:
        options = f"STORAGE_VERSION '{STORAGE_VERSION}', ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"ATTACH ? AS store ({options})", [str(path)])
        connection.execute("USE store")
        yield connection
        connection.execute("USE memory")
        connection.execute("DETACH store")


def fetch(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, object] | None = None
) -> pa.Table:
    """Return what `query` finds, as an Arrow table; it must be read before the connection does anything else."""
    return connection.sql(query, params=dict(parameters or {})).to_arrow_table()
