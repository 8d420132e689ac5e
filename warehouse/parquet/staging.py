"""What a load hands over: new rows of each article-level table, and the articles whose old rows leave."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.errors import LoadError
from schemas.tables import ARTICLE_TABLES, PUBLISHED_MONTH, Table

REPLACED_SCHEMA = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("published_month", pa.string(), nullable=False),
        pa.field("erased", pa.bool_(), nullable=False),
    ]
)


def staged_schema(table: Table) -> pa.Schema:
    """The schema of staged rows: the table's, and the month of publication as last column."""
    return table.arrow_schema.append(PUBLISHED_MONTH.arrow_field)


@dataclass(frozen=True)
class Staging:
    """The staging folder of one load.

    `rows/<table>/*.parquet` hold new rows of article-level tables as `staged_schema` has them, in any order.
    `replaced.parquet`, if there, lists the articles whose stored rows leave, with the month under which they are
    stored; those with `erased` leave `article_revisions` too (the column may be missing: none is erased).
    """

    folder: Path

    def files(self, table: Table) -> list[Path]:
        """The files with new rows of `table`, by name."""
        return self._files[table.name]

    @property
    def empty(self) -> bool:
        """Whether nothing comes and nothing leaves."""
        return not any(self._files.values()) and not self.replaced.num_rows

    @property
    def scratch(self) -> Path:
        """A folder for temporary files, made if need be."""
        path = self.folder / "scratch"
        path.mkdir(parents=True, exist_ok=True)
        return path

    @cached_property
    def replaced(self) -> pa.Table:
        """Articles whose old rows leave, as `REPLACED_SCHEMA` has them."""
        path = self.folder / "replaced.parquet"
        if not path.exists():
            return REPLACED_SCHEMA.empty_table()
        rows = pq.read_table(path, partitioning=None)
        if "erased" not in rows.schema.names:
            rows = rows.append_column("erased", pa.repeat(pa.scalar(value=False), rows.num_rows))
        return rows.select(REPLACED_SCHEMA.names).cast(REPLACED_SCHEMA)

    def leaving(self, table: Table) -> pa.Table:
        """Those of `replaced` whose stored rows leave `table`."""
        return self.erased if table.name == "article_revisions" else self.replaced

    @cached_property
    def erased(self) -> pa.Table:
        """Those of `replaced` whose old revisions leave too."""
        return self.replaced.filter(pc.field("erased"))

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        return {table.name: _with_rows(self.folder / "rows" / table.name, table) for table in ARTICLE_TABLES}


def _with_rows(folder: Path, table: Table) -> list[Path]:
    found = []
    for path in sorted(folder.glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            if file.schema_arrow.names != staged_schema(table).names:
                raise LoadError(f"{path}: columns are not those of {table.name}. This is a bug of the load; report it.")
            if file.metadata.num_rows:
                found.append(path)
    return found
