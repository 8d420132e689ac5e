"""Reference tables are whole: every CSV has a row model, and a broken one says where and what."""

from pathlib import Path

import pytest

from seeds.known_entities import known_entities
from seeds.reference import REFERENCE, SeedError, SeedRow, read_csv
from seeds.rows import ROW_MODELS
from seeds.version import seeds_version


class _Row(SeedRow):
    word: str
    size: int | None


def test_every_table_has_a_row_model_and_fits_it() -> None:
    """No CSV without a model, no model without a CSV, no line that breaks its model."""
    assert {path.stem for path in REFERENCE.glob("*.csv")} == set(ROW_MODELS)
    for name, model in ROW_MODELS.items():
        assert model.table == name
        assert model.rows()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word,extra\na,1\n", "line 1: the columns"),
        ("word,size\na,1\n,2\n", "line 3: word"),
        ("word,size\na,x\n", "line 2: size"),
        ("word,size\na ,1\n", "line 2: word has blanks"),
        ("word,size\na\n", "line 2: 1 cells"),
        ("word,size\na,1\nb,2\na,1\n", "line 4: repeats line 2"),
        ("", "line 1: the columns"),
    ],
)
def test_a_broken_table_names_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    """The error says which file, which line, what is wrong."""
    path = tmp_path / "words.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError, match=rf"words\.csv, {message}"):
        read_csv(path, _Row)


def test_blank_cells_are_none(tmp_path: Path) -> None:
    """A blank in an optional column is None."""
    path = tmp_path / "words.csv"
    path.write_text("word,size\na,\n", encoding="utf-8")
    assert read_csv(path, _Row) == (_Row(word="a", size=None),)


def test_the_version_is_a_hash() -> None:
    """One id for all tables together."""
    assert len(seeds_version()) == 32


def test_known_entities_have_one_name_and_one_kind() -> None:
    """Each country, state, city or organisation that the seeds know has an id, a canonical form, no form twice."""
    entities = known_entities()
    assert len({one.reference for one in entities}) == len(entities)
    ids = [one.external_id for one in entities if one.external_id]
    assert len(set(ids)) == len(ids)
    for one in entities:
        assert len(set(one.forms)) == len(one.forms), one.reference
        assert one.name in {form for form, _ in one.forms}
    assert {one.name: one.external_id for one in entities}["United Nations"] == "Q1065"
