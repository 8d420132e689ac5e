"""Parquet: an article per row."""

import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import orjson

from flows.readers.base import MIB, Payload, Reader, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.mapping import check_columns, columns_for, raw_article
from flows.readers.stream import is_gzip, open_stream, payload_of_rest, record_too_large
from schemas.errors import RecordError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_BATCH_ROWS = 256
_HELD_BYTES = 16 * MIB
"""Texts of the rows that are held as Python's objects at once."""
_OTHER_BYTES = 8
"""Size that counts for a number, date or truth value."""


class Parquet(Reader):
    """Reads Parquet, a few rows at a time and only the columns that articles have.

    A row's payload is a JSON object of those columns; that of a damaged row group is the file. Fractions of a second
    below a microsecond are cut off.
    """

    name = "parquet"
    suffixes = (".parquet", ".pq")
    binary = True

    def payload_format(self, payload: bytes) -> str:
        """`jsonl` for a row and `parquet` for a file."""
        return "jsonl" if payload.lstrip().startswith(b"{") else self.name

    def columns(self, part: Slice, options: ReadOptions) -> tuple[str, ...]:
        """The names of the columns."""
        import pyarrow as pa  # noqa: PLC0415  # as below
        import pyarrow.parquet as pq  # noqa: PLC0415  # as below

        try:
            with _seekable(part.path, options) as file:
                return tuple(pq.read_schema(file).names)
        except pa.ArrowException:
            raise RecordError("bad_parquet", "", "the Parquet file is damaged; write it again") from None

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per row; what is damaged of a row group is one record with an error."""
        import pyarrow as pa  # noqa: PLC0415  # 0.1 s that other formats save

        try:
            with _seekable(part.path, options) as file:
                yield from _records(file, part, options)
        except (pa.ArrowException, OSError, RecordError, UnicodeDecodeError) as failure:
            yield _damaged(part.first_record, part.path, failure)


@contextmanager
def _seekable(path: str, options: ReadOptions) -> Iterator[BinaryIO]:
    """Open a file that Parquet can seek in, unpacked to disk if need be; raises RecordError for broken gzip data."""
    if not is_gzip(path):
        with Path(path).open("rb") as plain:
            yield plain
        return
    with open_stream(path, options) as stream, tempfile.TemporaryFile() as file:
        while piece := stream.read(MIB):
            file.write(piece)
        if stream.failure:
            raise stream.failure
        file.seek(0)
        yield file


def _damaged(index: int, path: str, failure: Exception) -> Record:
    """The record of what can't be read, the file as its payload; raises what the system, not the file, did."""
    if isinstance(failure, OSError) and failure.errno:
        raise failure
    message = "the Parquet file is damaged, cut off or of an unknown version; write it again"
    error = failure if isinstance(failure, RecordError) else RecordError("bad_parquet", "", message)
    with Path(path).open("rb") as file:
        return Record(index, payload_of_rest(file), error=error)


def _records(file: BinaryIO, part: Slice, options: ReadOptions) -> Iterator[Record]:
    import pyarrow.parquet as pq  # noqa: PLC0415  # as above

    if not file.seek(0, io.SEEK_END):
        raise RecordError("empty_file", "", "the file is empty; check what wrote it")
    with pq.ParquetFile(file, pre_buffer=False) as parquet:
        names, texts = parquet.schema_arrow.names, _texts(parquet)
    check_columns(names, options)
    with pq.ParquetFile(file, pre_buffer=False, read_dictionary=texts) as parquet:
        index = part.first_record
        for group in range(parquet.num_row_groups):
            yield from _group(parquet, group, index, part, options)
            index += parquet.metadata.row_group(group).num_rows


def _texts(parquet: "pq.ParquetFile") -> list[str]:
    """The columns of texts: each value of theirs is held once, however often a row group names it."""
    columns = [parquet.metadata.schema.column(number) for number in range(parquet.metadata.num_columns)]
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]


def _group(parquet: "pq.ParquetFile", group: int, index: int, part: Slice, options: ReadOptions) -> Iterator[Record]:
    import pyarrow as pa  # noqa: PLC0415  # as above

    names = parquet.schema_arrow.names
    wanted = columns_for(names, options.mapping).values()
    columns = [name for name in dict.fromkeys(wanted) if name in names]
    try:
        _check_group(parquet.metadata.row_group(group), Path(part.path).stat().st_size, options)
        for batch in parquet.iter_batches(_BATCH_ROWS, row_groups=[group], columns=columns, use_threads=False):
            for row in _rows(batch, options):
                yield _record(index, row, options)
                index += 1
    except (pa.ArrowException, OSError, RecordError, UnicodeDecodeError) as failure:
        yield _damaged(index, part.path, failure)


