"""Agencies' formats, each after its standard's own documents: fields, text, versions, embargoes, corrections, kills."""

import json
from pathlib import Path

import pytest

from flows.readers.base import Slice
from flows.validate.article import ValidationSettings
from flows.validate.record import article_of
from schemas.article import Article
from tests.unit.readers.reading import codes, read, write

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/nitf-3-4.dtd">
<nitf><head><title>Harbour</title><docdata management-status="{status}"><doc-id id-string="q.0001"/>
<date.issue norm="20260525T101500Z"/><ed-msg info="Kill this story; a newer one follows."/>
<doc.copyright holder="Quelm News Agency"/></docdata></head>
<body><body.head><hedline><hl1>Harbour opens</hl1><hl2>Nine million crowns</hl2></hedline>
<byline>By <person>Ann Lee</person> and <person>Bo Roe</person></byline><dateline><location>QUELM</location></dateline>
</body.head><body.content><block><p>The harbour opened on <chron norm="20260525">Monday</chron>.</p>
<media media-type="image"><media-reference source="a.jpg"/><media-caption>The quay.</media-caption></media>
<p>It cost <money>nine million</money>.</p></block></body.content></body></nitf>"""

G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
<newsItem guid="urn:newsml:q.example:20260525:1" version="{version}" standard="NewsML-G2" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="QNA"><name>Quelm News Agency</name></provider>
<versionCreated>2026-05-25T1{version}:00:00Z</versionCreated><firstCreated>2026-05-25T10:00:00Z</firstCreated>{more}
<pubStatus qcode="stat:{status}"/><edNote>Editors: this story is withdrawn.</edNote></itemMeta>
<contentMeta><creator qcode="x"><name>Ann Lee</name></creator><by>By Ann Lee</by><language tag="en-GB"/>
<headline>Harbour opens</headline></contentMeta><contentSet>{content}</contentSet></newsItem>
<newsItem guid="urn:p" version="1"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem></itemSet>
</newsMessage>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>
</head><body><p>The harbour opened.</p><p>It cost nine million.</p></body></html></inlineXML>"""
PLAIN = "<inlineData contenttype='text/plain'>The harbour opened.\nIt cost nine million.</inlineData>"

NEWSML1 = """<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>q.example</ProviderId>
<DateId>20260525</DateId>
<NewsItemId>77</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>
<PublicIdentifier>urn:newsml:q.example:20260525:77:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20260525T101500+0200</FirstCreated>
<ThisRevisionCreated>20260525T111500+0200</ThisRevisionCreated><Status FormalName="{status}"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Harbour opens</HeadLine><ByLine>By Ann Lee</ByLine><CreditLine>QNA</CreditLine>
</NewsLines><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem><DataContent><p>The harbour opened.</p><p>It cost nine million.</p></DataContent></ContentItem>
</NewsComponent></NewsItem></NewsML>"""

NINJS_1 = {
    "uri": "http://q.example/1", "type": "text", "pubstatus": "usable", "versioncreated": "2026-05-25T11:00:00Z",
    "firstcreated": "2026-05-25T10:00:00Z", "headline": "Harbour opens", "byline": "Ann Lee", "language": "en",
    "body_text": "short", "body_html": "<p>The harbour opened.</p><p>It cost nine million.</p>",
    "copyrightholder": "Quelm News Agency",
}  # fmt: skip
NINJS_3 = {
    "uri": "http://q.example/1", "standard": {"name": "ninjs", "version": "3.0"}, "pubStatus": "usable",
    "firstCreated": "2026-05-25T10:00:00Z", "versionCreated": "2026-05-25T11:00:00Z", "language": "en",
    "headlines": [{"role": "short", "value": "Harbour"}, {"role": "main", "value": "Harbour opens"}],
    "bodies": [{"role": "summary", "value": "Short."},
               {"role": "main", "contentType": "text/html",
                "value": "<p>The harbour opened.</p><p>It cost nine million.</p>"}],
    "people": [{"name": "Ann Lee", "rel": "author"}, {"name": "The Mayor", "rel": "about"}],
    "infoSources": [{"name": "Quelm News Agency", "role": "source"}],
}  # fmt: skip
TEXT = "The harbour opened.\nIt cost nine million."


