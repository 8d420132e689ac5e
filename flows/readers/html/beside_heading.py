"""What stands beside a page's heading as mere text: *By Ann Lee*, *Published: 8:30 GMT, 12 March 2026*."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from flows.readers.html.seen import lines_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_LINES = 12
"""Lines behind a heading that are looked at: a page puts summary, authors, date and shares there, then the text."""
_LONGEST = 120
_PROSE_WORDS = 25
"""A line of so many words is the text, and what stands behind it is no longer beside the heading."""
_BY = re.compile(r"(?:(?:written|words|story|reported|report|text) )?by:? (?=[A-Z])", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?:first )?(?:published|posted|date)(?: on| at)?\s*:?\s+(?=.*\d)", re.IGNORECASE)
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|edited)\b", re.IGNORECASE)
_NEXT = re.compile(r"\s*[|•·]\s*|\s+(?:last )?(?:updated|modified)\b.*", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "li", "td", "address", "section", "header", "ul", "article"})
_INLINE = frozenset({"span", "font", "small", "time", "em", "i", "b", "strong", "a"})


def signed(tree: "HtmlElement") -> Iterator[str]:
    """The first line beside the heading that says by whom the article is."""
    lines = (part for line in _lines(tree) for part in _NEXT.split(line))
    yield from islice((line for line in lines if _BY.match(line)), 1)


def dated(tree: "HtmlElement") -> Iterator[str]:
    """What lines beside the heading say of when the article was published."""
    lines = list(_lines(tree))
    for line in lines:
        if told := _PUBLISHED.match(line):
            yield _NEXT.split(line[told.end() :])[0]
    yield from (part for line in lines for part in _NEXT.split(line) if part and not _CHANGED.match(part))


def _lines(tree: "HtmlElement") -> Iterator[str]:
    """Short lines behind the page's only heading, up to its text."""
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        return
    behind = (line for element in _leaves(headings[0]) for line in lines_in(element) if line)
    for line in islice(behind, _MOST_LINES):
        if len(line.split()) >= _PROSE_WORDS:
            return
        if len(line) <= _LONGEST:
            yield line


def _leaves(heading: "HtmlElement") -> Iterator["HtmlElement"]:
    """The blocks behind a heading that hold no other, and what stands between blocks."""
    held: set[HtmlElement] = set()
    for element in heading.xpath("following::*"):
        if element.getparent() in held:
            held.add(element)
        elif element.tag in _INLINE or (element.tag in _BLOCKS and not _holds_block(element)):
            held.add(element)
            yield element


def _holds_block(element: "HtmlElement") -> bool:
    return any(inner.tag in _BLOCKS for inner in element.iterdescendants())
