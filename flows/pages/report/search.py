"""Search over the tables of the site: every row of its first pages as a line that a script filters."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from flows.pages.report.parts import Cell, Chart, Page, Table, joined, shortened

MOST: Final = 4000
"""Lines that the page holds: some 700 kB, which a phone filters while one types."""
_WIDTH: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what it says, where it leads, and on which page it stands."""

    text: str
    href: str
    place: str


@dataclass(slots=True)
class Lines:
    """The lines of a site, in the order in which its pages were made, up to MOST."""

    found: list[Line] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Take the rows of a page's tables; pages of single names and series stand in those already."""
        if "/" in page.path or page.path == "index.html":
            return
        for table in _tables(page):
            lines = (_line(row, page, table) for row in table.rows)
            self.found += [line for line, _ in zip(lines, range(MOST - len(self.found)), strict=False)]

    def page(self) -> Page:
        """The page on which they are searched."""
        return Page("search.html", "report_search.html.j2", {"title": "Search the report", "lines": self.found})


def _tables(page: Page) -> Iterator[Table]:
    for value in page.context.values():
        if isinstance(value, Table):
            yield value
        elif isinstance(value, Chart):
            yield value.table


def _line(row: tuple[Cell, ...], page: Page, table: Table) -> Line:
    words = joined(dict.fromkeys(joined((cell.text, cell.note)) for cell in row), " · ")
    href = next((cell.href for cell in row if cell.href), None)
    return Line(shortened(words, _WIDTH), href or f"{page.path}#{table.name}", str(page.context["title"]))
