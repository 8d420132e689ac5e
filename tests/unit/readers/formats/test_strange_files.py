"""Files as strangers bring them: what a format's standard does not foresee, and nobody should lose a text for."""

import json
from pathlib import Path

import pytest

from flows.validate.article import ValidationSettings, to_article
from schemas.article import Article
from tests.unit.readers.formats.test_office import xlsx
from tests.unit.readers.formats.test_warc import PAGE
from tests.unit.readers.reading import codes, read, write

ONE = "The ferry company said on Monday that it would sell its two oldest ships before the spring."
TWO = "Its director told staff that nobody would lose their job."


def articles(path: Path, data: bytes | str) -> list[Article]:
    """The articles of a file, all of whose records are right."""
    records = read(write(path, data))
    assert codes(records) == [None] * len(records), [record.error for record in records]
    return [to_article(record.raw, ValidationSettings()) for record in records if record.raw]


def days(found: list[Article]) -> list[str | None]:
    """The days that articles are of."""
    return [one.published_at.date().isoformat() if one.published_at else None for one in found]


def test_a_feed_whose_dates_make_no_sense_keeps_its_stories(tmp_path: Path) -> None:
    """And marks of *and* that nobody escaped are characters, outside CDATA and within."""
    link = "<link>https://a.example/?a=1&b=2</link>"
    item = f"<item><title>{{}}</title>{link}<pubDate>{{}}</pubDate><description>{{}}</description></item>"
    told = [("Salt & Sons", "2 hours ago", ONE), ("<![CDATA[Salt & Sons]]>", "Mon, 25 May 2026 10:00:00 IST", TWO)]
    feed = "<rss><channel><title>A</title>" + "".join(item.format(*each) for each in told) + "</channel></rss>"
    found = articles(tmp_path / "a.rss", feed)
    assert days(found) == [None, "2026-05-25"]
    assert [(one.headline, one.url) for one in found] == [("Salt & Sons", "https://a.example/?a=1&b=2")] * 2


@pytest.mark.parametrize(("base", "url"), [("", None), (' xml:base="https://a.example/f/"', "https://a.example/s/1")])
def test_an_address_without_its_host(tmp_path: Path, base: str, url: str | None) -> None:
    """It is completed by the feed's, or is none."""
    entry = f'<entry><id>1</id><title>T</title><link href="/s/1"/><summary>{ONE}</summary></entry>'
    (found,) = articles(tmp_path / "a.atom", f'<feed xmlns="http://www.w3.org/2005/Atom"{base}>{entry}</feed>')
    assert found.url == url


def test_a_json_feed_with_a_date_that_is_none(tmp_path: Path) -> None:
    """As in feeds of XML."""
    items = [{"id": 1, "content_text": ONE, "date_published": "soon"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": items}
    assert days(articles(tmp_path / "a.json", json.dumps(feed))) == [None]


def test_articles_deep_in_a_document_with_objects_for_names(tmp_path: Path) -> None:
    """As services answer: `{"data": {"articles": [{"source": {"name": …}}]}}`."""
    held = {"text": ONE, "source": {"id": None, "name": "The Ferryman"}, "author": [{"name": "Ann Lee"}]}
    (found,) = articles(tmp_path / "a.json", json.dumps({"n": {"all": 1}, "data": {"articles": [held]}}, indent=1))
    assert (found.publisher, found.byline) == ("The Ferryman", ("Ann Lee",))


@pytest.mark.parametrize(
    "table",
    [
        f"id|title|content\n1|A|{ONE}\n2|B|{TWO}\n",
        f"sep=;\r\nTitle;Text\r\nA;{ONE}\r\nB;{TWO}\r\n",
        f"sep=|\nTitle|Text\nA|{ONE}\nB|{TWO}\n",
        f"\ufeffÜberschrift;Text\nA;{ONE}\nB;{TWO}\n",
    ],
)
def test_tables_with_other_delimiters(tmp_path: Path, table: str) -> None:
    """Bars; a delimiter that a line of its own declares; names in German."""
    assert [(one.headline, one.body) for one in articles(tmp_path / "a.csv", table)] == [("A", ONE), ("B", TWO)]


def test_a_table_without_a_header_is_told_so(tmp_path: Path) -> None:
    """Its first row is a text, and no message shows it."""
    (record,) = read(write(tmp_path / "a.csv", f'1,"{ONE} {TWO}",2026-05-25\n'))
    assert record.error is not None
    assert "first row is no header" in str(record.error)
    assert "ferry" not in str(record.error)


def test_a_sheet_with_groups_of_columns_above_its_header(tmp_path: Path) -> None:
    """The header is the row that names most; dates may be bare numbers of days."""
    rows: list[list[object]] = [["Monitoring"], ["Article", "", "Meta"], ["Headline", "Full text", "Date"]]
    found = articles(tmp_path / "a.xlsx", xlsx([*rows, ["A", ONE, 46_167], ["B", TWO, "25 May 2026"]]))
    assert [(one.headline, one.body) for one in found] == [("A", ONE), ("B", TWO)]
    assert days(found) == ["2026-05-25", "2026-05-25"]


def test_front_matter_in_toml(tmp_path: Path) -> None:
    """As other makers of sites have it; marks of footnotes are no text."""
    data = f'+++\ntitle = "Ships"\ndate = 2026-05-25\nauthors = ["Ann Lee"]\n+++\n\n{ONE}[^a]\n\n[^a]: {TWO}\n'
    (found,) = articles(tmp_path / "a.md", data)
    assert (found.headline, found.byline, found.body) == ("Ships", ("Ann Lee",), f"{ONE}\n{TWO}")
    assert days([found]) == ["2026-05-25"]


@pytest.mark.parametrize("head", ['---\ntitle: "A\ndate: [\n---\n', "+++\ntitle = \n+++\n"])
def test_front_matter_that_is_broken_is_named(tmp_path: Path, head: str) -> None:
    """It would stand in the text as a headline."""
    assert codes(read(write(tmp_path / "a.md", f"{head}\n{ONE}\n"))) == ["bad_front_matter"]


def test_a_rule_at_the_head_of_a_text_is_none(tmp_path: Path) -> None:
    """What stands between two rules names no field."""
    (found,) = articles(tmp_path / "a.md", f"---\nNote: [\n---\n\n{ONE}\n")
    assert ONE in found.body


@pytest.mark.parametrize("status", ["killed", "Withdrawn", "canceled"])
def test_a_kill_in_a_desks_own_word(tmp_path: Path, status: str) -> None:
    """A story that is refused would stay as it was."""
    docdata = f'<docdata management-status="{status}"><doc-id id-string="1"/></docdata>'
    nitf = f"<nitf><head>{docdata}</head><body><body.content><p>Kill it.</p></body.content></body></nitf>"
    assert [one.pub_status for one in articles(tmp_path / "a.nitf", nitf)] == ["canceled"]


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "saved"])
def test_a_page_saved_whole(tmp_path: Path, name: str) -> None:
    """It is the page, at the address that the browser noted."""
    parts = f"--x\nContent-Type: text/html; charset=utf-8\n\n{PAGE}\n--x\nContent-Type: image/png\n\nx\n--x--\n"
    head = "From: <Saved by Blink>\nSnapshot-Content-Location: https://rosten.example/m\nMIME-Version: 1.0\n"
    kind = 'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="x"\n\n'
    (found,) = articles(tmp_path / name, head + kind + parts)
    assert found.url == "https://rosten.example/m"
    (page,) = articles(tmp_path / "a.html", PAGE)
    assert found.body == page.body