def article(path: Path) -> Article:
    """The one valid article of a file."""
    (record,) = read(path)
    assert record.error is None
    return article_of(record, Slice(path.name, str(path), "x"), ValidationSettings())


def g2(version: int = 1, status: str = "usable", more: str = "", content: str = XHTML) -> str:
    """A news message."""
    return G2.format(version=version, status=status, more=more, content=content)


def test_nitf(tmp_path: Path) -> None:
    """Dateline and captions are told apart, people are people."""
    found = article(write(tmp_path / "a.xml", NITF.format(status="usable")))
    lines = ["QUELM", "Nine million crowns", "The harbour opened on Monday.", "The quay.", "It cost nine million."]
    assert found.body.split("\n") == lines
    assert found.section_hints == ("dateline", "headline", "", "caption", "")
    assert (found.external_id, found.headline, found.byline) == ("q.0001", "Harbour opens", ("Ann Lee", "Bo Roe"))
    assert (found.publisher, found.pub_status) == ("Quelm News Agency", "usable")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-05-25T10:15:00+00:00"


@pytest.mark.parametrize(
    "content", [XHTML, PLAIN, f"<inlineXML>{NITF[NITF.index('<nitf>') :].format(status='usable')}</inlineXML>"]
)
def test_newsml_g2(tmp_path: Path, content: str) -> None:
    """Text in XHTML, plain or NITF; the picture beside it is no article."""
    found = article(write(tmp_path / "a.xml", g2(content=content)))
    assert "It cost nine million." in found.body.split("\n")
    assert (found.external_id, found.headline, found.byline) == (
        "urn:newsml:q.example:20260525:1", "Harbour opens", ("Ann Lee",)
    )  # fmt: skip
    assert (found.publisher, found.lang) == ("Quelm News Agency", "en")
    assert found.updated_at is not None
    assert found.updated_at.hour == 11


def test_versions_of_an_item_are_one_article(tmp_path: Path) -> None:
    """Its guid is its id; a correction is a later version with another text."""
    first = article(write(tmp_path / "1.xml", g2(1)))
    second = article(write(tmp_path / "2.xml", g2(2, content=PLAIN.replace("nine", "ten"))))
    assert first.article_id == second.article_id
    assert first.content_hash != second.content_hash
    assert first.updated_at is not None
    assert second.updated_at is not None
    assert first.updated_at < second.updated_at


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (g2(more="<embargoed>2026-06-01T00:00:00Z</embargoed>"), "withheld"),
        (g2(status="withheld"), "withheld"),
        (g2(2, status="canceled", content=""), "canceled"),
        (NITF.format(status="embargoed"), "withheld"),
        (NITF.format(status="canceled"), "canceled"),
        (NEWSML1.format(status="Embargoed"), "withheld"),
        (NEWSML1.format(status="Canceled"), "canceled"),
        (json.dumps({**NINJS_1, "pubstatus": "canceled"}), "canceled"),
        (json.dumps({**NINJS_1, "embargoed": "2026-06-01T00:00:00Z"}), "withheld"),
        (json.dumps({"uri": "http://q.example/1", "pubstatus": "canceled", "ednote": "Kill it."}), "canceled"),
    ],
)  # fmt: skip
def test_embargoes_and_kills(tmp_path: Path, data: str, status: str) -> None:
    """Nothing is derived from what may not be published; a kill needs no text to cancel its article."""
    path = write(tmp_path / ("a.json" if data.startswith("{") else "a.xml"), data)
    found = article(path)
    assert (found.pub_status, found.derivable) == (status, False)


def test_newsml_1(tmp_path: Path) -> None:
    """The id is without its revision."""
    found = article(write(tmp_path / "a.xml", NEWSML1.format(status="Usable")))
    assert (found.external_id, found.body, found.byline) == ("q.example:77", TEXT, ("Ann Lee",))
    assert (found.headline, found.publisher, found.published_tz) == ("Harbour opens", "QNA", "+02:00")


