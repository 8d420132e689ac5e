"""What stands behind a text: who wrote it, and how to reach them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas.vocabulary import Section
from seeds.rows import BylineWord

_BIO = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3},? (?:is|was) "
    r"(?:an?|the|our|(?:The )?\w+['’]s?) ((?!former|then)(?:[\w'’-]+ ){0,4}[\w'’-]+)\b"
)
_OF_ONESELF = re.compile(
    r"\W*(?:is|was|has|covers|covered|writes|reports|reported|joined|lives|works|teaches|can be|contributed)\b"
)
_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.\w|(?<!\w)@\w{2,}|https?://|\bwww\.")
_NUMBERED = re.compile(r"[A-Z][\w'’ -]{2,40}: ?\+?[\d(][\d() -]{6,}\d(?:\W[^.!?]*)?\Z")
_LONGEST_NUMBER = 120
"""Characters of a line that is somebody's telephone: *Press desk: 0555 010 2233, out of hours …*."""
_REACH = (
    "contact",
    "email",
    "e-mail",
    "reach",
    "follow",
    "tips",
    "tip",
    "write to",
    "on twitter",
    "twitter",
    "tweet",
    "x:",
)
_MOST = 3
"""Blocks that stand behind a text; more are a text of their own."""
_FRONT = 5
"""Blocks among which the contact of a release stands: title, date, *for immediate release* are before it."""
_LONGEST_CONTACT = 450
"""Characters of a block on how to reach somebody, as of one that cue words settle (`split`)."""


def mark_tail(texts: Sequence[str], sections: list[Section], byline: Sequence[str]) -> None:
    """Lines about the authors, *Ann Lee is a staff writer who …*, and of how to reach them; several may stand there."""
    last = [index for index, section in enumerate(sections) if section == "body"][-_MOST:]
    for index in reversed(last[1:]):
        if _is_bio(texts[index], byline):
            sections[index] = "byline"
        elif _is_contact(texts[index]):
            sections[index] = "boilerplate"
        else:
            return


def mark_head(texts: Sequence[str], sections: list[Section]) -> None:
    """Lines of how to reach whoever sent a release, before its text."""
    for index in range(min(_FRONT, len(texts))):
        if sections[index] == "body" and _is_contact(texts[index]):
            sections[index] = "boilerplate"


def _is_bio(text: str, byline: Sequence[str]) -> bool:
    """A name, *is* or *was*, and within a few words what people of a newsroom are; of an author, whatever is told."""
    if any(text.startswith(name) and _OF_ONESELF.match(text, len(name)) for name in byline if " " in name):
        return True
    match = _BIO.match(text)
    return match is not None and any(f" {role} " in f" {_plain(match[1])} " for role in _roles())


def _is_contact(text: str) -> bool:
    """A line that begins with how to reach somebody, and says where."""
    if len(text) <= _LONGEST_NUMBER and _NUMBERED.match(text):
        return True
    plain = _plain(text).lstrip("([*_ \t•–—-")
    return len(text) <= _LONGEST_CONTACT and plain.startswith(_REACH) and _REACHED.search(text) is not None


def _plain(text: str) -> str:
    return text.replace("’", "'").casefold()


@lru_cache(maxsize=1)
def _roles() -> tuple[str, ...]:
    return tuple(row.form for row in BylineWord.rows() if row.kind == "newsroom")
