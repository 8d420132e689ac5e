"""Records of a web archive (ISO 28500), one at a time, plain or gzipped, over damage to the next whole one.

Own code: the libraries for it stop at the first damaged record, or print what stands in it to the terminal.
"""

import io
import re
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from flows.readers.base import MIB, ReadOptions
from schemas.errors import RecordError

_GZIP = b"\x1f\x8b\x08"
_VERSION = b"WARC/"
_LONGEST_LINE = 64 * 1024
_MOST_HEADERS = 1_000
_CHUNK = 256 * 1024
_LENGTH = re.compile(rb"\d{1,15}")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record: its headers in lower case, its block, and where it lies in the uncompressed archive.

    Where `error` is set something of it is broken: `head` and `block` are what there was. A block beyond the limit is
    None, and `digest` its SHA-256.
    """

    headers: dict[str, str]
    head: bytes
    block: bytes | None
    start: int
    stop: int
    digest: str | None = None
    error: RecordError | None = None


def records_of(file: BinaryIO, options: ReadOptions) -> Iterator[WarcRecord]:
    """The records of an archive; what is damaged is one with an error, and reading goes on behind it."""
    source = _Source(file, options)
    while True:
        try:
            record = _next(source, options)
        except _DamagedError as damage:
            error = RecordError(damage.code, "", str(damage))
            yield WarcRecord({}, damage.head, b"", source.offset, source.offset, error=error)
            if not source.resume():
                return
            continue
        if record is None:
            return
        yield record


class _DamagedError(Exception):
    """The data can't be read on from here."""

    def __init__(self, code: str, message: str, head: bytes = b"") -> None:
        super().__init__(message)
        self.code = code
        self.head = head


def _next(source: "_Source", options: ReadOptions) -> WarcRecord | None:
    line = source.line()
    while line in (b"\r\n", b"\n"):
        line = source.line()
    if not line:
        return None
    start = source.offset - len(line)
    if not line.startswith(_VERSION):
        head = line + source.to_next_record()
        error = RecordError("bad_warc", "", "what stands here is no WARC record; reading goes on at the next one")
        return WarcRecord({}, head[:MIB], b"", start, source.offset, error=error)
    head, headers = _headers(source, line)
    length = headers.get("content-length", "").strip()
    if not _LENGTH.fullmatch(length.encode()):
        head += source.to_next_record()
        error = RecordError("bad_warc", "", "the record's Content-Length is missing or no number")
        return WarcRecord(headers, head[:MIB], b"", start, source.offset, error=error)
    if source.ends_within(int(length)):
        block = source.to_next_record()
        message = "the record is cut off, or has fewer bytes than it says; reading goes on at the next one"
        return WarcRecord(headers, head, block, start, source.offset, error=RecordError("bad_warc", "", message))
    return _with_block(source, (headers, head, start), int(length), options)


def _with_block(
    source: "_Source", begun: tuple[dict[str, str], bytes, int], length: int, options: ReadOptions
) -> WarcRecord:
    headers, head, start = begun
    if length > options.max_record_bytes:
        digest = source.skip(length)
        return WarcRecord(headers, head, None, start, source.offset, digest)
    block = source.take(length)
    error = None
    if len(block) < length:
        error = source.forget_damage() or RecordError(
            "bad_warc", "", "the record is cut off or damaged; write the archive again"
        )
    return WarcRecord(headers, head, block, start, source.offset, error=error)


def _headers(source: "_Source", version: bytes) -> tuple[bytes, dict[str, str]]:
    """The lines of a record's header and its fields, the first of a name."""
    lines, fields = [version], dict[str, str]()
    while (line := source.line()) not in (b"\r\n", b"\n", b"") and len(lines) < _MOST_HEADERS:
        lines.append(line)
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return b"".join([*lines, line]), fields


