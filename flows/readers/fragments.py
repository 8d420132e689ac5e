"""Text out of marked-up text of feeds, agencies and messages: nothing is left out but what no reader sees."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = frozenset("script style noscript template head title iframe object svg media-metadata".split())  # noqa: SIM905
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "  # noqa: SIM905
    "h6 header hr html hl1 hl2 block li main nav ol p pre section table tbody td tfoot th thead tr ul note media "
    "media-caption media-producer hedline dateline byline tagline body.head body.content body.end".split()
)
"""Elements of HTML and NITF that begin and end a line."""
_CELLS = ("td", "th")
_MOST_CELL_WORDS = 15
"""Words of a cell of data; one that holds more, or more than a paragraph, lays the page out."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "hl2")
_CAPTIONS = ("figcaption", "caption", "media-caption")
_HINTS = {**dict.fromkeys(_CAPTIONS, "caption"), **dict.fromkeys(_HEADINGS, "headline")}
_MARKUP = re.compile(r"<(?:[a-zA-Z][\w:-]*[\s/>]|!--|/[a-zA-Z])|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


class Plain(NamedTuple):
    """A text, a paragraph a line, and what the markup says of each line: its section, or nothing."""

    text: str
    hints: list[str]


def is_marked_up(text: str) -> bool:
    """Whether a text has tags or character references in it."""
    return _MARKUP.search(text) is not None


def plain(markup: str) -> Plain:
    """The text of a piece of HTML; text without markup keeps its lines.

    Never raises for what the piece holds: what can't be parsed is its own text.
    """
    if not is_marked_up(markup):
        lines = [" ".join(line.split()) for line in markup.splitlines() if line.strip()]
        return Plain("\n".join(lines), [""] * len(lines))
    from lxml import etree  # noqa: PLC0415  # 20 ms that other formats save

    parser = etree.HTMLParser(no_network=True, recover=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    return plain_of(() if tree is None else (tree,))


def plain_of(elements: Iterable["_Element"]) -> Plain:
    """The text of parsed elements, a block a line; namespaces of their names don't count."""
    lines: list[tuple[str, str]] = []
    for element in elements:
        _join_cells(element)
        for text, hint in _blocks(element):
            if line := " ".join(text.split()):
                lines.append((line, hint))
    return Plain("\n".join(line for line, _ in lines), [hint for _, hint in lines])


def _join_cells(root: "_Element") -> None:
    """Make a line of each row of data, *Year | Sold*: a cell a line would be a column of words."""
    for row in [one for one in root.iter("*") if _local(one) == "tr"]:
        cells = list(row)
        texts = [_cell(cell) for cell in cells]
        if len(cells) > 1 and None not in texts and any(texts):
            for cell in cells:
                row.remove(cell)
            row.text = " | ".join(filter(None, texts))


def _cell(cell: "_Element") -> str | None:
    """The text of a cell of data; None of one that lays out."""
    if _local(cell) not in _CELLS or sum(1 for one in cell.iterdescendants() if _local(one) in _BLOCKS) > 1:
        return None
    text = " ".join("".join(cell.itertext()).split())
    return text if len(text.split()) <= _MOST_CELL_WORDS else None


def _blocks(root: "_Element") -> Iterator[tuple[str, str]]:
    """What stands between the edges of blocks, each with the hint of the innermost block that gives one."""
    from lxml import etree  # noqa: PLC0415  # as above

    held: list[str] = []
    hints = [""]
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = _local(element)
        if event == "start":
            unseen += name in _UNSEEN
            if name in _BLOCKS:
                yield "".join(held), hints[-1]
                held = []
                hints.append(_HINTS.get(name, hints[-1]))
            held.append(element.text or "" if not unseen else "")
            continue
        if event == "end":
            unseen -= name in _UNSEEN
            if name in _BLOCKS:
                yield "".join(held), hints.pop()
                held = []
        held.append(element.tail or "" if not unseen and element is not root else "")
    yield "".join(held), ""


def _local(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
