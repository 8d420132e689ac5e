"""Other column names for CSV, JSON lines and Parquet."""

from pathlib import Path

import pytest

from flows.readers.base import ReadOptions
from flows.readers.mapping import parse_mapping
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
