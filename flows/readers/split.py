"""Inputs cut into slices of about equal bytes, and hashed, in one pass over them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from flows.readers.base import MIB, InputFile, Slice, stamp_of
from flows.readers.registry import reader_named
from flows.readers.stream import is_gzip

TARGET_BYTES = 8 * MIB


@dataclass(frozen=True, slots=True)
class Split:
    """A file's slices, in order, and the SHA-256, in hexadecimal, of its bytes on disk and then its sidecar's."""

    sha256: str
    slices: tuple[Slice, ...]


def split(file: InputFile, target_bytes: int = TARGET_BYTES) -> Split:
    """A file's slices of `target_bytes` or little more, and its hash; it is read once, a piece at a time.

    Only plain files of formats with a record per line are cut, each time behind a newline; others are one slice.
    The slices are the same whoever reads them, and together they are the file. A file that can't be read is one
    slice, of which `read_slice` makes a record with an error.
    """
    try:
        return _split(file, target_bytes)
    except OSError:
        return Split(sha256().hexdigest(), (_whole(file),))


def _split(file: InputFile, target_bytes: int) -> Split:
    reader = reader_named(file.format)
    cuts = _Cuts(target_bytes) if reader.splittable and not is_gzip(file.path) else None
    digest, stamp = sha256(), stamp_of(file.path)
    for piece in _pieces(file.path):
        digest.update(piece)
        if cuts:
            cuts.add(piece)
    for companion in reader.companions(file.path):
        digest.update(companion.read_bytes())
    slices = tuple(cuts.slices(file)) if cuts else ()
    hashed = (replace(piece, sha256=digest.hexdigest(), stamp=stamp) for piece in slices or (_whole(file),))
    return Split(digest.hexdigest(), tuple(hashed))


def _whole(file: InputFile) -> Slice:
    return Slice(file.uri, file.path, file.format, size=file.size, namesake=file.namesake)


def _pieces(path: str) -> Iterator[bytes]:
    with Path(path).open("rb", buffering=0) as file:
        while piece := file.read(MIB):
            yield piece


class _Cuts:
    """Finds where to cut: behind the first newline after each `target_bytes`."""

    def __init__(self, target_bytes: int) -> None:
        self._target = max(1, target_bytes)
        self._starts = [(0, 0)]
        self._size = 0
        self._lines = 0

    def add(self, piece: bytes) -> None:
        """Take the next piece of the file."""
        done = 0
        while (newline := piece.find(b"\n", self._wanted(done))) >= 0:
            self._lines += piece.count(b"\n", done, newline + 1)
            done = newline + 1
            self._starts.append((self._size + done, self._lines))
        self._lines += piece.count(b"\n", done)
        self._size += len(piece)

    def _wanted(self, done: int) -> int:
        """Where in this piece, behind `done`, the current slice has its size."""
        return max(done, self._starts[-1][0] + self._target - 1 - self._size)

    def slices(self, file: InputFile) -> Iterator[Slice]:
        """The slices; none for a file that is not cut."""
        starts = [start for start in self._starts if start[0] < self._size]
        if len(starts) < 2:  # noqa: PLR2004  # one start is the whole file
            return
        stops = [start for start, _ in starts[1:]] + [self._size]
        for (start, first_record), stop in zip(starts, stops, strict=True):
            cut = Slice(file.uri, file.path, file.format, start, stop, first_record, stop - start, whole=False)
            yield replace(cut, namesake=file.namesake)
