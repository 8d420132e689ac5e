"""A hostile article is harmless wherever it is shown: nothing of it runs, steers, reorders or becomes a link."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.pages.article.page import article_pages, render_article
from flows.pages.article.rows import ArticleRows, fetch_articles
from tests.browser.browsing import DESKTOP, PHONE, Visit, visit
from tests.browser.hostile import hostile_article
from tests.flows.loading import load, onrecord, write_jsonl
from warehouse.store.read import connect
from warehouse.store.store import Store

STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys or reorders by; line feeds are ours."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the hostile article alone."""
    folder = tmp_path_factory.mktemp("hostile")
    load(folder / "store", write_jsonl(folder / "hostile.jsonl", [hostile_article()]), annotator="default")
    return folder / "store"


@pytest.fixture(scope="module")
def rows(store: Path) -> ArticleRows:
    """The rows of the hostile article, with addresses that no load would let pass."""
    with connect(Store.open(store, create=False)) as con:
        ((article_id,),) = con.execute("SELECT article_id FROM articles").fetchall()
        (rows,) = fetch_articles(con, [article_id])
    assert rows.quotes
    assert rows.figures
    return rows


@pytest.fixture(scope="module")
def page_file(store: Path, rows: ArticleRows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the hostile article."""
    path = tmp_path_factory.mktemp("hostile-page") / "hostile.html"
    with connect(Store.open(store, create=False)) as con:
        path.write_text(next(article_pages(con, [rows.article.article_id]))[1], encoding="utf-8")
    return path


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def opened(browser: Browser, page_file: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open the page."""
    with visit(browser, page_file, request.param) as opened:
        yield opened


def test_nothing_of_it_runs(opened: Visit) -> None:
    """No script of the article ran, no dialog came up, nothing was fetched, the console is silent."""
    for selector in ("article .quote", "a.figure", ".said", ".who"):
        opened.page.locator(selector).first.hover()
    opened.screenshot(f"hostile-{opened.page.viewport_size and opened.page.viewport_size['width']}")
    assert opened.page.evaluate("window.hacked") is None
    assert opened.dialogs == []
    assert opened.errors == []
    assert {address.split(":")[0] for address in opened.requests} <= {"file", "data"}


def test_nothing_of_it_is_markup(opened: Visit) -> None:
    """The page has its own elements alone: no handler, no style attribute, no script, frame or picture of another."""
    assert opened.page.locator("script").count() == opened.page.locator("style").count() == 1
    assert opened.page.locator("iframe, img, svg, object, embed, form, b, i").count() == 0
    attributes = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
    names = set(opened.page.evaluate(attributes))
    assert not {name for name in names if name.startswith("on")}
    assert opened.page.evaluate("[...document.querySelectorAll('[style]')].every(e => e.id === 'card')")
    assert "<script>window.hacked = 1</script>" in opened.page.locator("article").inner_text()
    assert "{{ 7 * 7 }}" in opened.page.locator("article").inner_text()


def test_links_lead_to_the_web_or_within_the_page(opened: Visit) -> None:
    """Whatever the address, a link is http(s), and gives away neither the opener nor where one came from."""
    links = opened.page.locator("a").evaluate_all(
        "links => links.map(a => [a.protocol, a.rel, a.getAttribute('href')])"
    )
    web = [rel for protocol, rel, _ in links if protocol in ("http:", "https:")]
    assert all(protocol in ("http:", "https:") or href.startswith("#") for protocol, _, href in links)
    assert all("noopener" in rel and "noreferrer" in rel for rel in web)


def test_it_fits_and_reads(opened: Visit) -> None:
    """A word of 3,000 letters widens nothing, marks that reorder are shown as what they are, and axe is content."""
    size = opened.page.viewport_size
    assert size is not None
    assert opened.width <= size["width"]
    assert "U+202E" in opened.page.locator("article").inner_text()
    assert STEERS.search(opened.page.title()) is None
    assert opened.serious_violations() == []


@pytest.mark.parametrize(
    "url", ["javascript:window.hacked=11", "data:text/html,<script>", "file:///etc/passwd", "//evil", "https:"]
)
def test_other_addresses_are_text(rows: ArticleRows, url: str) -> None:
    """An address that is none of the web's is shown and leads nowhere."""
    changed = rows.article.model_copy(update={"url": url})
    page = render_article(ArticleRows(changed, rows.load_id, (), (), (), (), (), (), ()))
    assert 'rel="noopener' not in page


def test_terminal_is_not_steered(store: Path) -> None:
    """The article in the terminal holds no control, no escape and no directional mark, on whatever side of a cut."""
    with connect(Store.open(store, create=False)) as con:
        ((article_id,),) = con.execute("SELECT article_id FROM articles").fetchall()
    shown = onrecord("show", article_id[:8], "--warehouse", str(store), "--plain")
    assert shown.returncode == 0, shown.stderr
    assert "<script>" in shown.stdout
    assert STEERS.search(shown.stdout) is None
