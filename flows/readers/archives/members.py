"""Files within an archive: each copied to a temporary file of onrecord's own naming, and read there as any file is."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from flows.readers.base import MIB, Payload, Reader, ReadOptions, Record, Slice
from flows.readers.kinds import HEAD
from flows.readers.registry import format_by, read_slice, reader_named
from flows.readers.text import SIDECAR_SUFFIX
from schemas.errors import RecordError

MAX_MEMBERS = 200_000
"""Files of an archive; a directory of more is a bomb of names or should be several archives."""
MAX_DEPTH = 3
"""Archives within each other that are opened; deeper ones are bombs."""
_LONGEST_NAME = 1_000
_LARGEST_SIDECAR = MIB


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive.

    Attributes:
        name: its path in the archive, as stored.
        opened: opens its content; may raise what the archive's library raises, or RecordError.
        packed: its bytes as packed, where the archive tells that of each; None where it is packed as a whole.
        refusal: why it is not read, whatever it holds.
    """

    name: str
    opened: Callable[[], BinaryIO]
    packed: int | None = None
    refusal: RecordError | None = None


class Unpacked:
    """Counts what came out of an archive, so that no file and no sum of them grows like a bomb."""

    def __init__(self, packed: int, options: ReadOptions) -> None:
        self._packed = packed
        self._options = options
        self._sum = 0

    def add(self, size: int, of_member: int, member: Member) -> None:
        """Count bytes that came out; raises RecordError `archive_bomb`."""
        self._sum += size
        packed = self._packed if member.packed is None else member.packed
        if self._grows(of_member, packed) or self._grows(self._sum, self._packed):
            limit = self._options.gzip_max_ratio
            message = f"it grows more than {limit} times when it is unpacked, like a bomb; unpack it if you trust it"
            raise RecordError("archive_bomb", "", message)

    def _grows(self, size: int, packed: int) -> bool:
        return size > self._options.gzip_ratio_from and size > self._options.gzip_max_ratio * max(1, packed)


def is_inside(name: str) -> bool:
    """Whether a stored path stays below its archive: without root, drive, parent folder or NUL."""
    path = PurePosixPath(name.replace("\\", "/"))
    rooted = path.is_absolute() or ":" in (path.parts or ("",))[0]
    return not (rooted or ".." in path.parts or "\0" in name) and 0 < len(name) <= _LONGEST_NAME


def is_passed_over(name: str) -> bool:
    """Whether a file needs no word: hidden ones, what systems put beside files, and sidecars."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in parts)
    return hidden or name.lower().endswith(SIDECAR_SUFFIX)


def member_records(
    member: Member, part: Slice, options: ReadOptions, unpacked: Unpacked, sidecar: bytes | None = None
) -> Iterator[Record]:
    """The records of a file in an archive, each with its own place; a file that no reader takes yields none."""
    uri = f"{part.uri}/{member.name}"
    if member.refusal:
        yield Record(0, Payload(None, 0), error=member.refusal, uri=uri)
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "member"
        try:
            _copied(member, path, unpacked)
        except RecordError as error:
            yield Record(0, Payload(None, 0), error=error, uri=uri)
            return
        with path.open("rb") as file:
            name = format_by(member.name, file.read(HEAD))
        if name is None:
            return
        if sidecar is not None and len(sidecar) <= _LARGEST_SIDECAR:
            path.with_name(path.name + SIDECAR_SUFFIX).write_bytes(sidecar)
        inner = Slice(uri, str(path), name, size=path.stat().st_size)
        if deeper := _too_deep(inner, options):
            yield deeper
            return
        for record in read_slice(inner, replace(options, depth=options.depth + 1)):
            yield replace(record, uri=record.uri or uri, format=record.format or name)


def _copied(member: Member, path: Path, unpacked: Unpacked) -> None:
    size = 0
    with _named_failures(), member.opened() as source, path.open("wb") as target:
        while piece := source.read(MIB):
            size += len(piece)
            unpacked.add(len(piece), size, member)
            target.write(piece)


@contextmanager
def _named_failures() -> Iterator[None]:
    """Let what an archive's library raises of damaged data be a RecordError; what the system does is none."""
    try:
        yield
    except RecordError:
        raise
    except OSError as failure:
        if failure.errno:
            raise
        raise _damaged() from None
    except Exception:  # noqa: BLE001  # zlib, lzma, struct, EOF, Runtime (a password): all of damaged or closed data
        raise _damaged() from None


def _damaged() -> RecordError:
    return RecordError("bad_archive", "", "it is damaged, encrypted or packed in an unknown way; pack it again")


def _too_deep(inner: Slice, options: ReadOptions) -> Record | None:
    if options.depth + 1 < MAX_DEPTH or not _holds_files(inner.format):
        return None
    error = RecordError("archive_bomb", "", f"it lies {MAX_DEPTH} archives deep; unpack the outer ones")
    return Record(0, Payload(None, inner.size), error=error, uri=inner.uri, format=inner.format)


def _holds_files(name: str) -> bool:
    return isinstance(reader_named(name), Archive)


class Archive(Reader):
    """A format whose files hold files of other formats."""

    binary = True
