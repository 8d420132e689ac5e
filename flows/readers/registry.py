"""Which reader takes which input: found by looking into this package, so a format is one file."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import flows.readers
from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.guard import unforeseen
from flows.readers.kinds import HEAD, foreign_kind, is_json_document, is_page
from flows.readers.stream import GZIP_SUFFIX, open_stream
from schemas.errors import RecordError, SettingsError


@lru_cache(maxsize=1)
def readers() -> dict[str, Reader]:
    """The readers by name."""
    for module in pkgutil.iter_modules(flows.readers.__path__):
        importlib.import_module(f"{flows.readers.__name__}.{module.name}")
    return {kind.name: kind() for kind in sorted(_kinds(Reader), key=lambda kind: kind.name)}


def _kinds(base: type[Any]) -> Iterator[type[Reader]]:
    """The readers of a format; what several share lies between them and `Reader`."""
    for kind in base.__subclasses__():
        if hasattr(kind, "name"):
            yield kind
        yield from _kinds(kind)


def reader_named(name: str) -> Reader:
    """The reader called `name`; raises SettingsError if there is none."""
    try:
        return readers()[name]
    except KeyError:
        raise SettingsError(f"--format {name}: no such format; use one of {', '.join(readers())}") from None


def format_of(path: str | Path) -> str | None:
    """The name of the reader whose suffix the file's name has (`.gz` behind it or not), or None."""
    name = Path(path).name.lower().removesuffix(GZIP_SUFFIX)
    matches = (reader.name for reader in readers().values() if reader.suffixes and name.endswith(reader.suffixes))
    return next(matches, None)


def format_by(path: str | Path, head: bytes) -> str | None:
    """The name of the reader that takes a file of this name that begins with `head`, or None.

    The name's suffix decides; where it tells no reader, as `.xml` does, the first bytes do.
    """
    if name := format_of(path):
        return "json" if name == "jsonl" and is_json_document(head) else name
    kind = foreign_kind(head)
    return kind.reader if kind else None


def read_slice(part: Slice, options: ReadOptions) -> Iterator[Record]:
    """The records of `part` in order; never raises for what lies in the input or its file.

    A file that can't be read any further becomes one record with the error `unreadable`, or `unforeseen` where
    the fault is onrecord's.
    """
    index = part.first_record
    try:
        if foreign := _of_another_kind(part, options):
            yield foreign
            return
        if part.format == "text" and _is_page(part, options):
            part = replace(part, format="html")
        for record in reader_named(part.format).read(part, options):
            index = record.index + 1
            yield record
    except Exception as failure:  # noqa: BLE001  # what a reader stumbles over costs the rest of its file alone
        yield Record(index, Payload(None, 0), error=_rest_is_lost(failure))


def _is_page(part: Slice, options: ReadOptions) -> bool:
    """Whether a file that is named as text is a page: its text alone is the article's; raises OSError."""
    with open_stream(part.path, options) as stream:
        return is_page(stream.read(HEAD))


def _of_another_kind(part: Slice, options: ReadOptions) -> Record | None:
    """The one record of a file that no reader takes, whatever its name says; raises OSError."""
    if part.start or reader_named(part.format).binary:
        return None
    with open_stream(part.path, options) as stream:
        head = stream.read(HEAD)
        if (kind := foreign_kind(head)) is None or kind.reader == part.format:
            return None
        payload = stream.rest(head)
    error = RecordError("wrong_kind", "", f"the file is {kind}")
    return Record(part.first_record, payload, error=error, byte_start=0, byte_end=payload.size)


def _rest_is_lost(failure: Exception) -> RecordError:
    if isinstance(failure, OSError):
        message = f"the file can't be read ({failure.strerror or type(failure).__name__}); mend it and load it again"
        return RecordError("unreadable", "", message)
    return unforeseen(failure)
