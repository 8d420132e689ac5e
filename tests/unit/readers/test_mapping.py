"""Other column names for CSV, JSON lines and Parquet."""

from pathlib import Path

import pytest

from flows.readers.base import ReadOptions
from flows.readers.mapping import columns_for, parse_mapping
from schemas.errors import SettingsError
from tests.unit.readers.reading import read, write


def test_pairs_are_fields_and_columns() -> None:
    """Spaces around them count for nothing; a column may hold an equals sign."""
    assert parse_mapping(" text=content, published_at = date ,") == {"text": "content", "published_at": "date"}
    assert parse_mapping("text=a=b") == {"text": "a=b"}
    assert parse_mapping("") == {}


@pytest.mark.parametrize("text", ["text", "text=", "body=content", "text=a,text=b", "=a"])
def test_what_makes_no_sense_is_refused(text: str) -> None:
    """A mistyped field would otherwise lose what it holds."""
    with pytest.raises(SettingsError, match="--map"):
        parse_mapping(text)


def test_mapped_and_other_fields_mix(tmp_path: Path) -> None:
    """A field that is mapped comes from its column alone, the others from the columns of their names."""
    path = write(tmp_path / "a.jsonl", '{"content": "c", "text": "t", "id": 1, "date": "2021"}\n{"text": "t"}\n')
    first, second = read(path, ReadOptions(mapping=parse_mapping("text=content,published_at=date")))
    assert first.raw is not None
    assert second.raw is not None
    assert (first.raw.text, first.raw.id, first.raw.published_at) == ("c", 1, "2021")
    assert second.raw.text is None


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["Title", "Datum", "Source", "URL", "Article text"], "headline published_at publisher url text"),
        (["Headline", "Content", "pub_date", "Author(s)"], "headline text published_at byline"),
        (["text", "content", "Title"], "text - headline"),
        (["headline", "title", "body"], "headline - text"),
        (["DATE", "Published At", "Text"], "- published_at text"),
        (["guid", "link", "fullText", "language"], "id url text lang"),
        (["colour", "shape"], "- -"),
    ],
)
def test_columns_guess_themselves(names: list[str], columns: str) -> None:
    """Whatever the case, blanks and marks; a column of a field's own name goes before, and none gives two fields."""
    fields = {column: field for field, column in columns_for(names, {}).items()}
    assert " ".join(fields.get(name, "-") for name in names) == columns


def test_map_overrides_a_guess_and_nothing_else(tmp_path: Path) -> None:
    """`--map text=Lead` takes the text from there; the other columns guess themselves all the same."""
    path = write(tmp_path / "a.csv", "Title;Lead;Content;Datum\nT;l;c;2026-05-25\n")
    (record,) = read(path, ReadOptions(mapping={"text": "Lead"}))
    assert record.raw is not None
    assert (record.raw.text, record.raw.headline, record.raw.published_at) == ("l", "T", "2026-05-25")


def test_what_is_missing_is_asked_for_with_what_there_is(tmp_path: Path) -> None:
    """The columns found are named; a first row that is text and no header is not shown."""
    (record,) = read(
        write(tmp_path / "a.csv", "colour,A calm sentence of nobody's article that is not to be shown\n1,2\n")
    )
    assert "found: colour, 1 that are no names" in str(record.error)
    assert "calm" not in str(record.error)
