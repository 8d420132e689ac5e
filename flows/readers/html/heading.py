"""Where a page's heading stands, and the lines behind it up to the text."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from flows.readers.html.headlines import parts_of
from flows.readers.html.marking import read
from flows.readers.html.seen import is_longer, text_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_BLOCKS = frozenset({"p", "div", "li", "td", "address", "section", "header", "ul", "article"})
_INLINE = frozenset({"span", "font", "small", "time", "em", "i", "b", "strong", "a"})
_NAMED = ("h1", "h2", "h3", "h4", "b", "strong", "font", "span", "div", "p", "td")
"""What holds a heading, the likeliest first; old pages have it in bold or large letters alone."""
_SITE = re.compile(r"(?<![a-z])(?:logo|site[-_]?(?:title|name)|masthead|brand(?:ing)?)(?![a-z])", re.IGNORECASE)
_FRONT = re.compile(r"/|https?://[^/]+/?")
_FEWEST_WORDS = 3
"""Words of a part of a title that may be the headline."""
_MOST_HEADINGS = 1_000
"""Headings among which that of the page's title is looked for."""
_LONGEST = 400
"""Characters of an element that may be the heading; what holds more is more than it."""


def heading_of(tree: "HtmlElement", headline: str | None) -> "HtmlElement | None":
    """The element that shows the headline; else the page's only h1."""
    if wanted := folded(headline or ""):
        for tag in _NAMED:
            for element in tree.iter(tag):
                if not is_longer(element, _LONGEST) and folded(read(text_in(element))[0]) == wanted:
                    return element
    headings = list(tree.iter("h1"))
    return headings[0] if len(headings) == 1 else None


def names_site(heading: "HtmlElement") -> bool:
    """Whether a heading is the site's name: it is named so, or leads to the front page."""
    if any(_SITE.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in (heading, *heading.iter("a"))):
        return True
    link = next(heading.iter("a"), None)
    return link is not None and bool(_FRONT.fullmatch(link.get("href") or "")) and text_in(link) == text_in(heading)


def stands_before_title(heading: "HtmlElement", title: str) -> bool:
    """Whether the page's title is a heading, a dash and what another heading shows: *The Site - Ships sold*."""
    name = text_in(heading)
    if not name or not title.startswith(name) or is_longer(heading, _LONGEST):
        return False
    rest = title[len(name) :].lstrip(" -–—|:·»")
    if len(rest.split()) <= len(name.split()) or rest == title[len(name) :]:
        return False
    wanted = folded(rest)
    return any(folded(text_in(one)) == wanted for one in islice(heading.getroottree().iter("h2", "h3"), _MOST_HEADINGS))


def shown_of(tree: "HtmlElement", titles: Sequence[str], headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What the page shows of its titles, where no h1 does: parts that are a heading or a line, the likeliest first."""
    parts = [part for title in titles for part in (title, *parts_of(title))]
    wanted = {folded(part): part for part in parts if len(part.split()) >= _FEWEST_WORDS}
    if not wanted or any(folded(heading) in wanted for heading in headings):
        return
    shown = {
        text
        for tag in _NAMED[1:]
        for element in tree.iter(tag)
        if not is_longer(element, _LONGEST) and (text := folded(text_in(element))) in wanted and not names_site(element)
    }
    yield from (("heading", part) for key, part in list(wanted.items()) if key in shown)


def leaves_behind(heading: "HtmlElement") -> Iterator["HtmlElement"]:
    """The blocks behind a heading that hold no other, and what stands between blocks."""
    held: set[HtmlElement] = set()
    for element in heading.xpath("following::*"):
        if element.getparent() in held:
            held.add(element)
        elif element.tag in _INLINE or _HEADING.fullmatch(str(element.tag)) or _is_leaf(element):
            held.add(element)
            yield element


_HEADING = re.compile("h[2-6]")


def folded(text: str) -> str:
    """A text without case and marks."""
    return " ".join(_WORD.findall(text.casefold()))


def _is_leaf(element: "HtmlElement") -> bool:
    return element.tag in _BLOCKS and not any(inner.tag in _BLOCKS for inner in element.iterdescendants())
