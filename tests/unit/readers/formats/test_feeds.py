"""Feeds as files: the fullest text of each item, under the names that RSS, Atom, RDF, JSON Feed and sitemaps use."""

import json
from pathlib import Path

import pytest

from flows.readers.base import Record
from flows.readers.markup import Link, links_of
from flows.validate.dates import parse_published
from schemas.article import RawArticle
from tests.unit.readers.reading import codes, read, write

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Quelm Post</title><link>https://post.example</link><language>en-gb</language>
<item><title>Harbour opens &amp; closes</title><link>https://post.example/1</link><guid isPermaLink="false">q-1</guid>
<pubDate>Mon, 25 May 2026 10:15:00 +0200</pubDate><dc:creator>Ann Lee</dc:creator>
<description>A summary.</description>
<content:encoded><![CDATA[<p>The harbour&nbsp;opened.</p><figure><img src=x><figcaption>The quay</figcaption></figure>
<p>It <b>closed</b> again.</p><script>track()</script>]]></content:encoded></item>
<item><title>Short</title><link>https://post.example/2</link><author>bo@post.example (Bo Roe)</author>
<description>&lt;p&gt;Only a summary &amp;amp; no more.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Quelm Wire</title><author><name>Desk</name></author>
<entry><id>urn:q:1</id><title type="html">Mill &lt;i&gt;burns&lt;/i&gt;</title>
<link rel="enclosure" href="https://w.example/a.mp3"/><link rel="alternate" href="https://w.example/1"/>
<published>2026-05-25T10:00:00Z</published><updated>2026-05-26T11:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The mill burned.</p>
<p>Nobody was hurt.</p></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old Feed</title></channel>
<item><title>One</title><link>https://o.example/1</link><description>Text of it.</description>
<dc:date>2004-05-25</dc:date></item></rdf:RDF>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://s.example/1</loc><news:news><news:title>T</news:title></news:news></url></urlset>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Quelm Blog",
    "language": "en",
    "authors": [{"name": "Cy Doe"}],
    "items": [
        {"id": "1", "url": "https://b.example/1", "title": "T", "content_html": "<p>One.</p><p>Two.</p>",
         "date_published": "2026-05-25T10:00:00Z"},
        {"id": "2", "content_text": "Plain.\nLines.", "authors": [{"name": "Di Roe"}]},
    ],
}  # fmt: skip


def articles(path: Path) -> list[RawArticle]:
    """What a file gives; none may be refused."""
    found: list[Record] = read(path)
    assert codes(found) == [None] * len(found)
    return [one.raw for one in found if one.raw]


def test_rss_gives_the_full_text_where_there_is_one(tmp_path: Path) -> None:
    """content:encoded before the description, captions told, scripts left out; the summary where it is all there is."""
    first, second = articles(write(tmp_path / "feed.xml", RSS))
    assert first.text == "The harbour opened.\nThe quay\nIt closed again."
    assert first.section_hints == ["", "caption", ""]
    assert (first.id, first.url, first.headline) == ("q-1", "https://post.example/1", "Harbour opens & closes")
    assert (first.byline, first.publisher, first.lang) == (["Ann Lee"], "The Quelm Post", "en-gb")
    assert first.field_sources == {"text": "feed:encoded", "headline": "feed:title"}
    published = parse_published(first.published_at)
    assert published is not None
    assert published.at.isoformat() == "2026-05-25T08:15:00+00:00"
    assert (second.text, second.byline, second.id) == ("Only a summary & no more.", ["Bo Roe"], None)
    assert second.field_sources == {"text": "feed:description", "headline": "feed:title"}


def test_atom_rdf_and_json_feeds_are_read(tmp_path: Path) -> None:
    """Each by its own names; what stands on the feed holds for items without it."""
    (entry,) = articles(write(tmp_path / "a.atom", ATOM))
    assert (entry.id, entry.url, entry.headline) == ("urn:q:1", "https://w.example/1", "Mill burns")
    assert (entry.text, entry.byline, entry.lang) == ("The mill burned.\nNobody was hurt.", ["Desk"], "en")
    assert (entry.published_at, entry.updated_at) == ("2026-05-25T10:00:00Z", "2026-05-26T11:00:00Z")
    (item,) = articles(write(tmp_path / "r.rdf", RDF))
    assert (item.text, item.published_at, item.publisher) == ("Text of it.", "2004-05-25", "Old Feed")
    first, second = articles(write(tmp_path / "feed.json", json.dumps(JSON_FEED)))
    assert (first.text, first.byline, first.publisher) == ("One.\nTwo.", ["Cy Doe"], "Quelm Blog")
    assert (second.text, second.byline) == ("Plain.\nLines.", ["Di Roe"])


def test_a_sitemap_is_refused_with_advice(tmp_path: Path) -> None:
    """It has addresses and no text."""
    (record,) = read(write(tmp_path / "sitemap.xml", SITEMAP))
    assert record.error
    assert (record.error.code, "--fetch" in str(record.error)) == ("missing_text", True)


@pytest.mark.parametrize("data", [RSS, ATOM, RDF])
def test_a_record_is_a_feed_of_its_own(tmp_path: Path, data: str) -> None:
    """Its payload can be mended and read again, with what stands on the feed."""
    for number, record in enumerate(read(write(tmp_path / "a.xml", data))):
        (again,) = read(write(tmp_path / f"{number}.xml", record.payload.data or b""))
        assert again.raw == record.raw


def test_a_feed_that_is_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    """The items before are read, and the end is named."""
    assert codes(read(write(tmp_path / "a.xml", RSS[: RSS.index("<item><title>Short")]))) == [None, "bad_xml"]


HOSTILE = {
    "entities": '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss><channel><item><title>T</title><description>x &b;&b; y</description></item></channel></rss>",
    "file": '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss><channel><item><title>T</title>'
    "<description>x &f; y</description></item></channel></rss>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_entities_of_a_documents_own_are_not_expanded(tmp_path: Path, kind: str) -> None:
    """Neither bombs of entities nor files of this machine come in."""
    (article,) = articles(write(tmp_path / "a.xml", HOSTILE[kind]))
    assert isinstance(article.text, str)
    assert len(article.text) < 20
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in article.text


@pytest.mark.parametrize(
    "data", [b"", b"<rss>", b"<rss><channel></channel></rss>", b"<rss" + b"<a>" * 5000, b"<feed \xff>"]
)
def test_broken_feeds_are_refused(tmp_path: Path, data: bytes) -> None:
    """One record with a reason that is known."""
    found = read(write(tmp_path / "a.rss", data))
    assert found
    assert all(one.error and one.error.code in ("empty_file", "bad_xml", "not_utf8") for one in found)


def test_links_of_feeds_and_sitemaps() -> None:
    """What `--fetch` follows: pages of items once each, and lists of sitemaps."""
    index = "<sitemapindex><sitemap><loc>https://s.example/n.xml</loc></sitemap></sitemapindex>"
    assert links_of(RSS.encode()) == [Link("https://post.example/1"), Link("https://post.example/2")]
    assert links_of(SITEMAP.encode()) == [Link("https://s.example/1")]
    assert links_of(index.encode()) == [Link("https://s.example/n.xml", is_list=True)]
    assert links_of(json.dumps(JSON_FEED).encode()) == [Link("https://b.example/1")]
    assert links_of(b"<html><body>no feed</body></html>") is None
    assert links_of(b"{broken") is None
