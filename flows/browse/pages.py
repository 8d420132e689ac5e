"""From a search to its page, its article's page, and its file."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flows.answers.formats import write_answer
from flows.browse.cite import STYLES, Cited, cite
from flows.browse.conditions import Conditions, conditions
from flows.browse.library import Reading
from flows.browse.passages import Passage, Piece, looked_for, marked, passages
from flows.browse.query import FIELDS, Term
from flows.browse.search import BANDS, FACETS, Counted, Found, search
from flows.browse.state import LAST_PAGE, PER_PAGE, State, exactly
from flows.browse.timeline import HEIGHT, WIDTH, timeline
from flows.browse.told import COLUMNS, SORTS, WHATS, told
from flows.pages import render
from flows.pages.article import fetch_articles, render_article
from flows.pages.article.marks import anchor
from flows.pages.article.page import Link
from flows.pages.article.values import number
from schemas.errors import TerminalError

MOST_ROWS: Final = 100_000
"""Hits that a file holds; its SQL gives all."""
ENDINGS: Final = {"csv": "text/csv", "json": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}
"""Files of hits, and their types."""
_STYLES, _SCRIPTS = ("theme.css", "browse.css"), ("browse.js",)
_ID: Final = 32
_LIKELY: Final = 0.5


class NoSuchPageError(TerminalError):
    """What an address names is not there."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit as the template shows it.

    Attributes:
        row: its row.
        href: the address of its place in its article; of a name, of what was said about it.
        title: the hit's own words, in pieces.
        passage: the text around it, if it has a place.
        notes: what a reader must know of it: not said, a denial, unsure.
        cited: the quote with its citation; empty for other hits.
        value: a figure's value with its unit.
        by: the address of all that its speaker said, if the speaker is known by name.
        about: the address of all that was said about a name.
    """

    row: Mapping[str, Any]
    href: str
    title: tuple[Piece, ...]
    passage: Passage | None
    notes: tuple[str, ...]
    cited: str
    value: str
    by: str
    about: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: in words, how often, the address that narrows to it or takes it away again."""

    text: str
    count: int
    href: str
    chosen: bool


def search_page(reading: Reading, state: State) -> str:
    """The page of a search.

    Raises:
        QueryError: the query can't be read.
    """
    terms = state.terms
    asked = conditions(terms, reading.index.fold)
    key = (asked.asked, tuple(asked.parameters.items()), asked.shown, state.what)
    found = search(reading.hits, asked, state, reading.counts.get(key))
    reading.counts.keep(key, found.counted)
    context = _context(reading, state, found) | {"hits": _hits(reading, state, terms, found), "sql": _sql(state, asked)}
    return render("browse.html.j2", context, styles=_STYLES, scripts=_SCRIPTS)


def explained_page(title: str, why: str, query: str) -> str:
    """A page that says why there is no other, with the query to be mended."""
    context = {"title": title, "why": why, "state": State(query), "fields": FIELDS}
    return render("browse_explained.html.j2", context, styles=_STYLES, scripts=_SCRIPTS)


def article_page(reading: Reading, state: State, article_id: str) -> str:
    """The page of an article, with the way back to the search.

    Raises:
        NoSuchPageError: the store has no such article.
    """
    if len(article_id) != _ID or not article_id.isalnum():
        raise NoSuchPageError
    rows = next(fetch_articles(reading.news, [article_id]), None)
    if rows is None:
        raise NoSuchPageError
    return render_article(rows, home=Link(state.url(page=state.page), "Back to the search"))


def hits_file(reading: Reading, state: State, ending: str) -> tuple[Path, str]:
    """A file with the hits of a search in their order, MOST_ROWS at most, and its type; its folder is the caller's.

    Raises:
        NoSuchPageError: there are no files of that ending.
        QueryError: the query can't be read.
    """
    if ending not in ENDINGS:
        raise NoSuchPageError
    asked = conditions(state.terms, reading.index.fold)
    query = (
        f"SELECT {COLUMNS} FROM hits LEFT JOIN heads USING (article_id) "  # noqa: S608  # fixed pieces of ours
        f"WHERE what = $what AND {asked.sql} ORDER BY {SORTS[state.sort]} LIMIT {MOST_ROWS}"
    )
    rows = reading.hits.sql(query, params={**asked.parameters, "what": state.what}).to_arrow_reader(1000)
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    try:
        write_answer(rows, ending, folder / f"{state.what}.{ending}")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / f"{state.what}.{ending}", ENDINGS[ending]


