"""What a page's markup says of each block of text, carried through the extraction as a mark before its first word.

trafilatura gives lines of text, not elements. So each block whose section its markup tells gets a mark of three
characters that no text has, and the lines that come out are told apart by it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from flows.readers.html.apart import (
    fields,
    is_alone_with_picture,
    is_labelled_link,
    is_slanted_below_picture,
    is_with_picture,
    lead_ins,
    repeated,
    teasers,
    titles_between,
)
from flows.readers.html.furniture import Block, Outlet, furniture_of
from flows.readers.html.seen import is_longer, text_in
from schemas.vocabulary import Section
from seeds.prompts import PROMPT, prompt_weight, spoken_weight
from seeds.rows import PageClass, SectionCue

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_OPEN, _CLOSE = "\u29d8", "\u29d9"
_CODES: Final[dict[str, str]] = {
    "headline": "h",
    "caption": "c",
    "related": "r",
    "boilerplate": "b",
    "byline": "y",
    "text": "t",
}
"""A section that the markup tells, or `text`: prose without a link, which is no line to another story."""
_BY_CODE = {code: name for name, code in _CODES.items()}
_MARK = re.compile(f"\\A((?:[-*•] *|\\| ?|\\d+\\. )?){_OPEN}([a-z]){_CLOSE}")
_ANY_MARK = re.compile(f"{_OPEN}[a-z]{_CLOSE}")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEAVES = (
    "p",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "blockquote",
    "div",
    "td",
    "dd",
    "dt",
    "span",
    "caption",
    "summary",
)
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "section", "article", "blockquote", "figure", "h1", "h2", "h3"})
_WORDS = re.compile(r"[a-z]+")
_WORD = re.compile(r"\w")
_SENTENCE = re.compile(r"[.!?…][\"'”’)]*\Z")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LINKED_SHARE = 0.8
"""Share of a block's characters in links from which on the block is a link."""
_SMALL_SHARE = 0.3
"""A name of containers that hold more of the page's prose is the article's own, whatever it is called."""
_CONTAINERS = ("td", "div", "aside", "section", "ul", "ol", "p", "blockquote", "span", "figure", "form", "footer")
_SET_APART = frozenset({"blockquote", "aside"})
_ASIDE = PageClass(section="related", words="aside")
_MOST_HEADING_WORDS = 25
_MOST_BOLD_WORDS = 8
_FEWEST_PROSE_WORDS = 5
_FEWEST_ARTICLE_WORDS = 20
"""Words of a paragraph at which what stands below a heading such as *Read more* is at its end: teasers are shorter."""
_ASKING = 1.7
"""Weight of a heading's words from which a small box below it is furniture: *Want more local news?*"""
_LONGEST_BUTTON = 30
"""Characters of what a button says."""
_MOST_AROUND = 3
"""Boxes around a button of which the largest small one is taken."""
_MOST_BOX_WORDS = 40
"""Words of a box around a button that asks for something: a title, a line or two and the button."""
_LONGEST_BOX = 2_000
"""Characters, with blanks and scripts, of such a box."""
_COUNT = re.compile(r"\A\W*\d[\d,.]*\s+|\W*\d[\d,.]*\W*\Z")
"""How many there are: *12 comments*, *Comments (12)*."""
_OF_WHOM = re.compile(r"(?<=stories|.. news|.latest) (?:from|in) .*\Z")
"""Of whom: *More stories from Channel 9*."""
_FEWEST_INNER_LETTERS = 6
"""Letters of a name that tells in the middle of a class, too: `kg-signup-card`; *ad* is a part of others."""


def mark(tree: "HtmlElement", outlet: Outlet) -> bool:
    """Put a mark before each block whose section the markup tells; False if the page has the mark's characters."""
    if _OPEN in "".join(tree.itertext()):
        return False
    within = dict(_containers(tree)) | dict.fromkeys(titles_between(tree), "headline")
    within |= dict.fromkeys(fields(tree), "boilerplate")
    cards: dict[HtmlElement, Section] = dict.fromkeys(teasers(tree), "related")
    within |= dict(_runs(tree)) | dict(_asking(tree)) | dict.fromkeys(lead_ins(tree), "related") | cards
    leaves = [element for element in tree.iter(*_LEAVES) if _is_leaf(element)]
    blocks = [Block(element, text, _told(element, text, within)) for element in leaves if (text := text_in(element))]
    ours = frozenset(
        (
            *furniture_of([block for block in blocks if block.told in ("", "text")], outlet),
            *repeated([(block.element, block.text) for block in blocks]),
        )
    )
    for element, _, told in blocks:
        if told := "boilerplate" if element in ours else told:
            sign = f"{_OPEN}{_CODES[told]}{_CLOSE}"
            element.text = f"{sign}{element.text or ''}"
            for line_break in element.iter("br") if element in cards or told == "boilerplate" else ():
                line_break.tail = f"{sign}{line_break.tail}" if (line_break.tail or "").strip() else line_break.tail
    return True


