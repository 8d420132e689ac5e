"""The page of an article: its text with what was found in it, who said what, and the figures, dates and names."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import duckdb
from markupsafe import Markup

from flows.pages.article.marks import Note, anchor, kind_class, marks, notes, spaced
from flows.pages.article.markup import marked
from flows.pages.article.reading import ASIDE, Reading, read_article
from flows.pages.article.rows import ArticleRows, fetch_articles
from flows.pages.article.spans import cut, spread
from flows.pages.article.values import (
    date_terms,
    days,
    figure_terms,
    interval,
    number,
    origin,
    published,
    quote_terms,
    thing,
    unit,
)
from flows.pages.html.environment import asset, environment, render
from flows.pages.html.maps import Map, Place, map_of

_STYLES: Final = ("theme.css", "article.css")
_SCRIPTS: Final = ("article.js",)
_LIKELY: Final = 0.35
"""Score from which on an article is said to happen at a place, as in the view places_in_the_news."""


Worth = Callable[[Literal["quotes", "figures", "entities", "dates"], float], str | None]


@dataclass(frozen=True, slots=True)
class Link:
    """An address, relative to the page or absolute, and what it is called."""

    address: str
    text: str


class ShownBlock(NamedTuple):
    """A block with what the template needs of it."""

    section: str
    aside: bool
    text: Markup
    notes: list[Note]


def article_style() -> str:
    """The style of article pages, to be written once for those that link to it."""
    return "".join(asset(name) for name in _STYLES)


def article_script() -> str:
    """The script of article pages, to be written once for those that link to it."""
    return "".join(asset(name) for name in _SCRIPTS)


def article_pages(
    con: duckdb.DuckDBPyConnection,
    article_ids: Iterable[str],
    *,
    home: Link | None = None,
    style_file: str | None = None,
    script_file: str | None = None,
) -> Iterator[tuple[str, str]]:
    """(article_id, page) for the articles in their order; ids that the warehouse lacks are skipped.

    Args:
        con: a connection to news.duckdb.
        article_ids: the articles, as many as there are; their rows are read by the hundred.
        home: where the pages belong, linked at their head.
        style_file: address of a file with `article_style()`; without it each page holds the style.
        script_file: likewise for `article_script()`.
    """
    for rows in fetch_articles(con, article_ids):
        yield rows.article.article_id, render_article(rows, home=home, style_file=style_file, script_file=script_file)


def render_article(
    rows: ArticleRows,
    *,
    home: Link | None = None,
    style_file: str | None = None,
    script_file: str | None = None,
    worth: Worth | None = None,
) -> str:
    """The page of one article from its rows; the arguments are those of `article_pages`.

    `worth` says of a kind of row and a confidence what that is worth in this store, where it is known.
    """
    return render(
        "article.html.j2",
        _context(read_article(rows)) | {"home": home, "worth": worth or _unknown},
        styles=() if style_file else _STYLES,
        scripts=() if script_file else _SCRIPTS,
        style_files=(style_file,) if style_file else (),
        script_files=(script_file,) if script_file else (),
    )


def _unknown(_kind: str, _confidence: float) -> None:
    return None


def _context(reading: Reading) -> dict[str, object]:
    rows, article = reading.rows, reading.rows.article
    day = published(article)
    blocks = _shown_blocks(reading)
    heading = blocks.pop(0) if reading.heads_itself else None
    return {
        "title": _title(reading),
        "article": article,
        "published": day,
        "origin": origin(article),
        "load_id": rows.load_id,
        "heading": heading,
        "blocks": blocks,
        "reading": reading,
        "map": _map(rows),
        "names": {entity.entity_id: entity.name for entity in rows.entities},
    }


def _map(rows: ArticleRows) -> Map | None:
    """Where the article happens; None where that is not known."""
    likely = [row for row in rows.places if row.score >= _LIKELY]
    spots = (Place(f"{row.name}: {row.score:.2f}", row.latitude, row.longitude, row.precision, 1) for row in likely)
    return map_of(spots, f"Map of where it happens: {', '.join(row.name for row in likely)}")


def _title(reading: Reading) -> str:
    article = reading.rows.article
    if article.headline:
        return article.headline
    if reading.heads_itself:
        return article.body[reading.blocks[0].start : reading.blocks[0].end]
    return "Untitled article"


def _shown_blocks(reading: Reading) -> list[ShownBlock]:
    spans = spread(marks(reading), [(block.start, block.end) for block in reading.blocks])
    met: set[int] = set()
    return [
        ShownBlock(
            block.section,
            block.section in ASIDE,
            marked(cut(reading.rows.article.body, block.start, block.end, within)),
            notes(within, met),
        )
        for block, within in zip(reading.blocks, spans, strict=True)
    ]


environment().filters.update(
    anchor=anchor,
    date_terms=date_terms,
    days=days,
    figure_terms=figure_terms,
    interval=interval,
    kind_class=kind_class,
    number=number,
    quote_terms=quote_terms,
    spaced=spaced,
    thing=thing,
    unit=unit,
)
