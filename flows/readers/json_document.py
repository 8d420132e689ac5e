"""JSON documents: an array of articles, an object that holds one, or objects one behind the other, however indented."""

import json
from collections.abc import Iterator
from functools import partial

import orjson

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.dialects import dialect_of, held_in, keys_of
from flows.readers.encoding import decode
from flows.readers.guard import tried
from flows.readers.jsonl import no_number
from flows.readers.mapping import columns_for, raw_article
from flows.readers.stream import open_stream
from schemas.article import RawArticle
from schemas.errors import RecordError

_DEEPEST = 3
"""Objects within each other in which the list of articles is looked for."""
_SPACE = " \t\n\r"


class JsonDocument(Reader):
    """Reads a JSON file as a whole: the articles of its array, or of the one array of objects that its object holds.

    An object with a text is one article. The index of a record is its place in the array, its payload the object on a
    line of its own. What can't be parsed, and a file beyond `max_record_bytes`, is one record with an error.
    """

    name = "json"
    suffixes = (".json",)

    def payload_format(self, payload: bytes) -> str:
        """`jsonl` for an article, `json` for a whole file that could not be read."""
        return "jsonl" if payload.lstrip().startswith(b"{") and payload.count(b"\n") <= 1 else self.name

    def columns(self, part: Slice, options: ReadOptions) -> tuple[str, ...]:
        """The keys of the first article; none where it follows a standard, which says itself what they are."""
        first = next((record.payload.data for record in self.read(part, options) if record.raw), None)
        return keys_of(orjson.loads(first), options) if first else ()

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per article of the document."""
        with open_stream(part.path, options) as stream:
            data = stream.read(options.max_record_bytes + 1)
            whole = stream.rest(data) if stream.failure or len(data) > options.max_record_bytes else Payload.of(data)
            error = stream.failure or _refusal(whole, data, options)
        if error:
            yield Record(part.first_record, whole, error=error, byte_start=0, byte_end=whole.size)
            return
        index = part.first_record
        try:
            for value in _articles(decode(data), options):
                raw, refused = tried(partial(_article, value, options))
                yield Record(index, Payload.of(_line(value)), raw, refused)
                index += 1
        except RecordError as failure:
            yield Record(index, whole, error=failure, byte_start=0, byte_end=whole.size)


def _refusal(whole: Payload, data: bytes, options: ReadOptions) -> RecordError | None:
    if len(data) > options.max_record_bytes:
        message = f"the document has {whole.size:,} bytes, too many to be held; write it as JSON lines (jq -c '.[]')"
        return RecordError("record_too_large", "", message)
    return None if data.strip() else RecordError("empty_file", "", "the file is empty; check what wrote it")


def _articles(text: str, options: ReadOptions) -> Iterator[object]:
    """What may be an article, document by document; raises RecordError where the text is no JSON."""
    decoder = json.JSONDecoder(parse_constant=no_number)
    at = len(text) - len(text.lstrip(_SPACE))
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as failure:
            place = failure.pos if isinstance(failure, json.JSONDecodeError) else at
            message = f"the document is no valid JSON from character {place} on; mend it or write JSON lines"
            raise RecordError("bad_json", "", message) from None
        yield from _held(value, options)
        at = end
        while at < len(text) and text[at] in _SPACE:
            at += 1


def _held(value: object, options: ReadOptions) -> Iterator[object]:
    if isinstance(value, list):
        yield from value
        return
    if isinstance(value, dict) and "text" not in options.mapping and (held := held_in(value)):
        yield from held
        return
    if isinstance(value, dict) and not _is_article(value, options) and len(lists := _lists(value, _DEEPEST)) == 1:
        yield from lists[0]
        return
    yield value


def _lists(value: dict[str, object], depth: int) -> list[list[object]]:
    """The lists of objects in an object, or else in those that it holds: `{"data": {"articles": […]}}`."""
    own = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    if own or not depth:
        return own
    return [found for one in value.values() if isinstance(one, dict) for found in _lists(one, depth - 1)]


def _is_article(value: dict[str, object], options: ReadOptions) -> bool:
    return dialect_of(value) is not None or columns_for(tuple(value), options.mapping).get("text") in value


def _article(value: object, options: ReadOptions) -> RawArticle:
    if not isinstance(value, dict):
        raise RecordError("not_an_object", "", "an item of the array is no JSON object; write an object per article")
    return raw_article(value, options.mapping)


def _line(value: object) -> bytes:
    try:
        return orjson.dumps(value) + b"\n"
    except (TypeError, orjson.JSONEncodeError):  # unpaired surrogates, or numbers of more than 64 bits
        return json.dumps(value).encode() + b"\n"
