"""Small files that were made to take hours or gigabytes: read in time linear in their size, in bounded memory."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice
from tests.unit.readers.reading import codes, read, write
from tests.waiting import ran

ROOT = Path(__file__).resolve().parents[3]


def _lines_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count the lines that the CSV parser is given, which is what its time goes by."""
    from flows.readers.lines import Lines  # noqa: PLC0415  # patched below

    count, original = [0], Lines.__next__

    def counted(self: Lines) -> str:
        count[0] += 1
        return original(self)

    monkeypatch.setattr(Lines, "__next__", counted)
    return lambda: count[0]


@pytest.mark.parametrize("row", ['x","y', 'x,"y', '"x', 'x,"y\n\n\n"z', '"a"b,"c'])
def test_rows_that_never_close_are_read_twice_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    """48 KB of such rows took 140 s: each was read once for every row before it."""
    rows = f"{row}\n" * 3_000
    lines = _lines_read(monkeypatch)
    records = read(write(tmp_path / "a.csv", f"id,text\n{rows}"))
    assert lines() <= 4 * (rows.count("\n") + 2)
    assert all(record.error for record in records)


def test_good_rows_behind_a_bad_one_are_still_read(tmp_path: Path) -> None:
    """A quotation mark that is never closed costs its own line; cells of many lines before and behind it pass."""
    whole = '1,"one\n\ntwo"\n'
    data = f'id,text\n{whole}2,"never closed\n3,three\n{whole}4,four\n'
    found = codes(read(write(tmp_path / "a.csv", data)))
    assert found == [None, "bad_csv", None, None, None]


def _parquet(text: pa.Array, **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": text}), sink, compression="zstd", store_schema=False, **options)
    return sink.getvalue()


_MEASURED = """
import resource, sys
from flows.readers.base import ReadOptions, Slice
from flows.readers.registry import read_slice
import pyarrow.parquet
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
codes = {}
for record in read_slice(Slice("a", sys.argv[1], "parquet"), ReadOptions()):
    code = record.error.code if record.error else "ok"
    codes[code] = codes.get(code, 0) + 1
print(codes, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(("megabytes", "expected"), [(20, "{'ok': 64}"), (80, "{'bad_parquet': 1}")])
def test_a_value_repeated_in_a_dictionary(tmp_path: Path, megabytes: int, expected: str) -> None:
    """5 KB of Parquet that name one large value in 64 rows take a few times that value, not 64 times."""
    value = pa.DictionaryArray.from_arrays(pa.array([0] * 64, pa.int32()), pa.array(["x" * megabytes * 1_000_000]))
    data = _parquet(value)
    assert len(data) < 20_000
    path = write(tmp_path / "a.parquet", data)
    ended = ran(
        [sys.executable, "-c", _MEASURED, str(path)],
        cwd=ROOT,
        check=True,
    )
    told, used = ended.stdout.rsplit(" ", 1)
    assert told == expected
    assert int(used) < 12 * megabytes


def test_dictionaries_of_all_shapes_are_read_as_they_are(tmp_path: Path) -> None:
    """Values held once come out as the rows that name them: in lists, as NULL, as bytes that are no UTF-8."""
    table = pa.table(
        {
            "text": pa.array(["one", None, "one", "two"]),
            "byline": pa.array([["Ann", "Bo"], None, [], ["Ann", None]]),
            "publisher": pa.array([b"P", b"\xff", None, b"P"]),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=3)
    records = read(tmp_path / "a.parquet")
    assert codes(records) == ["not_utf8"] * 2 + [None, "not_utf8"]
    table = table.drop_columns("publisher")
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=3)
    raws = [record.raw for record in read(tmp_path / "a.parquet")]
    assert [(raw.text, raw.byline) for raw in raws if raw] == [
        ("one", ["Ann", "Bo"]),
        (None, None),
        ("one", []),
        ("two", ["Ann", None]),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{number}" for number in range(40_000)) + ">text</p>",
        "<p " + " ".join(f"a{number}='>'" for number in range(40_000)) + ">text</p>",
        "<p " + "/".join(f"a{number}" for number in range(40_000)) + ">text</p>",
        "<p>" * 200_000,
        "<b>x</b>" * 200_000,
    ],
    ids=["attributes", "quoted", "slashes", "elements", "pairs"],
)
def test_pages_beyond_what_a_page_has(tmp_path: Path, page: str) -> None:
    """40,000 attributes of one element took the parser 7 s; such a page is refused before it is parsed."""
    path = write(tmp_path / "a.html", f"<html><body>{page}</body></html>")
    (record,) = read_slice(Slice("a.html", str(path), "html"), ReadOptions())
    assert record.error
    assert record.error.code == "bad_html"
    assert "more than" in str(record.error)
