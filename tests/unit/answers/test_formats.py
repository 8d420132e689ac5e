"""Rows as CSV, JSON lines and Parquet: whole, typed, and harmless to a spreadsheet."""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import hypothesis.strategies as st
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from flows.answers.formats import defused, format_of, write_answer
from schemas.errors import SettingsError


def _reader(**columns: Sequence[object]) -> pa.RecordBatchReader:
    table = pa.table(columns)
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=2))


def _written(folder: Path, format_: str, **columns: Sequence[object]) -> str:
    path = folder / f"answer.{format_}"
    write_answer(_reader(**columns), format_, path)
    assert [one.name for one in folder.iterdir()] == [path.name]
    return path.read_bytes().decode()


def test_csv_defuses_formulas_and_leaves_numbers(tmp_path: Path) -> None:
    """Text that a spreadsheet would run gets an apostrophe; negative numbers stay numbers."""
    text = _written(tmp_path, "csv", text=["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "plain"], number=[-1] * 7)
    rows = list(csv.reader(StringIO(text, newline="")))[1:]
    assert [row[0] for row in rows] == ["'=1+1", "'+1", "'-1", "'@A1", "'\tx", "'\rx", "plain"]
    assert {row[1] for row in rows} == {"-1"}


def test_csv_has_one_text_for_each_type(tmp_path: Path) -> None:
    """NULL is empty, an instant ISO 8601, a list JSON, a DECIMAL a number; a column's name is defused too."""
    columns: dict[str, Sequence[object]] = {
        "=a": [None],
        "at": [datetime(2026, 7, 2, 18, 40, tzinfo=UTC)],
        "list": [["Lee", '"A"']],
        "sum": [Decimal("-5.0")],
        "sure": [True],
        "text": ['He said "no",\nthen left'],
    }
    header, line = _written(tmp_path, "csv", **columns).split("\n", 1)
    assert header == "'=a,at,list,sum,sure,text"
    assert line == ',2026-07-02T18:40:00+00:00,"[""Lee"",""\\""A\\""""]",-5.0,true,"He said ""no"",\nthen left"\n'


@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_csv_gives_back_every_text(cells: list[str], tmp_path: Path) -> None:
    """What is read back is what was written, but for the apostrophe."""
    write_answer(_reader(a=[*cells], b=[*cells]), "csv", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:] == [defused(cell) for cell in cells]


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    """Numbers are numbers, large sums too; what JSON has no type for is text."""
    columns: dict[str, Sequence[object]] = {"n": [Decimal(12), None], "x": [1.5, float("nan")]}
    columns["at"] = [datetime(2026, 7, 2, tzinfo=UTC)] * 2
    lines = [json.loads(line) for line in _written(tmp_path, "json", **columns, list=[["a"], []]).splitlines()]
    assert lines == [
        {"n": 12, "x": 1.5, "at": "2026-07-02T00:00:00+00:00", "list": ["a"]},
        {"n": None, "x": None, "at": "2026-07-02T00:00:00+00:00", "list": []},
    ]


def test_parquet_keeps_types(tmp_path: Path) -> None:
    """A Parquet file has the rows and types of the answer."""
    write_answer(_reader(n=[1, 2, 3], text=["=a", None, "c"]), "parquet", tmp_path / "a.parquet")
    assert pq.read_table(tmp_path / "a.parquet").to_pydict() == {"n": [1, 2, 3], "text": ["=a", None, "c"]}


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """An answer that breaks off leaves the old file as it was, and nothing beside it."""

    def broken() -> Iterator[pa.RecordBatch]:
        yield pa.record_batch({"n": [1]})
        raise pa.ArrowInvalid("broken off")

    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(pa.ArrowInvalid):
        write_answer(pa.RecordBatchReader.from_batches(pa.schema({"n": pa.int64()}), broken()), "csv", path)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("a.csv", "old")]


@pytest.mark.parametrize(
    ("format_", "output", "expected"),
    [(None, None, "table"), (None, "a.CSV", "csv"), (None, "a.ndjson", "json"), ("json", "a.txt", "json")],
)
def test_the_format_follows_from_the_ending(format_: str | None, output: str | None, expected: str) -> None:
    """A format that is named wins."""
    assert format_of(format_, Path(output) if output else None) == expected


@pytest.mark.parametrize(("format_", "output"), [(None, "a.txt"), ("table", "a.csv"), ("parquet", None)])
def test_formats_and_outputs_that_do_not_go_together(format_: str | None, output: str | None) -> None:
    """They are refused with a way out."""
    with pytest.raises(SettingsError, match=r"--format|--output"):
        format_of(format_, Path(output) if output else None)


def test_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    """JSON and Parquet would lose one of them."""
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"])
    for format_ in ("json", "parquet"):
        with pytest.raises(SettingsError, match="AS"):
            write_answer(table.to_reader(), format_, tmp_path / "a")
