"""Fetching over real HTTP on loopback: what is new comes in, politely, and nothing leads into a private network."""

import gzip
import socket
import threading
import time
from pathlib import Path

import pytest

from flows.fetch import collect, done, listed, pending
from flows.fetch.addresses import PublicNetwork, is_public, resolved
from flows.fetch.client import Client, Limits
from flows.fetch.errors import FetchError, RefusedError
from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice
from schemas.errors import InputError
from tests.unit.fetch.serving import HTML, LOOPBACK, Answer, Site, client
from tests.unit.readers.formats.test_warc import PAGE


def headlines(path: Path) -> list[object]:
    """Return the headlines of the pages that an archive holds."""
    found = list(read_slice(Slice(path.name, str(path), "warc"), ReadOptions()))
    assert all(record.error is None for record in found)
    return [record.raw.headline for record in found if record.raw]


def test_a_feed_that_changes(site: Site, tmp_path: Path) -> None:
    """Its pages come in once; a feed that says 304 costs one request; what is new in it comes in later."""
    version = ['"1"', site.feed(1)]

    def feed(headers: dict[str, str]) -> Answer:
        if headers.get("if-none-match") == version[0]:
            return 304, {}, b""
        return 200, {"ETag": str(version[0]), "Content-Type": "application/rss+xml"}, bytes(version[1])  # type: ignore[arg-type]

    site.pages["/feed"] = feed
    first = collect([site.url("/feed")], tmp_path, client())
    assert (first.pages, first.unchanged, first.failures) == (1, 0, [])
    assert [headlines(path) for path in first.archives] == [["Harbour 1 opens"]]
    done(first.archives)
    again = collect([site.url("/feed")], tmp_path, client())
    assert (again.pages, again.unchanged, again.archives) == (0, 1, [])
    version[:] = ['"2"', site.feed(2, 1)]
    newer = collect([site.url("/feed")], tmp_path, client())
    assert [headlines(path) for path in newer.archives] == [["Harbour 2 opens"]]
    assert (site.asked.count("/1"), site.asked.count("/2")) == (1, 1)


def test_archives_wait_until_a_load_has_read_them(site: Site, tmp_path: Path) -> None:
    """A load that fails loses nothing."""
    collect([site.url("/1")], tmp_path, client())
    assert [headlines(path) for path in pending(tmp_path)] == [["Harbour 1 opens"]]
    assert len(collect([site.url("/2")], tmp_path, client()).archives) == 2
    done(pending(tmp_path))
    assert pending(tmp_path) == []


def test_robots_are_asked_first(site: Site, tmp_path: Path) -> None:
    """What robots.txt forbids is not asked for; one that fails forbids all; its delay is kept."""
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /2$\nCrawl-delay: 7\n")
    site.pages["/feed"] = (200, {}, site.feed(1, 2))
    waits: list[float] = []
    polite = client()
    polite.sleep = waits.append
    found = collect([site.url("/feed")], tmp_path, polite)
    assert (found.pages, [why for _, why in found.failures]) == (1, ["robots.txt asks not to fetch it"])
    assert "/2" not in site.asked
    assert all(5 < wait <= 7 for wait in waits)
    assert len(waits) == 2
    site.pages["/robots.txt"] = (503, {}, b"")
    assert collect([site.url("/1")], tmp_path / "b", client()).pages == 0


def test_what_fails_is_told_and_the_rest_goes_on(site: Site, tmp_path: Path) -> None:
    """404, a host that is not there, a page too large, a redirect for ever, an answer that breaks off."""
    site.pages |= {
        "/large": (200, HTML, b"x" * 50_000),
        "/bomb": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"x" * 5_000_000)),
        "/br": (200, {**HTML, "Content-Encoding": "br"}, b"x"),
        "/loop": (302, {"Location": "/loop"}, b""),
        "/short": (200, {**HTML, "Content-Length": "900"}, b"x"),
    }
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    paths = ("/none", "/large", "/bomb", "/br", "/loop", "/short")
    found = collect([*map(site.url, paths), gone, site.url("/1")], tmp_path, client(max_bytes=20_000))
    assert [url for url, _ in found.failures] == [*map(site.url, paths), gone]
    whys = [why for _, why in found.failures]
    assert whys[:5] == [
        "the server answered 404",
        "it has more than 20,000 bytes",
        "it has more than 20,000 bytes",
        "its answer is packed in a way that was not asked for",
        "more than 5 redirects",
    ]
    assert found.pages == 1


def test_gzip_is_taken_off_and_redirects_are_followed(site: Site, tmp_path: Path) -> None:
    """The page is kept unpacked, under the address that it came from."""
    page = PAGE.replace("{n}", "3").encode()
    site.pages["/3"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(page))
    site.pages["/old"] = (301, {"Location": "/3"}, b"")
    (path,) = collect([site.url("/old")], tmp_path, client()).archives
    (record,) = read_slice(Slice("a", str(path), "warc"), ReadOptions())
    assert record.raw
    assert (record.raw.headline, record.raw.url) == ("Harbour 3 opens", site.url("/3"))


def test_a_server_that_does_not_answer_is_given_up(site: Site) -> None:
    """After the seconds that are set, not after its."""
    release = threading.Event()

    def slow(_: dict[str, str]) -> Answer:
        release.wait(20)
        return 200, {}, b""

    site.pages["/slow"] = slow
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"no answer within 0\.3 s"):
        client(seconds=0.3).get(site.url("/slow"))
    release.set()
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "url",
    ["file:///etc/hostname", "ftp://a.example/", "http://", "http://a:b@news.example/", "http://[x", "gopher://x/"],
)
def test_addresses_that_are_none_of_the_web_are_refused(url: str) -> None:
    """Nothing is connected to."""
    with pytest.raises(RefusedError):
        client().get(url)


PRIVATE = (
    "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0",
    "0.0.0.0", "fc00::1",  # noqa: S104  # an address to refuse
    "::ffff:10.0.0.1", "2002:0a00:0001::1", "::",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str) -> None:
    """Whatever name leads there: the address that is looked at is the one that is connected to."""
    assert not is_public(address)
    network = PublicNetwork(resolve=lambda _host, _port: ["93.184.215.14", address])
    with pytest.raises(RefusedError, match="private network"):
        Client(Limits(delay_s=0), network).get("http://news.example/")


def test_public_addresses_are_public() -> None:
    """Those of the internet, in both versions."""
    assert all(map(is_public, ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")))


def test_a_redirect_into_a_private_network_is_refused(site: Site, tmp_path: Path) -> None:
    """Each hop is looked at as the first address is."""
    inner = {"public.example": "127.0.0.1", "inner.example": "127.0.0.2"}
    network = PublicNetwork(resolve=lambda host, port: resolved(inner.get(host, host), port), allowed=LOOPBACK)
    site.pages["/go"] = (302, {"Location": f"http://inner.example:{site.port}/1"}, b"")
    found = collect([f"http://public.example:{site.port}/go"], tmp_path, Client(Limits(delay_s=0), network))
    assert found.pages == 0
    assert len(found.failures) == 1
    assert "/1" not in site.asked


def test_files_of_addresses(tmp_path: Path) -> None:
    """One a line, remarks left out; what is neither a file nor an address is named."""
    file = tmp_path / "feeds.txt"
    file.write_text("# ours\nhttps://a.example/feed\n\nhttps://b.example/\nhttps://a.example/feed\n", encoding="utf-8")
    assert listed([str(file), "http://c.example"]) == [
        "https://a.example/feed",
        "https://b.example/",
        "http://c.example",
    ]
    with pytest.raises(InputError, match="neither an address"):
        listed(["nowhere.txt"])