def _sql(state: State, asked: Conditions) -> str:
    return told(state.what, asked, state.sort)


def _context(reading: Reading, state: State, found: Found) -> dict[str, object]:
    pages = min(-(-found.total // PER_PAGE), LAST_PAGE)
    return {
        "title": f"{state.q} – search" if state.q else "Search",
        "state": state,
        "fields": FIELDS,
        "tabs": [(what, found.counted.whats[what], state.url(what=what, sort="newest")) for what in WHATS],
        "total": found.total,
        "pages": pages,
        "first": state.offset + 1,
        "last": state.offset + len(found.rows),
        "facets": dict(_facets(state, found.counted)),
        "terms": [(term, state.without(term)) for term in state.terms],
        "bars": timeline(found.counted.days),
        "drawing": (WIDTH, HEIGHT),
        "sorts": SORTS if state.what == "figures" else [name for name in SORTS if name not in {"largest", "smallest"}],
        "cites": STYLES,
        "endings": ENDINGS,
        "hidden": found.counted.hidden,
        "renewing": reading.renewing,
        "snapshot_id": reading.index.snapshot.snapshot_id,
        "most_rows": MOST_ROWS,
    }


def _facets(state: State, counted: Counted) -> Iterator[tuple[str, list[Choice]]]:
    """The facets that have something to choose."""
    for name in FACETS:
        as_written = exactly if name in {"outlet", "speaker"} else str
        choices = [_choice(state, name, as_written(value), value, count) for value, count in counted.facets[name]]
        if choices:
            yield name, choices
    bands = [_choice(state, "confidence", band, BANDS[band], count) for band, count in counted.bands.items() if count]
    if bands:
        yield "confidence", bands


def _choice(state: State, field: str, value: str, text: str, count: int) -> Choice:
    term = state.has(field, value)
    return Choice(text, count, state.without(term) if term else state.with_term(field, value), term is not None)


def _hits(reading: Reading, state: State, terms: tuple[Term, ...], found: Found) -> list[Hit]:
    around = passages(reading.news, found.rows, terms)
    words = looked_for(terms)
    return [_hit(state, row, around.get(row["row_id"]), marked(row["text"], words)) for row in found.rows]


def _hit(state: State, row: Mapping[str, Any], passage: Passage | None, title: tuple[Piece, ...]) -> Hit:
    is_name = row["what"] == "names"
    asked = State(cite=state.cite)
    return Hit(
        row=row,
        href=asked.with_term("about", exactly(row["text"])) if is_name else _place(state, row),
        title=title,
        passage=passage,
        notes=tuple(_notes(row)),
        cited=cite(_cited(row), state.cite) if row["what"] == "quotes" else "",
        value=_value(row),
        by=asked.with_term("speaker", exactly(row["text"] if is_name else row["speaker"])) if _speaks(row) else "",
        about=asked.with_term("about", exactly(row["text"])) if is_name else "",
    )


def _speaks(row: Mapping[str, Any]) -> bool:
    return bool(row["what"] == "names" or row["speaker"])


def _place(state: State, row: Mapping[str, Any]) -> str:
    """The address of a hit's place in its article; behind it stands the search, so that one finds back."""
    fragment = f"#{anchor(row['row_id'])}" if row["what"] != "headlines" else ""
    search_ = state.query_string(page=state.page)
    return f"/article/{row['article_id']}{'?' if search_ else ''}{search_}{fragment}"


def _notes(row: Mapping[str, Any]) -> Iterator[str]:
    """What a reader must know before the words are believed."""
    if row["confidence"] is not None and row["confidence"] < _LIKELY:
        yield "unsure"
    if not row["said"]:
        yield f"not asserted: {row['modality']}" if row["modality"] != "asserted" else "declines to say"
    if row["polarity"] not in {None, "asserts", "declines"}:
        yield row["polarity"]


def _value(row: Mapping[str, Any]) -> str:
    if row["what"] != "figures":
        return ""
    unit = "" if row["unit"] in {None, "1"} else f" {row['unit']}"
    told = number(row["value"])
    return f"{told}{unit}" if told and (unit or told not in row["text"]) else ""


def _cited(row: Mapping[str, Any]) -> Cited:
    return Cited(
        words=row["text"],
        kind=row["kind"],
        speaker=row["speaker"] or row["described"],
        role=row["speaker_role"] if row["speaker"] else "",
        outlet=row["outlet"],
        day=row["date"],
        headline=row["headline"],
        url=row["url"],
        byline=row["byline"] or (),
    )