def read(line: str) -> tuple[str, str]:
    """A line without its marks, and what the first says; an empty string where nothing is said."""
    found = _MARK.match(line)
    told = _BY_CODE[found[2]] if found else ""
    return _ANY_MARK.sub("", line), told


def _told(element: "HtmlElement", text: str, within: dict["HtmlElement", Section]) -> str:
    words = len(text.split())
    around = next((within[above] for above in _and_above(element) if above in within), None)
    if around or _is_caption(element, text):
        return around or "caption"
    linked = _linked(element, text)
    if linked and _is_line_to_elsewhere(element, text, linked):
        return "related"
    if element.tag in _HEADINGS or element.tag == "summary":
        return "headline" if words <= _MOST_HEADING_WORDS else ""
    if not linked and _is_bold_heading(element, text):
        return "headline"
    return "text" if not linked and words >= _FEWEST_PROSE_WORDS and element.tag == "p" else ""


def _is_line_to_elsewhere(element: "HtmlElement", text: str, linked: int) -> bool:
    if linked >= _LINKED_SHARE * len(text) and not _is_linked_sentence(element, text):
        return True
    return is_labelled_link(element, text)


def _is_caption(element: "HtmlElement", text: str) -> bool:
    if element.tag in ("figcaption", "caption") or _in_figure(element) or is_slanted_below_picture(element, text):
        return True
    return is_alone_with_picture(element, text) or is_with_picture(element, text)


def _linked(element: "HtmlElement", text: str) -> int:
    """How many of a block's characters lead elsewhere: all of them in a card that is one link."""
    if any(above.tag == "a" and _leads_away(above) for above in element.iterancestors()):
        return len(text)
    return sum(len(text_in(link)) for link in element.iter("a") if _leads_away(link))


def _leads_away(link: "HtmlElement") -> bool:
    return not (link.get("href") or "#").startswith("#")


def _is_linked_sentence(element: "HtmlElement", text: str) -> bool:
    """A sentence of which some words before the link and some behind it are none: a title is linked to its end."""
    link = next(element.iter("a"), None)
    if link is None or element.tag != "p" or not _SENTENCE.search(text):
        return False
    first, last = text_in(link), text_in(list(element.iter("a"))[-1])
    before, behind = text.partition(first)[0], text.rpartition(last)[2]
    return bool(_WORD.search(before)) and bool(_WORD.search(behind)) and not before.rstrip().endswith((":", "|"))


def _is_bold_heading(element: "HtmlElement", text: str) -> bool:
    """A paragraph of a few bold words between paragraphs of prose, that is no sentence, no question and no label."""
    bold = "".join(text_in(part) for part in element.iter("b", "strong"))
    if element.tag != "p" or len(bold) < len(text) or len(text.split()) > _MOST_BOLD_WORDS or not text[-1].isalnum():
        return False
    beside = (next(element.itersiblings("p", preceding=preceding), None) for preceding in (True, False))
    return all(one is not None and len(text_in(one).split()) >= _FEWEST_PROSE_WORDS for one in beside)


def _containers(tree: "HtmlElement") -> Iterator[tuple["HtmlElement", Section]]:
    """Elements whose class or id says what they hold; a name that much of the prose has is the design's.

    Names that tell wrong are taken away.
    """
    named: dict[PageClass, list[HtmlElement]] = {}
    for element in tree.iter(*_CONTAINERS):
        row = _class_of(_names(element))
        if row and _is_misnamed(element, row):
            _unname(element)
        elif row := row or _headed(element) or (_ASIDE if element.tag == "aside" else None):
            named.setdefault(row, []).append(element)
    most = _SMALL_SHARE * _prose([tree])
    for row, elements in named.items():
        if _prose(elements) <= most:
            yield from ((element, row.section) for element in elements)


def is_called_caption(element: "HtmlElement") -> bool:
    """Whether an element, or one of the two around it, is named for a picture's caption."""
    around = islice(_and_above(element), 3)
    return any(row.section == "caption" for one in around if (row := _class_of(_names(one))))


def _headed(element: "HtmlElement") -> PageClass | None:
    """What a box is by its own heading, where that is nothing but words for it: *About the author*, *12 comments*.

    A heading that asks something of the reader, *Get the Voice in your inbox*, makes its box furniture, too.
    """
    heading = next((child for child in element if child.tag in _HEADINGS), None)
    if heading is None or element.tag not in ("div", "section", "aside"):
        return None
    section = _section_below(heading) or ("boilerplate" if _is_small_box(element) and _asks(heading) else None)
    return PageClass(section=section, words="") if section else None


