"""The page of a checked draft in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.checking import Checked, Finding, check_page
from flows.checking.finding import Source
from tests.browser.browsing import DESKTOP, PHONE, Scheme, visit

_EVIL = "<img src=x onerror=alert(1)> \u202ereversed \x1b[31m"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two hostile drafts with marks of every severity, nested ones and such that cross."""
    body = f"“We will go home,” she said on Monday, 5 March. {_EVIL}\n\n{'Long words ' * 80}"
    source = Source("a" * 32, "2024-03-05", _EVIL, "javascript:alert(1)", _EVIL, _EVIL * 9)
    found = [
        Finding("quote", "altered", body[1:16], 1, 16, f"altered: [-{_EVIL}-]", source),
        Finding("figure", "superseded", body[4:30], 4, 30, "by now", source),
        Finding("date", "weekday", body[30:46], 30, 46, _EVIL),
        Finding("quote", "not_found", body[10:12], 10, 12, "no stored quote"),
        Finding("figure", "same", body[50:80], 50, 80, "the same", source),
    ]
    path = tmp_path_factory.mktemp("check") / "check.html"
    path.write_text(check_page([Checked(_EVIL, body, found), Checked("b.txt", "clean", [])]), encoding="utf-8")
    return path


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"])
def test_nothing_to_complain_of(browser: Browser, page: Path, size: tuple[int, int], scheme: Scheme) -> None:
    """Console, requests, width, axe; a mark leads to its finding and back."""
    with visit(browser, page, size, scheme) as opened:
        opened.screenshot(f"check-{scheme}")
        assert (opened.errors, opened.dialogs, opened.requests) == ([], [], [page.as_uri()])
        assert opened.width <= size[0]
        assert opened.serious_violations() == []
        assert opened.page.locator("mark").count() >= 5
        assert opened.page.locator("a[href^=javascript]").count() == 0
        opened.page.locator("mark a").first.click(timeout=60_000)
        assert opened.page.locator("li:target").count() == 1
