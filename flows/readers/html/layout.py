"""What only lays a page out: tables that hold the page become plain blocks; cards over links and other articles go."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_MOST_CELL_WORDS = 80
"""Words of a cell of data; one that holds more holds prose."""
_INLINE = frozenset({"span", "a", "time", "b", "strong", "small"})
_INLINE_ALL = frozenset({*_INLINE, "em", "i", "u", "font", "sup", "sub", "abbr", "q", "cite", "mark"})
_FEWEST_BARE_WORDS = 5
"""Words of bare text that is a paragraph, not a label."""
_GLUED = re.compile(r"\d\d|[a-zà-öø-ÿ\d][A-ZÀ-ÖØ-Þ]")
"""Letters that no word has side by side: small before large, digits of two numbers."""
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "center"})


def without_layout_tables(tree: "HtmlElement") -> None:
    """Make blocks of the tables that have a heading of the page or prose in a cell; those within them are asked too."""
    for table in [table for table in tree.iter("table") if _lays_out(table)]:
        for part in _own_parts(table):
            part.tag = "div"


def without_hover_cards(tree: "HtmlElement") -> None:
    """Take out of paragraphs what opens over a link: a box behind it that begins with the same link again."""
    for link in tree.xpath("//p//a[@href]"):
        box = link.getnext()
        if box is None or box.tag not in ("span", "div") or (link.tail or "").strip():
            continue
        first = next(box.iter("a"), None)
        if first is not None and first.get("href") == link.get("href") and _text(first) == _text(link):
            box.drop_tree()


def with_blanks(tree: "HtmlElement") -> None:
    """Part what only a style parts: inline elements whose words would become one, *21:50* and *20 January*."""
    for element in tree.iter("span", "a", "time", "b", "strong", "small"):
        beside = element.getnext()
        if beside is None or element.tail or beside.tag not in _INLINE:
            continue
        last, first = "".join(element.itertext())[-1:], "".join(beside.itertext())[:1]
        if first and _GLUED.fullmatch(last + first):
            element.tail = " "
            if element.tag == "span":
                element.drop_tag()


def with_paragraphs(tree: "HtmlElement") -> None:
    """Make paragraphs of sentences that stand bare before or between paragraphs, as old pages have the first."""
    for font in tree.iter("font", "center"):
        if next(font.iter("p"), None) is not None:
            font.tag = "div"
    for parent in {paragraph.getparent() for paragraph in tree.iter("p")} - {None}:
        for place, run in _bare_runs(parent):
            _wrap(parent, place, run)


def _bare_runs(parent: "HtmlElement") -> list[tuple[int, list["HtmlElement"]]]:
    """Places, last first, of text and inline elements in a row that end before a paragraph and are a sentence."""
    runs: list[tuple[int, list[HtmlElement]]] = []
    run: list[HtmlElement] = []
    text, place = parent.text or "", 0
    for at, child in enumerate(parent):
        if child.tag in _INLINE_ALL:
            run.append(child)
            text += "".join(child.itertext()) + (child.tail or "")
            continue
        if child.tag == "p" and len(text.split()) >= _FEWEST_BARE_WORDS:
            runs.insert(0, (place, run))
        text, run, place = child.tail or "", [], at + 1
    return runs


def _wrap(parent: "HtmlElement", place: int, run: list["HtmlElement"]) -> None:
    """Put the text before a place, and the elements behind it, into a paragraph there."""
    made = parent.makeelement("p")
    if place == 0:
        made.text, parent.text = parent.text, None
    else:
        made.text, parent[place - 1].tail = parent[place - 1].tail, None
    parent.insert(place, made)
    made.extend(run)


def without_other_articles(tree: "HtmlElement", headline: str | None) -> None:
    """Take out the articles that a page shows behind its own, as those do that go on for ever.

    Its own is the one whose first heading is the headline; others are those with a first heading of their own.
    """
    headed = [(article, _heading(article)) for article in tree.iter("article")]
    own = next((article for article, heading in headed if heading and heading == _plain(headline or "")), None)
    if own is None:
        return
    kept = {own, *own.iterancestors(), *own.iterdescendants()}
    for article, heading in headed:
        if heading and article not in kept and article.getparent() is not None:
            article.drop_tree()


def _heading(article: "HtmlElement") -> str:
    heading = next(article.iter("h1"), None)
    return "" if heading is None else _plain("".join(heading.itertext()))


def _text(link: "HtmlElement") -> str:
    return _plain("".join(link.itertext()))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _lays_out(table: "HtmlElement") -> bool:
    if table.find(".//h1") is not None or table.find(".//article") is not None:
        return True
    return any(len(_WORD.findall("".join(cell.itertext()))) > _MOST_CELL_WORDS for cell in table.iter("td"))


def _own_parts(table: "HtmlElement") -> list["HtmlElement"]:
    """The table with its rows and cells, without those of tables within."""
    return [part for part in table.iter(*_PARTS) if part is table or next(part.iterancestors("table"), None) is table]
