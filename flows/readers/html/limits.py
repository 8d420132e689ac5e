"""What a page may have: the parser's time grows with the square of an element's attributes, ours with its elements."""

import re
from collections.abc import Iterator

from schemas.errors import RecordError

MAX_ELEMENTS = 100_000
"""Tags of a page; the fullest of some hundred real pages have 20,000."""
MAX_ATTRIBUTES = 500
"""Attributes of an element; real ones have dozens. 40,000 took the parser 7 s, 500 take it a millisecond."""

_TAG = re.compile(
    r"""<(?:(?P<comment>!--)|(?P<raw>script|style)\b|/?[a-z])(?P<rest>(?(comment)|(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+))""",
    re.IGNORECASE,
)
"""A tag up to its end: a mark of quotation counts only behind `=`, as parsers have it (HTML, 13.2.5)."""
_ATTRIBUTE = re.compile(r"""[^\s"'>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++)?)?|["'=/]""")
_SHORT = 2 * MAX_ATTRIBUTES
"""Characters between which and the tag's name there is no room for too many attributes."""
_ENDS = {name: re.compile(end, re.IGNORECASE) for name, end in
         (("!--", "-->"), ("script", "</script"), ("style", "</style"))}  # fmt: skip


def check_size(page: str) -> None:
    """Refuse a page that would take the parser, or us, for ever; in time that is linear in its length.

    What stands in comments, scripts and styles is no tag.

    Raises:
        RecordError: `bad_html`: too many elements, or attributes of one.
    """
    for count, tag in enumerate(_tags(page)):
        if count >= MAX_ELEMENTS:
            raise _too_many(f"{MAX_ELEMENTS:,} elements")
        if len(tag) > _SHORT and sum(1 for _ in _ATTRIBUTE.finditer(tag)) > MAX_ATTRIBUTES:
            raise _too_many(f"{MAX_ATTRIBUTES:,} attributes of one element")


def _tags(page: str) -> Iterator[str]:
    """What stands in each tag behind its name's first letter."""
    at = 0
    while tag := _TAG.search(page, at):
        at = tag.end()
        if not tag["comment"]:
            yield tag["rest"]
        if held := tag["comment"] or tag["raw"]:
            end = _ENDS[held.lower()].search(page, at)
            if end is None:
                return
            at = end.end()


def _too_many(what: str) -> RecordError:
    return RecordError("bad_html", "", f"the page has more than {what}, as no page of news has; save its text instead")