def test_a_saved_file_without_a_page(tmp_path: Path) -> None:
    """It is named."""
    data = "Subject: x\nContent-Type: image/png\n\nx"
    assert codes(read(write(tmp_path / "a.mhtml", data))) == ["bad_html"]


@pytest.mark.parametrize(
    "record",
    [
        {"title": "A", "content": [ONE, TWO], "date": float("nan"), "authors": "nan"},
        {"title": "A", "content": [{"text": ONE}, {"text": TWO}], "date": "NaT", "authors": "[]"},
        {"_id": {"$oid": "64b"}, "title": "A", "body": f"{ONE}\n{TWO}", "date": "None", "author": "N/A"},
        {"_index": "news", "_source": {"title": "A", "content": f"{ONE}\n{TWO}"}, "_score": 1.5},
        {"id": "7", "attributes": {"headline": "A", "bodyText": f"{ONE}\n{TWO}"}, "links": {"self": "x"}},
    ],
)
def test_records_of_programs(tmp_path: Path, record: dict[str, object]) -> None:
    """Words for none are none, a list of paragraphs is a text, and the object that has the text is the record."""
    (found,) = articles(tmp_path / "a.jsonl", json.dumps(record) + "\n")
    assert (found.headline, found.body, found.byline, found.published_at) == ("A", f"{ONE}\n{TWO}", (), None)


@pytest.mark.parametrize("date", ['{"$date": "2026-05-05T10:00:00Z"}', '{"$date": {"$numberLong": "1777975200000"}}'])
def test_extended_json(tmp_path: Path, date: str) -> None:
    """A type that is written around a value is taken off it."""
    (found,) = articles(tmp_path / "a.jsonl", f'{{"_id": {{"$oid": "a"}}, "text": "{ONE}", "date": {date}}}\n')
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-05-05T10:00:00+00:00"


@pytest.mark.parametrize("names", ["['Ann Lee', \"Bo O'Roe\"]", '["Ann Lee", "Bo O\'Roe"]'])
def test_a_list_that_was_printed(tmp_path: Path, names: str) -> None:
    """As pandas writes lists of authors into a table."""
    cell = names.replace('"', '""')
    (found,) = articles(tmp_path / "a.csv", f'headline,text,authors\nA,"{ONE}","{cell}"\n')
    assert found.byline == ("Ann Lee", "Bo O'Roe")


def test_days_as_spreadsheets_count_them(tmp_path: Path) -> None:
    """Five digits are neither year nor epoch; two digits of a year behind a month's name are one."""
    rows = "".join(f'"{ONE}",{day}\n' for day in ("46147", "46147.4166667", "5-May-26", "5 May 98"))
    found = articles(tmp_path / "a.csv", f"Article Body,Pub Date\n{rows}")
    assert days(found) == ["2026-05-05", "2026-05-05", "2026-05-05", "1998-05-05"]
    assert found[1].published_at is not None
    assert found[1].published_at.strftime("%H:%M") == "10:00"


def test_a_page_that_is_named_as_text(tmp_path: Path) -> None:
    """Its text is read, not its markup."""
    (found,) = articles(tmp_path / "a.txt", PAGE.decode() if isinstance(PAGE, bytes) else PAGE)
    assert "<" not in found.body