def _check_group(group: "pq.RowGroupMetaData", size: int, options: ReadOptions) -> None:
    """Refuse a row group that would grow like a bomb, by what the file says of it.

    Its columns are not asked: of damaged metadata of theirs Arrow's binding ends the process, where its reader raises.

    Raises:
        RecordError: `bad_parquet`.
    """
    unpacked = group.total_byte_size
    if unpacked > options.max_record_bytes and unpacked > options.gzip_max_ratio * max(size, 1):
        message = "a row group grows like a bomb once it is unpacked; write the file again, uncompressed"
        raise RecordError("bad_parquet", "", message)


def _rows(batch: "pa.RecordBatch", options: ReadOptions) -> Iterator[Mapping[str, object] | int]:
    """The rows of a batch, or the size of one that is too large to be held.

    A cell that claims to be UTF-8 but is not comes as its bytes.
    """
    sizes = _sizes(batch)
    start = 0
    while start < batch.num_rows:
        if sizes[start] > options.max_record_bytes:
            yield int(sizes[start])
            start += 1
            continue
        stop, held = start, 0
        while stop < batch.num_rows and sizes[stop] <= options.max_record_bytes and held <= _HELD_BYTES:
            held += sizes[stop]
            stop += 1
        columns = [_values(column) for column in batch.slice(start, stop - start).columns]
        for cells in zip(*columns, strict=True):
            yield dict(zip(batch.schema.names, cells, strict=True))
        start = stop


def _sizes(batch: "pa.RecordBatch") -> list[int]:
    """The bytes of each row's texts, told from Arrow's offsets: no text is copied for it."""
    sizes = [0] * batch.num_rows
    for column in batch.columns:
        for row, size in enumerate(_cell_sizes(column)):
            sizes[row] += size
    return sizes


def _cell_sizes(column: "pa.Array") -> list[int]:
    import pyarrow as pa  # noqa: PLC0415  # as above
    import pyarrow.compute as pc  # noqa: PLC0415  # as above

    if pa.types.is_dictionary(column.type):
        return _filled(pc.binary_length(column.dictionary.cast(pa.binary())).take(column.indices))
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        sizes = _cell_sizes(column.flatten())
        ends = list(accumulate(_filled(pc.list_value_length(column)), initial=0))
        return [sum(sizes[start:end]) for start, end in pairwise(ends)]
    if pa.types.is_struct(column.type):
        return [sum(parts) for parts in zip(*map(_cell_sizes, column.flatten()), strict=True)]
    if pa.types.is_string(column.type) or pa.types.is_binary(column.type):
        return _filled(pc.binary_length(column.cast(pa.binary())))
    return [_OTHER_BYTES] * len(column)


def _filled(sizes: "pa.Array") -> list[int]:
    return [size or 0 for size in sizes.to_pylist()]


def _values(column: "pa.Array") -> list[object]:
    import pyarrow as pa  # noqa: PLC0415  # as above

    try:
        if pa.types.is_timestamp(column.type):
            column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
        return list(column.to_pylist())
    except Exception:  # noqa: BLE001  # an unknown time zone, say: cell by cell, each for itself
        return [_value(cell) for cell in column]


class _NoValue:
    """What a cell holds that Python can't: an instant beyond its years, a zone that nobody knows."""


def _value(cell: "pa.Scalar") -> object:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return bytes(getattr(cell, "value", cell).as_buffer())
    except Exception:  # noqa: BLE001  # as above
        return _NoValue()


def _record(index: int, row: Mapping[str, object] | int, options: ReadOptions) -> Record:
    if isinstance(row, int):
        return Record(index, Payload(None, row), error=record_too_large(options))
    payload = Payload.of(orjson.dumps(row, default=_json, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS))
    if any(isinstance(value, bytes) for value in row.values()):
        message = "a cell holds bytes that are not UTF-8, or its column is of bytes; store strings"
        return Record(index, payload, error=RecordError("not_utf8", "", message))
    if wrong := next((name for name, value in row.items() if isinstance(value, _NoValue)), None):
        message = "a cell holds an instant or a time zone that can't be read; store UTC, or a string in ISO 8601"
        return Record(index, payload, error=RecordError("bad_cell", wrong, message))
    if payload.size > options.max_record_bytes:
        return Record(index, payload, error=record_too_large(options))
    return Record(index, payload, *tried(lambda: raw_article(row, options.mapping)))


def _json(value: object) -> str:
    """What JSON lacks as a string, so that no payload is lost."""
    if isinstance(value, _NoValue):
        return ""
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
