"""The article's text of a page, a block a line, and what the page's markup says of each block.

The blocks are those that trafilatura takes (Barbaresi 2021, "Trafilatura: a web scraping library"). Added are
paragraphs that stand in containers of the same make as most of them (a text that a page divides around
advertisements), and the standfirst: a block whose words are the page's own description.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flows.readers.html.furniture import outlet_of
from flows.readers.html.guesses import trafilatura
from flows.readers.html.layout import (
    with_blanks,
    with_blocks_of_links,
    with_entries,
    with_paragraphs,
    without_crowds,
    without_hover_cards,
    without_layout_tables,
    without_other_articles,
)
from flows.readers.html.marking import mark, read
from flows.readers.html.seen import is_longer, lines_in, text_in
from flows.readers.html.standfirst import standfirst_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 12
"""Words of a paragraph that is taken in from elsewhere on the page; teasers and buttons are shorter."""
_RULE = re.compile(r"\|(?:-{3,}\|)+")
"""What trafilatura draws between a table's head and its rows."""
_MOST = 0.8
_APART = frozenset({"aside", "figure", "form", "footer", "nav", "header", "table"})
_ITEMS = ("li",)
_SUMMARY_WORDS = 5
_LONGEST_SUMMARY = 400
"""Characters of a standfirst; some pages give the whole text as their description."""
_LONGEST_SHOWN = 10 * _LONGEST_SUMMARY
"""Characters, with blanks and scripts, of an element that may show a standfirst."""
_OPENING = 80
"""Characters by which the same paragraph is known again: what follows may be cut or marked up."""
_MOST_PARAGRAPHS = 5_000
"""Paragraphs up to which trafilatura is asked: its time grows with their square (`//p//text()`), and a page of more is
no page of news but a book; of such a page all paragraphs are taken."""
_BLOCKS = (
    "p",
    "div",
    "li",
    "td",
    "th",
    "tr",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "option",
)
_MOST_BLOCKS = 2_000
"""Blocks up to which trafilatura asks others for a second opinion: one looks from each short block at all before it."""
_FIRST = 8
"""Lines at the beginning of a text among which a standfirst may stand."""
_LONGER = 1.3
"""An articleBody so many times as long as what was found has what was missed: a text that scripts would show."""


class Text(NamedTuple):
    """The text of a page and, line by line, what its markup says of it (`marking.read`)."""

    body: str
    hints: list[str]


def text_of(
    tree: "HtmlElement",
    given: str | None,
    summaries: Sequence[str],
    headline: str | None = None,
    byline: Sequence[str] = (),
    sites: Sequence[str] = (),
) -> Text:
    """The article's text; empty where there is none.

    Args:
        tree: the page.
        given: the text that the page's linked data gives.
        summaries: what the page gives as its description.
        headline: the article's.
        byline: the article's.
        sites: names of the outlet.
    """
    marked = deepcopy(tree)
    without_other_articles(marked, headline)
    without_layout_tables(marked)
    without_hover_cards(marked)
    with_entries(marked)
    with_blanks(marked)
    with_blocks_of_links(marked)
    with_paragraphs(marked)
    without_crowds(marked)
    if not mark(marked, outlet_of(sites, byline)):
        return Text("\n".join(_extracted(marked)) or given or "", [])
    lines = _completed(marked, [read(line) for line in _extracted(marked)])
    if given and len(given) > _LONGER * sum(len(line) for line, _ in lines):
        lines = [(line, "") for line in given.splitlines() if line.strip()]
    shown = standfirst_of(marked, headline, {_folded(line) for line, _ in lines[:_FIRST]}, byline)
    lines = _with_standfirst(shown, lines, headline)
    lines = [*_standfirst(tree, lines, summaries), *lines]
    return Text("\n".join(line for line, _ in lines), [hint for line, hint in lines if line.strip()])


def _extracted(tree: "HtmlElement") -> list[str]:
    paragraphs = list(islice(tree.iter("p"), _MOST_PARAGRAPHS + 1))
    if len(paragraphs) > _MOST_PARAGRAPHS:
        return [line for paragraph in tree.iter("p") if (line := text_in(paragraph))]
    crowded = next(islice(tree.iter(*_BLOCKS), _MOST_BLOCKS, None), None) is not None
    text = trafilatura().extract(deepcopy(tree), include_comments=False, fast=crowded)
    return [line for line in text.split("\n") if not _RULE.fullmatch(line)] if text else []


