"""What a list led to and could not be fetched is tried again, although the list says that nothing is new."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.fetch import collect
from flows.fetch import collection as runs
from flows.fetch.archive import Archive
from flows.fetch.client import Answer as Page
from flows.fetched import State
from tests.unit.fetch.serving import HTML, Answer, Site, client

NOW = datetime(2026, 5, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DOWN: Answer = (503, {}, b"")


def _feed_that_stays(site: Site, *numbers: int) -> str:
    def feed(headers: dict[str, str]) -> Answer:
        return (304, {}, b"") if "if-none-match" in headers else (200, {"ETag": '"1"'}, site.feed(*numbers))

    site.pages["/feed"] = feed
    return site.url("/feed")


def test_a_page_that_failed_comes_in_under_a_feed_of_304(site: Site, tmp_path: Path) -> None:
    """It is tried after a pause, once a run, and not again when it came."""
    feed = _feed_that_stays(site, 1, 2)
    story, site.pages["/2"] = site.pages["/2"], DOWN
    first = collect([feed], tmp_path, client(), now=NOW)
    assert (first.pages, first.owed, first.failures) == (1, 1, [(site.url("/2"), "the server answered 503")])
    soon = collect([feed], tmp_path, client(), now=NOW + timedelta(minutes=5))
    assert (soon.pages, soon.unchanged, soon.owed, soon.failures) == (0, 1, 1, [])
    site.pages["/2"] = story
    later = collect([feed], tmp_path, client(), now=NOW + HOUR)
    assert (later.pages, later.unchanged, later.owed) == (1, 1, 0)
    assert collect([feed], tmp_path, client(), now=NOW + 9 * HOUR).pages == 0
    assert site.asked.count("/2") == 2


def test_tries_are_bounded_and_ever_further_apart(site: Site, tmp_path: Path) -> None:
    """Asked every quarter of an hour for four days, a page that is not there is tried eight times, then never."""
    feed = _feed_that_stays(site, 7)
    tried: list[timedelta] = []
    last = ""
    for quarter in range(4 * 24 * 4):
        after = timedelta(minutes=15) * quarter
        if quarter and not State.read(tmp_path).due(NOW + after):
            continue
        found = collect([feed], tmp_path, client(), now=NOW + after)
        tried += [after] * len(found.failures)
        last = found.failures[-1][1]
    assert len(tried) == State.MOST_TRIES == site.asked.count("/7")
    assert tried[-1] > timedelta(days=1)
    assert last == f"the server answered 404; given up after {State.MOST_TRIES} tries"
    assert State.read(tmp_path).owed == {}


def test_what_is_gone_or_forbidden_is_not_tried_again(site: Site, tmp_path: Path) -> None:
    """410, and what robots.txt does not allow."""
    site.pages |= {"/1": (410, {}, b""), "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /2\n")}
    found = collect([_feed_that_stays(site, 1, 2)], tmp_path, client(), now=NOW)
    assert (found.owed, len(found.failures)) == (0, 2)


def test_a_site_without_its_robots_is_tried_again(site: Site, tmp_path: Path) -> None:
    """A fault of robots.txt forbids all, but not for ever."""
    feed = _feed_that_stays(site, 1)
    assert collect([feed], tmp_path, client(), now=NOW).pages == 1
    site.pages["/robots.txt"] = DOWN
    assert collect([feed], tmp_path, client(), now=NOW + HOUR).failures == [(feed, "robots.txt can't be read")]


def test_a_host_that_is_down_is_left_alone(site: Site, tmp_path: Path) -> None:
    """After three failures in a row its other pages wait for a later run; other failures do not count."""
    feed = _feed_that_stays(site, *range(11, 17), 21, 22, 23, 24)
    site.pages |= {f"/{n}": DOWN for n in (21, 22, 23, 24)}
    found = collect([feed], tmp_path, client(), now=NOW)
    assert [url.rpartition("/")[2] for url, _ in found.failures] == [*map(str, range(11, 17)), "21", "22", "23"]
    assert found.owed == 10
    assert "/24" not in site.asked


def test_links_beyond_a_run_are_owed(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of more pages than a run fetches is fetched to its end, though it does not change."""
    monkeypatch.setattr(runs, "_MOST_LINKS", 1)
    feed = _feed_that_stays(site, 1, 2)
    assert (collect([feed], tmp_path, client(), now=NOW).pages, collect([feed], tmp_path, client()).pages) == (1, 1)


def test_lists_of_an_index_are_owed(site: Site, tmp_path: Path) -> None:
    """A sitemap that failed is tried again, although the index that names it says that nothing is new."""
    inner = f"<urlset><url><loc>{site.url('/1')}</loc></url></urlset>".encode()
    index = f"<sitemapindex><sitemap><loc>{site.url('/inner')}</loc></sitemap></sitemapindex>".encode()
    site.pages["/index"] = lambda told: (304, {}, b"") if "if-none-match" in told else (200, {"ETag": "1"}, index)
    site.pages["/inner"] = DOWN
    assert collect([site.url("/index")], tmp_path, client(), now=NOW).owed == 1
    site.pages["/inner"] = (200, HTML, inner)
    later = collect([site.url("/index")], tmp_path, client(), now=NOW + HOUR)
    assert (later.pages, later.unchanged, later.owed) == (1, 1, 0)


def test_archives_of_runs_that_were_killed_are_kept(site: Site, tmp_path: Path) -> None:
    """What a run had fetched when it was killed is loaded by the next one."""
    archive = Archive(tmp_path, "20260525T120000Z")
    archive.add(Page(site.url("/9"), 200, HTML, b"<p>kept</p>"))
    found = collect([site.url("/1")], tmp_path, client())
    assert found.archives[0].name == "20260525T120000Z.warc.gz"
    assert len(found.archives) == 2
