"""Documents, sheets, PDF, messages, Markdown and wiki dumps: text, fields, and a reason for what can't be read."""

import io
import zipfile
from pathlib import Path

import pytest

from flows.readers.base import ReadOptions, Slice
from flows.validate.article import ValidationSettings
from flows.validate.record import article_of
from schemas.article import Article
from tests.unit.readers.reading import codes, read, write

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def packed(parts: dict[str, str]) -> bytes:
    """An office file of these parts."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return sink.getvalue()


def _types(*overrides: tuple[str, str]) -> str:
    kinds = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{default}{xml}{kinds}</Types>'


def _rels(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{link}</Relationships>'


def docx(*paragraphs: tuple[str, str]) -> bytes:
    """A Word document of (style, text)."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    named = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    styles = f'<w:styles xmlns:w="{WORD}">{named}</w:styles>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return packed(
        {
            "[Content_Types].xml": _types(("/word/document.xml", f"{main}.document.main+xml")),
            "_rels/.rels": _rels("officeDocument", "word/document.xml"),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": _rels("styles", "styles.xml"),
            "word/styles.xml": styles,
            "docProps/core.xml": '<p xmlns:d="d"><d:title>Harbour</d:title><d:creator>Ann Lee;Bo Roe</d:creator></p>',
        }
    )


def xlsx(*sheets: list[list[object]]) -> bytes:
    """A workbook; texts as inline strings, numbers as numbers."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = range(1, len(sheets) + 1)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>' for n in names
    )
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in names)
    return packed(
        {
            "[Content_Types].xml": _types(
                ("/xl/workbook.xml", f"{kind}.sheet.main+xml"),
                *((f"/xl/worksheets/s{n}.xml", f"{kind}.worksheet+xml") for n in names),
            ),
            "_rels/.rels": _rels("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        }
        | {
            f"xl/worksheets/s{n}.xml": f'<worksheet xmlns="{main}"><sheetData>{_rows(rows)}</sheetData></worksheet>'
            for n, rows in enumerate(sheets, 1)
        }
    )


def _rows(rows: list[list[object]]) -> str:
    return "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def ods(rows: list[list[str]]) -> bytes:
    """A spreadsheet of OpenDocument."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet><table:table table:name="S">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def pdf(*lines: str, title: str = "Harbour opens") -> bytes:
    """A PDF of one page."""
    drawn = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /Author (Ann Lee) >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 7\n0000000000 65535 f \n{table}{end}".encode("latin-1")


MAIL = (
    "Return-Path: <x@q.example>\r\nFrom: =?utf-8?q?Quelm_M=C3=B6rning?= <news@q.example>\r\nTo: a@b.example\r\n"
    "Subject: Harbour opens\r\nDate: Mon, 25 May 2026 10:15:00 +0200\r\nMessage-ID: <1@q.example>\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nView in browser\r\n"
    "--b\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<p>The harbour of M=F6rk opened.</p><p>It cost nine million.</p>\r\n"
    "--b\r\nContent-Type: application/pdf; name=x.pdf\r\nContent-Disposition: attachment; filename=x.pdf\r\n\r\nx\r\n"
    "--b--\r\n"
)
MARKDOWN = """---
title: Harbour opens
date: 2026-05-25
author: Ann Lee
---
# Harbour opens

The harbour *opened* on [Monday](https://q.example).

- one
- two
"""


def article(path: Path) -> Article:
    """The one valid article of a file."""
    (record,) = read(path)
    assert record.error is None
    return article_of(record, Slice(path.name, str(path), "x"), ValidationSettings())


def test_a_word_document(tmp_path: Path) -> None:
    """The heading that stands first is the headline; no date is made of when it was saved."""
    data = docx(("Heading1", "Harbour opens"), ("Normal", "It opened &amp; closed."), ("Normal", "It cost nine."))
    found = article(write(tmp_path / "a.docx", data))
    assert found.body == "Harbour opens\nIt opened & closed.\nIt cost nine."
    assert found.section_hints == ("headline", "", "")
    assert (found.headline, found.byline, found.published_at) == ("Harbour opens", ("Ann Lee", "Bo Roe"), None)
    assert article(write(tmp_path / "b.docx", docx(("Normal", "One.")))).headline == "Harbour"


