"""Plain text: a file is an article; its metadata stand in a sidecar or in front matter."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.encoding import decode
from flows.readers.front_matter import split_front_matter
from flows.readers.mapping import FIELDS
from flows.readers.stream import GZIP_SUFFIX, open_stream, record_too_large
from schemas.article import RawArticle
from schemas.errors import RecordError

SIDECAR_SUFFIX = ".meta.json"


class Text(Reader):
    """Reads a text file as one article.

    Its id is its path below SOURCE, unless the metadata give one. Metadata come from the sidecar (`a.meta.json`
    beside `a.txt` or `a.txt.gz`), else from front matter (see `split_front_matter`), which is then no part of
    the text. The payload of a record with a sidecar has the sidecar as front matter, so that it can be replayed.
    """

    name = "text"
    suffixes = (".txt", ".text")

    def companions(self, path: str) -> tuple[Path, ...]:
        """Return the sidecar, if there is one."""
        sidecar = sidecar_of(path)
        return (sidecar,) if sidecar.is_file() else ()

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """Yield the one record of the file."""
        with open_stream(part.path, options) as stream:
            data = stream.read(options.max_record_bytes + 1)
            if len(data) > options.max_record_bytes or stream.failure:
                payload = stream.rest(data) if not stream.failure else Payload.of(data)
                error = stream.failure or record_too_large(options)
                yield Record(part.first_record, payload, error=error, byte_start=0, byte_end=payload.size)
                return
        yield _record(data, part)


def sidecar_of(path: str | Path) -> Path:
    """Return where the sidecar of a text file lies, if it has one."""
    path = Path(path)
    name = path.name[: -len(GZIP_SUFFIX)] if path.name.lower().endswith(GZIP_SUFFIX) else path.name
    return path.with_name(Path(name).stem + SIDECAR_SUFFIX)


def _record(data: bytes, part: Slice) -> Record:
    sidecar = sidecar_of(part.path)
    meta_bytes = sidecar.read_bytes() if part.uri != "-" and sidecar.is_file() else None
    payload = Payload.of(data if meta_bytes is None else b"---\n%b\n---\n%b" % (meta_bytes.strip(), data))
    end = len(data)
    try:
        raw = _article(data, meta_bytes, part)
    except RecordError as error:
        return Record(part.first_record, payload, error=error, byte_start=0, byte_end=end)
    return Record(part.first_record, payload, raw=raw, byte_start=0, byte_end=end)


def _article(data: bytes, meta_bytes: bytes | None, part: Slice) -> RawArticle:
    if not data:
        raise RecordError("empty_file", "", "the file is empty; check what wrote it")
    text = decode(data)
    if meta_bytes is None:
        meta, text = split_front_matter(text)
    else:
        meta = _sidecar(meta_bytes)
    named = {"id": None if part.uri == "-" else part.uri}
    return RawArticle.model_validate({**named, **_known(meta), "text": text})


def _sidecar(meta_bytes: bytes) -> Mapping[str, object]:
    try:
        meta = orjson.loads(meta_bytes)
    except orjson.JSONDecodeError:
        meta = None
    if not isinstance(meta, dict):
        message = f"the sidecar ({SIDECAR_SUFFIX}) is no JSON object in UTF-8; mend or remove it"
        raise RecordError("bad_sidecar", "", message)
    return meta


def _known(meta: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in meta.items() if name in FIELDS and value is not None}
