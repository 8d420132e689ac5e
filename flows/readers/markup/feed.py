"""Feeds: RSS 0.9 to 2.0, RDF, Atom and news sitemaps; an article per item, with the fullest text that it carries."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from flows.readers.fragments import Plain, plain, plain_of
from flows.readers.markup.moments import sensible
from flows.readers.markup.xml import XmlReader, article_of, child, local, said, serialised
from schemas.article import RawArticle
from schemas.errors import RecordError

if TYPE_CHECKING:
    from lxml.etree import _Element

ITEMS = frozenset({"item", "entry", "url"})
_TEXTS = ("encoded", "content", "description", "summary", "subtitle")
"""content:encoded, Atom's content; then what is a summary in most feeds, a full text in some."""
_AUTHOR = re.compile(r"\A[^\s@]+@[^\s@]+ \((.+)\)\Z")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Feed(XmlReader):
    """Reads feeds. The text is that of `content:encoded` or Atom's `content`, else the summary; `field_sources` says.

    An item's id is its guid or Atom's id, else its address. Sitemaps give addresses alone: each is refused with advice,
    and is read by `--fetch`.
    """

    name = "feed"
    suffixes = (".rss", ".atom", ".rdf")

    def items(self, root: "_Element") -> Iterable["_Element"]:
        """The items and entries."""
        return items_of(root)

    def article(self, item: "_Element", root: "_Element") -> RawArticle:
        """The article of an item."""
        if local(item) == "url":
            message = "a sitemap gives an address and no text; give the sitemap's own address to --fetch"
            raise RecordError("missing_text", "text", message)
        place, body = _body(item)
        names = [name for author in item if local(author) in ("author", "creator") if (name := _author(author))]
        fields: dict[str, object] = {
            "id": said(child(item, "guid", "id")),
            "url": _absolute(address_of(item), root),
            "headline": _title(item),
            "byline": names or [name for author in [child(_channel(root), "author")] if (name := _author(author))],
            "published_at": _moment(item, "pubDate", "published", "date", "issued", "created"),
            "updated_at": _moment(item, "updated", "modified"),
            "publisher": _publisher(item, root),
            "lang": item.get(_LANG) or said(child(item, "language")) or _language(root),
        }
        fields["published_at"] = fields["published_at"] or fields["updated_at"]
        return article_of(fields, body.text, body.hints, {"text": f"feed:{place}", "headline": "feed:title"})

    def alone(self, root: "_Element", item: "_Element") -> bytes:
        """A feed of one item, with the channel's title and language."""
        channel = child(root, "channel")
        stub, top = _empty(root, channel)
        for one in root if channel is None else channel:
            if local(one) in ("title", "language", "author"):
                top.append(deepcopy(one))
        (stub if item.getparent() is root else top).append(deepcopy(item))
        return serialised(stub)


def _empty(root: "_Element", channel: "_Element | None") -> tuple["_Element", "_Element"]:
    """The root of a feed and what holds its items, empty; under plain names where XML does not allow the feed's."""
    from lxml import etree  # noqa: PLC0415  # 20 ms that other formats save

    try:
        stub = etree.Element(root.tag, attrib=dict(root.attrib), nsmap=root.nsmap)
        return stub, stub if channel is None else etree.SubElement(stub, channel.tag)
    except ValueError:  # a damaged document, whose parser takes more names than it writes
        stub = etree.Element("feed" if channel is None else "rss")
        return stub, stub if channel is None else etree.SubElement(stub, "channel")


def items_of(root: "_Element") -> Iterator["_Element"]:
    """The items of a feed, in order: below the root, or its channel."""
    for top in (root, *(one for one in root if local(one) == "channel")):
        yield from (one for one in top if local(one) in ITEMS)


def address_of(item: "_Element") -> str | None:
    """The address that an item leads to."""
    links = [one for one in item if local(one) == "link"]
    for rels in (("alternate", None), ("self",)):
        for link in links:
            found = link.get("href") or (link.text or "").strip()
            if found and link.get("rel") in rels:
                return found
    guid = child(item, "guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and (said(guid) or "").startswith("http"):
        return said(guid)
    return said(child(item, "loc"))


def _moment(item: "_Element", *names: str) -> str | None:
    """The first date that makes sense."""
    return next((told for name in names if (told := sensible(said(child(item, name))))), None)


def _absolute(address: str | None, root: "_Element") -> str | None:
    """An address with the feed's own before it where it needs one; None where it needs one that the feed lacks."""
    if address is None or urlsplit(address).scheme:
        return address
    base = root.get(_BASE) or address_of(_channel(root)) or ""
    return urljoin(base, address) if urlsplit(base).scheme else None


def _body(item: "_Element") -> tuple[str, Plain]:
    """The place and text of the fullest text of an item."""
    found = [(local(one), _text(one)) for name in _TEXTS for one in item if local(one) == name]
    full = [each for each in found if each[0] in ("encoded", "content") and each[1].text]
    best = full or [each for each in found if each[1].text]
    return max(best, key=lambda each: len(each[1].text), default=("description", Plain("", [])))


def _text(element: "_Element") -> Plain:
    """An element's text: markup within it (Atom's xhtml), or markup that it quotes."""
    return plain_of([element]) if len(element) else plain("".join(element.itertext()))


def _title(item: "_Element") -> str | None:
    title = child(item, "title")
    return None if title is None else " ".join(_text(title).text.split()) or None


def _author(element: "_Element | None") -> str | None:
    name = said(child(element, "name")) or said(element)
    found = _AUTHOR.match(name or "")
    return found[1] if found else None if name and "@" in name else name


def _channel(root: "_Element") -> "_Element":
    channel = child(root, "channel")
    return root if channel is None else channel


def _publisher(item: "_Element", root: "_Element") -> str | None:
    source = child(item, "source")
    return said(child(source, "title")) or said(source) or _title(_channel(root))


def _language(root: "_Element") -> str | None:
    return root.get(_LANG) or said(child(_channel(root), "language"))
