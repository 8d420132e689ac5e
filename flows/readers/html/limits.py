"""What a page may have: the parser's time grows with the square of an element's attributes, ours with its elements."""

import re

from schemas.errors import RecordError

MAX_ELEMENTS = 100_000
"""Tags of a page; the fullest of some hundred real pages have 20,000."""
MAX_ATTRIBUTES = 500
"""Attributes of an element; real ones have dozens. 40,000 took the parser 7 s, 500 take it a millisecond."""

_TAG = re.compile(r"""</?[a-zA-Z][^\s/>"'<]*+(?P<rest>(?:[^"'>]++|"[^"]*+"|'[^']*+')*+)""")
_ATTRIBUTE = re.compile(r"""[^\s"'>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++)?)?|["'=/]""")
_SHORT = 2 * MAX_ATTRIBUTES
"""Characters between which and the tag's name there is no room for too many attributes."""


def check_size(page: str) -> None:
    """Refuse a page that would take the parser, or us, for ever; in time that is linear in its length.

    Raises:
        RecordError: `bad_html`: too many elements, or attributes of one.
    """
    for count, tag in enumerate(_TAG.finditer(page)):
        if count >= MAX_ELEMENTS:
            raise _too_many(f"{MAX_ELEMENTS:,} elements")
        if len(tag["rest"]) > _SHORT and sum(1 for _ in _ATTRIBUTE.finditer(tag["rest"])) > MAX_ATTRIBUTES:
            raise _too_many(f"{MAX_ATTRIBUTES:,} attributes of one element")


def _too_many(what: str) -> RecordError:
    return RecordError("bad_html", "", f"the page has more than {what}, as no page of news has; save its text instead")
