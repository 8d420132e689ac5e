"""NewsML-G2: news items, alone or in a message, whose text is NITF, XHTML or plain (iptc.org/standards/newsml-g2)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.readers.fragments import Plain, plain, plain_of
from flows.readers.markup.nitf import story_of
from flows.readers.markup.xml import XmlReader, article_of, below, child, first_below, instant, local, said
from schemas.article import RawArticle

if TYPE_CHECKING:
    from lxml.etree import _Element


class NewsMl(XmlReader):
    """Reads NewsML-G2. An item's id is its guid, so that its versions are revisions of one article.

    `pubStatus` is the status, and an item under an embargo is withheld until a version without one comes. A correction
    is a later version. A kill without content has the editor's note as its text, so that its article becomes canceled.
    Packages and pictures hold no text and are passed over.
    """

    name = "newsml"
    suffixes = (".newsml", ".newsmlg2")

    def items(self, root: "_Element") -> Iterable["_Element"]:
        """The news items of text."""
        items = [root] if local(root) == "newsItem" else list(below(root, "newsItem"))
        return [item for item in items if _is_text(item)]

    def article(self, item: "_Element", root: "_Element") -> RawArticle:
        """The article of an item."""
        del root
        meta, content = child(item, "itemMeta"), child(item, "contentMeta")
        place, told, body = _content(item)
        headline = next((text for one in below(content, "headline") if (text := said(one))), None)
        fields: dict[str, object] = {
            **told,
            "id": item.get("guid") or told.get("id"),
            "headline": headline or said(first_below(meta, "title")) or told.get("headline"),
            "byline": _people(content) or told.get("byline"),
            "published_at": instant(said(child(meta, "firstCreated")) or said(child(content, "contentCreated")))
            or instant(said(child(meta, "versionCreated"))),
            "updated_at": instant(said(child(meta, "versionCreated"))),
            "publisher": _provider(meta) or told.get("publisher"),
            "lang": _language(content) or item.get("{http://www.w3.org/XML/1998/namespace}lang"),
            "pub_status": _status(meta),
        }
        if not body.text:
            place, body = "edNote", plain(said(first_below(meta, "edNote")) or str(fields["headline"] or ""))
        return article_of(fields, body.text, body.hints, {"text": f"newsml:{place}", "headline": "newsml:headline"})


def _is_text(item: "_Element") -> bool:
    kind = first_below(child(item, "itemMeta"), "itemClass")
    named = "" if kind is None else kind.get("qcode", "") + kind.get("uri", "")
    return not named or named.endswith(("text", "composite"))


def _content(item: "_Element") -> tuple[str, dict[str, object], Plain]:
    """Where the text stands, what it says of itself, and it."""
    found = child(item, "contentSet")
    inline = first_below(found, "inlineXML")
    if inline is not None:
        nitf = first_below(inline, "nitf")
        if nitf is not None:
            return "nitf", *story_of(nitf)
        body = first_below(inline, "body")
        return "inlineXML", {}, plain_of([inline if body is None else body])
    data = first_below(found, "inlineData")
    return "inlineData", {}, plain("" if data is None else "".join(data.itertext()))


def _people(content: "_Element | None") -> list[str]:
    creators = [said(child(one, "name")) or one.get("literal") for one in below(content, "creator")]
    lines = [(said(one) or "").removeprefix("By ") for one in below(content, "by")]
    return [name for name in creators if name] or [line for line in lines if line]


def _provider(meta: "_Element | None") -> str | None:
    provider = child(meta, "provider")
    return None if provider is None else said(child(provider, "name")) or provider.get("literal") or None


def _language(content: "_Element | None") -> str | None:
    language = child(content, "language")
    return None if language is None else language.get("tag")


def _status(meta: "_Element | None") -> str | None:
    status = child(meta, "pubStatus")
    named = "usable" if status is None else (status.get("qcode") or status.get("uri") or "usable")
    named = named.rpartition(":")[2].rpartition("/")[2].lower()
    embargo = child(meta, "embargoed")
    return "withheld" if named == "usable" and embargo is not None else named
