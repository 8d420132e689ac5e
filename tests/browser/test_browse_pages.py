"""`onrecord browse` in a real browser: readable at every size, by keyboard alone, and under a policy that holds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browse.serving import Served, served
from tests.browser.browsing import DESKTOP, PHONE, Scheme, Visit, opened_at


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shipped articles and a hostile one, served."""
    with served(tmp_path_factory.mktemp("browse")) as running:
        yield running


def _path(opened: Visit, site: Served) -> str:
    return opened.page.url.removeprefix(f"http://127.0.0.1:{site.port}")


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"])
def test_every_kind_of_page(browser: Browser, site: Served, size: tuple[int, int], scheme: Scheme) -> None:
    """Console, dialogs, requests, width, axe: nothing to complain of, a hostile article's hits among them."""
    base = f"http://127.0.0.1:{site.port}"
    pages = (
        "/",
        "/?q=hacked",
        "/?q=value%3A%3E1000&what=figures",
        "/?what=names",
        "/?q=lee&what=headlines",
        "/?q=zebra",
    )
    with opened_at(browser, site.address, size, scheme) as opened:
        for number, path in enumerate(pages):
            opened.page.goto(base + path)
            opened.screenshot(f"browse-{number}-{size[0]}-{scheme}")
            assert (path, opened.serious_violations()) == (path, [])
            assert (path, opened.width <= size[0]) == (path, True)
        assert (opened.errors, opened.dialogs) == ([], [])
        assert opened.page.evaluate("window.hacked") is None
        assert [one for one in opened.requests if not one.startswith((base, "data:"))] == []
        opened.page.goto(f"{base}/?q=foo%3Abar")
        assert "There is no field" in opened.page.get_by_role("alert").inner_text()
        assert opened.serious_violations() == []


def test_by_keyboard_alone(browser: Browser, site: Served) -> None:
    """Search, walk the hits, open one in its article, come back, copy it with its citation, turn the page."""
    with opened_at(browser, site.address) as opened:
        keys = opened.page.keyboard
        keys.press("/")
        keys.type("storm")
        keys.press("Enter")
        opened.page.wait_for_url("**/?q=storm**")
        for key in ("j", "j", "j", "k"):
            keys.press(key)
        assert opened.page.locator(".current").count() == 1
        assert opened.page.evaluate("document.activeElement.className") == "open"
        keys.press("c")
        opened.page.get_by_text("Copied with its citation.").or_(
            opened.page.get_by_text("is selected: copy it")
        ).wait_for()
        keys.press("Enter")
        opened.page.wait_for_url("**/article/**")
        assert opened.page.locator("article .quote:target").count() == 1
        opened.page.get_by_role("link", name="Back to the search").press("Enter")
        opened.page.wait_for_url("**/?q=storm")
        opened.page.goto(f"http://127.0.0.1:{site.port}/")
        keys.press("n")
        opened.page.wait_for_url("**/?page=2")
        keys.press("?")
        assert opened.page.get_by_text("next and previous hit").is_visible()
        assert opened.errors == []
