"""Plain text: a file is an article; its metadata stand in a sidecar or in front matter."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import orjson

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.encoding import decode
from flows.readers.front_matter import split_front_matter
from flows.readers.mapping import FIELDS
from flows.readers.stream import GZIP_SUFFIX
from flows.readers.whole import read_whole
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
    one_record = True

    def companions(self, path: str) -> tuple[Path, ...]:
        """The sidecar, if there is one."""
        sidecar = sidecar_of(path)
        return (sidecar,) if sidecar.is_file() else ()

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The one record of the file."""
        sidecar = _sidecar_bytes(part)
        record = read_whole(part, options, partial(_article, sidecar))
        if sidecar and record.payload.data is not None:
            payload = Payload.of(b"---\n%b\n---\n%b" % (sidecar.strip(), record.payload.data))
            record = replace(record, payload=payload)
        yield record


def sidecar_of(path: str | Path) -> Path:
    """Where the sidecar of a text file lies, if it has one."""
    path = Path(path)
    name = path.name[: -len(GZIP_SUFFIX)] if path.name.lower().endswith(GZIP_SUFFIX) else path.name
    return path.with_name(Path(name).stem + SIDECAR_SUFFIX)


def _sidecar_bytes(part: Slice) -> bytes | None:
    sidecar = sidecar_of(part.path)
    return sidecar.read_bytes() if part.uri != "-" and sidecar.is_file() else None


def _article(sidecar: bytes | None, data: bytes, part: Slice) -> RawArticle:
    text = decode(data)
    if sidecar is None:
        meta, text = split_front_matter(text)
    else:
        meta = _sidecar(sidecar)
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
