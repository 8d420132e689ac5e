"""The page of a sample in a real browser: judged by keys alone, kept, saved, and scored."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from flows.commands.validate import write_sample
from flows.judging.judged import read_judged
from flows.pages.report.selection import Selection
from tests.browser.browsing import DESKTOP, PHONE, Scheme, Visit, hacked, planted, visit
from tests.browser.hostile import hostile_article
from tests.flows.report.reporting import ARTICLES, make_store


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of twenty rows, a hostile article's among them."""
    folder = tmp_path_factory.mktemp("judging")
    store = make_store(folder, hostile_article(), *ARTICLES[:2])
    write_sample(store, folder / "judging.html", ("quotes", "figures"), 20, 0, Selection())
    return folder / "judging.html"


def _named(opened: Visit, judge: str) -> None:
    opened.page.fill("#judge", judge)
    opened.page.locator("#judge").blur()


def _progress_reloaded(opened: Visit) -> str:
    """What the page says after a reload; Chromium may give it, at once, what it held before the last keys."""
    said = ""
    for _ in range(20):
        opened.page.reload()
        said = opened.page.inner_text("#progress")
        if not said.startswith("0 "):
            break
        opened.page.wait_for_timeout(250)
    return said


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"])
def test_nothing_to_complain_of(browser: Browser, page: Path, size: tuple[int, int], scheme: Scheme) -> None:
    """Console, requests, width, axe."""
    with visit(browser, page, size, scheme) as opened:
        opened.screenshot(f"judging-{scheme}")
        assert (opened.errors, opened.dialogs, opened.requests) == ([], [], [page.as_uri()])
        assert opened.width <= size[0]
        assert opened.serious_violations() == []


def test_judged_by_keys(browser: Browser, page: Path, tmp_path: Path) -> None:
    """Right, an attribute, wrong, unsure; kept over a reload, by judge; the file is one that `--score` reads."""
    with visit(browser, page) as opened:
        _named(opened, "Ann")
        for key in ("r", "3", "n", "w", "u", "1", "1"):
            opened.page.keyboard.press(key)
        assert _progress_reloaded(opened) == "4 of 20 judged"
        with opened.page.expect_download(timeout=60_000) as download:
            opened.page.keyboard.press("s")
        download.value.save_as(tmp_path / "ann.json")
        _named(opened, "Bob")
        assert opened.page.inner_text("#progress") == "0 of 20 judged"
        opened.page.set_input_files("#resume", tmp_path / "ann.json")
        opened.page.get_by_text("Read 4 judgements.").wait_for(timeout=60_000)
        assert opened.errors == []
    found = read_judged(tmp_path / "ann.json")
    assert found.judge == "Ann"
    assert [one.verdict for one in found.judgements.values()] == ["right", "attributes", "wrong", "unsure"]


def test_judged_in_two_tabs(browser: Browser, page: Path) -> None:
    """A tab is told what another one judged, and keeps it with its own."""
    with visit(browser, page) as opened:
        _named(opened, "Ann")
        other = opened.page.context.new_page()
        other.goto(page.as_uri())
        other.fill("#judge", "Ann")
        other.locator("#judge").blur()
        opened.page.keyboard.press("r")
        expect(other.locator("#progress")).to_have_text("1 of 20 judged", timeout=60_000)
        for key in ("n", "w"):
            other.keyboard.press(key)
        expect(opened.page.locator("#progress")).to_have_text("2 of 20 judged", timeout=60_000)


def test_planted_markup_does_nothing(browser: Browser, page: Path) -> None:
    """Even what would get into the page all the same is refused by its policy."""
    with visit(browser, planted(page)) as opened:
        assert not hacked(opened)
