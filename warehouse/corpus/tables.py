"""Corpus-level tables, kept in step with the article-level rows: only what a load touches is computed anew.

They are functions of the article-level rows (and the alias table) alone, so any order and size of loads gives the same
rows. How a table is cut into independent groups, and which of them a load touches, stands in the module of that name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from schemas.tables import Table
from warehouse.corpus import article_copies, entity_links, quote_repeats, stories
from warehouse.corpus.linker import Linker, SameName
from warehouse.disk.manifest import DataFile
from warehouse.parquet.hashed import Hashed
from warehouse.parquet.rowsize import GROUP_ROWS
from warehouse.parquet.write import link_file, write_file

Connection = duckdb.DuckDBPyConnection
_SAME_NAME: Final = SameName()


def before_rows_leave(connection: Connection, leaving: pa.Table | None) -> None:
    """Note what the articles in `leaving` contribute to; call it before their rows are deleted."""
    entity_links.before_rows_leave(connection, leaving)
    quote_repeats.before_rows_leave(connection, leaving)
    article_copies.before_rows_leave(connection, leaving)
    stories.before_rows_leave(connection, leaving)


def after_rows_came(
    connection: Connection,
    load_id: str | None,
    articles: Sequence[Path],
    linker: Linker = _SAME_NAME,
    fresh: Sequence[Path] = (),
) -> None:
    """Bring the corpus-level tables up to date with the rows of `load_id`, or with None with all rows.

    Args:
        connection: to the database.
        load_id: the load.
        articles: the Parquet files of the table `articles`.
        linker: what links entities across articles.
        fresh: those of the files that hold the articles of the load; empty: not known.
    """
    entity_links.after_rows_came(connection, load_id, linker)
    quote_repeats.after_rows_came(connection, load_id)
    article_copies.after_rows_came(
        connection, load_id, articles, fresh, lambda everything: stories.texts_came(connection, everything=everything)
    )
    stories.after_rows_came(connection)


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes a corpus-level table as one Parquet file of a new snapshot.

    Attributes:
        table: the table.
        old: folder of the old snapshot.
        new: folder of the new snapshot.
        stored: the table's files in the old snapshot.
        hashed: what is known of the files of the old snapshot.
    """

    table: Table
    old: Path
    new: Path
    stored: Sequence[DataFile]
    hashed: Hashed = field(default_factory=Hashed)

    def write(self, connection: Connection, load_id: str) -> DataFile:
        """Write the table and return its file; if nothing of it changed, that is the stored one."""
        written = write_file(self.new, self.table, None, self._groups(connection), load_id)
        for file in self.stored:
            if file.sha256 == written.sha256:
                (self.new / written.path).unlink()
                link_file(self.old, self.new, file, self.hashed)
                return file
        return written

    def _groups(self, connection: Connection) -> Iterator[pa.Table]:
        """The sorted rows in row groups, without holding more than one of them."""
        query = f'SELECT * FROM "{self.table.name}" ORDER BY {", ".join(self.table.sort)}'  # noqa: S608 - names from the registry
        held: list[pa.RecordBatch] = []
        for batch in connection.sql(query).to_arrow_reader(GROUP_ROWS):
            held.append(batch)
            while sum(one.num_rows for one in held) >= GROUP_ROWS:
                rows = pa.Table.from_batches(held)
                yield rows.slice(0, GROUP_ROWS)
                held = rows.slice(GROUP_ROWS).to_batches()
        if held:
            yield pa.Table.from_batches(held)
