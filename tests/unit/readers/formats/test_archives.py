"""Zip and tar: the files in them are read as any, under their own places; what attacks a reader is refused by name."""

import io
import json
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from flows.readers.base import ReadOptions, Record, Slice
from flows.readers.discover import discover
from flows.validate.article import ValidationSettings
from flows.validate.record import article_of
from tests.unit.readers.reading import codes, read

FILES = {
    "2026/a.meta.json": json.dumps({"headline": "From the sidecar"}).encode(),
    "2026/a.txt": b"A text.",
    "b.jsonl": b'{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}\n',
    "c.csv": b"Title,Article text\nT,Body of it.\n",
    "__MACOSX/._a.txt": b"x",
    ".hidden.txt": b"x",
}


def zipped(files: dict[str, bytes], path: Path) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def tarred(files: dict[str, bytes], path: Path) -> Path:
    """Write a tar archive, compressed where its name says so."""
    with tarfile.open(path, "w:gz" if path.suffix in (".gz", ".tgz") else "w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def packed(files: dict[str, bytes], path: Path) -> Path:
    """Write an archive of the kind that its name says."""
    return zipped(files, path) if path.suffix == ".zip" else tarred(files, path)


@pytest.mark.parametrize("name", ["n.zip", "n.tar", "n.tar.gz", "n.tgz"])
def test_files_of_an_archive_are_read_as_any(tmp_path: Path, name: str) -> None:
    """Each by the reader of its own name, sidecars along, hidden ones not; its place is behind the archive's."""
    found = read(packed(FILES, tmp_path / name))
    assert codes(found) == [None] * 4
    assert [(one.uri, one.format, one.index) for one in found] == [
        (f"{name}/2026/a.txt", "text", 0),
        (f"{name}/b.jsonl", "jsonl", 0),
        (f"{name}/b.jsonl", "jsonl", 1),
        (f"{name}/c.csv", "csv", 0),
    ]
    assert found[0].raw is not None
    assert (found[0].raw.id, found[0].raw.headline) == (f"{name}/2026/a.txt", "From the sidecar")


def test_articles_of_an_archive_tell_their_place(tmp_path: Path) -> None:
    """Lineage names the file within, and the ids by path are of it."""
    path = zipped(FILES, tmp_path / "n.zip")
    part = Slice("n.zip", str(path), "zip", sha256="ab")
    articles = [article_of(one, part, ValidationSettings(id_from="path")) for one in read(path)]
    assert [one.external_id for one in articles] == [
        "n.zip/2026/a.txt", "n.zip/b.jsonl#1", "n.zip/b.jsonl#2", "n.zip/c.csv#0"
    ]  # fmt: skip
    assert [(one.input_uri, one.record_index, one.reader, one.input_sha256) for one in articles][2:] == [
        ("n.zip/b.jsonl", 1, "jsonl", "ab"),
        ("n.zip/c.csv", 0, "csv", "ab"),
    ]


@pytest.mark.parametrize("name", ["n.zip", "n.tar"])
def test_what_no_reader_takes_is_named_before_the_load(tmp_path: Path, name: str) -> None:
    """As in a folder: pictures are left out by name, not refused one by one."""
    path = packed({"a.txt": b"Text.", "p.jpg": b"\xff\xd8\xff\xe0", "notes.xyz": b"x"}, tmp_path / name)
    skipped = [str(one) for one in discover([str(path)]).skipped]
    assert skipped == [
        f"{name}/p.jpg (a picture; its text has to be recognised first)",
        f"{name}/notes.xyz (unknown_suffix)",
    ]
    assert codes(read(path)) == [None]


@pytest.mark.parametrize("suffix", ["zip", "tar"])
@pytest.mark.parametrize("bad", ["../../evil.txt", "/etc/evil.txt", "a/../../b.txt"])
def test_paths_out_of_the_archive_are_refused(tmp_path: Path, bad: str, suffix: str) -> None:
    """Nothing is written there, the file is named, and the next one is read."""
    (tmp_path / "in").mkdir()
    before = sorted(tmp_path.rglob("*"))
    path = packed({bad: b"x", "good.txt": b"Good."}, tmp_path / "in" / f"n.{suffix}")
    assert codes(read(path)) == ["bad_archive", None]
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_links_are_refused(tmp_path: Path) -> None:
    """A link of an archive could lead to any file of this machine."""
    path = tmp_path / "n.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = kind, "/etc/hostname"
            archive.addfile(info)
    assert codes(read(path)) == ["bad_archive"] * 3
    other = tmp_path / "n.zip"
    with zipfile.ZipFile(other, "w") as archive_:
        info_ = zipfile.ZipInfo("link.txt")
        info_.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive_.writestr(info_, "/etc/hostname")
    assert codes(read(other)) == ["bad_archive"]


def _deep(depth: int, path: Path) -> bytes:
    data = b"Text."
    name = "a.txt"
    for number in range(depth):
        inner = path / f"{number}.zip"
        zipped({name: data}, inner)
        data, name = inner.read_bytes(), "inner.zip"
    return data


def test_archives_within_archives_end(tmp_path: Path) -> None:
    """Two and three deep are read, four are a bomb."""
    for depth, expected in ((2, [None]), (3, [None]), (4, ["archive_bomb"])):
        path = tmp_path / f"outer{depth}.zip"
        path.write_bytes(_deep(depth, tmp_path))
        assert codes(read(path)) == expected


@pytest.mark.parametrize("name", ["n.zip", "n.tar.gz"])
def test_bombs_are_refused(tmp_path: Path, name: str) -> None:
    """By the bytes that come out, not by what the archive claims."""
    path = packed({"a.txt": b"Text.", "bomb.txt": b"\0" * 30_000_000}, tmp_path / name)
    found = read(path)
    assert codes(found)[0] is None
    assert {one.error.code for one in found if one.error} <= {"archive_bomb", "gzip_bomb", "bad_archive"}
    assert {"archive_bomb", "gzip_bomb"} & {one.error.code for one in found if one.error}


def test_many_small_files_are_a_bomb_as_a_whole(tmp_path: Path) -> None:
    """Overlapping files of a zip each grow little; their sum tells."""
    path = zipped({f"{n}.txt": b"ab" * 60_000 for n in range(40)}, tmp_path / "n.zip")
    options = ReadOptions(gzip_ratio_from=1_000_000)
    assert "archive_bomb" in codes(read(path, options))


@pytest.mark.parametrize("suffix", ["zip", "tar", "tar.gz"])
def test_damage_is_named(tmp_path: Path, suffix: str) -> None:
    """Cut off, overwritten or empty: what can be read is, and the rest has a reason."""
    path = packed({f"{n}.txt": os.urandom(3000).hex().encode() for n in range(5)}, tmp_path / f"n.{suffix}")
    data = path.read_bytes()
    changed = data[:700] + b"\xff" * 300 + data[1000:]
    for broken in (data[: len(data) // 2], b"", *(() if suffix == "tar" else (changed,))):  # a tar has no sums of files
        path.write_bytes(broken)
        found = read(path)
        assert any(one.error for one in found)
        assert all(one.error is None or one.error.code != "unforeseen" for one in found)


def test_an_encrypted_file_is_named(tmp_path: Path) -> None:
    """The flag of the directory says so; the others are read."""
    path = zipped({"a.txt": b"Secret.", "b.txt": b"Open."}, tmp_path / "n.zip")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    found: list[Record] = read(path)
    assert codes(found) == ["bad_archive", None]
    assert "encrypted" in str(found[0].error)


def test_a_collection_of_web_archives(tmp_path: Path) -> None:
    """Of a WACZ the archives are read; the lists of their pages beside them hold no article."""
    story = b"<h1>Ships sold</h1><p>The company sold two of its oldest ships on Monday, it said.</p>"
    page = b"<html><body>" + story + b"</body></html>"
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nContent-Length: {len(payload)}"
    files = {
        "archive/data.warc": head.encode() + b"\r\n\r\n" + payload + b"\r\n\r\n",
        "datapackage.json": b'{"profile": "data-package"}',
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "https://a.example/1", "text": "Ships sold"}\n',
    }
    records = read(zipped(files, tmp_path / "a.wacz"))
    assert [(record.raw.url if record.raw else record.error, record.uri) for record in records] == [
        ("https://a.example/1", "a.wacz/archive/data.warc")
    ]
