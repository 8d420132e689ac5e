"""Word documents (.docx), by mammoth: a document is an article, a paragraph a line."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial

from flows.readers.base import Reader, ReadOptions, Record, Slice
from flows.readers.fragments import Plain, plain
from flows.readers.markup import document_parts
from flows.readers.office.packed import check_packed
from flows.readers.optional import needed
from flows.readers.whole import read_whole
from schemas.article import RawArticle
from schemas.errors import RecordError

_BACK = re.compile(r'<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
"""The way back that mammoth puts behind a footnote."""


class Docx(Reader):
    """Reads Word documents.

    The headline is a heading that stands first, else the document's title; the byline its author. No date is taken:
    what a document has is when it was saved. Comments, headers and footers are no text.
    """

    name = "docx"
    suffixes = (".docx",)
    one_record = True
    binary = True

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The one record of the document."""
        yield read_whole(part, options, partial(_article, options))


def _article(options: ReadOptions, data: bytes, part: Slice) -> RawArticle:
    mammoth = needed("mammoth", "a Word document")
    check_packed(data, "bad_office", options)
    try:
        markup = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(_no_image)).value
    except Exception:  # noqa: BLE001  # KeyError, BadZipFile, ExpatError, AttributeError: all of damaged parts
        raise RecordError("bad_office", "", "the document is damaged; save it again") from None
    body = plain(_BACK.sub("", markup))
    told = document_parts(_core(data))
    headline, body = _headed(body, told.get("title"))
    fields = {
        "id": None if part.uri == "-" else part.uri,
        "headline": headline,
        "byline": [name for name in (told.get("creator") or "").split(";") if name.strip()],
        "lang": told.get("language"),
        "text": body.text,
        "section_hints": body.hints,
    }
    return RawArticle.model_validate({name: value for name, value in fields.items() if value not in (None, [])})


def _headed(body: Plain, title: str | None) -> tuple[str | None, Plain]:
    lines = body.text.split("\n")
    if body.hints[:1] == ["headline"] and len(lines) > 1:
        return lines[0], body
    return title, body


def _no_image(image: object) -> dict[str, str]:
    del image
    return {"src": ""}


def _core(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("docProps/core.xml")
    except (KeyError, zipfile.BadZipFile):
        return b""
