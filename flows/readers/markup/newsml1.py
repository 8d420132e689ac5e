"""NewsML 1: news items as agencies sent them before NewsML-G2 (iptc.org/standards/newsml-1)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.readers.fragments import Plain, plain, plain_of
from flows.readers.markup.nitf import story_of
from flows.readers.markup.xml import XmlReader, article_of, below, first_below, instant, said
from schemas.article import RawArticle

if TYPE_CHECKING:
    from lxml.etree import _Element

_STATUSES = {"embargoed": "withheld"}


class NewsMl1(XmlReader):
    """Reads NewsML 1.0 to 1.2: the text of an item's first component that has one, in NITF, XHTML or plain.

    An item's id is its provider's and its own, without date and revision, so that its revisions are one article.
    """

    name = "newsml1"

    def items(self, root: "_Element") -> Iterable["_Element"]:
        """The news items."""
        return list(below(root, "NewsItem"))

    def article(self, item: "_Element", root: "_Element") -> RawArticle:
        """The article of an item."""
        del root
        told, body = _content(item)
        lines, managed = first_below(item, "NewsLines"), first_below(item, "NewsManagement")
        fields: dict[str, object] = {
            **told,
            "id": ":".join(filter(None, (said(first_below(item, name)) for name in ("ProviderId", "NewsItemId")))),
            "headline": said(first_below(lines, "HeadLine")) or told.get("headline"),
            "byline": _people(lines) or told.get("byline"),
            "published_at": instant(said(first_below(managed, "FirstCreated"))),
            "updated_at": instant(said(first_below(managed, "ThisRevisionCreated"))),
            "publisher": said(first_below(lines, "CreditLine")) or said(first_below(item, "ProviderId")),
            "lang": _formal(first_below(item, "Language")),
            "pub_status": _status(_formal(first_below(managed, "Status"))),
        }
        if not body.text:
            body = plain(str(fields["headline"] or ""))
        sources = {"text": "newsml1:DataContent", "headline": "newsml1:HeadLine"}
        return article_of(fields, body.text, body.hints, sources)


def _content(item: "_Element") -> tuple[dict[str, object], Plain]:
    for content in below(item, "DataContent"):
        nitf = first_below(content, "nitf")
        if nitf is not None:
            return story_of(nitf)
        body = first_below(content, "body")
        found = plain_of([content if body is None else body]) if len(content) else plain("".join(content.itertext()))
        if found.text:
            return {}, found
    return {}, Plain("", [])


def _people(lines: "_Element | None") -> list[str]:
    return [name for one in below(lines, "ByLine") if (name := (said(one) or "").removeprefix("By "))]


def _formal(element: "_Element | None") -> str | None:
    return None if element is None else element.get("FormalName")


def _status(name: str | None) -> str:
    named = (name or "usable").lower()
    return _STATUSES.get(named, named)
