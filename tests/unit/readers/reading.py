"""What tests of readers share: from a file to its records, as a load reads them."""

import gzip
from pathlib import Path

from flows.readers.base import ReadOptions, Record
from flows.readers.discover import discover
from flows.readers.registry import read_slice
from flows.readers.split import TARGET_BYTES, split

SUFFIXES = ("", ".gz")


def write(path: Path, data: bytes | str) -> Path:
    """Write a file, compressed if its name ends in `.gz`."""
    plain = data.encode() if isinstance(data, str) else data
    path.write_bytes(gzip.compress(plain, mtime=0) if path.suffix == ".gz" else plain)
    return path


def read(source: Path | str, options: ReadOptions | None = None, target: int = TARGET_BYTES) -> list[Record]:
    """Every record under a source."""
    parts = [part for file in discover([str(source)]).files for part in split(file, target).slices]
    return [record for part in parts for record in read_slice(part, options or ReadOptions())]


def codes(records: list[Record]) -> list[str | None]:
    """The error codes of records, None for those that were read."""
    return [record.error.code if record.error else None for record in records]
