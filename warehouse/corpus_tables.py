"""Corpus-level tables, kept in step with the article-level rows: only what a load touches is computed anew.

They are functions of the article-level rows alone, so any order and size of loads gives the same rows. A new rule is a
new SELECT in `warehouse/corpus`; how a table is cut into independent groups, and which groups a load touches, is below.
`quote_repeats` is in a module of that name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.tables import Table
from warehouse import quote_repeats
from warehouse.files import link_file, write_file
from warehouse.manifest import DataFile
from warehouse.rowsize import GROUP_ROWS
from warehouse.sqlfiles import read_sql

Connection = duckdb.DuckDBPyConnection
_FORGET = {
    "entities": "DELETE FROM entities WHERE canonical_id IN (SELECT entity_id FROM touched_entities)",
    "entity_links": "DELETE FROM entity_links WHERE entity_id IN (SELECT entity_id FROM touched_entities)",
}
"""For each corpus-level table that one SELECT makes: drop the groups that a load touches."""
_PREPARE = ("CREATE OR REPLACE TEMP TABLE touched_entities (entity_id VARCHAR)",)
_LEAVE = ("INSERT INTO touched_entities SELECT entity_id FROM article_entities SEMI JOIN leaving USING (article_id)",)
_TOUCH_ENTITIES = """
INSERT INTO touched_entities
SELECT DISTINCT entity_id FROM article_entities WHERE $load_id IS NULL OR load_id = $load_id
"""


def before_rows_leave(connection: Connection, leaving: pa.Table | None) -> None:
    """Note what the articles in `leaving` contribute to; call it before their rows are deleted."""
    for statement in _PREPARE:
        connection.execute(statement)
    if leaving is not None and leaving.num_rows:
        connection.register("leaving", leaving)
        for statement in _LEAVE:
            connection.execute(statement)
        connection.unregister("leaving")
    quote_repeats.before_rows_leave(connection, leaving)


def after_rows_came(connection: Connection, load_id: str | None) -> None:
    """Bring the corpus-level tables up to date with the rows of `load_id`, or with None with all rows."""
    connection.execute(_TOUCH_ENTITIES, {"load_id": load_id})
    for name, forget in _FORGET.items():
        connection.execute(forget)
        connection.execute(f'INSERT INTO "{name}" BY NAME {read_sql("corpus", name).text}')
    quote_repeats.after_rows_came(connection, load_id)


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes a corpus-level table as one Parquet file of a new snapshot.

    Attributes:
        table: the table.
        old: folder of the old snapshot.
        new: folder of the new snapshot.
        stored: the table's files in the old snapshot.
    """

    table: Table
    old: Path
    new: Path
    stored: Sequence[DataFile]

    def write(self, connection: Connection, load_id: str) -> DataFile:
        """Write the table and return its file; if nothing of it changed, that is the stored one."""
        written = write_file(self.new, self.table, None, self._groups(connection), load_id)
        for file in self.stored:
            if file.sha256 == written.sha256:
                (self.new / written.path).unlink()
                link_file(self.old, self.new, file)
                return file
        return written

    def _groups(self, connection: Connection) -> Iterator[pa.Table]:
        """Yield the sorted rows in row groups, without holding more than one of them."""
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