class _Source:
    """Bytes of an archive, gzip members taken off one by one; damage ends a member, not the archive."""

    def __init__(self, file: BinaryIO, options: ReadOptions) -> None:
        self._file = file
        self._options = options
        self._held = bytearray()
        self._raw = b""
        self._member = 0
        self._inflate: zlib._Decompress | None = None
        self._damage: _DamagedError | None = None
        self._out = 0
        self._edges: deque[int] = deque()
        head = file.read(len(_GZIP))
        self._size = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._gzip = head.startswith(_GZIP[:2])
        self.offset = 0

    def line(self) -> bytes:
        """The next line with its end, or its first 64 KiB; nothing at the end of the archive."""
        at = self._held.find(b"\n")
        while at < 0 and len(self._held) < _LONGEST_LINE and self._fill():
            at = self._held.find(b"\n", max(0, at))
        if not self._held:
            self._raise()
        return self._cut(min(at + 1 if at >= 0 else len(self._held), _LONGEST_LINE))

    def ends_within(self, size: int) -> bool:
        """Whether a plain archive has fewer bytes left; of a gzipped one nobody knows before it is read."""
        return not self._gzip and self.offset + size > self._size

    def take(self, size: int) -> bytes:
        """The next bytes, fewer where the data end or are damaged, or another record begins a gzip member."""
        while len(self._held) < size and self._fill():
            pass
        return self._cut(min(size, len(self._held), self._next_record_within(size)))

    def _next_record_within(self, size: int) -> int:
        """How far the next member is that begins with a record, at most `size`: no record goes beyond it."""
        while self._edges and self._edges[0] <= self.offset:
            self._edges.popleft()
        for edge in self._edges:
            at = edge - self.offset
            if at < size and self._held.startswith(_VERSION, at):
                return at
        return size

    def skip(self, size: int) -> str:
        """Go on by some bytes, holding few of them; return their SHA-256."""
        digest = sha256()
        while size > 0 and (piece := self.take(min(size, MIB))):
            digest.update(piece)
            size -= len(piece)
        return digest.hexdigest()

    def to_next_record(self) -> bytes:
        """Go to the next line that begins a record; return what was passed, its first mebibyte."""
        passed = bytearray()
        while True:
            while not self._held and self._fill():
                pass
            if not self._held or self._held.startswith(_VERSION):
                return bytes(passed)
            line = self.line()
            if len(passed) < MIB:
                passed += line

    def resume(self) -> bool:
        """Go on behind damage at the next gzip member; whether there is one."""
        self._damage = None
        return self._to_next_member()

    def forget_damage(self) -> RecordError | None:
        """Go on at the next gzip member after a record that damage cut off; return what damage."""
        damage = self._damage
        if damage is None:
            return None
        self.resume()
        return RecordError(damage.code, "", str(damage))

    def _raise(self) -> None:
        if self._damage:
            raise self._damage

    def _cut(self, size: int) -> bytes:
        piece = bytes(self._held[:size])
        del self._held[:size]
        self.offset += size
        return piece

    def _fill(self) -> bool:
        """Add some bytes to those held; False at the end, or where the data are damaged."""
        if self._damage:
            return False
        if not self._gzip:
            piece = self._file.read(_CHUNK)
            self._held += piece
            return bool(piece)
        return self._fill_from_member()

    def _fill_from_member(self) -> bool:
        while True:
            if self._inflate is None and not self._begin_member():
                return False
            if not self._raw:
                self._raw = self._file.read(_CHUNK)
            if not self._raw:
                self._damage = _DamagedError("bad_gzip", "the gzip data are cut off; write the archive again")
                return False
            if piece := self._inflated():
                self._held += piece
                return True
            if self._damage:
                return False

    def _inflated(self) -> bytes:
        inflate = self._inflate
        if inflate is None:
            return b""
        try:
            piece = inflate.decompress(self._raw, _CHUNK)
        except zlib.error:
            self._damage = _DamagedError("bad_gzip", "a gzip member is damaged; reading goes on behind it")
            return b""
        self._raw = inflate.unconsumed_tail or inflate.unused_data
        if inflate.eof:
            self._inflate = None
            self._edges.append(self.offset + len(self._held) + len(piece))
        self._out += len(piece)
        self._check_bomb()
        return piece

    def _check_bomb(self) -> None:
        read = self._file.tell() - self._member
        limit = self._options.gzip_max_ratio
        if self._out > self._options.gzip_ratio_from and self._out > limit * max(1, read):
            message = f"a gzip member grows more than {limit} times, like a bomb; reading goes on behind it"
            self._damage = _DamagedError("gzip_bomb", message)
            self._held.clear()

    def _begin_member(self) -> bool:
        """Begin the next gzip member; False at the end of the file. Zeros between members are padding."""
        self._raw = self._raw.lstrip(b"\0") or self._file.read(_CHUNK).lstrip(b"\0")
        if not self._raw:
            return False
        self._inflate = zlib.decompressobj(wbits=31)
        self._member, self._out = self._file.tell() - len(self._raw), 0
        return True

    def _to_next_member(self) -> bool:
        """Go to the next bytes behind the begin of this member that look like a gzip member's."""
        self._held.clear()
        self._edges.clear()
        self._raw, self._inflate = b"", None
        at = self._member + 1
        self._file.seek(at)
        tail = b""
        while piece := self._file.read(_CHUNK):
            found = (tail + piece).find(_GZIP)
            if found >= 0:
                self._file.seek(at - len(tail) + found)
                self._member = at - len(tail) + found
                return True
            at += len(piece)
            tail = (tail + piece)[-2:]
        return False
