"""Rows as CSV, JSON lines or Parquet, batch by batch."""

import re
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from flows.terminal import is_invisible, safe
from flows.whole import whole_file
from schemas.errors import SettingsError

FORMATS: Final = ("table", "csv", "json", "parquet")
_ENDINGS: Final = {".csv": "csv", ".json": "json", ".jsonl": "json", ".ndjson": "json", ".parquet": "parquet"}
_QUOTED: Final = re.compile(r'[",;|\t\r\n]')
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a cell for a formula (OWASP, CSV injection), full-width ones too."""
Cell = Callable[[str], str]


def format_of(format_: str | None, output: Path | None) -> str:
    """The format asked for, else by the ending of `output`, else `table`.

    Raises:
        SettingsError: the ending says nothing, a table is to go into a file, or Parquet to the terminal.
    """
    if format_ is None:
        format_ = _ENDINGS.get(output.suffix.lower()) if output else FORMATS[0]
    if format_ is None:
        raise SettingsError(f"{output}: the ending says no format; add --format csv, json or parquet")
    if format_ == "table" and output:
        raise SettingsError(f"{output}: a table is for the terminal; choose --format csv, json or parquet for a file")
    if format_ == "parquet" and output is None:
        raise SettingsError("--format parquet: Parquet goes to a file; add --output FILE")
    return format_


def write_answer(reader: pa.RecordBatchReader, format_: str, output: Path | None) -> None:
    """Write all rows to `output`, or to standard output; a file is there whole or not at all.

    Raises:
        SettingsError: the file can't be written, or two columns have one name.
    """
    if format_ != "csv":
        _refuse_twins(reader.schema.names)
    if output is None:
        # a terminal may obey what a file or a pipe just holds
        cell: Cell = safe if sys.stdout.isatty() else str
        _WRITERS[format_](reader, sys.stdout.buffer, cell)
        sys.stdout.flush()
        return
    with whole_file(output, "file with --output") as file:
        _WRITERS[format_](reader, file, str)


def defused(text: str) -> str:
    """A cell's text with an apostrophe before it where a spreadsheet would run it as a formula.

    What can't be seen before the formula counts as nothing: spreadsheets drop some of it.
    """
    if text.startswith(_FORMULA):
        return f"'{text}"
    seen = next((at for at, character in enumerate(text) if not is_invisible(character)), 0)
    return f"'{text}" if seen and text.startswith(_FORMULA, seen) else text


def _write_csv(reader: pa.RecordBatchReader, file: IO[bytes], cell: Cell) -> None:
    """Write RFC 4180 in UTF-8, lines ended by LF; NULL is an empty cell."""
    file.write(_csv_line([defused(cell(name)) for name in reader.schema.names]))
    for batch in reader:
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        file.write(b"".join(_csv_line([_csv_cell(value, cell) for value in row]) for row in rows))


def _csv_line(cells: Sequence[object]) -> bytes:
    """A line of CSV; quoted is also what holds a separator of other countries' spreadsheets, as `a;=cmd`."""
    texts = ["" if one is None else str(one) for one in cells]
    quoted = ['"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text for text in texts]
    return ((",".join(quoted) or '""') + "\n").encode("utf-8", "replace")


def _csv_cell(value: object, cell: Cell) -> object:
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    if isinstance(value, str):
        return defused(cell(value))
    return defused(cell(plain(value)))


def _write_json(reader: pa.RecordBatchReader, file: IO[bytes], cell: Cell) -> None:
    """Write one object a line; what JSON has no type for is text, NaN and infinity null."""
    for batch in reader:
        lines = [orjson.dumps(row, default=_json_value, option=_JSON) for row in batch.to_pylist()]
        text = b"".join(lines)
        file.write(text if cell is str else _printable(text))


def _json_value(value: object) -> object:
    """What JSON has for a value that orjson does not know: a number for a DECIMAL or HUGEINT, else text."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) and abs(value) < _INT64 else float(value)
    return plain(value)


_INT64: Final = 1 << 63
_JSON: Final = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


def _printable(lines: bytes) -> bytes:
    """JSON lines for a terminal: JSON escapes C0 controls, the rest that a terminal may obey goes."""
    return "".join(f"{safe(line)}\n" for line in lines.decode().splitlines()).encode()


def _write_parquet(reader: pa.RecordBatchReader, file: IO[bytes], _: Cell) -> None:
    held: list[pa.RecordBatch] = []
    with pq.ParquetWriter(file, reader.schema, compression="zstd") as writer:
        for batch in reader:
            held.append(batch)
            if sum(one.nbytes for one in held) > _GROUP_BYTES or sum(one.num_rows for one in held) > _GROUP_ROWS:
                writer.write_table(pa.Table.from_batches(held))
                held.clear()
        if held:
            writer.write_table(pa.Table.from_batches(held))


_GROUP_BYTES: Final = 32 << 20
_GROUP_ROWS: Final = 122_880
"""A row group ends at either: few for a reader to skip, little for us to hold."""


_WRITERS: Final = {"csv": _write_csv, "json": _write_json, "parquet": _write_parquet}


def plain(value: object) -> str:
    """A value that is no number as text: instants in ISO 8601, lists as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return orjson.dumps(value, default=plain, option=orjson.OPT_NON_STR_KEYS).decode()
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _refuse_twins(names: list[str]) -> None:
    if twins := {name for name in names if names.count(name) > 1}:
        raise SettingsError(f"the query: two columns are named {safe(min(twins), 60)}; name one of them anew with AS")