HEADER = ["Titel", "Datum", "Article text", "Quelle", "Notes"]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsx.gz"])
def test_a_spreadsheet_with_headers_in_anybodys_words(tmp_path: Path, kind: str) -> None:
    """What stands above the header is passed over, and empty rows are no articles."""
    rows = [["Our articles"], HEADER, ["T", "2026-05-25", "Body of it.", "QNA", "x"], [""], ["U", "", "More.", "", ""]]
    path = write(tmp_path / f"a.{kind}", ods(rows) if kind == "ods" else xlsx([*map(list[object], rows)]))
    found = read(path)
    assert codes(found) == [None, None]
    assert [one.raw.text for one in found if one.raw] == ["Body of it.", "More."]
    first = found[0].raw
    assert first is not None
    assert (first.headline, first.published_at, first.publisher) == ("T", "2026-05-25", "QNA")


def test_a_row_can_be_read_again(tmp_path: Path) -> None:
    """Its payload is a line of JSON with the sheet's own headers."""
    (record,) = read(write(tmp_path / "a.xlsx", xlsx([["id", "content"], [7, "Body."]])))
    (again,) = read(write(tmp_path / "a.jsonl", record.payload.data or b""))
    assert record.raw == again.raw


def test_sheets_without_articles_are_passed_over(tmp_path: Path) -> None:
    """Of several sheets those with a text are read, each row under its sheet's name."""
    data = xlsx([["a", "b"], [1, 2]], [["text"], ["One."]], [["text"], ["Two."]])
    found = read(write(tmp_path / "a.xlsx", data))
    assert [(one.uri, one.raw.text) for one in found if one.raw] == [("a.xlsx#S2", "One."), ("a.xlsx#S3", "Two.")]


def test_a_spreadsheet_without_a_text_names_its_columns(tmp_path: Path) -> None:
    """As CSV does."""
    (record,) = read(write(tmp_path / "a.xlsx", xlsx([["Region", "Sales"], ["North", 3]])))
    assert record.error
    assert record.error.code == "missing_column"
    assert "(found: Region, Sales)" in str(record.error)


def test_a_pdf(tmp_path: Path) -> None:
    """Text, title and author; titles that word processors make up are none."""
    found = article(write(tmp_path / "a.pdf", pdf("The harbour opened on", "Monday.")))
    assert (found.body, found.headline, found.byline) == (
        "The harbour opened on\nMonday.",
        "Harbour opens",
        ("Ann Lee",),
    )
    assert article(write(tmp_path / "b.pdf", pdf("X y.", title="Microsoft Word - a.docx"))).headline is None


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    """What it can't do is said, with a remedy."""
    (record,) = read(write(tmp_path / "a.pdf", pdf()))
    assert "ocrmypdf" in str(record.error)


def test_a_message_and_a_mailbox(tmp_path: Path) -> None:
    """The part that is a text, whichever it is; attachments are none. A mailbox holds the same messages."""
    found = article(write(tmp_path / "a.eml", MAIL))
    assert found.body == "The harbour of Mörk opened.\nIt cost nine million."
    assert (found.headline, found.publisher, found.external_id) == ("Harbour opens", "Quelm Mörning", "<1@q.example>")
    assert found.published_at is not None
    assert found.published_tz == "+02:00"
    plain = MAIL.replace("View in browser", "A plain text of the harbour that is long enough to be one.\r\n>From here.")
    box = f"From x Mon May 25 10:15:00 2026\r\n{MAIL}\r\n\r\nFrom x Mon May 25 10:16:00 2026\r\n{plain}"
    both = read(write(tmp_path / "a.mbox", box))
    assert codes(both) == [None, None]
    assert both[0].raw is not None
    assert both[0].raw.text == found.body
    assert both[1].raw is not None
    assert str(both[1].raw.text).endswith("From here.")
    (again,) = read(write(tmp_path / "b.eml", both[1].payload.data or b""))
    assert again.raw == both[1].raw


def test_markdown(tmp_path: Path) -> None:
    """Marks are taken off; front matter may use anybody's words."""
    found = article(write(tmp_path / "a.md", MARKDOWN))
    assert found.body == "Harbour opens\nThe harbour opened on Monday.\none\ntwo"
    assert (found.headline, found.byline, str(found.published_date)) == ("Harbour opens", ("Ann Lee",), "2026-05-25")
    assert article(write(tmp_path / "b.md", "# Mill burns\n\nIt burned.")).headline == "Mill burns"