def _completed(tree: "HtmlElement", lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The lines with the paragraphs of prose that stand among them, or in containers of the same make."""
    places = {_key(line): at for at, (line, _) in enumerate(lines)}
    paragraphs = [_Paragraph(element, *read(line)) for element in tree.iter("p", *_ITEMS) for line in lines_in(element)]
    taken = [one for one in paragraphs if one.element.tag == "p" and _key(one.line) in places]
    if not taken:
        return lines
    scope, makes = _scope(taken), _usual(taken)
    lists = _lists_between(taken)
    missing: dict[int, list[tuple[str, str]]] = {}
    last = -1
    for paragraph in paragraphs:
        at = places.get(_key(paragraph.line))
        if at is not None:
            last = at
        elif last >= 0 and paragraph.element.tag in _ITEMS:
            if paragraph.hint == "" and paragraph.line and paragraph.element.getparent() in lists:
                missing.setdefault(last, []).append((f"- {paragraph.line}", ""))
        elif last >= 0 and _is_missing(paragraph, scope, makes):
            missing.setdefault(last, []).append((paragraph.line, paragraph.hint))
    return [new for at, line in enumerate(lines) for new in (line, *missing.get(at, ()))]


def _lists_between(taken: Sequence["_Paragraph"]) -> set["HtmlElement"]:
    """Lists of which none leads elsewhere, right between two paragraphs of the text: points that it makes."""
    ours = {paragraph.element for paragraph in taken}
    behind = (paragraph.getnext() for paragraph in ours)
    lists = [one for one in behind if one is not None and one.tag in ("ul", "ol") and one.getnext() in ours]
    return {one for one in lists if next(one.iter("a"), None) is None}


class _Paragraph(NamedTuple):
    element: "HtmlElement"
    line: str
    hint: str


def _is_missing(paragraph: _Paragraph, scope: "HtmlElement | None", makes: Collection[str]) -> bool:
    long = len(_WORD.findall(paragraph.line)) >= _FEWEST_WORDS
    if paragraph.hint != "text" and not (paragraph.hint == "" and long):
        return False
    above = list(paragraph.element.iterancestors())
    if scope is not None and scope in above:
        return not any(element.tag in _APART for element in above[: above.index(scope)])
    return long and _make(paragraph.element) in makes


def _scope(taken: Sequence[_Paragraph]) -> "HtmlElement | None":
    """The lowest element that holds most of the paragraphs found; None if only the whole page does."""
    held = Counter(above for paragraph in taken for above in paragraph.element.iterancestors())
    holding = [element for element, count in held.items() if count >= _MOST * len(taken)]
    lowest = max(holding, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    return None if lowest is None or lowest.tag in ("body", "html") else lowest


def _usual(taken: Sequence[_Paragraph]) -> set[str]:
    """The makes of the containers that hold at least half of the paragraphs found."""
    makes = Counter(_make(paragraph.element) for paragraph in taken)
    return {make for make, count in makes.items() if make and count >= len(taken) / 2}


def _with_standfirst(
    standfirst: Sequence[str], lines: list[tuple[str, str]], headline: str | None
) -> list[tuple[str, str]]:
    """The lines with those of the standfirst before them as text, or as text where they stand among the first."""
    told = {_key(line) for line in standfirst}
    shown = _folded(headline or "")
    first = [
        (line, "text" if _key(line) in told else "headline" if shown and _folded(line) == shown else hint)
        for line, hint in lines[:_FIRST]
    ]
    have = {_key(line) for line, _ in lines}
    behind = next((at for at, (line, _) in enumerate(first, start=1) if _folded(line) == _folded(headline or "")), 0)
    new = [(line, "text") for line in standfirst if _key(line) not in have]
    return [*first[:behind], *new, *first[behind:], *lines[_FIRST:]]


def _standfirst(
    tree: "HtmlElement", lines: Iterable[tuple[str, str]], summaries: Sequence[str]
) -> list[tuple[str, str]]:
    """The page's description if a block of the page shows it, and the text lacks it."""
    wanted = {_folded(summary) for summary in summaries if len(_WORD.findall(summary)) >= _SUMMARY_WORDS}
    openings = {_key(line) for line, _ in lines}
    wanted = {summary for summary in wanted if summary[:_OPENING] not in openings and len(summary) <= _LONGEST_SUMMARY}
    wanted = _shown(tree, wanted)
    for element in tree.iter("p", "h2", "h3", "div", "span") if wanted else ():
        if is_longer(element, _LONGEST_SHOWN):
            continue
        text = text_in(element)
        if len(text) <= 2 * _LONGEST_SUMMARY and _folded(text) in wanted:
            return [(text, "text")]
    return []


def _shown(tree: "HtmlElement", wanted: Collection[str]) -> set[str]:
    """Those of some texts that the page's text has, but for their ends, where words of others may be joined to them."""
    whole = _folded(text_in(tree)) if wanted else ""
    return {text for text in wanted if " ".join(text.split()[1:-1]) in whole}


def _make(element: "HtmlElement") -> str:
    """What containers of one make share: tag and class of the two elements above a paragraph."""
    above = [parent for parent, _ in zip(element.iterancestors(), range(2), strict=False)]
    return " ".join(f"{parent.tag}.{parent.get('class') or ''}" for parent in above if parent.get("class"))


def _key(text: str) -> str:
    return _folded(text)[:_OPENING]


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
