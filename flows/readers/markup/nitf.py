"""NITF 3: a story as the News Industry Text Format has it (iptc.org/standards/nitf)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.readers.fragments import Plain, plain_of
from flows.readers.markup.xml import XmlReader, article_of, below, child, first_below, instant, local, said
from schemas.article import RawArticle

if TYPE_CHECKING:
    from lxml.etree import _Element

_STATUSES = {
    "usable": "usable",
    **dict.fromkeys(("embargoed", "embargo", "withheld", "hold"), "withheld"),
    **dict.fromkeys(("canceled", "cancelled", "kill", "killed", "withdrawn", "deleted", "retracted"), "canceled"),
}
"""The standard's words, and what desks write for them."""


class Nitf(XmlReader):
    """Reads NITF. `docdata management-status` is the status: what is embargoed is withheld.

    A story that was killed and holds no text any more has the desk's message as its text, so that its article becomes
    canceled.
    """

    name = "nitf"
    suffixes = (".nitf",)

    def items(self, root: "_Element") -> Iterable["_Element"]:
        """The stories."""
        if local(root) == "NITF":
            _write_small(root)
        return [root] if local(root) == "nitf" else list(below(root, "nitf"))

    def article(self, item: "_Element", root: "_Element") -> RawArticle:
        """The article of a story."""
        del root
        fields, body = story_of(item)
        return article_of(fields, body.text, body.hints, {"text": "nitf:body.content", "headline": "nitf:hl1"})


def _write_small(root: "_Element") -> None:
    """Give elements and attributes the small letters that the standard has, where a desk writes capitals as in SGML."""
    for element in root.iter("*"):
        element.tag = str(element.tag).lower()
        for name, value in [one for one in element.attrib.items() if str(one[0]).isupper()]:
            del element.attrib[name]
            element.set(str(name).lower(), value)


def story_of(nitf: "_Element") -> tuple[dict[str, object], Plain]:
    """The fields and the text that an element `nitf` gives."""
    docdata, head = first_below(nitf, "docdata"), first_below(nitf, "body.head")
    status = (docdata.get("management-status") or "usable") if docdata is not None else "usable"
    fields: dict[str, object] = {
        "id": _attribute(docdata, "doc-id", "id-string"),
        "headline": said(first_below(head, "hl1", "hedline")) or said(child(child(nitf, "head"), "title")),
        "byline": _people(head),
        "published_at": instant(_attribute(docdata, "date.issue", "norm")),
        "publisher": said(first_below(head, "distributor", "copyrite.holder")),
        "lang": nitf.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "pub_status": _STATUSES.get(status.lower(), status),
    }
    fields["published_at"] = fields["published_at"] or instant(_attribute(docdata, "date.release", "norm"))
    fields["publisher"] = fields["publisher"] or _attribute(docdata, "doc.copyright", "holder")
    return fields, _text(nitf, docdata, head)


def _text(nitf: "_Element", docdata: "_Element | None", head: "_Element | None") -> Plain:
    content = first_below(nitf, "body.content")
    body = plain_of([] if content is None else [content])
    if not body.text:
        notice = _attribute(docdata, "ed-msg", "info") or said(head)
        return Plain(notice or "", [""] if notice else [])
    lines = [(line, "dateline") for one in below(head, "dateline") if (line := said(one))]
    lines += [(line, "headline") for one in below(head, "hl2") if (line := said(one))]
    return Plain("\n".join([*(line for line, _ in lines), body.text]), [*(hint for _, hint in lines), *body.hints])


def _people(head: "_Element | None") -> list[str]:
    """The people of the bylines: their names are marked, else a byline is taken as a whole."""
    found: list[str] = []
    for byline in below(head, "byline"):
        named = [name for one in below(byline, "person") if (name := said(one))]
        whole = (said(byline) or "").removeprefix("By ").removeprefix("by ")
        found += named or ([whole] if whole else [])
    return found


def _attribute(element: "_Element | None", name: str, attribute: str) -> str | None:
    found = first_below(element, name)
    return None if found is None else (found.get(attribute) or "").strip() or None
