"""What only lays a page out: tables and lists that hold it become plain blocks; hover cards and other articles go."""

import re
from itertools import islice
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
_FEWEST_PROSE_WORDS = 12
"""Words of a paragraph by which a list is one of entries, not of points."""
_MOST_PARTS = 500
"""Inline elements of a paragraph; real ones have dozens. The time of what reads them, and its memory, grows with their
square: 16,000 links took it half a minute."""
_BUTTON = re.compile(r"(?<![a-z])(?:btn|button|cta)(?![a-z])")
_GLUED_TAG = "glued"
_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "center"})


def without_layout_tables(tree: "HtmlElement") -> None:
    """Make blocks of the tables that have a heading of the page or prose in a cell; those within them are asked too."""
    for table in [table for table in tree.iter("table") if _lays_out(table)]:
        for part in _own_parts(table):
            part.tag = "div"


def without_hover_cards(tree: "HtmlElement") -> None:
    """Take out of paragraphs what opens over a link: a box behind it that begins with the same link again."""
    for link in list(tree.iter("a")):
        box = link.getnext()
        if box is None or box.tag not in ("span", "div") or (link.tail or "").strip() or not link.get("href"):
            continue
        if next(link.iterancestors("p"), None) is None:
            continue
        first = next(box.iter("a"), None)
        if first is not None and first.get("href") == link.get("href") and _text(first) == _text(link):
            box.drop_tree()


def with_blanks(tree: "HtmlElement") -> None:
    """Part what only a style parts: inline elements whose words would become one, *21:50* and *20 January*."""
    from lxml.etree import strip_tags  # noqa: PLC0415  # imported when the first page is read

    for element in tree.iter("span", "a", "time", "b", "strong", "small"):
        beside = element.getnext()
        if beside is None or element.tail or beside.tag not in _INLINE:
            continue
        last, first = "".join(element.itertext())[-1:], "".join(beside.itertext())[:1]
        if first and _GLUED.fullmatch(last + first):
            element.tail = " "
            if element.tag == "span":
                element.tag = _GLUED_TAG
    strip_tags(tree, _GLUED_TAG)  # at once: to drop each tag by itself counts all before it


def with_entries(tree: "HtmlElement") -> None:
    """Make plain blocks of lists in which a point has several paragraphs: entries of a live page would be one line."""
    for listed in list(tree.iter("ul", "ol")):
        points = [point for point in listed if point.tag == "li"]
        if any(map(_is_entry, points)):
            for part in (listed, *points):
                part.tag = "div"


def _is_entry(point: "HtmlElement") -> bool:
    paragraphs = list(islice(point.iter("p"), 2))
    words = (len(_WORD.findall("".join(paragraph.itertext()))) for paragraph in paragraphs)
    return len(paragraphs) > 1 and max(words) >= _FEWEST_PROSE_WORDS


def with_blocks_of_links(tree: "HtmlElement") -> None:
    """Make a paragraph of a link that stands alone between blocks, or is named a button: it is told like one."""
    for link in list(tree.iter("a")):
        around = link.getparent()
        if around is None or around.tag not in ("div", "section", "aside") or (link.tail or "").strip():
            continue
        if _stands_alone(link) and next(link.iter("p", "div"), None) is None:
            made = around.makeelement("p")
            around.replace(link, made)
            made.append(link)


def _stands_alone(link: "HtmlElement") -> bool:
    if _BUTTON.search((link.get("class") or "").lower()):
        return True
    before, behind = link.getprevious(), link.getnext()
    around = link.getparent()
    text = (None if around is None else around.text) if before is None else before.tail
    beside = [one.tag for one in (before, behind) if one is not None]
    return not (text or "").strip() and bool(beside) and not _INLINE_ALL.intersection(beside)


def without_crowds(tree: "HtmlElement") -> None:
    """Make plain text of paragraphs of more parts than any has; where lines break is kept."""
    from lxml.etree import strip_tags  # noqa: PLC0415  # imported when the first page is read

    for paragraph in tree.iter("p"):
        tags = [part.tag for part in paragraph.iterdescendants() if part.tag != "br"]
        if len(tags) > _MOST_PARTS:
            strip_tags(paragraph, *set(tags))
            for part in (paragraph, *paragraph.iterdescendants("br")):  # setting a text joins its pieces
                part.text, part.tail = part.text, part.tail


def with_paragraphs(tree: "HtmlElement") -> None:
    """Make paragraphs of sentences that stand bare before or between paragraphs, as old pages have the first."""
    for font in tree.iter("font", "center"):
        if next(font.iter("p"), None) is not None:
            font.tag = "div"
    for parent in {paragraph.getparent() for paragraph in tree.iter("p")} - {None}:
        for before, run in _bare_runs(parent):
            _wrap(parent, before, run)


def _bare_runs(parent: "HtmlElement") -> list[tuple["HtmlElement | None", list["HtmlElement"]]]:
    """Text and inline elements in a row that end before a paragraph and are a sentence, and what stands before each."""
    runs: list[tuple[HtmlElement | None, list[HtmlElement]]] = []
    run: list[HtmlElement] = []
    text = parent.text or ""
    before: HtmlElement | None = None
    for child in parent:
        if child.tag in _INLINE_ALL:
            run.append(child)
            text += "".join(child.itertext()) + (child.tail or "")
            continue
        if child.tag == "p" and len(text.split()) >= _FEWEST_BARE_WORDS:
            runs.append((before, run))
        text, run, before = child.tail or "", [], child
    return runs


def _wrap(parent: "HtmlElement", before: "HtmlElement | None", run: list["HtmlElement"]) -> None:
    """Put the text behind an element, or before all, and the elements behind that text into a paragraph there."""
    made = parent.makeelement("p")
    if before is None:
        made.text, parent.text = parent.text, None
        parent.insert(0, made)
    else:
        made.text, before.tail = before.tail, None
        before.addnext(made)
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
