"""What every reader takes and gives."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from schemas.article import RawArticle
from schemas.errors import RecordError

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read.

    Attributes:
        uri: what is stored: the path below the SOURCE it was found in, with `/`; `-` for standard input.
        path: where it lies on this machine.
        format: name of the reader that takes it.
        size: its bytes on disk.
        namesake: another file of the load that lies at the same place below a SOURCE of its own.
    """

    uri: str
    path: str
    format: str
    size: int
    namesake: str | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of an input that one worker reads; holds paths only, never text.

    Attributes:
        uri: as in `InputFile`.
        path: as in `InputFile`.
        format: as in `InputFile`.
        start: first byte; not 0 only in plain files of a format that can be split.
        stop: the byte behind the last; None: the end of the file.
        first_record: index of its first record in the input.
        size: bytes on disk that it covers, to balance batches by.
        whole: whether it covers the whole file.
        namesake: as in `InputFile`.
        sha256: hash of the file's bytes on disk, and its sidecar's, in hexadecimal; None where nobody hashed it.
        stamp: size and time of change that the file had when it was hashed; None: nobody asks.
    """

    uri: str
    path: str
    format: str
    start: int = 0
    stop: int | None = None
    first_record: int = 0
    size: int = 0
    whole: bool = True
    namesake: str | None = None
    sha256: str | None = None
    stamp: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the file is no longer as it was when it was hashed, or is gone."""
        return self.stamp is not None and self.stamp != stamp_of(self.path)


def stamp_of(path: str) -> str:
    """What changes whenever a file does: its size and its time of change; empty if it is gone."""
    try:
        status = Path(path).stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        mapping: field of `RawArticle` -> name of the column or key that holds it.
        max_record_bytes: a record of more bytes, after decompression, is refused and not held in memory.
        gzip_max_ratio: more bytes out than this many times the bytes in is a gzip bomb …
        gzip_ratio_from: … once so many bytes came out.
        depth: how many archives lie around what is read.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    max_record_bytes: int = 64 * MIB
    gzip_max_ratio: int = 200
    gzip_ratio_from: int = 16 * MIB
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Payload:
    """A record as it was read: its bytes, or only their size and hash where they were too many to hold."""

    data: bytes | None
    size: int
    digest: str | None = None

    @classmethod
    def of(cls, data: bytes) -> "Payload":
        """The payload of bytes that are held."""
        return cls(data, len(data))

    @property
    def sha256(self) -> str:
        """SHA-256 of the whole record, in hexadecimal."""
        return self.digest or sha256(self.data or b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an input: an article as the format gave it, or why there is none.

    Exactly one of `raw` and `error` is set. `byte_start` and `byte_end` count in the uncompressed input; they are
    None where the format does not tell. `uri` and `format` are set where a file holds others (an archive): the place
    of the inner one, below the outer one's, and the reader that took it.
    """

    index: int
    payload: Payload
    raw: RawArticle | None = None
    error: RecordError | None = None
    byte_start: int | None = None
    byte_end: int | None = None
    uri: str | None = None
    format: str | None = None


class Reader(ABC):
    """Reads one format.

    Attributes:
        name: what `--format` and `rejects.format` call it.
        suffixes: file names that end so are its own; lower case, without `.gz`. Of formats that share `.xml` the file's
            first bytes choose.
        splittable: whether a plain file may be cut behind any newline.
        one_record: whether a file is one article.
        binary: whether its files hold no text, and tell their kind themselves.
    """

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    splittable: ClassVar[bool] = False
    one_record: ClassVar[bool] = False
    binary: ClassVar[bool] = False

    def payload_format(self, payload: bytes) -> str:  # noqa: ARG002  # others need it
        """The name of the reader that takes a refused record's payload, to replay it; mostly this one."""
        return self.name

    def companions(self, path: str) -> tuple[Path, ...]:  # noqa: ARG002  # as above
        """The files that are read along with one; mostly none."""
        return ()

    def left_out(self, path: str) -> Iterable[tuple[str, bytes]]:  # noqa: ARG002  # as above
        """The files within one that no reader takes, each with its first bytes; none where it holds no files."""
        return ()

    def columns(self, part: Slice, options: ReadOptions) -> tuple[str, ...]:  # noqa: ARG002  # as above
        """The columns of a table, or the keys of the first record; nothing where the format has none.

        Raises:
            RecordError: the file has no usable header.
            OSError: it can't be read.
        """
        return ()

    @abstractmethod
    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The records of `part` in order; what can't be read becomes a `Record` with an error.

        Raises:
            OSError: the file can't be opened or read; `read_slice` makes a record of it.
        """
