"""PDF, by pypdf: the text that a file holds as text, a line of the page a line."""

import io
import logging
import time
from collections.abc import Iterator
from typing import Any

from flows.readers.base import Reader, ReadOptions, Record, Slice
from flows.readers.optional import needed
from flows.readers.whole import read_whole
from schemas.article import RawArticle
from schemas.errors import RecordError

_MOST_PAGES = 2_000
_CPU_SECONDS = 60.0
"""What the slowest of real articles' files takes is a second; after that many the rest is not worth it."""
_NO_TITLES = ("microsoft word", "untitled", "microsoft powerpoint", "layout 1", "document")


class Pdf(Reader):
    """Reads PDF. What can't be read is said: pictures of text, files with a password, damage.

    Columns come in the order in which the file draws them, which is that of reading in most, not in all. The headline
    is the file's title, where it is none that a word processor made up; no date is taken: a file has that of its
    making.
    """

    name = "pdf"
    suffixes = (".pdf",)
    one_record = True
    binary = True

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The one record of the file."""
        yield read_whole(part, options, _article)


def _article(data: bytes, part: Slice) -> RawArticle:
    pypdf = needed("pypdf", "a PDF")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it warns of becomes a record's error
    try:
        text, title, author = _read(pypdf.PdfReader(io.BytesIO(data), strict=False))
    except RecordError:
        raise
    except Exception:  # noqa: BLE001  # of damaged files the library raises anything
        raise RecordError("bad_office", "", "the PDF is damaged or of an unknown kind; save it again") from None
    if not text.strip():
        message = "the PDF holds pictures of text, no text; have it recognised first (ocrmypdf IN.pdf OUT.pdf)"
        raise RecordError("bad_office", "", message)
    fields = {
        "id": None if part.uri == "-" else part.uri,
        "headline": _title(title),
        "byline": [author] if isinstance(author, str) and author.strip() else None,
        "text": text,
    }
    return RawArticle.model_validate({name: value for name, value in fields.items() if value})


def _read(file: Any) -> tuple[str, object, object]:  # noqa: ANN401  # as below
    """Text, title and author of an opened file."""
    if file.is_encrypted and not file.decrypt(""):
        raise RecordError("bad_office", "", "the PDF is closed with a password; save it without")
    told = file.metadata
    return _text(file), told.title if told else None, told.author if told else None


def _text(file: Any) -> str:  # noqa: ANN401  # the library is there only if it is installed
    began, pages = time.process_time(), []
    if len(file.pages) > _MOST_PAGES:
        raise RecordError("record_too_large", "", f"the PDF has more than {_MOST_PAGES:,} pages; split it")
    for page in file.pages:
        pages.append(page.extract_text() or "")
        if time.process_time() - began > _CPU_SECONDS:
            raise RecordError("record_too_large", "", "the PDF takes too long to read; save its text instead")
    return "\n".join(line.strip() for page in pages for line in page.splitlines() if line.strip())


def _title(title: object) -> str | None:
    text = title.strip() if isinstance(title, str) else ""
    return text if text and not text.lower().startswith(_NO_TITLES) and "." not in text[-5:-2] else None
