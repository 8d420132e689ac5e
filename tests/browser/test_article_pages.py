"""The page of an article in a real browser: readable at every size, by keyboard too, and under a policy that holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.pages.article.find import find_article
from flows.pages.article.page import article_pages
from tests.browser.browsing import DESKTOP, PHONE, Scheme, Visit, hacked, planted, visit
from tests.flows.loading import SEED_ARTICLE, load
from warehouse.store.read import connect
from warehouse.store.store import Store

SIZES = pytest.mark.parametrize(
    ("size", "scheme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the seed article, derived by the shipped annotator."""
    folder = tmp_path_factory.mktemp("article-page")
    load(folder / "store", SEED_ARTICLE, annotator="default")
    path = folder / "article.html"
    with connect(Store.open(folder / "store", create=False)) as con:
        path.write_text(next(article_pages(con, [find_article(con, SEED_ARTICLE.name)]))[1], encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, page_file: Path) -> Iterator[Visit]:
    """Open the page on a desktop."""
    with visit(browser, page_file) as opened:
        yield opened


@SIZES
def test_page_at_every_size(browser: Browser, page_file: Path, size: tuple[int, int], scheme: Scheme) -> None:
    """No complaint in the console, nothing serious from axe, nothing fetched, nothing to scroll to sideways."""
    with visit(browser, page_file, size, scheme) as opened:
        opened.screenshot(f"article-{'phone' if size == PHONE else 'desktop'}-{scheme}")
        assert opened.width <= size[0]
        assert opened.serious_violations() == []
        assert opened.errors == []
        assert {address.split(":")[0] for address in opened.requests} <= {"file", "data"}


def test_pointing_at_a_quote_lights_up_who_and_how(opened: Visit) -> None:
    """The quote, its cue, its note, its line in the list and its speaker's mentions, and nothing else."""
    opened.page.hover("article .quote.direct")
    lit = opened.page.locator
    assert lit(".quote.lit").count() == 1
    assert lit(".cue.lit").all_inner_texts() == ["said"]
    assert lit(".note.lit").count() == lit(".said.lit").count() == 1
    assert set(lit(".mention.lit").all_inner_texts()) == {"Joe Biden", "Biden"}
    opened.page.hover("h1")
    assert lit(".lit").count() == 0


def test_tab_reaches_quotes_and_figures(opened: Visit) -> None:
    """By keyboard alone a quote lights up, and a figure tells its value in a card that Escape closes."""
    assert _tab_to(opened, ".quote")
    assert opened.page.locator(".quote.lit").count() == 1
    assert opened.page.locator(".mention.lit").count() > 0
    assert _tab_to(opened, "a.figure")
    told = opened.page.locator("#card").inner_text()
    assert "2,450 – 2,550" in told
    assert "Confidence" in told
    assert opened.page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "card"
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#card").is_visible()


def test_links_go_both_ways(opened: Visit) -> None:
    """Every link inside the page has its place, and from a quote one comes to its speaker and back."""
    missing = opened.page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).length"
    )
    assert missing == 0
    opened.page.click(".notes .who")
    assert opened.page.evaluate("document.querySelector(':target h3').textContent") == "Joe Biden"
    opened.page.click(":target .said a")
    assert "direct" in str(opened.page.evaluate("document.querySelector(':target').className"))


def test_an_indirect_quote_looks_different_without_colour(opened: Visit) -> None:
    """Direct: filled, no line. Indirect: a broken line, not filled."""
    looks = "e => [getComputedStyle(e).borderBottomStyle, getComputedStyle(e).backgroundColor != 'rgba(0, 0, 0, 0)']"
    assert opened.page.locator("article .quote.direct").first.evaluate(looks) == ["none", True]
    assert opened.page.locator("article .quote.indirect").first.evaluate(looks) == ["dashed", False]


def test_marks_can_be_put_away(opened: Visit) -> None:
    """A reader who unticks the quotes sees them as plain text."""
    opened.page.uncheck("#with-quotes")
    quote = opened.page.locator("article .quote.direct").first
    assert quote.evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_policy_is_in_force(browser: Browser, page_file: Path) -> None:
    """Scripts, handlers and a style that got into a page all the same do nothing."""
    with visit(browser, planted(page_file)) as opened:
        assert not hacked(opened)
        assert opened.errors


def test_page_prints(opened: Visit) -> None:
    """On paper there is the whole text with its marks and lists, and nothing that is for the screen only."""
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".key input").first.is_visible()
    assert opened.page.locator(".side").evaluate("e => getComputedStyle(e).overflowY") == "visible"
    assert opened.page.locator("article .quote.direct").first.is_visible()
    opened.screenshot("article-print")
    assert opened.page.pdf().startswith(b"%PDF")


def _tab_to(opened: Visit, selector: str) -> bool:
    """Press Tab until the focus is within `selector`, a hundred times at most."""
    for _ in range(100):
        opened.page.keyboard.press("Tab")
        if opened.page.evaluate("selector => Boolean(document.activeElement.closest(selector))", selector):
            return True
    return False
