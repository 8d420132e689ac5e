"""WARC: each web page of a web archive is an article; what else it holds is passed over."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from flows.readers.archives.http_message import Response, response_of
from flows.readers.archives.warc_records import WarcRecord, records_of
from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.html import article_of_page
from flows.readers.stream import record_too_large
from schemas.article import RawArticle
from schemas.errors import RecordError

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


class Warc(Reader):
    """Reads WARC 1.0 and 1.1, plain or gzipped, as Common Crawl's news and `onrecord run --fetch` write them.

    Pages are the responses of status 200 that are HTML, and resources that are. A page whose payload digest came before
    in the file is the same page again and passed over, as requests, metadata, pictures and failures are. The index of a
    record counts all of them from 0; its place is that in the uncompressed archive; its payload is the whole record, a
    web archive in itself. A page that gives no address has that which it was fetched from.
    """

    name = "warc"
    suffixes = (".warc",)
    binary = True

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per page, and one with an error for each damaged place."""
        seen: set[str] = set()
        with Path(part.path).open("rb") as file:
            empty = not file.read(1)
            file.seek(0)
            if empty:
                error = RecordError("empty_file", "", "the file is empty; check what wrote it")
                yield Record(part.first_record, Payload.of(b""), error=error, byte_start=0, byte_end=0)
            for index, found in enumerate(records_of(file, options), part.first_record):
                if record := _page(found, index, part, options):
                    if record.raw and (digest := found.headers.get("warc-payload-digest")):
                        if digest in seen:
                            continue
                        seen.add(digest)
                    yield record


def _page(found: WarcRecord, index: int, part: Slice, options: ReadOptions) -> Record | None:
    """The record of a page or of what is broken; None for all else."""
    if found.error:
        payload = Payload.of(found.head + (found.block or b""))
        return Record(index, payload, error=found.error, byte_start=found.start, byte_end=found.stop)
    if found.block is None:
        return _too_large(found, index, options) if _may_be_page(found) else None
    response = _response(found, found.block)
    if response is None or not response.is_page:
        return None
    payload = Payload.of(found.head + found.block)
    place = replace(part, uri=f"{part.uri}#{index}")
    raw, error = tried(partial(_article, response, found.headers, place, options))
    return Record(index, payload, raw, error, found.start, found.stop)


def _too_large(found: WarcRecord, index: int, options: ReadOptions) -> Record:
    payload = Payload(None, found.stop - found.start, found.digest)
    return Record(index, payload, error=record_too_large(options), byte_start=found.start, byte_end=found.stop)


def _may_be_page(found: WarcRecord) -> bool:
    identified = found.headers.get("warc-identified-payload-type", "text/html")
    return found.headers.get("warc-type") in ("response", "resource") and identified in _PAGE_TYPES


def _response(found: WarcRecord, block: bytes) -> Response | None:
    """The response that a record keeps; a resource is one without a header of its own."""
    kind = found.headers.get("warc-type")
    if kind == "resource":
        return Response(200, {"content-type": found.headers.get("content-type", "")}, block)
    return response_of(block) if kind == "response" else None


def _article(response: Response, headers: dict[str, str], part: Slice, options: ReadOptions) -> RawArticle:
    page = response.body(options.max_record_bytes)
    if not page.strip():
        raise RecordError("bad_html", "", "the page is empty; check what was saved")
    raw = article_of_page(page, part, response.charset)
    address = headers.get("warc-target-uri", "").strip("<>")
    if raw.url or not address.startswith(("http://", "https://")):
        return raw
    sources = {**raw.field_sources, "url": "warc:target-uri"} if isinstance(raw.field_sources, dict) else None
    return raw.model_copy(update={"url": address, "id": None, "field_sources": sources})
