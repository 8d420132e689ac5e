"""What kind of file this is, by its first bytes: which reader takes it, or advice where none does."""

import re
from typing import NamedTuple

HEAD = 4096
"""Bytes that tell."""


class Kind(NamedTuple):
    """A kind of file, and how its text is got out."""

    name: str
    advice: str
    reader: str | None = None
    """The reader that takes it; None: none does."""

    def __str__(self) -> str:
        return f"{self.name}; {self.advice}"


_OFFICE = "save it as text, or as CSV if it is a table"
_UNPACK = "unpack it and name the folder"
_COMPRESSED = "unpack it, or compress it with gzip"
_PICTURE = "its text has to be recognised first"

_XML = (
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.{0,500}?-->|<\?[^>]*\?>|\s"
    rb"|<!DOCTYPE[^>\[]*(?:\[.{0,3000}?\]\s*)?>)*+<(?:\w+:)?"
)
"""What may stand before the root of a document; possessive, for thirty DOCTYPEs took longer than anybody waits."""


_MHTML = (
    rb"(?:[\w-]+: [^\n]*\n|[ \t][^\n]*\n){0,12}?Content-Type: multipart/related[^\n]*\n?[^\n]*"
    rb"type=\"?text/html"
)


def _own(name: str, reader: str) -> Kind:
    return Kind(name, f"name it by its own suffix, or load it with --format {reader}", reader)


_BY_BYTES: tuple[tuple[re.Pattern[bytes], Kind], ...] = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"%PDF-", _own("a PDF", "pdf")),
        (rb"PK\x03\x04.{26}mimetypeapplication/epub", Kind("an e-book", "convert it to HTML or text")),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet", _own("a spreadsheet", "sheet")),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.(?:oasis|openxml)", Kind("an Office document", _OFFICE)),
        (rb"PK\x03\x04.*xl/(?:workbook|worksheets|_rels|styles|theme|sharedS)", _own("a spreadsheet", "sheet")),
        (rb"PK\x03\x04.*word/(?:document|_rels|styles|theme|settings|font)", _own("an Office document", "docx")),
        (rb"PK\x03\x04.*(?:ppt/|\[Content_Types\]\.xml)", Kind("an Office document", _OFFICE)),
        (rb"PK(?:\x03\x04|\x05\x06)", _own("a zip archive", "zip")),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind("an Office document", _OFFICE)),
        (rb"\{\\rtf", Kind("a document in RTF", _OFFICE)),
        (rb"\x28\xb5\x2f\xfd", Kind("compressed with zstd", _COMPRESSED)),
        (rb"BZh[1-9]1AY&SY", Kind("compressed with bzip2", _COMPRESSED)),
        (rb"\xfd7zXZ\0", Kind("compressed with xz", _COMPRESSED)),
        (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07", Kind("an archive", _UNPACK)),
        (rb".{257}ustar", _own("a tar archive", "tar")),
        (rb"WARC/[01]\.", _own("a web archive", "warc")),
        (rb"SQLite format 3\0", Kind("an SQLite database", "export the table of articles as CSV")),
        (rb"ARROW1\0\0|FEA1", Kind("an Arrow file", "write it as Parquet")),
        (rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*", Kind("a picture", _PICTURE)),
        (
            _MHTML,
            _own("a page saved whole (MHTML)", "mhtml"),
        ),
        (rb"From \S+[^\n]*\d{4}\r?\n[A-Za-z-]+: ", _own("a mailbox", "mbox")),
        (
            rb"(?:Return-Path|Received|Delivered-To|MIME-Version): [^\n]*\n(?:[\w-]+: |[ \t])",
            _own("an e-mail", "eml"),
        ),
        (_XML + rb"(?:rss|feed|RDF|urlset)\b", _own("a feed", "feed")),
        (_XML + rb"(?i:nitf)\b", _own("a story in NITF", "nitf")),
        (_XML + rb"(?:newsItem|newsMessage|packageItem)\b", _own("news in NewsML-G2", "newsml")),
        (_XML + rb"NewsML\b", _own("news in NewsML 1", "newsml1")),
        (_XML + rb"mediawiki\b", _own("a MediaWiki dump", "mediawiki")),
    )
)


_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)


def foreign_kind(head: bytes) -> Kind | None:
    """What kind of file begins with these bytes, if that is one of those that tell themselves so."""
    return next((kind for pattern, kind in _BY_BYTES if pattern.match(head)), None)


def is_page(head: bytes) -> bool:
    """Whether bytes begin a web page, whatever the file's name says."""
    return _PAGE.match(head) is not None


def is_json_document(head: bytes) -> bool:
    """Whether bytes begin a JSON array, or an object that spans lines, and no lines of JSON."""
    first, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return first.startswith(b"[") or (bool(newline) and first.strip() == b"{")
