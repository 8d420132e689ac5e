"""Which files of a partition are written anew: those with rows that leave, and small ones that new rows catch up with.

Size-tiered: a file is merged only when at least as many bytes as it has join it, so a row is rewritten at most
log2(FILE_BYTES / SMALL_BYTES) times, and a partition has at most that many files that are not full.
"""

from collections.abc import Collection, Sequence
from typing import Final

from warehouse.disk.manifest import DataFile
from warehouse.parquet.rowsize import FILE_BYTES

SMALL_BYTES: Final = 256 << 10
"""A file below this is merged at the first chance: opening it costs more than writing it anew."""


def files_to_merge(files: Sequence[DataFile], dirty: Collection[str], new_bytes: int) -> list[DataFile]:
    """Those of a partition's `files` that new rows of `new_bytes` bytes are to be written together with.

    Args:
        files: files of one partition of one table.
        dirty: paths of files that lose rows and are written anew in any case.
        new_bytes: size of the new rows; 0 if only rows leave.
    """
    total, chosen = new_bytes, []
    for file in sorted(files, key=lambda file: (file.raw_bytes, file.path)):
        if total + file.raw_bytes > FILE_BYTES:
            break
        if file.path in dirty or (new_bytes and file.raw_bytes <= max(total, SMALL_BYTES)):
            chosen.append(file)
            total += file.raw_bytes
    return chosen
