"""MHTML: a page as browsers save it whole, a message whose first marked-up part is the page."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from flows.readers.base import Reader, ReadOptions, Record, Slice
from flows.readers.html.page import article_of_page
from flows.readers.whole import read_whole
from schemas.article import RawArticle
from schemas.errors import RecordError


class Mhtml(Reader):
    """Reads a page saved as MHTML: as `html` does; its address is that which the browser noted."""

    name = "mhtml"
    suffixes = (".mhtml", ".mht")
    one_record = True

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The one record of the page."""
        yield read_whole(part, options, _article)


def _article(data: bytes, part: Slice) -> RawArticle:
    message = email.message_from_bytes(data, policy=email.policy.default)
    page = next(
        (one for one in message.walk() if one.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    held = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(held, bytes):
        raise RecordError("bad_html", "", "the file holds no page; save it again")
    raw = article_of_page(held, part, page.get_content_charset())
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    if raw.url or not address.startswith(("http://", "https://")):
        return raw
    return raw.model_copy(update={"url": address, "id": None})


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "").strip()
    except (ValueError, IndexError, AttributeError, TypeError):  # the library's own slips on odd headers
        return ""
