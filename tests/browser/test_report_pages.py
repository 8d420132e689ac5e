"""The report in a real browser: every page of the site, over the shipped articles and a hostile one beside them."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml.html import document_fromstring
from playwright.sync_api import Browser, expect

from tests.browser.browsing import DESKTOP, PHONE, Scheme, Visit, hacked, planted, visit
from tests.browser.hostile import hostile_article
from tests.flows.loading import CORPUS, load, onrecord, write_jsonl

LARGEST = 2_000_000
"""Bytes of the largest page that still opens fast."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report over the shipped articles and a hostile one."""
    folder = tmp_path_factory.mktemp("report")
    hostile = write_jsonl(folder / "hostile.jsonl", [hostile_article()])
    load(folder / "store", CORPUS, hostile, annotator="default", max_reject_rate=1)
    written = onrecord(
        "report", "--warehouse", str(folder / "store"), "--out", str(folder / "site"), "--articles", "all"
    )
    assert written.returncode == 0, written.stderr
    return folder / "site"


def _pages(site: Path) -> list[Path]:
    """The pages of the first level, and the largest of each folder."""
    folders = [folder for folder in sorted(site.iterdir()) if folder.is_dir() and list(folder.glob("*.html"))]
    return [
        *sorted(site.glob("*.html")),
        *(max(f.glob("*.html"), key=lambda page: page.stat().st_size) for f in folders),
    ]


def _name(path: Path, site: Path) -> str:
    """A name for a page's picture: its own, or its folder's."""
    return path.stem if path.parent == site else f"one-of-{path.parent.name}"


_CLIPPED = """[...document.querySelectorAll("svg.drawing text")].filter((text) => {
    const one = text.getBoundingClientRect(), all = text.closest("svg").getBoundingClientRect()
    return one.width && (one.left < all.left || one.top < all.top || one.right > all.right || one.bottom > all.bottom)
}).map((text) => text.textContent)"""
"""The labels of drawings that stick out: what draws them measures letters narrower than a browser sets them."""


def _complaints(opened: Visit, width: int) -> dict[str, object]:
    """What is wrong with an open page, by what it is; empty if nothing is."""
    found: dict[str, object] = {
        "console": opened.errors,
        "dialogs": opened.dialogs,
        "ran": opened.page.evaluate("window.hacked"),
        "fetched": [address for address in opened.requests if not address.startswith(("file:", "data:"))],
        "width": opened.width if opened.width > width else None,
        "clipped": opened.page.evaluate(_CLIPPED),
    }
    return {what: value for what, value in found.items() if value}


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"])
def test_every_kind_of_page(browser: Browser, site: Path, size: tuple[int, int], scheme: Scheme) -> None:
    """Nothing to complain of: console, foreign scripts, dialogs, requests, width."""
    wrong = {}
    for path in _pages(site):
        with visit(browser, path, size, scheme) as opened:
            opened.screenshot(f"report-{_name(path, site)}-{size[0]}-{scheme}")
            wrong[path.name] = _complaints(opened, size[0])
    assert wrong
    assert {name: found for name, found in wrong.items() if found} == {}


def test_every_kind_of_page_is_accessible(browser: Browser, site: Path) -> None:
    """Nothing that axe calls serious or critical."""
    wrong = {}
    for path in _pages(site):
        with visit(browser, path) as opened:
            wrong[path.name] = opened.serious_violations()
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop-dark", "phone-light"])
def test_first_page_in_the_other_light(browser: Browser, site: Path, size: tuple[int, int], scheme: Scheme) -> None:
    """The first page is as readable in the other scheme."""
    with visit(browser, site / "index.html", size, scheme) as opened:
        opened.screenshot(f"report-index-{size[0]}-{scheme}")
        assert _complaints(opened, size[0]) == {}
        assert opened.serious_violations() == []


def test_search_by_keyboard(browser: Browser, site: Path) -> None:
    """Words find rows of any table as one types, and the next key leads to one; the address keeps them."""
    with visit(browser, site / "search.html", PHONE) as opened:
        opened.page.get_by_label("Rows with").focus()
        opened.page.keyboard.type("galania troops")
        expect(opened.page).to_have_url(re.compile(r"#q=galania%20troops$"))  # what is found stands there by then
        told = opened.page.locator("output").inner_text()
        assert 0 < int(told.split()[0]) == opened.page.locator(".found > li").count()
        opened.page.keyboard.press("Tab")
        assert opened.page.evaluate("document.activeElement.closest('.found') !== null")
        assert opened.errors == []


def test_rows_are_cards_on_a_phone(browser: Browser, site: Path) -> None:
    """No table is wider than the phone, and what lies as blocks is still a table with its headers."""
    with visit(browser, site / "speakers.html", PHONE) as opened:
        wide = "[...document.querySelectorAll('.table .scroll')].filter((box) => box.scrollWidth > box.clientWidth)"
        assert opened.page.evaluate(f"{wide}.length") == 0
        assert opened.page.get_by_role("rowheader").count() > 0
        assert opened.page.get_by_role("columnheader", name="Quotes").count() == 1


def test_links_of_the_site_lead_somewhere(site: Path) -> None:
    """Every relative link of every page is a file of the site, and its fragment an element there."""
    pages = {path: document_fromstring(path.read_bytes()) for path in site.rglob("*.html")}
    places = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for link in {link for link in page.xpath("//a/@href") if ":" not in link}:
            address, _, fragment = link.partition("#")
            target = (path.parent / unquote(address)).resolve() if address else path
            if not target.is_file() or (fragment and fragment not in places[target]):
                broken.append((path.name, link))
    assert broken == []


def test_policy_is_in_force(browser: Browser, site: Path) -> None:
    """Scripts, handlers and a style that got into a page all the same do nothing, though it adds scripts of its own."""
    with visit(browser, planted(site / "index.html")) as opened:
        assert not hacked(opened)
        assert opened.errors


def test_pages_are_small(site: Path) -> None:
    """No page is larger than opens fast."""
    assert max(page.stat().st_size for page in site.rglob("*.html")) < LARGEST
