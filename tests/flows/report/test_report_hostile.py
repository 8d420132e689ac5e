"""A hostile article is harmless in a report: nothing of it becomes markup, a link, an address or an order of words."""

import re
from pathlib import Path

import pytest

from tests.browser.hostile import hostile_article
from tests.flows.report.reporting import Nesting, article, make_site, make_store, pages

_TAGS = """html head meta title link body a header nav ul li h1 h2 h3 p main section div details summary code pre
table caption thead tbody tr th td span bdi q b figure figcaption svg g path line rect text footer script strong
label input aside article ol dl dt dd time small em abbr mark cite output"""
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on two hostile articles and a calm one."""
    folder = tmp_path_factory.mktemp("hostile-report")
    second = hostile_article() | {"id": "second", "published_at": None}
    store = make_store(folder, hostile_article(), second, article(1, "Kenya has 2,500 soldiers."))
    return make_site(store, folder / "site", articles="all")


def test_nothing_of_it_is_markup(site: Path) -> None:
    """Pages hold the project's elements only, well nested, without handlers."""
    for path in sorted(site.rglob("*.html")):
        nesting = Nesting()
        nesting.feed(path.read_text(encoding="utf-8"))
        nesting.close()
        assert nesting.wrong == [], path
        assert nesting.names <= set(_TAGS.split()), path


def test_nothing_of_it_steers(site: Path) -> None:
    """No control and no mark that reorders is left in any file."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            assert not STEERS.search(path.read_text(encoding="utf-8")), path


def test_scripts_are_the_projects_own(site: Path) -> None:
    """Each page has the scripts that its policy names by hash, and no other."""
    found = {script.text for tree in pages(site).values() for script in tree.xpath("//script")}
    assert len(found) <= 3
    assert not any("hacked" in text for text in found)


def test_links_stay_within_the_site_or_lead_to_the_web(site: Path) -> None:
    """No address of another scheme."""
    for path, tree in pages(site).items():
        for address in tree.xpath("//@href"):
            scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", address)
            assert scheme is None or scheme[1] in {"https", "data"}, (path, address)
