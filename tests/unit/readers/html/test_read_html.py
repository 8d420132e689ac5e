"""HTML: the article's text without what surrounds it, and what the page says of it."""

import json
from pathlib import Path

import pytest

from schemas.article import RawArticle
from tests.unit.readers.reading import SUFFIXES, codes, read, write

BODY = """<nav><a href="/">Home</a></nav><article><p>The minister <b>spoke</b> on Monday in the capital, her office
said.</p><script>document.write("EVIL")</script><p onclick="EVIL()">“We won’t go,” she said.<style>EVIL</style>
The plan costs £5 million.</p></article><footer>Copyright</footer><script>EVIL()</script>"""
TEXT = (
    "The minister spoke on Monday in the capital, her office said.\n“We won’t go,” she said. The plan costs £5 million."
)
NEWS = {
    "@context": "https://schema.org",
    "@type": "ReportageNewsArticle",
    "headline": "A &amp; B",
    "datePublished": "2021-07-26T10:00:00+01:00",
    "dateModified": "2021-07-27",
    "author": [{"@type": "Person", "name": "Jane Roe"}, {"name": "https://example.com/jane"}, "John Doe"],
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Site"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.com/a"},
    "inLanguage": "en-GB",
}


def page(head: str = "", body: str = BODY) -> str:
    """A page."""
    return f'<!doctype html><html lang="en"><head><title>T</title>{head}</head><body>{body}</body></html>'


def linked(data: object) -> str:
    """A page's JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def article(tmp_path: Path, data: str | bytes, name: str = "a.html") -> RawArticle:
    """The article of a page."""
    (record,) = read(write(tmp_path / name, data))
    assert record.raw is not None, record.error
    return record.raw


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "data",
    [NEWS, [{"@type": "WebSite", "name": "no"}, NEWS], {"@graph": [{"@type": "Article", "headline": "no"}, NEWS]}],
)
def test_json_ld_gives_the_metadata(tmp_path: Path, data: object, suffix: str) -> None:
    """Alone, in a list or in a graph; names that are addresses are none."""
    raw = article(tmp_path, page(linked(data)), f"a.html{suffix}")
    assert raw.text == TEXT
    assert (raw.headline, raw.published_at, raw.updated_at) == ("A & B", "2021-07-26T10:00:00+01:00", "2021-07-27")
    assert (raw.byline, raw.publisher, raw.lang) == (["Jane Roe", "John Doe"], "The Site", "en-GB")
    assert (raw.url, raw.id) == ("https://example.com/a", None)


def test_meta_tags_fill_in(tmp_path: Path) -> None:
    """Also beside JSON-LD that says less; broken JSON-LD costs nothing."""
    head = (
        '<meta property="og:title" content="H"><meta property="article:published_time" content="2021-07-26">'
        '<meta name="author" content="A"><meta name="author" content="B"><meta property="og:site_name" content="S">'
        '<link rel="canonical" href="https://example.com/b"><script type="application/ld+json">{"broken</script>'
    )
    raw = article(tmp_path, page(head + linked({"@type": "NewsArticle", "headline": "Better"})))
    assert (raw.headline, raw.published_at, raw.byline) == ("Better", "2021-07-26", ["A", "B"])
    assert (raw.publisher, raw.url, raw.lang) == ("S", "https://example.com/b", "en")


def test_a_date_that_is_none_costs_the_date_alone(tmp_path: Path) -> None:
    """The page is read, and its date is taken from the next place that has one."""
    assert article(tmp_path, page('<meta name="date" content="Monday last">')).published_at is None
    broken = linked({**NEWS, "datePublished": "Monday last"})
    assert article(tmp_path, page(broken)).published_at is None
    tag = '<meta property="article:published_time" content="2021-07-26T09:00:00Z">'
    assert article(tmp_path, page(tag + broken)).published_at == "2021-07-26T09:00:00Z"


def test_a_page_without_an_address_has_its_path_as_id(tmp_path: Path) -> None:
    """A relative address is none."""
    raw = article(tmp_path, page('<link rel="canonical" href="/b">'))
    assert (raw.id, raw.url) == ("a.html", None)


def test_scripts_never_survive(tmp_path: Path) -> None:
    """Neither in the text nor in a field; what a reader of the page sees as text is text."""
    body = BODY.replace("£5 million", "&lt;script&gt;alert(1)&lt;/script&gt;")
    raw = article(tmp_path, page("<script>EVIL</script>", body))
    assert "EVIL" not in repr(raw)
    assert "<script>alert(1)</script>" in str(raw.text)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">', "utf-8"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings_are_those_that_fit(tmp_path: Path, head: str, encoding: str) -> None:
    """A declaration counts where the page is not valid UTF-8."""
    assert article(tmp_path, page(head).encode(encoding)).text == TEXT


def test_xhtml_is_read(tmp_path: Path) -> None:
    """An XML declaration is no obstacle."""
    data = '<?xml version="1.0" encoding="utf-8"?>' + page()
    assert article(tmp_path, data, "a.xhtml").text == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"<html><body></body></html>", "bad_html"),
        (b"<html><script>alert(1)</script></html>", "bad_html"),
        (b"<div>" * 100_000, "bad_html"),
        (b"\x00\x01\x02", "bad_html"),
        (bytes(range(128, 256)) * 20, "not_utf8"),
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    """The payload is the page."""
    (record,) = read(write(tmp_path / "a.html", data))
    assert codes([record]) == [code]
    assert record.payload.data == data


def test_a_page_that_is_not_the_utf_8_that_it_declares(tmp_path: Path) -> None:
    """It is read as what it is; a broken byte among many that are right costs its character alone."""
    text = page('<meta charset="utf-8">')
    assert article(tmp_path, text.encode("cp1252")).text == TEXT
    broken = (
        text.encode()
        .replace("“We won’t go,”".encode(), "“We won’t go,” ".encode() + b"\xe2\x80")
        .replace(b"<nav>", "<nav>é “é” ".encode())
    )
    assert "“We won’t go,”" in str(article(tmp_path, broken).text)


def test_the_articles_behind_an_article_are_others(tmp_path: Path) -> None:
    """A page that goes on for ever is the article whose heading is the headline; posts without one are its own."""
    more = "The ferry of Harn will run at night again from May, the company said on Tuesday in a statement."
    next_one = f"<article><h1>Ferry to run at night</h1><p>{more}</p><p>{more} It gave no reason.</p></article>"
    post = "<article><h2>A post</h2><p>The minister left the hall at noon and said nothing more to us.</p></article>"
    own = f"<article><h1>The minister speaks</h1>{BODY}{post}</article>"
    raw = article(tmp_path, page(linked({**NEWS, "headline": "The minister speaks"}), own + next_one))
    assert "ferry" not in str(raw.text)
    assert "left the hall" in str(raw.text)
