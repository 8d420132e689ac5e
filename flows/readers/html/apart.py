"""Lines of a page that stand apart from its prose by where they are and how they are made, whatever they say."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from flows.readers.html.seen import text_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_END = re.compile(r"[.!?…:;,][\"'”’)\]]*\Z")
_FEWEST_PROSE_WORDS = 12
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_FEWEST_FIELDS = 3
_FEWEST_DRAWN_WORDS = 4
_MOST_DRAWN = 50
"""Quotations of a page that are looked for in its text; pages draw out a few."""
_WORD = re.compile(r"\w+")
_TITLE_WORDS = range(4, 21)
_FEWEST_TITLES = 2
_MOST_CAPTION_WORDS = 30
_LINKED = 0.8
"""Share of a point's characters in links from which it leads elsewhere."""
_MOST_LABEL_WORDS = 5
"""Words before a link to another story: *LATEST FROM CHANNEL 9:*."""


def titles_between(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Paragraphs with a class of their own, all of which are lines between paragraphs of prose, and no sentences.

    They are headings or lines to other stories. The class is one that no prose has.
    """
    named: dict[str, list[HtmlElement]] = {}
    for paragraph in tree.iter("p"):
        if name := (paragraph.get("class") or "").strip():
            named.setdefault(name, []).append(paragraph)
    for paragraphs in named.values():
        if len(paragraphs) >= _FEWEST_TITLES and all(map(_is_title_between, paragraphs)):
            yield from paragraphs


def teasers(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Paragraphs of a title that leads elsewhere with a line or two below it, where several stand in a row."""
    for paragraph in tree.iter("p"):
        beside = (next(paragraph.itersiblings(preceding=preceding), None) for preceding in (True, False))
        if _is_teaser(paragraph) and any(one is not None and _is_teaser(one) for one in beside):
            yield paragraph


def _is_teaser(paragraph: "HtmlElement") -> bool:
    """Whether a paragraph begins with a link up to a `<br>`, and text without one follows."""
    link = next(iter(paragraph), None)
    if paragraph.tag != "p" or link is None or (paragraph.text or "").strip() or link.tag not in ("a", "b", "strong"):
        return False
    behind = link.getnext()
    linked = link if link.tag == "a" else next(link.iter("a"), None)
    if behind is None or behind.tag != "br" or (link.tail or "").strip() or linked is None:
        return False
    return len(list(paragraph.iter("a"))) == 1 and bool((behind.tail or "").strip())


def _is_title_between(paragraph: "HtmlElement") -> bool:
    text = text_in(paragraph)
    if len(text.split()) not in _TITLE_WORDS or _END.search(text) or not text[0].isupper():
        return False
    beside = (next(paragraph.itersiblings(preceding=preceding), None) for preceding in (True, False))
    return all(one is not None and one.tag == "p" and _is_prose(text_in(one)) for one in beside)


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _FEWEST_PROSE_WORDS and _END.search(text) is not None


def is_with_picture(element: "HtmlElement", text: str) -> bool:
    """Whether a short text shares its own block with a picture before it."""
    if element.tag not in ("p", "div") or len(text.split()) > _MOST_CAPTION_WORDS or _is_prose(text):
        return False
    picture = next(element.iter("img", "picture", "amp-img"), None)
    return picture is not None and not (element.text or "").strip()


def fields(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Headings each with a few words below it, several in a row: a record's fields, *Journal*, *DOI*, *Date*."""
    for parent in {heading.getparent() for heading in tree.iter(*_HEADINGS)} - {None}:
        for pairs in _paired(parent):
            short = [words for _, words in pairs if len(text_in(words).split()) < _FEWEST_PROSE_WORDS]
            if len(pairs) >= _FEWEST_FIELDS and len(short) == len(pairs):
                yield from (part for pair in pairs for part in pair)


def _paired(parent: "HtmlElement") -> Iterator[list[tuple["HtmlElement", "HtmlElement"]]]:
    """Runs of headings with one paragraph below each."""
    run: list[tuple[HtmlElement, HtmlElement]] = []
    children = [*parent, None]
    for at, child in enumerate(children):
        below = children[at + 1] if child is not None and child.tag in _HEADINGS else None
        if child is not None and below is not None and below.tag == "p":
            run.append((child, below))
        elif child is None or not (run and child is run[-1][1]):
            yield run
            run = []


def lead_ins(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    """Lines that end in a colon right before a list of which each point is a link to elsewhere."""
    for listed in tree.iter("ul", "ol"):
        above = listed.getprevious()
        if above is None or above.tag != "p" or not text_in(above).endswith(":"):
            continue
        points = [point for point in listed if point.tag == "li"]
        if points and all(map(_is_linked, points)):
            yield above


def _is_linked(point: "HtmlElement") -> bool:
    return sum(len(text_in(link)) for link in point.iter("a")) >= _LINKED * len(text_in(point))


def is_labelled_link(element: "HtmlElement", text: str) -> bool:
    """Whether a few words, bold or up to a colon, stand before a link that is all the rest: *More coverage: …*."""
    links = list(element.iter("a"))
    if len(links) != 1 or element.tag not in ("p", "div", "li"):
        return False
    title = text_in(links[0])
    label = text.removesuffix(title).rstrip() if title and text.endswith(title) else text
    bold = "".join(text_in(part) for part in element.iter("b", "strong")).startswith(label)
    if label == text or (not label.endswith((":", "|", "»", ">")) and not (bold and label.isupper())):
        return False
    return 0 < len(label.split()) <= _MOST_LABEL_WORDS and len(title.split()) >= _TITLE_WORDS.start


def is_slanted_below_picture(paragraph: "HtmlElement", text: str) -> bool:
    """Whether a paragraph is a short text in italics or small print, right below a picture without words."""
    if paragraph.tag != "p" or len(text.split()) > _MOST_CAPTION_WORDS:
        return False
    slanted = "".join(text_in(part) for part in paragraph.iter("em", "i", "small"))
    above = next(paragraph.itersiblings(preceding=True), None)
    return slanted == text and above is not None and next(above.iter("img"), None) is not None and not text_in(above)


def is_alone_with_picture(paragraph: "HtmlElement", text: str) -> bool:
    """Whether a paragraph is all the text of a box that has a picture before it."""
    box = paragraph.getparent()
    if paragraph.tag != "p" or box is None or box.tag != "div" or len(text.split()) > _MOST_CAPTION_WORDS:
        return False
    above = next(paragraph.itersiblings(preceding=True), None)
    if above is None or not (above.tag == "img" or next(above.iter("img"), None) is not None):
        return False
    around = " ".join(text_in(link) for link in box.iterchildren("a")) if not _holds_link(paragraph) else ""
    return " ".join(text_in(box).split()) in (text, f"{text} {around}", f"{text}{around}")


def _holds_link(paragraph: "HtmlElement") -> bool:
    return next(paragraph.iter("a"), None) is not None


def repeated(blocks: Sequence[tuple["HtmlElement", str]]) -> Iterator["HtmlElement"]:
    """Quotations set apart whose words another block has, too: a line that the page draws out of its text."""
    drawn = [(element, _words(text)) for element, text in blocks if _is_set_apart(element)][:_MOST_DRAWN]
    if not drawn:
        return
    whole = f" {' '.join(_words(text) for _, text in blocks)} "
    for element, words in drawn:
        if words.count(" ") + 1 >= _FEWEST_DRAWN_WORDS and whole.count(f" {words} ") > 1:
            yield element


def _is_set_apart(element: "HtmlElement") -> bool:
    return any(one.tag in ("blockquote", "aside") for one in (element, *islice(element.iterancestors(), 3)))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
