"""Text from articles on its way to a terminal: nothing in it may steer the terminal or pose as its output."""

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Unicode categories that a terminal may obey or reorder by: controls, format and bidirectional marks."""


def safe(text: str, width: int | None = None) -> str:
    """`text` on one line, without controls and bidirectional marks, cut to `width` characters."""
    line = " ".join("".join(_plain(character) for character in text).split())
    if width is None or len(line) <= width:
        return line
    return line[: width - 1].rstrip() + "…"


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing: a space, a control or a format mark."""
    return character.isspace() or unicodedata.category(character) in _INVISIBLE


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    return "" if is_invisible(character) else character
