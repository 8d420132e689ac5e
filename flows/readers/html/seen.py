"""The text of an element that a reader sees."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEEN = ".//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"


def text_in(element: "HtmlElement") -> str:
    """The text that a reader sees in an element, blanks as one."""
    parts = (part for part in element.xpath(_SEEN))
    return " ".join("".join(parts).split())


def lines_in(element: "HtmlElement") -> list[str]:
    """The text that a reader sees in an element, a line up to each `<br>`; a single empty one where there is none."""
    parts = element.xpath(f"{_SEEN} | .//br")
    text = "".join(" ".join(part.split("\n")) if isinstance(part, str) else "\n" for part in parts)
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line] or [""]
