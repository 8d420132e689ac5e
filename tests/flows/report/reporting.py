"""What the tests of reports share: a small store in which words and figures come again, and a site as trees."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from lxml.html import HtmlElement, document_fromstring

from flows.commands.report import write_report
from tests.flows.loading import load, write_jsonl

WORDS: Final = "Nobody in this harbour will forget the storm of last winter"
VOID: Final = frozenset({"meta", "link", "br", "hr", "input", "path", "line", "rect"})
_CALM: Final = (
    "It rained for most of the week, and the gardens behind the old mill stood under water until the wind turned.",
    "The library keeps its doors open in the evening now, and those who work late find a warm room and a cup of tea.",
    "Every child of the village learns to swim before it learns to read, because the river is near.",
    "Farmers brought in the last of the barley under a grey sky while their dogs slept in the shade of the carts.",
    "A choir sang in the church on the hill, and people who had not met for years stood together in the cold porch.",
    "Nothing grows on the northern slope but heather, so the shepherds take their flocks along the ridge in spring.",
)
"""What stands around the quotes: articles of the same words would be copies of one text."""


def article(number: int, text: str, **fields: object) -> dict[str, object]:
    """A record, published on a day of March 2026 by one of two papers."""
    day, publisher = f"2026-03-{number + 1:02d}", ("The Gazette", "Evening Post")[number % 2]
    named = {"id": f"n{number}", "headline": f"News {number}", "published_at": day, "publisher": publisher}
    return named | {"text": f"{text}\n{_CALM[number % len(_CALM)]}", "lang": "en"} | fields


ARTICLES: Final = (
    article(0, f"“{WORDS},” said Anna Brook. Kenya has 2,500 soldiers."),
    article(1, f"“{WORDS},” said Anna Brook. Kenya has more than 2,600 soldiers."),
    article(2, f"“{WORDS}, ever,” said Anna Brook. Kenya has about 3,100 soldiers."),
    article(
        3,
        "“We thank Anna Brook for her long work,” said Henry Dorn. Kenya has 2,500 soldiers.",
        published_at="2026-03-02",
    ),
    article(4, "“We like Henry Dorn and his boats a lot,” said Anna Brook.", publisher=None),
    article(5, "“We will sail to Kenya and to Peru,” said Henry Dorn. He met Anna Brook.", published_at=None),
)
BAD: Final[tuple[dict[str, object], ...]] = (
    {"id": "bad", "text": ""},
    {"id": "odd", "text": "A text.", "published_at": "never"},
)


def make_store(folder: Path, *records: dict[str, object], annotator: str = "simple") -> Path:
    """A store that these records were loaded into."""
    load(folder / "store", write_jsonl(folder / "records.jsonl", records), annotator=annotator)
    return folder / "store"


def make_site(store: Path, out: Path, *where: str, articles: Any = "cited") -> Path:  # noqa: ANN401  # one of three words
    """The folder of a report."""
    write_report(store, out, (None, None), where, articles)
    return out


def files(site: Path) -> dict[str, bytes]:
    """The bytes of a site's files, by path."""
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def pages(site: Path) -> dict[str, HtmlElement]:
    """The pages of a site as trees, by path."""
    found = sorted(site.rglob("*.html"))
    return {str(path.relative_to(site)): document_fromstring(path.read_text(encoding="utf-8")) for path in found}


def page(site: Path, path: str = "index.html") -> HtmlElement:
    """A page as a tree."""
    return document_fromstring((site / path).read_text(encoding="utf-8"))


def cells(table: HtmlElement) -> list[list[str]]:
    """What stands in the body of a table, without its notes and links to places."""
    for quiet in table.xpath(".//span[@class='note'] | .//*[@class='place']"):
        quiet.drop_tree()
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("./tbody/tr")]


class Nesting(HTMLParser):
    """Notes every element that is not closed where it should be, and every attribute that a policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.names: set[str] = set()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's beginning."""
        self.names.add(tag)
        self.wrong += [f"{tag} {name}" for name, _ in attrs if name.startswith("on") or name == "style"]
        if len({name for name, _ in attrs}) != len(attrs):
            self.wrong.append(f"{tag} has an attribute twice")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Note an element's end."""
        if tag not in VOID and (not self._open or self._open.pop() != tag):
            self.wrong.append(f"</{tag}>")

    def close(self) -> None:
        """Note what was never closed."""
        super().close()
        self.wrong += self._open


def links(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The addresses in the site that a page leads to or needs, each as path and fragment."""
    for address in tree.xpath("//a[not(contains(@rel, 'external'))]/@href | //link[@rel='stylesheet']/@href"):
        yield address.partition("#")[::2]
    for added in tree.xpath("//script[contains(., 'createElement')]/text()"):
        for address in re.findall(r'"([^"]+\.js)"', added):
            yield address, ""