@pytest.mark.parametrize("value", [NINJS_1, NINJS_3])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "list.json"])
def test_ninjs(tmp_path: Path, value: dict[str, object], name: str) -> None:
    """Versions 1 to 3 say the same; a document, a line, an array of them."""
    data = json.dumps([value] if name.startswith("list") else value) + "\n"
    found = article(write(tmp_path / name, data))
    assert (found.body, found.headline, found.byline) == (TEXT, "Harbour opens", ("Ann Lee",))
    assert (found.external_id, found.publisher, found.lang) == ("http://q.example/1", "Quelm News Agency", "en")
    assert found.published_at is not None
    assert found.published_at.hour == 10


LINKED = {
    "@context": "https://schema.org", "@type": ["ReportageNewsArticle"], "headline": "Harbour opens",
    "articleBody": TEXT, "author": [{"@type": "Person", "name": "Ann Lee"}], "publisher": {"name": "QNA"},
    "datePublished": "2026-05-25T10:00:00Z", "url": "https://q.example/1", "isAccessibleForFree": False,
}  # fmt: skip
FUNDUS = {
    "title": "Harbour opens", "authors": ["Ann Lee"], "publishing_date": "2026-05-25 10:00:00+00:00",
    "publisher": "QNA", "url": "https://q.example/1", "free_access": False,
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": TEXT.split("\n")}]},
}  # fmt: skip
NEWS_PLEASE = {
    "authors": ["Ann Lee"], "date_publish": "2026-05-25 10:00:00", "language": "en", "maintext": TEXT,
    "source_domain": "QNA", "title": "Harbour opens", "url": "https://q.example/1", "date_download": "2026-05-26",
    "description": None, "filename": "x", "image_url": None, "title_page": None, "localpath": None,
}  # fmt: skip


@pytest.mark.parametrize("value", [LINKED, {"@graph": [{"@type": "WebSite"}, LINKED]}, FUNDUS, NEWS_PLEASE, [LINKED]])
def test_what_crawlers_and_sites_write(tmp_path: Path, value: object) -> None:
    """schema.org alone, in a graph or a list, fundus' and news-please's JSON: no --map is needed."""
    found = article(write(tmp_path / "a.json", json.dumps(value)))
    assert (found.body, found.headline, found.byline, found.publisher) == (TEXT, "Harbour opens", ("Ann Lee",), "QNA")
    assert found.url == "https://q.example/1"
    assert found.published_at is not None
    assert found.published_at.hour == 10


@pytest.mark.parametrize(
    "header", ["id,date,title,language,publish_date,url,media_name,text", "URL,Title,SourceCommonName,DateTime,Text"]
)
def test_lists_of_addresses_with_text(tmp_path: Path, header: str) -> None:
    """Media Cloud's and GDELT's CSV, once a column of text is joined to them."""
    names = header.split(",")
    cells = {"text": "Body.", "url": "https://q.example/1", "title": "T", "id": "1", "language": "en"}
    row = ",".join(cells.get(name.lower(), "2026-05-25" if "date" in name.lower() else "QNA") for name in names)
    found = article(write(tmp_path / "a.csv", f"{header}\n{row}\n"))
    assert (found.body, found.headline, found.url, found.publisher) == ("Body.", "T", "https://q.example/1", "QNA")
    assert found.published_date is not None


def test_a_column_that_is_named_goes_before_the_standard(tmp_path: Path) -> None:
    """--map text=… is taken at its word."""
    from flows.readers.base import ReadOptions  # noqa: PLC0415

    (record,) = read(write(tmp_path / "a.json", json.dumps(NINJS_1)), ReadOptions(mapping={"text": "body_text"}))
    assert record.raw
    assert record.raw.text == "short"


@pytest.mark.parametrize("data", [NITF, g2(), NEWSML1])
def test_agencies_files_that_are_cut_off(tmp_path: Path, data: str) -> None:
    """What is left is read as far as it goes, and the end is named; nothing is raised."""
    for share in (0.3, 0.6, 0.9):
        found = read(write(tmp_path / "a.xml", data[: int(len(data) * share)]))
        assert "bad_xml" in codes(found)
        assert "unforeseen" not in codes(found)
