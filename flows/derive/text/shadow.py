"""A shadow of the text in which the tokenizer can match plain characters, with the way back to the body."""

import re
import unicodedata
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_SAME = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u2032": "'",
    "\uff07": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\uff0d": "-",
    "\uff0e": ".",
    "\uff0c": ",",
    "\u2044": "/",
}
_INVISIBLE = frozenset({"Cf", "Cc"})
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
"""Code points U+FE00 to U+FE0F, which choose how the sign before them looks."""
_MARK_STAND_IN = "a"


class _ShadowTable(dict[int, int | str | None]):
    """What each code point looks like in the shadow; decided on first sight, None for "looked past"."""

    def __missing__(self, code: int) -> int | str | None:
        char = chr(code)
        category = unicodedata.category(char)
        value: int | str | None = _SAME.get(char, code)
        if code in _VARIATION_SELECTORS or (category in _INVISIBLE and not char.isspace()):
            value = None
        elif char.isspace() or category in _SPACES:
            value = " "
        elif category.startswith("M"):
            value = _MARK_STAND_IN
        self[code] = value
        return value


_TABLE = _ShadowTable()
_ODD = re.compile(r"[^\t\n\r\x20-\x7e]")


def shadow(text: str) -> tuple[str, NDArray[np.int64] | None]:
    """A copy of `text` for matching, and the position in `text` of each of its characters (None: the same).

    Spaces of every kind are blanks, curly apostrophes and Unicode hyphens are plain, combining marks look
    like letters, invisible characters (format and control characters, variation selectors) are left out.
    """
    odd = set(_ODD.findall(text))
    if not odd:
        return text, None
    gone = {char for char in odd if _TABLE[ord(char)] is None}
    seen = text.translate(_TABLE)
    return seen, _kept(text, gone) if gone else None


def _kept(text: str, gone: Iterable[str]) -> NDArray[np.int64]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.flatnonzero(~np.isin(codes, [ord(char) for char in gone]))
