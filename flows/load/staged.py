"""Parquet files of the staging folder: written once by one step, read once by the next."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel

from schemas.article import Article
from schemas.tables import BY_NAME, PUBLISHED_MONTH, Table

COMPRESSION = "lz4"
"""Staging files live for seconds: speed counts, not size."""

SEQ = pa.field("seq", pa.int64(), nullable=False)
"""Position of a record in the whole input: batch, then place in the batch."""

_SEQ_BATCH_SHIFT = 40

ARTICLE_COLUMNS = tuple(
    column.arrow_field for column in BY_NAME["articles"].columns if column.name in Article.model_fields
)
PARSED_SCHEMA = pa.schema([SEQ, *ARTICLE_COLUMNS, PUBLISHED_MONTH.arrow_field])
RESOLVED_SCHEMA = pa.schema(
    [
        SEQ,
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("revision", pa.int32(), nullable=False),
        pa.field("change_kind", pa.string()),
        pa.field("is_current", pa.bool_(), nullable=False),
    ]
)
"""Which articles of a parsed file are new. No change_kind: no new revision; is_current: the row of `articles`."""


def first_seq(batch: int) -> int:
    """The position of a batch's first record."""
    return batch << _SEQ_BATCH_SHIFT


def batch_of(seq: int) -> int:
    """The batch of a record, by its position."""
    return seq >> _SEQ_BATCH_SHIFT


def parsed_table(articles: Sequence[Article], seqs: Sequence[int]) -> pa.Table:
    """Articles in the schema of a parsed file."""
    columns: list[Sequence[object]] = [seqs]
    columns += [[getattr(article, field.name) for article in articles] for field in ARTICLE_COLUMNS]
    columns.append([article.published_month for article in articles])
    return pa.Table.from_arrays(
        [pa.array(values, field.type) for values, field in zip(columns, PARSED_SCHEMA, strict=True)],
        schema=PARSED_SCHEMA,
    )


def articles_of(table: pa.Table) -> list[Article]:
    """The articles of a parsed table; checked once more."""
    names = [field.name for field in ARTICLE_COLUMNS]
    rows: Iterable[dict[str, object]] = table.select(names).to_pylist()
    return [Article.model_validate(_as_article(row)) for row in rows]


def _as_article(row: dict[str, object]) -> dict[str, object]:
    """A row with tuples for lists, as an `Article` holds them; a byline that is NULL names nobody."""
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return {**row, **lists, "byline": lists.get("byline", ())}


def rows_table(table: Table, rows: Sequence[BaseModel], months: Sequence[str], load_id: str) -> pa.Table:
    """Derived rows in the schema of a staged file."""
    columns = table.arrow_table(rows, load_id)
    return columns.append_column(PUBLISHED_MONTH.arrow_field, pa.array(months, pa.string()))


class LazyParquet:
    """A Parquet file that comes into being with its first row; use as a context manager.

    It has its name once it is whole: what is left by whoever was killed or failed bears another.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self._beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self._schema = schema
        self._writer: pq.ParquetWriter | None = None

    def write(self, table: pa.Table) -> None:
        """Append a row group, unless the table is empty."""
        if not table.num_rows:
            return
        if self._writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(self._beside, self._schema, compression=COMPRESSION)
        self._writer.write_table(table)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is None:
            return
        try:
            self._writer.close()
        except OSError:
            if kind is None:
                raise
        if kind is None:
            self._beside.replace(self.path)
        else:
            self._beside.unlink(missing_ok=True)
