"""CSV: each row is a record or says why not, and a bad one costs no other."""

from pathlib import Path

import pytest

from flows.readers.base import ReadOptions
from tests.unit.readers.reading import SUFFIXES, codes, read, write

HEADER = "id,text,headline\r\n"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_rows_are_records(tmp_path: Path, suffix: str) -> None:
    """Cells keep line ends, delimiters and doubled quotation marks; empty ones are not given."""
    rows = ['1,"a, ""b""\r\nc",\r\n', "\r\n", "2,d,H"]
    records = read(write(tmp_path / f"a.csv{suffix}", "\ufeff" + HEADER + "".join(rows)))
    raws = [record.raw for record in records]
    assert [(raw.id, raw.text, raw.headline) for raw in raws if raw] == [
        ("1", 'a, "b"\r\nc', None),
        ("2", "d", "H"),
    ]
    data = ("\ufeff" + HEADER + "".join(rows)).encode()
    assert [data[record.byte_start : record.byte_end].decode() for record in records] == [rows[0], rows[2]]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("9,only two\n", "bad_row"),
        ("9,a,b,c\n", "bad_row"),
        ('9,"He said "no" to it",h\n', "bad_csv"),
        ('9,"never closed,h\n', "bad_csv"),
        ("9,caf\udce9,h\n", "not_utf8"),
        (f"9,{'x' * 400},h\n", "record_too_large"),
    ],
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_bad_row_is_refused_alone(tmp_path: Path, row: str, code: str, suffix: str) -> None:
    """The rows around it are read; its payload is a CSV file with the same error."""
    start = HEADER + "1,before,h\n"
    after = "2,after,h\n3,more,h\n"
    data = (start + row + after).encode("utf-8", "surrogateescape")
    bad = row.encode("utf-8", "surrogateescape")
    path = tmp_path / f"a.csv{suffix}"
    if code == "not_utf8":
        data = data.replace(b"before", b"before" * 20_000)
    records = read(write(path, data), ReadOptions(max_record_bytes=300 if code == "record_too_large" else 10**6))
    assert codes(records) == [None, code, None, None]
    place = (records[1].byte_start, records[1].byte_end)
    assert data[slice(*place)] == bad
    if code != "record_too_large":  # of which only size and hash are kept
        assert records[1].payload.data == HEADER.encode() + bad
    if code in ("bad_row", "bad_csv"):
        assert codes(read(write(tmp_path / "b.csv", records[1].payload.data or b""))) == [code]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    """Spreadsheets of much of Europe write semicolons."""
    (record,) = read(write(tmp_path / "a.csv", f"id{delimiter}text\n1{delimiter}a, b\n"))
    assert record.raw is not None
    assert record.raw.text == "a, b"


def test_windows_1252_is_detected(tmp_path: Path) -> None:
    """A spreadsheet's export keeps its quotation marks."""
    text = "“The café’s résumé wasn’t naïve,” the minister said on Monday. "
    (record,) = read(write(tmp_path / "a.csv", (HEADER + f'1,"{text}",\n').encode("cp1252")))
    assert record.raw is not None
    assert record.raw.text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"id,colour\n1,x\n", "missing_column"),
        (b"text,text\n1,x\n", "bad_header"),
        (b'"text\n1,x\n', "bad_header"),
    ],
)
def test_a_file_without_a_usable_header_is_refused_whole(tmp_path: Path, data: bytes, code: str) -> None:
    """One record, with the file as its payload."""
    (record,) = read(write(tmp_path / "a.csv", data))
    assert codes([record]) == [code]
    assert record.payload.data == data


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_table_in_wide_characters_is_read(tmp_path: Path, encoding: str) -> None:
    """As spreadsheets write "Unicode text"; a record's payload is UTF-8."""
    path = write(tmp_path / "a.csv", "Titel\tVolltext\r\nÜber\tein “Satz” – hier\r\nB\tnoch einer\r\n".encode(encoding))
    first, second = read(path)
    assert first.raw is not None
    assert second.raw is not None
    assert (first.raw.headline, first.raw.text, second.raw.text) == ("Über", "ein “Satz” – hier", "noch einer")
    assert "“Satz”".encode() in (first.payload.data or b"")


def test_a_mapping_names_other_columns(tmp_path: Path) -> None:
    """Also where a column bears the name of a field that another one holds."""
    path = write(tmp_path / "a.csv", "content,date,id\nwords,2021-07-26,5\n")
    (record,) = read(path, ReadOptions(mapping={"text": "content", "published_at": "date"}))
    assert record.raw is not None
    assert (record.raw.text, record.raw.published_at, record.raw.id) == ("words", "2021-07-26", "5")


def test_a_header_alone_is_no_error(tmp_path: Path) -> None:
    """An export of nothing is an export."""
    assert read(write(tmp_path / "a.csv", HEADER)) == []
