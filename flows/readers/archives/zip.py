"""Zip: each file in it that a reader takes, in the order of the archive's directory."""

import re
import stat
import zipfile
from collections.abc import Iterator
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
from flows.readers.base import ReadOptions, Record, Slice
from flows.readers.kinds import HEAD
from flows.readers.registry import format_by
from flows.readers.stream import payload_of_rest
from flows.readers.text import sidecar_of
from schemas.errors import RecordError

_ENCRYPTED = 0x1
_WEB_ARCHIVE = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
"""Where WACZ (1.1.1, 5.2) has its archives."""


class Zip(Archive):
    """Reads zip archives. A file's place is the archive's and its own path behind it: `news.zip/2026/a.txt`.

    Nothing is written to where the archive says. Paths that lead out of it, links and encrypted files are refused; what
    grows like a bomb, or lies three archives deep, too. Sidecars of text files are read along.
    """

    name = "zip"
    suffixes = (".zip", ".wacz")

    def left_out(self, path: str) -> Iterator[tuple[str, bytes]]:
        """Files that no reader takes, with their first bytes."""
        try:
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist()[:MAX_MEMBERS]:
                    if not (info.is_dir() or is_passed_over(info.filename)):
                        head = _head(archive, info)
                        if head is not None and format_by(info.filename, head) is None:
                            yield info.filename, head
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The records of all files in it; a damaged archive is one record with an error."""
        try:
            archive = zipfile.ZipFile(part.path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
            yield refused_archive(part, "bad_archive", "the zip archive is damaged or cut off; pack it again")
            return
        with archive:
            infos = _of_web_archive([info for info in archive.infolist() if not info.is_dir()])
            if len(infos) > MAX_MEMBERS:
                yield refused_archive(
                    part, "archive_bomb", f"the archive has more than {MAX_MEMBERS:,} files; split it"
                )
                return
            unpacked = Unpacked(part.size or Path(part.path).stat().st_size, options)
            beside = {info.filename: info for info in infos}
            for info in infos:
                if is_passed_over(info.filename):
                    continue
                sidecar = beside.get(sidecar_of(info.filename).as_posix())
                told = _sidecar(archive, sidecar) if sidecar else None
                yield from member_records(_member(archive, info), part, options, unpacked, told)


def _of_web_archive(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Of a collection of web archives (WACZ) those alone: what stands beside them are lists of their pages."""
    if all(info.filename != "datapackage.json" for info in infos):
        return infos
    return [info for info in infos if _WEB_ARCHIVE.fullmatch(info.filename)] or infos


def refused_archive(part: Slice, code: str, message: str) -> Record:
    """The one record of an archive that is refused as a whole; raises OSError."""
    with Path(part.path).open("rb") as file:
        payload = payload_of_rest(file)
    return Record(part.first_record, payload, error=RecordError(code, "", message), byte_start=0, byte_end=payload.size)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    def opened() -> BinaryIO:
        return cast("BinaryIO", archive.open(info))

    return Member(info.filename, opened, info.compress_size, _refusal(info))


def _refusal(info: zipfile.ZipInfo) -> RecordError | None:
    if not is_inside(info.filename):
        return RecordError("bad_archive", "", "its path leads out of the archive; pack it again with a plain name")
    if stat.S_ISLNK(info.external_attr >> 16):
        return RecordError("bad_archive", "", "it is a link; pack the file itself")
    if info.flag_bits & _ENCRYPTED:
        return RecordError("bad_archive", "", "it is encrypted; pack it without a password")
    return None


def _sidecar(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    return _head(archive, info, limit=1024 * 1024)


def _head(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int = HEAD) -> bytes | None:
    try:
        with archive.open(info) as file:
            return file.read(limit)
    except Exception:  # noqa: BLE001  # of damaged data anything; reading the file itself will tell
        return None
