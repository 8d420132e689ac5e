"""XML, parsed without network, entities or DTDs, and forgiving; and the reader that its formats share."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from functools import partial
from html.entities import html5
from typing import TYPE_CHECKING, ClassVar

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.encoding import decode
from flows.readers.guard import tried
from flows.readers.whole import read_bytes
from schemas.article import RawArticle
from schemas.errors import RecordError

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENCODING = re.compile(rb"""\A[\s\xef\xbb\xbf]*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}?\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)", re.DOTALL
)
"""A mark that begins no reference, outside CDATA: written by hand, it is a character that the parser would drop."""
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?\Z")


class XmlReader(Reader):
    """Reads a file of XML as a whole: one record for each element that `items` finds.

    The payload of a record is a document of its own, with what of the whole its article needs. A file beyond
    `max_record_bytes`, and what is no XML, is one record with an error; of one that is cut off what came before is
    read, and its end named.
    """

    suffixes: ClassVar[tuple[str, ...]] = ()

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The records of the document."""
        data, whole, error = read_bytes(part, options)
        root, refused = (None, error) if error else tried(partial(parsed, data))
        if root is None:
            yield Record(part.first_record, whole, error=refused, byte_start=0, byte_end=whole.size)
            return
        yield from self._records(root, data, part)

    def _records(self, root: "_Element", data: bytes, part: Slice) -> Iterator[Record]:
        index = part.first_record
        for item in self.items(root):
            payload = Payload.of(self.alone(root, item))
            yield Record(index, payload, *tried(partial(self.article, item, root)))
            index += 1
        if _is_cut_off(data, root):
            message = f"the document ends before its last tag; the {index - part.first_record} stories before were read"
            yield Record(index, Payload(None, len(data)), error=RecordError("bad_xml", "", message))
        elif index == part.first_record:
            error = RecordError("bad_xml", "", "the document holds no story; check what wrote it")
            yield Record(index, Payload.of(data), error=error, byte_start=0, byte_end=len(data))

    @abstractmethod
    def items(self, root: "_Element") -> Iterable["_Element"]:
        """The elements that are a record each."""

    @abstractmethod
    def article(self, item: "_Element", root: "_Element") -> RawArticle:
        """The article of a record; raises RecordError."""

    def alone(self, root: "_Element", item: "_Element") -> bytes:
        """A document that holds one record alone."""
        del root
        return serialised(item)


def serialised(element: "_Element") -> bytes:
    """An element as a document, without what follows it."""
    from lxml import etree  # noqa: PLC0415  # 20 ms that other formats save

    return bytes(etree.tostring(element, encoding="utf-8", with_tail=False))


def parsed(data: bytes) -> "_Element":
    """The root of a document.

    Nothing is fetched, no entity of the document's own is expanded, its DTD is not looked at; HTML's names of
    characters are understood, as many feeds use them.

    Raises:
        RecordError: `bad_xml`, or `not_utf8`.
    """
    from lxml import etree  # noqa: PLC0415  # as above

    declared = _ENCODING.match(data[:400])
    text = _DECLARATION.sub("", decode(data, declared[1].decode("ascii") if declared else None).lstrip("\ufeff"))
    text = _BARE.sub(_escaped, _NAMED.sub(_numbered, _DOCTYPE.sub("", text, count=1)))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise RecordError("bad_xml", "", "the file can't be parsed as XML; write it again")
    return root


def _numbered(reference: re.Match[str]) -> str:
    characters = html5.get(f"{reference[1]};")
    if reference[1] in _KEPT or characters is None:
        return reference[0]
    return "".join(f"&#{ord(character)};" for character in characters)


def _escaped(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else found[0]


def _is_cut_off(data: bytes, root: "_Element") -> bool:
    tail = data[-2_000:].rstrip()
    name = re.escape(local(root).encode())
    return not re.search(
        rb"</(?:[\w.-]+:)?" + name + rb"\s*>|<(?:[\w.-]+:)?" + name + rb"\b[^>]*/>", tail, re.IGNORECASE
    )


def local(element: "_Element") -> str:
    """An element's name without its namespace; nothing for comments and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: "_Element | None", *names: str) -> "_Element | None":
    """The first child of one of these names, the earlier names first, whatever their namespace."""
    children = [] if element is None else list(element)
    return next((one for name in names for one in children if local(one) == name), None)


def below(element: "_Element | None", name: str) -> Iterator["_Element"]:
    """The elements of a name that lie below one, in order."""
    if element is not None:
        yield from (one for one in element.iter() if one is not element and local(one) == name)


def first_below(element: "_Element | None", *names: str) -> "_Element | None":
    """The first element below of the first of these names that has any."""
    return next((one for name in names for one in below(element, name)), None)


def said(element: "_Element | None") -> str | None:
    """An element's text on one line; None where there is none."""
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def instant(text: str | None) -> str | None:
    """A date as the standards of agencies write it (20260525T101500Z) in ISO 8601, others as they are."""
    found = _COMPACT.match((text or "").strip())
    if found is None:
        return (text or "").strip() or None
    year, month, day, hour, minute, second, zone = found.groups()
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    return f"{year}-{month}-{day}{clock}"


def article_of(fields: dict[str, object], text: str, hints: list[str], sources: dict[str, str]) -> RawArticle:
    """An article of the fields that are given, and `field_sources` of those."""
    told = {name: value for name, value in fields.items() if value}
    places = {name: place for name, place in sources.items() if name in told or name == "text"}
    return RawArticle.model_validate({**told, "text": text, "section_hints": hints, "field_sources": places})


def document_parts(data: bytes) -> dict[str, str]:
    """The texts of a flat document by its elements' names; nothing of what is no XML."""
    try:
        root = parsed(data) if data else None
    except RecordError:
        return {}
    return {} if root is None else {local(one): text for one in root if (text := said(one))}
