"""What one record provokes costs that record alone: the others of its file are read."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.readers import registry
from flows.readers.base import Reader, ReadOptions, Record, Slice
from tests.unit.readers.reading import codes, read, write

TEXTS = ["one", "two", "three", "four"]
BROKEN = "three"


def jsonl(path: Path) -> Path:
    """The texts as JSON lines."""
    return write(path / "a.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in TEXTS))


def csv(path: Path) -> Path:
    """The texts as CSV."""
    return write(path / "a.csv", "text\n" + "".join(f"{text}\n" for text in TEXTS))


def parquet(path: Path) -> Path:
    """The texts as Parquet."""
    pq.write_table(pa.table({"text": TEXTS}), path / "a.parquet")
    return path / "a.parquet"


@pytest.mark.parametrize("make", [jsonl, csv, parquet], ids=lambda make: make.__name__)
def test_a_record_that_the_code_stumbles_over(
    make: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused as `unforeseen`, with type and place of the fault and without its text; the others are read."""
    module = importlib.import_module(f"flows.readers.{make.__name__}")
    raw_article = module.raw_article

    def stumbles(row: dict[str, object], *others: Any) -> Any:  # noqa: ANN401  # stands for the function
        if row["text"] == BROKEN:
            raise KeyError(row["text"])
        return raw_article(row, *others)

    monkeypatch.setattr(module, "raw_article", stumbles)
    records = read(make(tmp_path))
    assert codes(records) == [None, None, "unforeseen", None]
    assert "KeyError at tests/unit/readers/test_isolation.py:" in str(records[2].error)
    assert BROKEN not in str(records[2].error)
    assert records[2].payload.data is not None


@pytest.mark.parametrize(
    ("name", "module", "function"),
    [("a.txt", "flows.readers.text", "decode"), ("a.html", "flows.readers.html.page", "text_of")],
)
def test_a_file_that_the_code_stumbles_over(
    name: str, module: str, function: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format of one record a file: the file is refused, with its bytes as the payload."""

    def stumbles(*_: Any) -> Any:  # noqa: ANN401  # as above
        raise LookupError("no such thing")

    text = "A calm text, and some more of it."
    write(tmp_path / name, text if name.endswith("txt") else f"<html><body><p>{text}</p></body></html>")
    monkeypatch.setattr(f"{module}.{function}", stumbles)
    (record,) = read(tmp_path / name)
    assert codes([record]) == ["unforeseen"]
    assert record.payload.data


def test_a_reader_that_fails_between_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read stays; the rest of the file is one record that says so."""

    class Failing(Reader):
        name, suffixes = "failing", (".failing",)

        def read(self, part: Slice, options: ReadOptions) -> Any:  # noqa: ANN401  # an iterator of records
            yield from registry.reader_named("text").read(part, options)
            raise RuntimeError("in between")

    write(tmp_path / "a.txt", "A calm text.")
    named = registry.reader_named
    monkeypatch.setattr(registry, "reader_named", lambda name: Failing() if name == "failing" else named(name))
    part = Slice("a.txt", str(tmp_path / "a.txt"), "failing")
    records: list[Record] = list(registry.read_slice(part, ReadOptions()))
    assert codes(records) == [None, "unforeseen"]
    assert [record.index for record in records] == [0, 1]


def test_an_unknown_charset_costs_nothing(tmp_path: Path) -> None:
    """A page that declares a charset which nobody knows is read all the same."""
    page = '<html><head><meta charset="undefined"></head><body><p>A calm text, and some more of it, “here”.</p></body>'
    (record,) = read(write(tmp_path / "a.html", page.encode("cp1252", "replace")))
    assert record.error is None


def test_instants_and_zones_that_cannot_be(tmp_path: Path) -> None:
    """A Parquet cell that Python can't hold refuses its row and no other."""
    far = pa.array([0, 2**62, 0], pa.timestamp("us"))
    pq.write_table(pa.table({"text": ["a", "b", "c"], "published_at": far}), tmp_path / "far.parquet")
    assert codes(read(tmp_path / "far.parquet")) == [None, "bad_cell", None]
    odd = pa.array([0, None, 0], pa.timestamp("us", tz="Mars/Olympus"))
    pq.write_table(pa.table({"text": ["a", "b", "c"], "published_at": odd}), tmp_path / "odd.parquet")
    assert codes(read(tmp_path / "odd.parquet")) == ["bad_cell", None, "bad_cell"]
