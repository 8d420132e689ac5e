"""The report as files, page after page: the same snapshot and options give the same bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final, Literal

import duckdb

from flows.installation import CODE_VERSION
from flows.pages.article.page import Link as Home
from flows.pages.article.page import article_script, article_style, render_article
from flows.pages.article.rows import fetch_articles
from flows.pages.html.environment import asset, render
from flows.pages.report.contradictions import contradictions_page
from flows.pages.report.entities import entities_page, entity_page, with_page
from flows.pages.report.figures import series_pages
from flows.pages.report.links import Links
from flows.pages.report.made import Calibrated, made_page
from flows.pages.report.outlets import outlets_page
from flows.pages.report.overview import articles_page, overview_page
from flows.pages.report.pairs import pairs_page
from flows.pages.report.parts import Page, counted, days_text
from flows.pages.report.places import places_page
from flows.pages.report.queries import Questions, keep_at_hand
from flows.pages.report.repeats import repeats_page
from flows.pages.report.search import Lines
from flows.pages.report.selection import Selection
from flows.pages.report.speakers import speakers_page
from flows.pages.report.time import span_of

Articles = Literal["cited", "all", "none"]
CITED: Final = 1000
"""Articles that get a page where those that the report leads to are wanted: the first ones that it leads to."""
BATCH: Final = 50
"""Articles whose rows are in memory at a time."""

_PAGES = (
    ("index.html", "Overview"),
    ("speakers.html", "Speakers"),
    ("about.html", "Who on whom"),
    ("spread.html", "Spread"),
    ("figures.html", "Figures"),
    ("contradictions.html", "Contradictions"),
    ("entities.html", "Names"),
    ("places.html", "Places"),
    ("outlets.html", "Outlets"),
    ("articles.html", "Articles"),
    ("made.html", "How it was made"),
    ("search.html", "Search"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path below the site's folder, and its text."""

    path: str
    text: str


def site_files(
    connection: duckdb.DuckDBPyConnection,
    snapshot_id: str,
    selection: Selection,
    articles: Articles = "cited",
    calibrated: Sequence[Calibrated] = (),
) -> Iterator[File]:
    """The files of the report, one after the other.

    Args:
        connection: news.duckdb of the snapshot.
        snapshot_id: its id, which the pages name.
        selection: the articles that the report covers.
        articles: whose pages it holds: those `cited` (the first CITED that its pages lead to), `all`, or `none`.
        calibrated: what confidences are worth in this store, of the kinds that people judged.
    """
    keep_at_hand(connection)
    questions = Questions(connection, selection)
    limits = {"cited": CITED, "all": 10**9, "none": 0}
    links = Links(frozenset(with_page(questions)), limits[articles])
    site = _site(questions, snapshot_id)
    lines = Lines()
    for page in _pages(questions, links, articles):
        lines.add(page)
        yield File(page.path, _rendered(page, site))
    for page in (made_page(questions, calibrated), lines.page()):
        yield File(page.path, _rendered(page, site))
    yield File("assets/report.css", asset("theme.css") + asset("report.css"))
    yield File("assets/report.js", asset("report.js"))
    yield from _articles(connection, links)


def _pages(questions: Questions, links: Links, articles: Articles) -> Iterator[Page]:
    """The pages in an order that cites first those articles that readers are most likely to open."""
    counts = questions.ask("overview")
    span = span_of([(row["day"], row["articles"]) for row in questions.ask("days")])
    yield contradictions_page(questions, links)
    yield repeats_page(questions, links)
    yield from series_pages(questions, links)
    yield pairs_page(questions, links)
    yield speakers_page(questions, links, span)
    yield entities_page(questions, links)
    yield places_page(questions, links)
    yield outlets_page(questions, links, span)
    yield overview_page(questions, links, counts, span)
    if articles == "all":
        for row in questions.ask("articles", rows=links.limit):
            links.article(row["article_id"])
    for canonical_id in with_page(questions):
        yield entity_page(questions, links, canonical_id)
    yield articles_page(questions, links)


def _articles(connection: duckdb.DuckDBPyConnection, links: Links) -> Iterator[File]:
    if not links.cited:
        return
    yield File("assets/article.css", article_style())
    yield File("assets/article.js", article_script())
    for rows in fetch_articles(connection, links.cited, batch=BATCH):
        text = render_article(
            rows,
            home=Home("../index.html", "The report"),
            style_file="../assets/article.css",
            script_file="../assets/article.js",
        )
        yield File(f"articles/{rows.article.article_id}.html", text)


def _site(questions: Questions, snapshot_id: str) -> dict[str, object]:
    """What all pages say of the report."""
    counts = questions.ask_one("overview")
    newest = questions.ask_one("load_sums")["newest"]
    covers = counted(counts["articles"], "article")
    if counts["publishers"]:
        covers += f" of {counted(counts['publishers'], 'publisher')}"
    if counts["first_day"]:
        covers += f", {days_text(counts['first_day'], counts['last_day'])}"
    return {
        "pages": [{"path": path, "title": title} for path, title in _PAGES],
        "covers": covers,
        "conditions": questions.selection.words(),
        "snapshot_id": snapshot_id,
        "newest": f"{newest.astimezone(UTC):%Y-%m-%d %H:%M}" if newest else "",
        "version": CODE_VERSION,
    }


def _rendered(page: Page, site: dict[str, object]) -> str:
    root = "../" * page.path.count("/")
    context = {**page.context, "site": site, "root": root, "path": page.path}
    return render(
        page.template,
        context,
        styles=(),
        style_files=(f"{root}assets/report.css",),
        script_files=(f"{root}assets/report.js",),
    )


def known_entries() -> frozenset[str]:
    """The names that may lie in the folder of a report, apart from its marker."""
    folders = ("assets", "articles", "entities", "figures")
    return frozenset((*folders, *(path for path, _ in _PAGES)))


def write_file(folder: Path, file: File) -> int:
    """Write a file below `folder` and return its size in bytes."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    data = file.text.encode("utf-8")
    path.write_bytes(data)
    return len(data)