WIKI = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en"><siteinfo/>
<page><title>Harbour opens</title><ns>0</ns><id>11</id><revision><timestamp>2026-06-01T00:00:00Z</timestamp>
<text>{{date|May 25, 2026}}
{{Quelm}}
[[File:Quay.jpg|thumb|The [[quay]].]]
The '''harbour''' of [[w:Quelm|Quelm]] opened.&lt;ref&gt;x&lt;/ref&gt;

==Reaction==
It cost [[nine]] million.

== Sources ==
*{{source|url=https://x}}
[[Category:May 25, 2026]]
{{publish}}</text></revision></page>
<page><title>Talk:Harbour</title><ns>1</ns><id>12</id><revision><text>talk</text></revision></page>
<page><title>Old</title><ns>0</ns><id>13</id><redirect title="x"/><revision><text>#R</text></revision></page>
<page><title>Draft</title><ns>0</ns><id>14</id><revision><timestamp>2026-06-02T00:00:00Z</timestamp>
<text>{{develop}}
A draft.</text></revision></page></mediawiki>"""


def test_a_dump_of_wikinews(tmp_path: Path) -> None:
    """Pages of articles alone, without files, sources and templates; drafts are withheld."""
    found = read(write(tmp_path / "a.xml.gz", WIKI))
    first, draft = [article_of(one, Slice("a", "a", "x"), ValidationSettings()) for one in found]
    assert first.body == "The harbour of Quelm opened.\nReaction\nIt cost nine million."
    assert first.section_hints == ("", "headline", "")
    assert (first.headline, str(first.published_date), first.external_id) == ("Harbour opens", "2026-05-25", "11")
    assert (draft.body, draft.pub_status) == ("A draft.", "withheld")
    (again,) = read(write(tmp_path / "b.xml", found[0].payload.data or b""))
    assert again.raw == found[0].raw
    assert codes(read(write(tmp_path / "c.xml", WIKI[: WIKI.index("<page><title>Draft")]))) == [None, "bad_xml"]


GOOD = {
    "a.docx": docx(("Normal", "One.")), "a.xlsx": xlsx([["text"], ["One."]]), "a.ods": ods([["text"], ["One."]]),
    "a.pdf": pdf("One."), "a.eml": MAIL.encode(), "a.mbox": b"From x Mon May 25 10:15:00 2026\n" + MAIL.encode(),
    "a.md": MARKDOWN.encode(), "a.nitf": b"<nitf/>", "a.zip": packed({"a.txt": "One."}),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_is_broken_or_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    """Cut, changed, empty or something else altogether: articles or known reasons, never an exception."""
    data = GOOD[name]
    others = [b"", data[: len(data) // 2], data[: len(data) // 3] + b"\xff\0" * 40 + data[len(data) // 3 + 80 :]]
    for broken in [*others, b"\0" * 5000, b"PK\x03\x04" + b"\xff" * 300, b"%PDF-1.7\n" + b"<" * 3000]:
        found = read(write(tmp_path / name, broken))
        assert found
        assert "unforeseen" not in codes(found)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_office_file_that_is_a_bomb_is_refused(tmp_path: Path, name: str) -> None:
    """It is looked through before a library unpacks it."""
    with zipfile.ZipFile(io.BytesIO(GOOD[name])) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    path = write(tmp_path / name, packed(parts | {"xl/media/x.xml": " " * 30_000_000}))
    assert codes(read(path)) == ["archive_bomb"]


@pytest.mark.parametrize("module", ["mammoth", "python_calamine", "pypdf", "mwparserfromhell"])
def test_a_missing_library_is_named(tmp_path: Path, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One reject that says what to install, whichever format needs it."""
    name = {"mammoth": "a.docx", "python_calamine": "a.xlsx", "pypdf": "a.pdf", "mwparserfromhell": "a.xml"}[module]
    path = write(tmp_path / name, GOOD.get(name, WIKI.encode()))
    monkeypatch.setitem(__import__("sys").modules, module, None)
    found = read(path, ReadOptions())
    assert set(codes(found)) == {"missing_library"}
    assert "pip install" in str(found[0].error)
