"""JSON lines: an object per line, in UTF-8."""

import json
from collections.abc import Iterator
from functools import partial

import orjson

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.dialects import keys_of
from flows.readers.guard import tried
from flows.readers.mapping import raw_article
from flows.readers.stream import Stream, open_stream, record_too_large
from schemas.article import RawArticle
from schemas.errors import RecordError

_BOM = b"\xef\xbb\xbf"


class JsonLines(Reader):
    """Reads JSON lines. The index of a record is the number of its line, from 0; blank lines are no records.

    Of a key that comes twice the last value counts. An unpaired surrogate escape passes (it becomes U+FFFD with
    the article), and NaN, which JSON lacks and Python writes where there is nothing, is null; Infinity does not.
    """

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson", ".jsonlines")
    splittable = True

    def columns(self, part: Slice, options: ReadOptions) -> tuple[str, ...]:
        """The keys of the first line that is an object; none where it follows a standard."""
        with open_stream(part.path, options) as stream:
            lines = (record.payload.data for record in _lines(stream, part, options) if record.raw)
            first = next((line for line in lines if line), b"{}")
        value = orjson.loads(first.removeprefix(_BOM))
        return keys_of(value, options) if isinstance(value, dict) else ()

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per line that is not blank; an empty file gives the error `empty_file`."""
        found = False
        with open_stream(part.path, options) as stream:
            for record in _lines(stream, part, options):
                found = True
                yield record
        if part.whole and not found:
            error = RecordError("empty_file", "", "the file holds no record; check what wrote it")
            yield Record(0, Payload.of(b""), error=error, byte_start=0, byte_end=0)


def _lines(stream: Stream, part: Slice, options: ReadOptions) -> Iterator[Record]:
    stream.seek(part.start)
    index, start = part.first_record, part.start
    while part.stop is None or start < part.stop:
        line = stream.read_line(options.max_record_bytes + 1)
        too_long = len(line) > options.max_record_bytes
        payload = stream.rest_of_line(line) if too_long else Payload(line, len(line))
        if stream.failure and (too_long or not line.endswith(b"\n")):
            yield Record(index, payload, error=stream.failure, byte_start=start)
            return
        if not line:
            return
        end = start + payload.size
        if not line.isspace():
            raw, error = (None, record_too_large(options)) if too_long else tried(partial(_parse, line, options))
            yield Record(index, payload, raw, error, start, end)
        index, start = index + 1, end


def _parse(line: bytes, options: ReadOptions) -> RawArticle:
    try:
        value = orjson.loads(line.removeprefix(_BOM))
    except orjson.JSONDecodeError:
        value = _parse_again(line.removeprefix(_BOM))
    if not isinstance(value, dict):
        raise RecordError("not_an_object", "", "the line is no JSON object; write one object per line")
    return raw_article(value, options.mapping)


def _parse_again(line: bytes) -> object:
    """Parse what orjson refuses: unpaired surrogates pass, everything else is named."""
    try:
        return json.loads(line.decode("utf-8"), parse_constant=no_number)
    except UnicodeDecodeError as failure:
        message = f"byte {failure.start} of the line is not UTF-8; write the file in UTF-8"
        raise RecordError("not_utf8", "", message) from None
    except json.JSONDecodeError as failure:
        message = f"the line is no valid JSON from character {failure.pos} on; write one whole object per line"
        raise RecordError("bad_json", "", message) from None
    except (ValueError, RecursionError):
        message = "the line is JSON that can't be held: NaN, a huge number or too many levels; write plain values"
        raise RecordError("bad_json", "", message) from None


def no_number(name: str) -> None:
    """What NaN stands for; raises ValueError for Infinity."""
    if name != "NaN":
        raise ValueError(name)
