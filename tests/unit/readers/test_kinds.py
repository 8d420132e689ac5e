"""A file of another kind is known by its first bytes and gets advice; a JSON document is read as what it is."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from flows.readers.base import ReadOptions, Slice
from flows.readers.discover import discover
from flows.readers.kinds import foreign_kind
from flows.readers.registry import read_slice
from schemas.errors import InputError
from tests.unit.readers.reading import codes, read, write

ARTICLES = [{"id": "1", "text": "One."}, {"id": "2", "text": "Two, é."}]


def _zip(*names: str) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return sink.getvalue()


FOREIGN = {
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "a zip archive": _zip("one.txt"),
    "an Office document": _zip("[Content_Types].xml", "word/document.xml"),
    "a document in RTF": b"{\\rtf1\\ansi Hello",
    "a feed": b'<?xml version="1.0"?>\n<!-- made by x -->\n<rss version="2.0"><channel></channel></rss>',
    "a mailbox": b"From ann@example.org Sat Jan  3 01:05:34 1996\nReturn-Path: <x>\n\nHello\n",
    "an e-mail": b"Return-Path: <ann@example.org>\nReceived: from x\n\nHello\n",
    "compressed with zstd": b"\x28\xb5\x2f\xfd\x04\x00",
    "an SQLite database": b"SQLite format 3\0" + bytes(80),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(20),
}


@pytest.mark.parametrize("format_", ["text", "jsonl", "csv", "html", "json"])
@pytest.mark.parametrize("kind", FOREIGN)
def test_foreign_bytes_are_one_reject_with_advice(tmp_path: Path, kind: str, format_: str) -> None:
    """Whatever the name or --format says, such a file becomes no article: one record, its kind and a remedy."""
    path = write(tmp_path / "file", FOREIGN[kind])
    (record,) = read_slice(Slice("file", str(path), format_), ReadOptions())
    assert record.error
    assert record.error.code == "wrong_kind"
    assert f"{kind}; " in str(record.error)
    own = foreign_kind(FOREIGN[kind])
    assert own is not None
    assert own.reader is None or f"--format {own.reader}" in str(record.error)
    assert record.payload.data == FOREIGN[kind]


def test_a_foreign_file_that_is_named_gets_advice(tmp_path: Path) -> None:
    """Advice to name a format would load it as text."""
    path = write(tmp_path / "report.db", FOREIGN["an SQLite database"])
    with pytest.raises(InputError, match="an SQLite database; export the table") as told:
        discover([str(path)])
    assert "--format" not in str(told.value)


@pytest.mark.parametrize(("name", "kind", "reader"), [("a", "a PDF", "pdf"), ("b.xml", "a feed", "feed")])
def test_first_bytes_choose_where_the_name_does_not(tmp_path: Path, name: str, kind: str, reader: str) -> None:
    """A file without a suffix, or with one that many formats share."""
    (file,) = discover([str(write(tmp_path / name, FOREIGN[kind]))]).files
    assert file.format == reader


def test_foreign_files_of_a_folder_are_named(tmp_path: Path) -> None:
    """What is skipped says what it is."""
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "b.rtf", FOREIGN["a document in RTF"])
    assert [str(entry) for entry in discover([str(tmp_path)]).skipped] == [
        "b.rtf (a document in RTF; save it as text, or as CSV if it is a table)"
    ]


@pytest.mark.parametrize("text", ["From London, 1996\nwe report: x", "<p>A feed</p>", "PKO said", "Received: with joy"])
def test_text_that_begins_alike_is_text(tmp_path: Path, text: str) -> None:
    """No article is refused for a word."""
    (record,) = read(write(tmp_path / "a.txt", text))
    assert record.raw
    assert record.raw.text == text


DOCUMENTS = {
    "array": json.dumps(ARTICLES),
    "indented array": json.dumps(ARTICLES, indent=2),
    "envelope": json.dumps({"status": "ok", "articles": ARTICLES}, indent=2),
    "one behind the other": "\n".join(json.dumps(one, indent=2) for one in ARTICLES),
}


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".jsonl.gz"])
@pytest.mark.parametrize("shape", DOCUMENTS)
def test_documents_are_read_as_what_they_are(tmp_path: Path, shape: str, suffix: str) -> None:
    """An array, or objects over several lines, give their articles, whatever the file is called."""
    records = read(write(tmp_path / f"a{suffix}", DOCUMENTS[shape]), target=20)
    assert [(record.index, record.raw.text if record.raw else None) for record in records] == [
        (0, "One."),
        (1, "Two, é."),
    ]
    assert json.loads(records[1].payload.data or b"") == ARTICLES[1]


def test_an_indented_object_is_one_article(tmp_path: Path) -> None:
    """One article over many lines is one article, not a reject a line."""
    (record,) = read(write(tmp_path / "a.jsonl", json.dumps(ARTICLES[0], indent=4)))
    assert record.raw
    assert record.raw.text == "One."


@pytest.mark.parametrize("data", ["[\n" + '{"text": "x"},\n' * 50, "{\n" + '"text": ' * 50, "[" * 100_000])
def test_a_broken_document_is_one_reject(tmp_path: Path, data: str) -> None:
    """What can't be parsed is one record, and its payload the file."""
    assert codes(read(write(tmp_path / "a.json", data))) == ["bad_json"]


def test_items_that_are_no_objects(tmp_path: Path) -> None:
    """Each item of an array is judged by itself."""
    assert codes(read(write(tmp_path / "a.json", '[{"text": "x"}, 3, null]'))) == [None] + ["not_an_object"] * 2
