"""Formats in which a file is one record."""

from collections.abc import Callable

from flows.readers.base import Payload, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.stream import open_stream, record_too_large
from schemas.article import RawArticle
from schemas.errors import RecordError


def read_bytes(part: Slice, options: ReadOptions) -> tuple[bytes, Payload, RecordError | None]:
    """A file's bytes, gzip taken off, the payload that keeps them, and why they can't be read, if so.

    Raises:
        OSError: the file can't be read.
    """
    with open_stream(part.path, options) as stream:
        data = stream.read(options.max_record_bytes + 1)
        too_large = len(data) > options.max_record_bytes
        payload = stream.rest(data) if too_large or stream.failure else Payload.of(data)
        error = stream.failure or (record_too_large(options) if too_large else None)
    if not (data or error):
        error = RecordError("empty_file", "", "the file is empty; check what wrote it")
    return data, payload, error


def read_whole(part: Slice, options: ReadOptions, parse: Callable[[bytes, Slice], RawArticle]) -> Record:
    """The record of a file, whose bytes `parse` makes an article of, or raises RecordError.

    Raises:
        OSError: the file can't be read.
    """
    data, payload, error = read_bytes(part, options)
    raw = None
    if error is None:
        raw, error = tried(lambda: parse(data, part))
    return Record(part.first_record, payload, raw, error, 0, payload.size)
