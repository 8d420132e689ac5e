"""Tar, plain or compressed: each file in it that a reader takes, in the order of the archive."""

import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from flows.readers.archives.members import (
    MAX_MEMBERS,
    Archive,
    Member,
    Unpacked,
    is_inside,
    is_passed_over,
    member_records,
)
from flows.readers.archives.zip import refused_archive
from flows.readers.base import Payload, ReadOptions, Record, Slice
from flows.readers.kinds import HEAD
from flows.readers.registry import format_by
from flows.readers.stream import open_stream
from flows.readers.text import SIDECAR_SUFFIX, sidecar_of
from schemas.errors import RecordError

_BROKEN = (tarfile.TarError, EOFError, ValueError, OverflowError)
_LARGEST_SIDECAR = 1024 * 1024


class Tar(Archive):
    """Reads tar archives as a stream, gzip taken off. Files, paths and refusals are as in a zip archive.

    A sidecar counts where it stands before its text, as archives sorted by name have it (`a.meta.json`, `a.txt`).
    """

    name = "tar"
    suffixes = (".tar", ".tgz")

    def left_out(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Files that no reader takes, with their first bytes."""
        options = ReadOptions()
        try:
            with open_stream(path, options) as stream, tarfile.open(fileobj=_Raw(stream.read), mode="r|") as archive:
                for count, info in enumerate(archive):
                    if count >= MAX_MEMBERS or not info.isfile() or is_passed_over(info.name):
                        continue
                    file = archive.extractfile(info)
                    head = file.read(HEAD) if file else b""
                    if format_by(info.name, head) is None:
                        yield info.name, head
        except (*_BROKEN, OSError):
            return

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The records of all files in it; where it is damaged one with an error, and what came before stays."""
        unpacked = Unpacked(part.size or Path(part.path).stat().st_size, options)
        with open_stream(part.path, options) as stream:
            raw = _Raw(stream.read)
            try:
                with tarfile.open(fileobj=raw, mode="r|") as archive:
                    yield from _records(archive, part, options, unpacked)
                    whole = raw.ends_at(archive.offset)
            except _BROKEN:
                whole = False
            if stream.failure or not whole:
                yield _broken(part, stream.failure)


def _broken(part: Slice, failure: RecordError | None) -> Record:
    if failure is None:
        message = "the tar archive is damaged or cut off; what came before was read. Pack it again"
        return refused_archive(part, "bad_archive", message)
    return Record(part.first_record, Payload(None, part.size), error=failure)


def _records(archive: tarfile.TarFile, part: Slice, options: ReadOptions, unpacked: Unpacked) -> Iterator[Record]:
    sidecars: dict[str, bytes] = {}
    for count, info in enumerate(archive):
        if count >= MAX_MEMBERS:
            yield refused_archive(part, "archive_bomb", f"the archive has more than {MAX_MEMBERS:,} files; split it")
            return
        archive.members = []  # type: ignore[attr-defined]  # else the library keeps a description of each file
        if info.isfile() and info.name.lower().endswith(SIDECAR_SUFFIX) and info.size <= _LARGEST_SIDECAR:
            file = archive.extractfile(info)
            sidecars[info.name] = file.read() if file else b""
        if info.isdir() or is_passed_over(info.name):
            continue
        told = sidecars.pop(sidecar_of(info.name).as_posix(), None)
        yield from member_records(_member(archive, info), part, options, unpacked, told)


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Member:
    def opened() -> BinaryIO:
        return cast("BinaryIO", archive.extractfile(info) or io.BytesIO())

    return Member(info.name, opened, None, _refusal(info))


def _refusal(info: tarfile.TarInfo) -> RecordError | None:
    if not is_inside(info.name):
        return RecordError("bad_archive", "", "its path leads out of the archive; pack it again with a plain name")
    if not info.isfile():
        return RecordError("bad_archive", "", "it is a link or a device; pack the file itself")
    return None


class _Raw(io.RawIOBase):
    """What `tarfile` reads from: a stream that can't go back, and knows whether the archive came to its end.

    The library takes a damaged header for the end. The end is zeros (POSIX.1-1988), and nothing else behind them.
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._tail = b""
        self._position = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._read(size)
        self._position += len(piece)
        self._tail = (self._tail + piece)[-2 * tarfile.RECORDSIZE :]
        return piece

    def ends_at(self, offset: int) -> bool:
        """Whether from this byte on there are zeros, and nothing else; reads to the end."""
        rest = self._tail[len(self._tail) - (self._position - offset) :] if offset < self._position else b""
        found = bool(rest) and not rest.strip(b"\0")
        while piece := self._read(tarfile.RECORDSIZE):
            found = found and not piece.strip(b"\0")
        return found
