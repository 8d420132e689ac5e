"""Forms that formats come in beside their own: capitals, other names of a field, a person as sender."""

import json
from pathlib import Path

from schemas.article import RawArticle
from tests.unit.readers.reading import read, write

_TEXT = "The ferry to Mallow Bay will stop in May, its owner said on Monday, for nobody paid for the pier."


def _article(path: Path) -> RawArticle:
    (record,) = read(path)
    assert record.raw is not None, record.error
    return record.raw


def test_nitf_in_capitals(tmp_path: Path) -> None:
    """As desks write it that came from SGML."""
    story = (
        '<?xml version="1.0"?><NITF><HEAD><TITLE>FERRY</TITLE><DOCDATA><DATE.ISSUE NORM="20260501T101500Z"/>'
        '<DOC-ID ID-STRING="x1"/></DOCDATA></HEAD><BODY><BODY.HEAD><HEDLINE><HL1>Ferry stops</HL1></HEDLINE>'
        f"<BYLINE>By Ann Lee</BYLINE></BODY.HEAD><BODY.CONTENT><P>{_TEXT}</P></BODY.CONTENT></BODY></NITF>"
    )
    raw = _article(write(tmp_path / "story.xml", story))
    assert (raw.text, raw.headline, raw.byline, raw.id) == (_TEXT, "Ferry stops", ["Ann Lee"], "x1")


def test_author_of_ninjs(tmp_path: Path) -> None:
    """`by`, as versions 2 and 3 have it."""
    story = {
        "uri": "urn:n:3",
        "standard": {"name": "ninjs", "version": "3.0"},
        "headlines": [{"role": "main", "value": "Ferry stops"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": f"<p>{_TEXT}</p>"}],
        "by": "Ann Lee",
        "versionCreated": "2026-05-01T10:05:00Z",
    }
    raw = _article(write(tmp_path / "story.json", json.dumps(story)))
    assert (raw.headline, raw.byline) == ("Ferry stops", "Ann Lee")


def _mail(sender: str) -> str:
    return f"From: {sender} <a@harn.example>\nSubject: Ferry stops\nMIME-Version: 1.0\n\n{_TEXT}\n"


def test_senders(tmp_path: Path) -> None:
    """A person wrote the text, an outlet publishes it; a name that may be either is an outlet's."""
    raw = _article(write(tmp_path / "a.eml", _mail("Emily Marchetti")))
    assert (raw.byline, raw.publisher) == (["Emily Marchetti"], None)
    for outlet in ("Harn Courier", "Emily Post", "Emily's Kitchen Letter", "newsletter"):
        raw = _article(write(tmp_path / "b.eml", _mail(outlet)))
        assert (raw.byline, raw.publisher) == (None, outlet)
