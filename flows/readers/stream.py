"""Bytes of an input, gzip taken off, with a guard against bombs; an input that breaks off says why."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from flows.readers.base import MIB, Payload, ReadOptions
from schemas.errors import RecordError

GZIP_SUFFIX = ".gz"
GZIP_MAGIC = b"\x1f\x8b"
_BUFFER = MIB
_PIECE = 64 * 1024


class Stream:
    """An input opened for reading, decompressed.

    It ends early, without an exception, where the gzip data are broken or a bomb: `failure` then says why, and
    what came before stays readable.
    """

    def __init__(self, raw: io.FileIO, options: ReadOptions, *, compressed: bool) -> None:
        self._raw = raw
        self._inflated = _Inflated(raw, options) if compressed else None
        self._buffered: io.BufferedReader[Any] = io.BufferedReader(self._inflated or raw, _BUFFER)

    @property
    def failure(self) -> RecordError | None:
        """Why the input ended early; None as long as it did not."""
        return self._inflated.failure if self._inflated else None

    @property
    def compressed(self) -> bool:
        """Whether gzip is taken off."""
        return self._inflated is not None

    def recode(self, encoding: str) -> None:
        """Give UTF-8 from here on for what is in another encoding; undecodable bytes become U+FFFD."""
        self._buffered = io.BufferedReader(_Recoded(self._buffered, encoding), _BUFFER)

    def seek(self, position: int) -> None:
        """Go to a byte of an input that is not compressed."""
        if position:
            self._buffered.seek(position)

    def read_line(self, limit: int) -> bytes:
        """The next line with its newline, or its first `limit` bytes."""
        return self._buffered.readline(limit)

    def read(self, limit: int) -> bytes:
        """Up to `limit` bytes; fewer only at the end."""
        return self._buffered.read(limit)

    def peek(self) -> bytes:
        """Some of the next bytes, at most a mebibyte, without going on; none only at the end."""
        return self._buffered.peek()

    def rest_of_line(self, head: bytes) -> Payload:
        """Go behind the line that began with `head`, holding none of it; return its size and hash."""
        digest, size, piece = sha256(head), len(head), head
        while not piece.endswith(b"\n") and (piece := self._buffered.readline(_BUFFER)):
            digest.update(piece)
            size += len(piece)
        return Payload(None, size, digest.hexdigest())

    def rest(self, head: bytes = b"") -> Payload:
        """Go to the end of the input; return `head` and all that followed, above a mebibyte its size and hash."""
        return payload_of_rest(self._buffered, head)


@contextmanager
def open_stream(path: str, options: ReadOptions) -> Iterator[Stream]:
    """Open a file, compressed or not (its first bytes tell); raises OSError."""
    with Path(path).open("rb", buffering=0) as raw:
        yield Stream(raw, options, compressed=is_gzip(path))


def is_gzip(path: str) -> bool:
    """Whether the file is gzip data, or says so by its name; raises OSError."""
    if path.lower().endswith(GZIP_SUFFIX):
        return True
    with Path(path).open("rb") as file:
        return file.read(len(GZIP_MAGIC)) == GZIP_MAGIC


def payload_of_rest(file: BinaryIO | io.BufferedReader, head: bytes = b"") -> Payload:
    """Read a file to its end; return `head` and all that followed, above a mebibyte only its size and hash."""
    digest, size, kept = sha256(head), len(head), [head]
    while piece := file.read(_BUFFER):
        digest.update(piece)
        size += len(piece)
        kept = [*kept, piece] if size <= _BUFFER else []
    return Payload.of(b"".join(kept)) if size <= _BUFFER else Payload(None, size, digest.hexdigest())


def record_too_large(options: ReadOptions) -> RecordError:
    """The error of a record beyond `max_record_bytes`."""
    message = f"the record has more than {options.max_record_bytes:,} bytes; raise the limit or split it"
    return RecordError("record_too_large", "", message)


class _Recoded(io.RawIOBase):
    """Bytes in UTF-8 of bytes in another encoding."""

    def __init__(self, source: "io.BufferedReader[Any]", encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        while not self._held:
            piece = self._source.read(_PIECE)
            self._held = self._decoder.decode(piece, final=not piece).encode()
            if not piece:
                break
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size


class _Inflated(io.RawIOBase):
    """Decompressed bytes that end, instead of raising, where the data are broken or a bomb."""

    def __init__(self, raw: io.FileIO, options: ReadOptions) -> None:
        self._raw = raw
        self._gzip = gzip.GzipFile(fileobj=raw, mode="rb")
        self._options = options
        self._out = 0
        self.failure: RecordError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        if self.failure:
            return 0
        try:
            piece = self._gzip.read1(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error):
            self.failure = RecordError("bad_gzip", "", "the gzip data are damaged or cut off; compress the file again")
            return 0
        self._out += len(piece)
        if self._is_bomb():
            return 0
        buffer[: len(piece)] = piece
        return len(piece)

    def _is_bomb(self) -> bool:
        limit = self._options.gzip_max_ratio
        if self._out <= self._options.gzip_ratio_from or self._out <= limit * self._raw.tell():
            return False
        message = f"the gzip data grow more than {limit} times, like a bomb; raise the limit if you trust them"
        self.failure = RecordError("gzip_bomb", "", message)
        return True
