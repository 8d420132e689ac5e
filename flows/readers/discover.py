"""From the sources a person names to the files to read; whatever is found is either read or said to be skipped."""

import codecs
import glob
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from flows.readers.base import InputFile, ReadOptions
from flows.readers.kinds import HEAD, Kind, foreign_kind, is_json_document
from flows.readers.registry import format_by, format_of, reader_named, readers
from flows.readers.stream import open_stream
from flows.readers.text import SIDECAR_SUFFIX
from flows.readers.walk import SkipReason, walk
from schemas.errors import InputError

STDIN = "-"
_EXPECTED: frozenset[SkipReason] = frozenset({"hidden", "sidecar"})


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is not read, and why.

    `already_found`: a link to what is read under its own name, as in a loop; `link_outside`: a link that leads out of
    the folder; `special`: a socket, pipe or device.
    """

    uri: str
    reason: SkipReason
    kind: Kind | None = None
    """What it is, by its first bytes, if that is known."""

    def __str__(self) -> str:
        return f"{self.uri} ({self.kind or self.reason})"

    @property
    def expected(self) -> bool:
        """Whether a person need not hear of it: hidden files, and sidecars, which their texts bring along."""
        return self.reason in _EXPECTED


class Discovery(NamedTuple):
    """What lies under the sources: the files to read, sorted within each source, and what is skipped."""

    files: list[InputFile]
    skipped: list[Skipped]


def discover(
    sources: Sequence[str], *, file_format: str | None = None, stdin: Path | None = None, follow_links: bool = True
) -> Discovery:
    """The files under the sources: files, folders (with all below them), globs (`**` too), or `-`.

    A file's suffix chooses the reader, unless `file_format` names one; `stdin` is where the caller spooled
    standard input to. Without `follow_links` what links lead to outside of its folder is skipped. A file that two
    sources name is read once, for the first of them.

    Raises:
        InputError: a source does not exist, can't be opened, or has nothing to read.
        SettingsError: there is no such format.
    """
    if file_format:
        reader_named(file_format)
    files: dict[str, InputFile] = {}
    skipped: list[Skipped] = []
    named_in: dict[str, str] = {}
    for source in sources:
        found = 0
        for item in _items(source, file_format, stdin, follow_links=follow_links):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                found += 1
                files.setdefault(os.path.realpath(item.path), item)
                skipped += _left_out(item)
                named_in.setdefault(item.path, source if source.endswith(item.uri) else f"{source}/{item.uri}")
        if not found:
            raise InputError(f"{source}: nothing to read; name a file, folder or glob with {_suffixes()} files")
    return Discovery(_named_apart(files.values(), named_in), skipped)


def _named_apart(files: Iterable[InputFile], named_in: Mapping[str, str]) -> list[InputFile]:
    """The files; one whose place below its SOURCE another has below its own names that as its namesake."""
    first: dict[str, InputFile] = {}
    named = []
    for file in files:
        other = first.setdefault(file.uri, file)
        named.append(file if other is file else replace(file, namesake=named_in[other.path]))
    return named


def _items(
    source: str, file_format: str | None, stdin: Path | None, *, follow_links: bool
) -> Iterator[InputFile | Skipped]:
    if source == STDIN:
        if stdin is None:
            raise InputError("-: standard input was not spooled; pass its spool file")
        yield _input_file(STDIN, stdin, file_format or sniff(stdin))
        return
    path = Path(source)
    if path.is_dir():
        yield from _folder(path, file_format, follow_links=follow_links)
    elif path.exists():
        yield _named_file(path, file_format)
    elif glob.has_magic(source):
        yield from _glob(source, file_format, follow_links=follow_links)
    else:
        raise InputError(f"{source}: no such file or folder; check the name")


def _named_file(path: Path, file_format: str | None) -> InputFile:
    name = file_format or _format_of(path)
    if name is None:
        if kind := foreign_kind(_head(path)):
            raise InputError(f"{path}: {kind}")
        message = "neither its name nor its first bytes tell what it is; name its reader with --format"
        raise InputError(f"{path}: {message} ({', '.join(readers())})")
    if not path.is_file():
        raise InputError(f"{path}: neither file nor folder; pipe it into `-` instead")
    if not os.access(path, os.R_OK):
        raise InputError(f"{path}: can't be opened; check its permissions")
    return _input_file(path.name, path, name)


def _folder(root: Path, file_format: str | None, *, follow_links: bool) -> Iterator[InputFile | Skipped]:
    try:
        os.scandir(root).close()
    except OSError as failure:
        raise InputError(f"{root}: can't be opened ({failure.strerror}); check its permissions") from failure
    for path, reason in walk(root, follow_links=follow_links):
        yield _judge(path, path.relative_to(root).as_posix(), reason, file_format)


def _glob(pattern: str, file_format: str | None, *, follow_links: bool) -> Iterator[InputFile | Skipped]:
    """What a glob matches; addresses begin behind its last folder without a wildcard."""
    fixed = itertools.takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)
    root = Path(*fixed)
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207  # Path.glob refuses absolute patterns
        path = Path(match)
        if path.is_dir() and "**" in pattern:
            continue
        for below, reason in walk(path, follow_links=follow_links) if path.is_dir() else [(path, None)]:
            yield _judge(below, below.relative_to(root).as_posix(), reason, file_format)


def _judge(path: Path, uri: str, reason: SkipReason | None, file_format: str | None) -> InputFile | Skipped:
    uri = uri.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if reason:
        return Skipped(uri, reason)
    if path.name.lower().endswith(SIDECAR_SUFFIX):
        return Skipped(uri, "sidecar")
    name = file_format or _format_of(path)
    if name is None:
        return Skipped(uri, "unknown_suffix", foreign_kind(_head(path)))
    try:
        return _input_file(uri, path, name)
    except OSError:  # it vanished since its folder was listed
        return Skipped(uri, "unreadable")


def _left_out(file: InputFile) -> Iterator[Skipped]:
    """The files of an archive that no reader takes."""
    for name, head in reader_named(file.format).left_out(file.path):
        uri = f"{file.uri}/{name}".encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        yield Skipped(uri, "unknown_suffix", foreign_kind(head))


def _format_of(path: Path) -> str | None:
    return format_of(path) or format_by(path, _head(path))


def _input_file(uri: str, path: Path, name: str) -> InputFile:
    if name == "jsonl" and is_json_document(_head(path)):
        name = "json"
    return InputFile(uri, os.path.abspath(path), name, path.stat().st_size)  # noqa: PTH100  # keeps links as named


def _head(path: Path) -> bytes:
    """The first bytes of a file, gzip taken off; none of one that can't be read, of which its reader tells."""
    try:
        with open_stream(str(path), ReadOptions()) as stream:
            return stream.read(HEAD)
    except OSError:
        return b""


def sniff(path: Path) -> str:
    """The format of standard input by its first bytes.

    What tells its kind by its first bytes (a web archive, a feed, a PDF …) is that; else JSON lines for `{`, a JSON
    document for `[` or a brace on a line of its own, else text.

    Raises:
        OSError: the spool file can't be read.
    """
    with open_stream(str(path), ReadOptions()) as stream:
        head = stream.read(HEAD)
    kind = foreign_kind(head)
    if kind and kind.reader:
        return kind.reader
    if is_json_document(head):
        return "json"
    return "jsonl" if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{") else "text"


def _suffixes() -> str:
    return ", ".join(suffix for reader in readers().values() for suffix in reader.suffixes)
