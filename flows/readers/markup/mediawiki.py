"""Dumps of MediaWiki, as Wikinews publishes them: a page of articles is an article, its markup taken off."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.markup.xml import child, first_below, local, said, serialised
from flows.readers.optional import needed
from flows.readers.stream import Stream, open_stream, record_too_large
from schemas.article import RawArticle
from schemas.errors import RecordError

if TYPE_CHECKING:
    from lxml.etree import _Element

_DATE = re.compile(r"\{\{\s*date\s*\|\s*([^{}|]{6,40}?)\s*\}\}", re.IGNORECASE)
_UNREADY = re.compile(r"\{\{\s*(?:develop|developing|review|prepare|abandoned|stale|delete|editing)\b", re.IGNORECASE)
_RETRACTED = re.compile(r"\{\{\s*(?:retracted|retraction)\b", re.IGNORECASE)
_APART = re.compile(
    r"^==+\s*(?:sources?|references|external links|related (?:news|articles|stories)|sister links|see also|notes)"
    r"\s*==+\s*$.*",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^(=+)\s*(.+?)\s*\1\s*$")
_FILES = re.compile(r"\A(?:file|image|category|[a-z]{2,3}(?:-[a-z]+)?)\s*:", re.IGNORECASE)


class MediaWiki(Reader):
    """Reads a dump as a stream, a page at a time: those of namespace 0 that are no redirects, in their last revision.

    The day is that of Wikinews' template `date`, else of the revision. Articles in preparation are withheld, retracted
    ones canceled. Sources, related stories, files and templates are no text.
    """

    name = "mediawiki"
    suffixes = ()

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per article; a dump that breaks off ends in one with an error."""
        from lxml import etree  # noqa: PLC0415  # 20 ms that other formats save

        index = part.first_record
        with open_stream(part.path, options) as stream:
            try:
                for page in _pages(stream, options):
                    payload = Payload.of(b"<mediawiki>%b</mediawiki>" % serialised(page))
                    if payload.size > options.max_record_bytes:
                        yield Record(index, Payload(None, payload.size), error=record_too_large(options))
                    else:
                        yield Record(index, payload, *tried(partial(_article, page)))
                    index += 1
            except etree.XMLSyntaxError:
                message = "the dump is damaged or cut off here; what came before was read"
                error = stream.failure or RecordError("bad_xml", "", message)
                yield Record(index, Payload(None, part.size), error=error)


def _pages(stream: Stream, options: ReadOptions) -> Iterator["_Element"]:
    from lxml import etree  # noqa: PLC0415  # as above

    events = etree.iterparse(
        cast("BinaryIO", stream), events=("end",), resolve_entities=False, no_network=True, huge_tree=False
    )
    del options
    for _, element in events:
        if local(element) != "page":
            continue
        if said(child(element, "ns")) in ("0", None) and child(element, "redirect") is None:
            yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _article(page: "_Element") -> RawArticle:
    title = said(child(page, "title")) or ""
    revision = next((one for one in reversed(list(page)) if local(one) == "revision"), None)
    element = first_below(revision, "text")
    markup = "" if element is None else "".join(element.itertext())
    dated = _DATE.search(markup)
    text, hints = _text(markup)
    status = "canceled" if _RETRACTED.search(markup) else "withheld" if _UNREADY.search(markup) else "usable"
    fields = {
        "id": said(child(page, "id")) or title,
        "headline": title,
        "published_at": dated[1] if dated else said(child(revision, "timestamp")),
        "updated_at": said(child(revision, "timestamp")),
        "pub_status": status,
        "text": text,
        "section_hints": hints,
        "field_sources": {"published_at": "template:date" if dated else "revision:timestamp"},
    }
    return RawArticle.model_validate(fields)


def _text(markup: str) -> tuple[str, list[str]]:
    """The text of wiki markup, a paragraph a line, and which of the lines are headings."""
    parser = needed("mwparserfromhell", "a MediaWiki dump")
    code = parser.parse(_APART.sub("", markup))
    for link in code.filter_wikilinks(recursive=True):
        if _FILES.match(str(link.title)):
            _removed(code, link)
    for tag in code.filter_tags(matches=lambda node: str(node.tag) in ("ref", "gallery", "table"), recursive=True):
        _removed(code, tag)
    lines = [line.strip() for line in str(code.strip_code(keep_template_params=False)).split("\n")]
    headings = {found[2] for line in markup.split("\n") if (found := _HEADING.match(line.strip()))}
    kept = [line for line in lines if line]
    return "\n".join(kept), ["headline" if line in headings else "" for line in kept]


def _removed(code: "object", node: object) -> None:
    try:
        code.remove(node)  # type: ignore[attr-defined]  # the library gives no types
    except ValueError:  # it lay in one that was removed before
        return
