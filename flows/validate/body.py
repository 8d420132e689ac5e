"""The body: the text as given, but for line ends and what UTF-8 can't store."""

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
REPLACEMENT = "\ufffd"


def normalize_body(text: str) -> str:
    """`text` with CRLF and CR as LF, NUL and unpaired surrogates as U+FFFD; nothing else changes.

    A surrogate pair (two escapes of JSON that a lenient parser kept apart) becomes the character it stands for.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return storable(text)


def storable(text: str) -> str:
    """`text` with NUL and unpaired surrogates as U+FFFD."""
    if "\0" not in text and _encodes(text):
        return text
    return _UNSTORABLE.sub(REPLACEMENT, _PAIR.sub(_join, text))


def _encodes(text: str) -> bool:
    """Whether UTF-8 can hold `text`; encoding it is six times faster than a search for surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _join(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
