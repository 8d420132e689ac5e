"""The text of an element that a reader sees."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.html import HtmlElement

_UNSEEN: Final = ("script", "style", "noscript", "template", "svg")
_BLOCKS = frozenset({"br", "div", "p", "li", "ul", "ol", "td", "tr", "section", "address", "h1", "h2", "h3", "h4"})
_SEEN = f".//text()[not({' or '.join(f'ancestor::{tag}' for tag in _UNSEEN)})]"


def text_in(element: "HtmlElement") -> str:
    """The text that a reader sees in an element, blanks as one."""
    whole, hides, seen = _paths()
    return " ".join(("".join(seen(element)) if hides(element) else whole(element)).split())


@lru_cache(maxsize=1)
def _paths() -> "tuple[XPath, XPath, XPath]":
    """All text of an element; whether some is unseen; what is seen: read in C, for this is asked most of all."""
    from lxml.etree import XPath  # noqa: PLC0415  # imported when the first page is read

    unseen = " or ".join(f"descendant-or-self::{tag} or ancestor::{tag}" for tag in _UNSEEN)
    return XPath("string()"), XPath(f"boolean({unseen})"), XPath(_SEEN, smart_strings=False)


def is_longer(element: "HtmlElement", most: int) -> bool:
    """Whether an element holds more characters than that, seen or not; its text is read no further."""
    held = 0
    for text in element.itertext():
        held += len(text)
        if held > most:
            return True
    return False


def lines_of_blocks(element: "HtmlElement") -> list[str]:
    """The text in an element, a line a block and up to each `<br>`, without blank ones."""
    lines = "".join(_parted(element)).split("\n")
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _parted(element: "HtmlElement") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        edge = "\n" if child.tag in _BLOCKS else ""
        yield edge
        if child.tag not in _UNSEEN:
            yield from _parted(child)
        yield edge + (child.tail or "")


def lines_in(element: "HtmlElement") -> list[str]:
    """The text that a reader sees in an element, a line up to each `<br>`; a single empty one where there is none."""
    if next(element.iter("br"), None) is None:
        return [text_in(element)]
    if next(element.iterancestors(*_UNSEEN), None) is not None:
        return [""]
    text = "".join(_broken(element))
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line] or [""]


def _broken(element: "HtmlElement") -> Iterator[str]:
    """The text seen in an element, line breaks for each `<br>` alone; walked, as XPath sorts what it finds slowly."""
    from lxml.etree import iterwalk  # noqa: PLC0415  # imported when the first page is read

    walk = iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "start":
            yield "\n" if part.tag == "br" else ""
            if part.tag in _UNSEEN:
                walk.skip_subtree()
            else:
                yield _on_a_line(part.text)
        elif part is not element:
            yield _on_a_line(part.tail)


def _on_a_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")
