"""What kind of file this is, by its first bytes: advice for those that no reader takes, whatever their names say."""

import re
from typing import NamedTuple

HEAD = 4096
"""Bytes that tell."""


class Kind(NamedTuple):
    """A kind of file, and how its text is got out."""

    name: str
    advice: str

    def __str__(self) -> str:
        return f"{self.name}; {self.advice}"


_OFFICE = "save it as text, or as CSV if it is a table"
_UNPACK = "unpack it and name the folder"
_COMPRESSED = "unpack it, or compress it with gzip"
_MAIL = "export the messages as text, one a file"
_PAGES = "save the pages that it links to as HTML, or export its items as JSON lines"
_PICTURE = "its text has to be recognised first"

_OFFICE_ZIP = re.compile(rb"word/|xl/|ppt/|\[Content_Types\]\.xml|mimetypeapplication/vnd\.(?:oasis|openxml)")
_BY_BYTES: tuple[tuple[re.Pattern[bytes], Kind], ...] = tuple(
    (re.compile(pattern, re.DOTALL), Kind(name, advice))
    for pattern, name, advice in (
        (rb"%PDF-", "a PDF", "extract its text first (pdftotext FILE.pdf FILE.txt)"),
        (rb"PK\x03\x04.{26}mimetypeapplication/epub", "an e-book", "convert it to HTML or text"),
        (rb"PK\x03\x04", "a zip archive", _UNPACK),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document", _OFFICE),
        (rb"\{\\rtf", "a document in RTF", _OFFICE),
        (rb"\x28\xb5\x2f\xfd", "compressed with zstd", _COMPRESSED),
        (rb"BZh[1-9]1AY&SY", "compressed with bzip2", _COMPRESSED),
        (rb"\xfd7zXZ\0", "compressed with xz", _COMPRESSED),
        (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07", "an archive", _UNPACK),
        (rb".{257}ustar", "a tar archive", _UNPACK),
        (rb"WARC/[01]\.", "a web archive", "extract its pages as HTML, one a file"),
        (rb"SQLite format 3\0", "an SQLite database", "export the table of articles as CSV"),
        (rb"ARROW1\0\0|FEA1", "an Arrow file", "write it as Parquet"),
        (rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*", "a picture", _PICTURE),
        (rb"From \S+[^\n]*\d{4}\r?\n[A-Za-z-]+: ", "a mailbox", _MAIL),
        (rb"(?:Return-Path|Received|Delivered-To|MIME-Version): [^\n]*\n(?:[\w-]+: |[ \t])", "an e-mail", _MAIL),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.{0,500}?-->|\s)*<(?:rss|feed|rdf:RDF)\b", "a feed", _PAGES),
    )
)


def foreign_kind(head: bytes) -> Kind | None:
    """Return what kind of file begins with these bytes, if it is one that no reader takes."""
    for pattern, kind in _BY_BYTES:
        if pattern.match(head):
            office = kind.name == "a zip archive" and _OFFICE_ZIP.search(head)
            return Kind("an Office document", _OFFICE) if office else kind
    return None


def is_json_document(head: bytes) -> bool:
    """Whether bytes begin a JSON array, or an object that spans lines, and no lines of JSON."""
    first, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    return first.startswith(b"[") or (bool(newline) and first.strip() == b"{")