def _section_below(heading: "HtmlElement") -> Section | None:
    text = text_in(heading).replace("’", "'").casefold()
    told = _furniture().get(_OF_WHOM.sub("", _COUNT.sub("", text)).strip(" :.!()"))
    return told or ("boilerplate" if text and prompt_weight(text) >= PROMPT else None)


def _asks(heading: "HtmlElement") -> bool:
    """Whether a heading asks something of the reader, if not as plainly as what is furniture wherever it stands."""
    text = text_in(heading)
    return len(text.split()) <= _MOST_BOLD_WORDS and spoken_weight(text) >= _ASKING


def _runs(tree: "HtmlElement") -> Iterator[tuple["HtmlElement", Section]]:
    """What stands behind a heading that is nothing but words for it, up to the next heading or paragraph of prose."""
    for heading in tree.iter("h1", *_HEADINGS):
        if (section := _section_below(heading)) is None:
            continue
        for element in heading.itersiblings():
            if element.tag in ("h1", *_HEADINGS) or _holds_prose(element):
                break
            yield element, section


def _asking(tree: "HtmlElement") -> Iterator[tuple["HtmlElement", Section]]:
    """Boxes of a few words around a button that asks for something: *Sign up*."""
    for button in tree.iter("button", "input", "a"):
        said = (button.get("value") or "") if button.tag == "input" else text_in(button)
        if len(said) > _LONGEST_BUTTON or said.casefold().strip(" .!›»") not in _buttons():
            continue
        above = islice(button.iterancestors("div", "section", "aside", "form"), _MOST_AROUND)
        boxes = list(takewhile(_is_small_box, above))
        if boxes:
            yield boxes[-1], "boilerplate"


def _is_small_box(element: "HtmlElement") -> bool:
    if is_longer(element, _LONGEST_BOX) or _holds_prose(element):
        return False
    return next(element.iter("h1"), None) is None and len(text_in(element).split()) <= _MOST_BOX_WORDS


@lru_cache(maxsize=1)
def _buttons() -> frozenset[str]:
    return frozenset(row.cue for row in SectionCue.rows() if row.match == "button")


def _holds_prose(element: "HtmlElement") -> bool:
    """Whether a paragraph that links nowhere is as long as those of an article are."""
    paragraphs = element.iter("p")
    return any(
        len(text_in(one).split()) >= _FEWEST_ARTICLE_WORDS and next(one.iter("a"), None) is None for one in paragraphs
    )


@lru_cache(maxsize=1)
def _furniture() -> dict[str, Section]:
    return {row.cue: row.section for row in SectionCue.rows() if row.match == "box"}


def _is_misnamed(element: "HtmlElement", row: PageClass) -> bool:
    """Whether an element that is named for other stories leads to none: the text's own teaser."""
    if row.section != "related" or element.tag in _SET_APART or not _prose([element]):
        return False
    around = (element, *element.iterancestors("a"))
    return not any(_leads_away(link) for part in around for link in part.iter("a"))


def _names(element: "HtmlElement") -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"


def _unname(element: "HtmlElement") -> None:
    """Take an element's names away: trafilatura leaves out what is named so."""
    for name in ("class", "id", "data-testid"):
        element.attrib.pop(name, None)


@lru_cache(maxsize=4096)
def _class_of(names: str) -> PageClass | None:
    """The first row of classes that a name is, or begins or ends with: `newsletter-box`, `post-newsletter`."""
    known, longest = _classes()
    tokens = [tuple(_WORDS.findall(_CAMEL.sub("-", name).lower())) for name in names.split()]
    parts = (part for token in tokens for size in range(1, longest + 1) for part in (token[:size], token[-size:]))
    inner = ((word,) for token in tokens for word in token[1:-1] if len(word) >= _FEWEST_INNER_LETTERS)
    places = [known[part] for part in (*parts, *inner) if part in known]
    return PageClass.rows()[min(places)] if places else None


@lru_cache(maxsize=1)
def _classes() -> tuple[dict[tuple[str, ...], int], int]:
    """The words of the classes -> their row's place, and the most words of one."""
    known: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(PageClass.rows()):
        known.setdefault(tuple(row.words.split()), place)
    return known, max(map(len, known))


def _prose(elements: Iterable["HtmlElement"]) -> int:
    """The characters of the paragraphs in elements, each once."""
    paragraphs = {paragraph for element in elements for paragraph in element.iter("p")}
    return sum(len(text_in(paragraph)) for paragraph in paragraphs)


def _and_above(element: "HtmlElement") -> Iterator["HtmlElement"]:
    yield element
    yield from element.iterancestors()


def _in_figure(element: "HtmlElement") -> bool:
    return any(above.tag == "figure" for above in element.iterancestors())


def _is_leaf(element: "HtmlElement") -> bool:
    """Whether a block holds text itself and no other block."""
    if element.tag == "span":
        return False
    return not any(child.tag in _BLOCKS for child in element.iterdescendants())
