"""Messages: an e-mail (.eml) is an article, a mailbox (.mbox) holds many; newsletters above all."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from functools import lru_cache, partial

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.encoding import decode
from flows.readers.fragments import Plain, plain
from flows.readers.guard import tried
from flows.readers.stream import Stream, open_stream, record_too_large
from flows.readers.whole import read_whole
from schemas.article import RawArticle
from schemas.errors import RecordError
from seeds.people import given_names
from seeds.rows import BylineWord

_BEGIN = re.compile(rb"From \S+.*\d{4}\s*\Z")
_QUOTED_BEGIN = re.compile(rb"^>(>*From )", re.MULTILINE)
_FEWEST_CHARACTERS = 40
"""Of a plain part that is a text, and no hint to open the message in a browser."""


_SURNAMES = range(1, 3)
"""Words behind a given name in a person's."""


class Eml(Reader):
    """Reads a message. Subject, sender and date are headline, publisher and time of publication, Message-ID the id.

    A sender who is somebody is its author. The text is the plain part, else the marked-up one; attachments are no text.
    """

    name = "eml"
    suffixes = (".eml",)
    one_record = True

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """The one record of the message."""
        yield read_whole(part, options, _article)


class Mbox(Reader):
    """Reads a mailbox (RFC 4155), a message at a time. Its payload is the message alone."""

    name = "mbox"
    suffixes = (".mbox",)

    def payload_format(self, payload: bytes) -> str:
        """`eml` for a message, `mbox` for a file."""
        return self.name if payload.startswith(b"From ") else "eml"

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per message."""
        index = part.first_record
        with open_stream(part.path, options) as stream:
            for payload, start, stop in _messages(stream, options):
                data = payload.data
                raw, error = (None, record_too_large(options)) if data is None else tried(partial(_article, data, part))
                yield Record(index, payload, raw, error, start, stop)
                index += 1
            if stream.failure or index == part.first_record:
                error = stream.failure or RecordError("empty_file", "", "the mailbox holds no message")
                yield Record(index, Payload(None, part.size), error=error)


def _messages(stream: Stream, options: ReadOptions) -> Iterator[tuple[Payload, int, int]]:
    """Each message with its place; of one beyond the limit the size alone."""
    held: list[bytes] = []
    start = at = size = 0
    blank = True
    while line := stream.read_line(options.max_record_bytes + 1):
        if blank and _BEGIN.match(line):
            if size:
                yield _payload(held, size, options), start, at
            held, size, start = [], 0, at
        else:
            size += len(line)
            if size <= options.max_record_bytes:
                held.append(line)
        at += len(line)
        blank = not line.strip()
    if size:
        yield _payload(held, size, options), start, at


def _payload(held: list[bytes], size: int, options: ReadOptions) -> Payload:
    if size > options.max_record_bytes:
        return Payload(None, size)
    return Payload.of(_QUOTED_BEGIN.sub(rb"\1", b"".join(held)))


def _article(data: bytes, part: Slice) -> RawArticle:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys():
        raise RecordError("bad_mail", "", "the message has no header; check what was saved")
    place, body = _body(message)
    sender, address = parseaddr(_header(message, "From") or "")
    fields = {
        "id": _header(message, "Message-ID") or (None if part.uri == "-" else part.uri),
        "headline": _header(message, "Subject"),
        **({"byline": [sender]} if _is_person(sender) else {"publisher": sender or address}),
        "published_at": _header(message, "Date"),
        "text": body.text,
        "section_hints": body.hints,
        "field_sources": {"text": f"mail:{place}", "headline": "mail:subject"},
    }
    return RawArticle.model_validate({name: value for name, value in fields.items() if value not in (None, "")})


def _is_person(sender: str) -> bool:
    """Whether a sender's name is one of somebody: *Ann Lee*, not *Harn Courier* nor *Ann's Kitchen News*."""
    first, *others = sender.split() or [""]
    if len(others) not in _SURNAMES or not all(word.isalpha() and word.istitle() for word in (first, others[-1])):
        return False
    words = {word.casefold() for word in others}
    return first.casefold() in given_names() and words.isdisjoint(_outlet_words())


@lru_cache(maxsize=1)
def _outlet_words() -> frozenset[str]:
    return frozenset(row.form for row in BylineWord.rows() if row.kind == "outlet")


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):  # the library's own slips on odd headers
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _body(message: EmailMessage) -> tuple[str, Plain]:
    parts = [part for part in message.walk() if not part.is_multipart() and not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        texts = [_text(part) for part in parts if part.get_content_type() == kind]
        text = "\n".join(filter(None, texts))
        if len(text) >= _FEWEST_CHARACTERS or (text and kind == "text/html"):
            return kind, plain(text) if kind == "text/html" else Plain(text, [])
    text = "\n".join(filter(None, (_text(part) for part in parts if part.get_content_maintype() == "text")))
    return "text/plain", Plain(text, [])


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return decode(payload, part.get_content_charset()).replace("\r\n", "\n")
