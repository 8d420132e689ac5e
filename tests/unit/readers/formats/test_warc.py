"""Web archives: pages are articles, all else is passed over, and damage costs the record that it hits."""

import gzip
import re
import zlib
from pathlib import Path

import pytest

from flows.readers.base import ReadOptions, Record
from tests.unit.readers.reading import codes, read, write

PAGE = (
    "<html><head><title>Harbour {n} opens</title><meta property='og:title' content='Harbour {n} opens'></head><body>"
    "<article><h1>Harbour {n} opens</h1><p>The new harbour of Quelm number {n} was opened on Monday by the mayor of "
    "the town.</p><p>It cost nine million crowns, Aalvik said, took the builders four years to finish.</p></article>"
    "</body></html>"
)


def record(block: bytes, kind: str = "response", **headers: str) -> bytes:
    """A record of a web archive."""
    fields = {"WARC-Type": kind, "WARC-Target-URI": "https://news.example/a", **headers}
    fields["Content-Length"] = str(len(block))
    head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(number: int, **given: str) -> bytes:
    """The record of a page."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    headers = {"WARC-Target-URI": f"https://news.example/{number}", **given}
    return record(head + PAGE.replace("{n}", str(number)).encode(), **headers)


def http(block: bytes, kind: bytes = b"text/html", status: bytes = b"200 OK", *more: bytes) -> bytes:
    """The record of a response."""
    return record(b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Type: " + kind, *more, b"", b""]) + block)


def headlines(records: list[Record]) -> list[object]:
    """The headlines of those that were read."""
    return [one.raw.headline for one in records if one.raw]


OTHERS = [
    record(b"software: x", "warcinfo"),
    record(b"GET / HTTP/1.1\r\n\r\n", "request"),
    http(b"\x89PNG", b"image/png"),
    http(b"<html><body>gone", b"text/html", b"404 Not Found"),
    record(b"", "revisit"),
]


@pytest.mark.parametrize("packed", ["plain", "members", "whole"])
def test_pages_are_articles_and_all_else_is_passed_over(tmp_path: Path, packed: str) -> None:
    """Plain, gzipped record by record or as a whole: the same pages, with the place that each has in the archive."""
    parts = [OTHERS[0], response(1), *OTHERS[1:], response(2)]
    data = b"".join(map(gzip.compress, parts)) if packed == "members" else b"".join(parts)
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(data) if packed == "whole" else data)
    found = read(path)
    assert headlines(found) == ["Harbour 1 opens", "Harbour 2 opens"]
    assert [one.index for one in found] == [1, 6]
    assert found[0].raw is not None
    assert found[0].raw.url == "https://news.example/1"
    assert isinstance(found[0].raw.field_sources, dict)
    assert found[0].raw.field_sources["url"] == "warc:target-uri"
    assert found[0].byte_start == len(OTHERS[0])
    assert found[0].payload.data == response(1)[:-4]


def test_a_refused_page_can_be_read_again_alone(tmp_path: Path) -> None:
    """The payload of a record is a web archive of that record."""
    (first,) = read(write(tmp_path / "a.warc", response(3)))
    (again,) = read(write(tmp_path / "b.warc", first.payload.data or b""))
    assert again.raw == first.raw


DAMAGE = {
    "no record": b"here something went wrong\r\nand went on\r\n",
    "no length": response(5).replace(b"Content-Length", b"X-Length"),
    "length too long for its member": gzip.compress(response(5).replace(b"Content-Length: ", b"Content-Length: 9")),
    "damaged member": gzip.compress(response(5))[:60] + b"\xff" * 40 + gzip.compress(response(5))[100:],
    "cut member": gzip.compress(response(5))[:-30],
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_costs_its_record_alone(tmp_path: Path, kind: str) -> None:
    """What is broken is named, and the pages before and behind it are read."""
    broken = DAMAGE[kind]
    zipped = broken.startswith(b"\x1f\x8b")
    sound = [gzip.compress(response(n)) if zipped else response(n) for n in (1, 2, 3)]
    found = read(write(tmp_path / "a.warc", sound[0] + broken + sound[1] + sound[2]))
    assert headlines(found)[0] == "Harbour 1 opens"
    assert headlines(found)[-1] == "Harbour 3 opens"
    assert any(one.error and one.error.code in ("bad_warc", "bad_gzip") for one in found)


def test_an_archive_that_is_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    """The last record is named as cut off."""
    found = read(write(tmp_path / "a.warc", response(1) + response(2)[:-200]))
    assert headlines(found) == ["Harbour 1 opens"]
    assert codes(found) == [None, "bad_warc"]


def test_a_member_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    """A page of zeros costs no memory, and those around it are read."""
    bomb = gzip.compress(http(b"\0" * 40_000_000))
    data = gzip.compress(response(1)) + bomb + gzip.compress(response(2))
    found = read(write(tmp_path / "a.warc", data))
    assert headlines(found) == ["Harbour 1 opens", "Harbour 2 opens"]
    assert "gzip_bomb" in [one.error.code for one in found if one.error]


def test_what_http_adds_is_taken_off(tmp_path: Path) -> None:
    """Chunks, gzip and deflate; and pages that crawlers unpacked under the header that came with them."""
    page = PAGE.replace("{n}", "7").encode()
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(page), page)
    coded = {
        b"Content-Encoding: gzip": gzip.compress(page),
        b"Content-Encoding: deflate": zlib.compress(page),
        b"Content-encoding: GZIP": page,
        b"Transfer-Encoding: chunked": chunked,
        b"transfer-encoding: chunked": page,
    }
    records = [http(body, b"text/html", b"200 OK", header) for header, body in coded.items()]
    assert headlines(read(write(tmp_path / "a.warc", b"".join(records)))) == ["Harbour 7 opens"] * 5


def test_an_unknown_or_broken_coding_is_named(tmp_path: Path) -> None:
    """Brotli is not known; damage and bombs are told as what they are."""
    records = [
        http(b"\x1b\x00", b"text/html", b"200 OK", b"Content-Encoding: br"),
        http(b"\x1f\x8bxx", b"text/html", b"200 OK", b"Content-Encoding: gzip"),
        http(gzip.compress(b"a" * 500_000), b"text/html", b"200 OK", b"Content-Encoding: gzip"),
    ]
    options = ReadOptions(max_record_bytes=100_000)
    assert codes(read(write(tmp_path / "a.warc", b"".join(records)), options)) == [
        "bad_warc",
        "bad_warc",
        "record_too_large",
    ]


def test_the_servers_charset_goes_before_the_pages(tmp_path: Path) -> None:
    """What the header says holds, as browsers have it; Latin-1 is Windows-1252."""
    page = PAGE.replace("{n}", "“1” é").replace("<head>", "<head><meta charset=shift_jis>").encode("cp1252")
    data = http(page, b"text/html; charset=ISO-8859-1")
    assert headlines(read(write(tmp_path / "a.warc", data))) == ["Harbour “1” é opens"]


def test_a_page_of_the_same_digest_is_the_same_page(tmp_path: Path) -> None:
    """Crawlers fetch a page more than once; the copies are passed over."""
    digest = {"WARC-Payload-Digest": "sha1:AAAA"}
    found = read(write(tmp_path / "a.warc", response(1, **digest) + response(1, **digest) + response(2)))
    assert headlines(found) == ["Harbour 1 opens", "Harbour 2 opens"]


def test_a_record_too_large_is_named_by_its_hash(tmp_path: Path) -> None:
    """It is not held, and the next is read."""
    data = http(b"x" * 300_000) + response(2)
    found = read(write(tmp_path / "a.warc", data), ReadOptions(max_record_bytes=100_000))
    assert codes(found) == ["record_too_large", None]
    assert found[0].payload.data is None
    assert found[0].payload.digest


def test_an_empty_archive_is_named(tmp_path: Path) -> None:
    """No file passes in silence."""
    assert codes(read(write(tmp_path / "a.warc", b""))) == ["empty_file"]


@pytest.mark.parametrize("size", [b"5000", b"999999999999"])
def test_a_record_that_says_more_than_there_is(tmp_path: Path, size: bytes) -> None:
    """It is named, and what stands behind it is read."""
    wrong = re.sub(rb"Content-Length: \d+", b"Content-Length: " + size, response(2))
    found = read(write(tmp_path / "a.warc", response(1) + wrong + response(3)))
    assert codes(found) == [None, "bad_warc", None]
    assert headlines(found) == ["Harbour 1 opens", "Harbour 3 opens"]
