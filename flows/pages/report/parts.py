"""What a report's pages are made of: cells, tables and charts, each with the question that gave it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from markupsafe import Markup

from flows.pages.report.queries import Answer, Row
from flows.pages.report.units import unit_name

WORDS: Final = 260
"""Characters of a quote that a table shows; the article's page has all."""

Kind = Literal["text", "number", "date"]

_SIGNS: Final = {"1": "", "percent": "%", "percentage_point": " points"}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place in the site; `href` None: to a page that the report does not hold."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table at one place.

    Attributes:
        text: what is read.
        href: where it leads in the site.
        sort: what it is sorted by, if not its text.
        note: a second, quieter line.
        links: places in articles, behind the text.
        quoted: whether the text is somebody's words.
        source: where it was published, on the web.
    """

    text: str
    href: str | None = None
    sort: str | None = None
    note: str = ""
    links: tuple[Link, ...] = ()
    quoted: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, which may have a word of explanation."""

    label: str
    kind: Kind = "text"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that a reader sorts and filters, and the SQL that gave them.

    Attributes:
        name: its id in the page.
        caption: what a row is.
        columns: the columns; the first one names the row.
        rows: the cells.
        answer: the question and the SQL behind it.
        limit: how many rows at most are shown; the SQL gives the rest.
        empty: what is said where no row was found.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    answer: Answer
    limit: int
    empty: str = "There is nothing of this kind among these articles."

    @property
    def is_cut(self) -> bool:
        """Whether there may be more rows than are shown."""
        return len(self.rows) >= self.limit


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it shows, and the numbers it was drawn from."""

    name: str
    caption: str
    drawing: Markup
    table: Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its place, its template and what the template shows."""

    path: str
    template: str
    context: dict[str, object]


def said(row: Row, href: str | None) -> Cell:
    """The words of a quote; in quotation marks where they are the speaker's own."""
    return Cell(shortened(row["words"]), href, quoted=row["kind"] == "direct")


def number(value: float | None, href: str | None = None) -> Cell:
    """A number with its thousands apart."""
    if value is None:
        return Cell("", sort="")
    return Cell(spelled(value), href, sort=repr(float(value)))


def spelled(value: float) -> str:
    """A number as people read it: 1,200; 0.333; 1.2 million from a million on."""
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:,.6g}{name}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.3f}".rstrip("0").rstrip(".")


def day(value: date | None) -> Cell:
    """A day as people write it: 7 Mar 2026."""
    return Cell(day_text(value), sort=value.isoformat() if value else "")


def day_text(value: date | None, unknown: str = "undated") -> str:
    """A day as people write it, or what stands for an unknown one."""
    return f"{value.day} {value:%b %Y}" if value else unknown


def days_text(first: date | None, last: date | None) -> str:
    """A span of days."""
    return day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun: 1 article, 1,200 articles."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def shortened(text: str, width: int = WORDS) -> str:
    """The start of `text` up to a word's end, with an ellipsis where something was left out."""
    if len(text) <= width:
        return text
    return text[: width - 1].rsplit(None, 1)[0].rstrip(" ,;:–—") + "…"


def interval(low: float | None, high: float | None, unit: str = "") -> str:
    """What a figure's words commit to, as words: 2,450 to 2,550; at least 2,000."""
    ends = (None if low is None else spelled(low), None if high is None else spelled(high))
    if None not in ends and ends[0] == ends[1]:
        return f"exactly {ends[0]}{unit}"
    both = f"{ends[0]} to {ends[1]}{unit}"
    return both if None not in ends else f"{ends[0]}{unit} or more" if ends[0] else f"{ends[1]}{unit} or less"


def unit_text(unit: str | None, per_unit: str | None) -> str:
    """A unit behind a number: " USD per barrel", "%"; nothing for a plain count."""
    name = _SIGNS[unit] if unit in _SIGNS else f" {unit_name(unit)}" if unit else ""
    return f"{name} per {unit_name(per_unit, plural=False)}" if per_unit else name


def joined(parts: Iterable[str | None], between: str = ", ") -> str:
    """The parts that say something, joined."""
    return between.join(part for part in parts if part)
