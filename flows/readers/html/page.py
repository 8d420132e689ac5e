"""HTML: a page is an article; schema.org and meta tags tell about it, trafilatura finds its text."""

import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType

from flows.readers.base import Reader, ReadOptions, Record, Slice
from flows.readers.encoding import decode
from flows.readers.html.metadata import metadata_of
from flows.readers.whole import read_whole
from schemas.article import RawArticle
from schemas.errors import RecordError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_BODY = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


class Html(Reader):
    """Reads a web page that was saved: nothing is fetched and no script runs.

    The text is what trafilatura takes for the article, a paragraph per line (Barbaresi 2021, "Trafilatura: a web
    scraping library"), else the `articleBody` of the metadata. The id is the page's address, where it gives one,
    else its path below SOURCE.
    """

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """Yield the one record of the page."""
        yield read_whole(part, options, _article)


def _article(data: bytes, part: Slice) -> RawArticle:
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    page = _whole(decode(data, declared[1].decode("ascii", "replace") if declared else None))
    try:
        tree = _trafilatura().load_html(page)
        metadata = {} if tree is None else metadata_of(tree)
        text = _trafilatura().extract(page, include_comments=False) or metadata.get("text")
    except (ValueError, RecursionError, AssertionError) as failure:
        message = "the page can't be parsed; save it again"
        raise RecordError("bad_html", "", message) from failure
    if not text:
        raise RecordError("bad_html", "", "the page has no text that looks like an article's; check what was saved")
    named = {} if metadata.get("url") or part.uri == "-" else {"id": part.uri}
    return RawArticle.model_validate({**named, **metadata, "text": text})


def _whole(page: str) -> str:
    """Return a page that the parser takes: without an XML declaration, and a fragment as the body that it is."""
    page = _XML_DECLARATION.sub("", page)
    return page if _BODY.search(page) else f"<html><body>{page}</body></html>"


@lru_cache(maxsize=1)
def _trafilatura() -> ModuleType:
    """The library, imported when the first page is read: it takes a third of a second."""
    import trafilatura  # noqa: PLC0415  # as said

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it warns of becomes a record's error
    return trafilatura
