"""An HTTP response as a web archive keeps it: status, type and charset, and the page with its encodings taken off."""

import re
import zlib
from dataclasses import dataclass

from schemas.errors import RecordError

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})[^\r\n]{0,1000}\r?\n")
_HEAD_ENDS = (b"\r\n\r\n", b"\n\n")


@dataclass(frozen=True, slots=True)
class Response:
    """A response: its status, its header fields in lower case, and its body as it was sent."""

    status: int
    headers: dict[str, str]
    sent: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is a web page that was there."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return self.status == 200 and kind in _PAGES  # noqa: PLR2004  # OK

    @property
    def charset(self) -> str | None:
        """The charset that its header names."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None

    def body(self, limit: int) -> bytes:
        """The page, chunks joined and compression taken off.

        Raises:
            RecordError: it is broken, compressed in a way that is not known, or larger than `limit`.
        """
        body = self.sent
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            body = _joined(body)
        for coding in reversed(self.headers.get("content-encoding", "").lower().replace(",", " ").split()):
            body = _decoded(body, coding, limit)
        return body


def response_of(block: bytes) -> Response | None:
    """The response that a record's block holds; None where it begins with no status line."""
    found = _STATUS.match(block)
    if found is None:
        return None
    ends = [(at, end) for end in _HEAD_ENDS if (at := block.find(end)) >= 0]
    at, end = min(ends, default=(len(block), b""))
    fields: dict[str, str] = {}
    for line in block[:at].decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return Response(int(found[1]), fields, block[at + len(end) :])


def _joined(body: bytes) -> bytes:
    """The content of chunks; what is not chunked, as crawlers keep it that have joined it, as it is."""
    pieces: list[bytes] = []
    at = 0
    while found := _SIZE.match(body, at):
        size, begin = int(found[1], 16), found.end()
        if size == 0:
            return b"".join(pieces)
        if body[begin + size : begin + size + 1] not in (b"\r", b"\n", b""):
            return body
        pieces.append(body[begin : begin + size])
        at = begin + size + (2 if body[begin + size : begin + size + 2] == b"\r\n" else 1)
    return b"".join(pieces) or body


def _decoded(body: bytes, coding: str, limit: int) -> bytes:
    if coding in ("identity", ""):
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise RecordError("bad_warc", "", "the page is compressed in a way that is not gzip or deflate; store it plain")
    for wbits in (47, -15):  # gzip or zlib by its head, then raw deflate
        inflate = zlib.decompressobj(wbits)
        try:
            page = inflate.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(page) > limit:
            raise RecordError("record_too_large", "", f"the page has more than {limit:,} bytes once it is unpacked")
        return page
    if not body.startswith(b"\x1f\x8b"):
        return body  # many crawlers store the page unpacked, under the header that came with it
    raise RecordError("bad_warc", "", "the page's compression is damaged; fetch it again")
