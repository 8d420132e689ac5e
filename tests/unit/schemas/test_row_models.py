"""Rows of articles share typed bases, and say in their types how their columns are stored."""

import pyarrow as pa
import pytest

from schemas.rows import ArticleRow, Placed
from schemas.tables import ARTICLE_TABLES, BY_NAME, DERIVED_TABLES, Table


@pytest.mark.parametrize("table", DERIVED_TABLES, ids=lambda table: table.name)
def test_a_derived_row_has_what_its_base_promises(table: Table) -> None:
    """Each has its article's id; it has offsets where it is `Placed`, and there alone."""
    assert issubclass(table.model, ArticleRow)
    fields = set(table.model.model_fields)
    assert "article_id" in fields
    assert ({"start_char", "end_char"} <= fields) == issubclass(table.model, Placed)


def test_long_texts_are_compressed() -> None:
    """Bodies, of articles and of revisions, are stored with zstd; nothing else is."""
    compressed = [
        (table.name, column.name)
        for table in ARTICLE_TABLES
        for column in table.sql_columns
        if "zstd" in column.definition_sql
    ]
    assert compressed == [("articles", "body"), ("article_revisions", "body")]


def test_what_outgrows_32_bits_has_64() -> None:
    """Counts of bytes and records, known or not."""
    types = {column.name: column.type for name in ("rejects", "load_files") for column in BY_NAME[name].columns}
    assert {types[name] for name in ("rows", "bytes", "record_index", "byte_start", "payload_bytes")} == {pa.int64()}
