"""From bytes to text: UTF-8, else detected with confidence, else refused; what was encoded twice is decoded twice."""

import codecs
import re

from schemas.errors import RecordError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAX_MESS = 0.1
"""Highest share of implausible characters (charset-normalizer's `chaos`) at which a detected encoding counts."""
_WESTERN = "cp1252"
"""The web's encoding where none is declared; in English it differs from its Eastern siblings by letters in names."""
_NO_CHARSETS = frozenset({"undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape"})
"""Python's codecs that no document is in; what is no text to bytes is none either, and fails when it is tried."""
_REPLACEMENT = "\ufffd"
_RIGHT_A_BROKEN_ONE = 5
"""Characters beyond ASCII that are right for each broken one, where a text is UTF-8 with a slip: a cut, another page's
text pasted in. Of Windows-1252 hardly one is UTF-8 by chance."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_DOUBLED = ("â€", "Ã", "Â")
"""What the marks and accents of English begin with when their UTF-8 is read as Windows-1252."""
_FEWEST_DOUBLED = 3
"""Places that are wrong alike from which it is no chance; one of `â€` is enough, for no word has it."""
_CONTROLS = re.compile(r"[\x80-\x9f\ufffd]")
_C1 = {chr(byte): bytes([byte]) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""Bytes that Windows-1252 leaves open; browsers and databases keep them as they are."""
_SAMPLE = 256 * 1024
_MANY_NULS = 0.3
_TELLING_SIZE = 16


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`, without its byte order mark.

    In order: a byte order mark, UTF-16 by its pattern of NULs, UTF-8, the `declared` encoding, detection.

    Raises:
        RecordError: `not_utf8`: none of them fits.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], name)
    if wide := _utf16_without_mark(data[:1024]):
        return _decode_as(data, wide)
    try:
        return undoubled(data.decode("utf-8"))
    except UnicodeDecodeError:
        known = _known(declared)
        if known == "utf-8":
            return _damaged_utf8(data)
        return _decode_as(data, known or detect(data))


def undoubled(text: str) -> str:
    """What a text meant that was encoded twice, UTF-8 read as Windows-1252 and written as UTF-8: *donâ€™t*.

    All that is beyond ASCII must have gone that way, else it is left: a text may tell of such marks, or quote them.
    """
    if not any(sign in text for sign in _DOUBLED):
        return text
    runs: dict[str, str] = {}
    count = 0
    for found in _BEYOND_ASCII.finditer(text):
        count += 1
        if found[0] not in runs:
            meant = _meant(found[0])
            if meant is None:
                return text
            runs[found[0]] = meant
    if count < _FEWEST_DOUBLED and not any(run.startswith("â€") for run in runs):
        return text
    return _BEYOND_ASCII.sub(lambda found: runs[found[0]], text)


def _meant(run: str) -> str | None:
    """The characters whose UTF-8 a run is, read as Windows-1252; None if it is none, or of characters of control."""
    try:
        meant = b"".join(_C1.get(char) or char.encode(_WESTERN) for char in run).decode("utf-8")
    except UnicodeError:
        return None
    return None if _CONTROLS.search(meant) else meant


def _damaged_utf8(data: bytes) -> str:
    """What says that it is UTF-8 and is not: with U+FFFD for a few broken bytes, else in the encoding that it is in."""
    text = data.decode("utf-8", "replace")
    broken = text.count(_REPLACEMENT)
    right = sum(1 for char in text if char > "\x7f") - broken
    return text if right >= _RIGHT_A_BROKEN_ONE * broken else _decode_as(data, detect(data))


def detect(data: bytes) -> str:
    """The encoding of bytes that are not UTF-8; Windows-1252 where others are no more plausible than it.

    Raises:
        RecordError: `not_utf8`: none is plausible.
    """
    import charset_normalizer  # noqa: PLC0415  # 30 ms that UTF-8 never needs

    matches = charset_normalizer.from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None or best.chaos > _MAX_MESS:
        raise _not_utf8()
    western = any(match.encoding == _WESTERN and match.chaos <= best.chaos for match in matches)
    return _WESTERN if western else best.encoding


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        raise _not_utf8() from None


def _utf16_without_mark(head: bytes) -> str | None:
    """English in UTF-16 has a NUL in every second byte; such bytes are valid UTF-8 too, but never text."""
    half = len(head) // 2
    if len(head) < _TELLING_SIZE or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if max(even, odd) < _MANY_NULS or min(even, odd) > _MANY_NULS / 10:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared).name if declared else None
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else name


def _not_utf8() -> RecordError:
    message = "the bytes are not UTF-8, and no other encoding is plausible; convert them to UTF-8"
    return RecordError("not_utf8", "", message)
