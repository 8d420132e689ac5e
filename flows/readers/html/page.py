"""HTML: a page is an article; schema.org and meta tags tell about it, trafilatura finds its text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.readers.base import Reader, ReadOptions, Record, Slice
from flows.readers.encoding import decode
from flows.readers.html.body import Text, text_of
from flows.readers.html.limits import check_size
from flows.readers.html.metadata import PageMetadata
from flows.readers.html.parsing import tree_of
from flows.readers.whole import read_whole
from flows.validate.language import SHORT_TEXT_LETTERS
from schemas.article import RawArticle
from schemas.errors import RecordError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii"})
_BODY = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


class Html(Reader):
    """Reads a web page that was saved: nothing is fetched and no script runs.

    The text is a paragraph per line (`body.text_of`). The id is the page's address, where it gives one, else its path
    below SOURCE.
    """

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")
    one_record = True

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The one record of the page."""
        yield read_whole(part, options, article_of_page)


def article_of_page(data: bytes, part: Slice, charset: str | None = None) -> RawArticle:
    """The article of a page's bytes; `charset` is what the server said, and goes before what the page says.

    Raises:
        RecordError: the page can't be parsed, or has no text of an article.
    """
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    charset = charset or (declared[1].decode("ascii", "replace") if declared else None)
    page = _whole(decode(data, _web_encoding(charset) if charset else None))
    check_size(page)
    try:
        tree = tree_of(page)
        fields, text = ({}, Text("", [])) if tree is None else _read(tree)
    except (ValueError, RecursionError, AssertionError) as failure:
        message = "the page can't be parsed; save it again"
        raise RecordError("bad_html", "", message) from failure
    if not text.body:
        raise RecordError("bad_html", "", "the page has no text that looks like an article's; check what was saved")
    if sum(map(str.isalpha, text.body)) >= SHORT_TEXT_LETTERS:
        fields.pop("lang", None)  # templates declare what a site is in, not what this text is in
    named = {} if fields.get("url") or part.uri == "-" else {"id": part.uri}
    return RawArticle.model_validate({**named, **fields, "text": text.body, "section_hints": text.hints})


def _read(tree: "HtmlElement") -> tuple[dict[str, object], Text]:
    page = PageMetadata(tree)
    fields = page.fields()
    headline = fields.get("headline")
    byline = fields.get("byline")
    return fields, text_of(
        tree,
        page.text(),
        page.summaries(),
        headline if isinstance(headline, str) else None,
        byline if isinstance(byline, list) else (),
        page.outlets(),
    )


def _web_encoding(label: str) -> str:
    """What a label means on the web: Latin-1 and ASCII are Windows-1252 (WHATWG Encoding Standard, 4.2)."""
    return "windows-1252" if label.lower() in _LATIN else label


def _whole(page: str) -> str:
    """A page that the parser takes: without an XML declaration, and a fragment as the body that it is."""
    page = _XML_DECLARATION.sub("", page)
    return page if _BODY.search(page) else f"<html><body>{page}</body></html>"
