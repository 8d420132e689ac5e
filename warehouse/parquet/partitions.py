"""The Parquet half of a commit: new files beside those that stay, rows that leave taken out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.tables import Table
from warehouse.disk.manifest import DataFile
from warehouse.parquet.hashed import Hashed
from warehouse.parquet.merge import files_to_merge
from warehouse.parquet.rowsize import row_sizes
from warehouse.parquet.spread import spread
from warehouse.parquet.staging import Staging
from warehouse.parquet.write import (
    is_outdated,
    link_file,
    partition_of,
    read_rows,
    row_groups,
    sort_rows,
    sound,
    write_file,
)


@dataclass(frozen=True)
class TableWriter:
    """Writes one article-level table of a new snapshot.

    Attributes:
        table: the table.
        old: folder of the old snapshot.
        new: folder of the new snapshot.
        stored: the table's files in the old snapshot.
        leaving: articles whose stored rows leave this table, and the months under which they are stored.
        load_id: the load that writes.
        hashed: what is known of the files of the old snapshot.
        outdated: whether an older version of the tables wrote the old snapshot; its files are written anew then.
    """

    table: Table
    old: Path
    new: Path
    stored: tuple[DataFile, ...]
    leaving: pa.Table
    load_id: str
    hashed: Hashed = field(default_factory=Hashed)
    outdated: bool = False

    def write(self, staging: Staging) -> list[DataFile]:
        """Write the table, with the new rows of `staging`, and return all of its files."""
        dirty = {file.path for file in self._suspects() if self._leaves(self._ids_in(file)).any()}
        if self.outdated:
            dirty |= {file.path for file in self.stored if is_outdated(sound(self.old, file), self.table)}
        written: list[DataFile] = []
        gone: set[str] = set()
        spread_rows = spread(self.table, staging.files(self.table), staging.scratch)
        for month, group in groupby(spread_rows, key=itemgetter(0)):
            merged, files = self._write_month(partition_of(month), (rows for _, rows in group), dirty)
            gone.update(merged)
            written.extend(files)
        for file in self.stored:
            if file.path in dirty and file.path not in gone:
                gone.add(file.path)
                written.extend(self._rewrite(file.partition, [file], None))
        return [*written, *self._link(gone)]

    def _suspects(self) -> tuple[DataFile, ...]:
        """The files that may hold rows that leave; an old revision may lie in any month."""
        months = {partition_of(month) for month in pc.unique(self.leaving.column("published_month")).to_pylist()}
        anywhere = self.table.name == "article_revisions" and bool(months)
        return tuple(file for file in self.stored if anywhere or file.partition in months)

    def _ids_in(self, file: DataFile) -> pa.ChunkedArray:
        return pq.read_table(sound(self.old, file), columns=["article_id"], partitioning=None).column("article_id")

    def _leaves(self, article_ids: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = pc.is_in(article_ids, value_set=self._leaving_ids).to_numpy()
        return found

    @cached_property
    def _leaving_ids(self) -> pa.Array:
        return self.leaving.column("article_id").combine_chunks()

    def _write_month(
        self, partition: str, tables: Iterator[pa.Table], dirty: Collection[str]
    ) -> tuple[set[str], list[DataFile]]:
        """The paths of old files that are part of the new ones, and the new ones."""
        first, second = next(tables), next(tables, None)
        if second is not None:
            parts = chain([first, second], tables)
            return set(), [self._write_file(partition, rows) for rows in parts]
        stored = [file for file in self.stored if file.partition == partition]
        merged = files_to_merge(stored, dirty, int(row_sizes(self.table, first).sum()))
        return {file.path for file in merged}, self._rewrite(partition, merged, first)

    def _rewrite(self, partition: str | None, files: list[DataFile], new_rows: pa.Table | None) -> list[DataFile]:
        old_rows = read_rows([sound(self.old, file) for file in files], self.table)
        staying = old_rows.filter(pa.array(~self._leaves(old_rows.column("article_id"))))
        rows = staying if new_rows is None else pa.concat_tables([new_rows, staying])
        if files:
            rows = sort_rows(rows, self.table)
        return [self._write_file(partition, rows)] if rows.num_rows else []

    def _write_file(self, partition: str | None, rows: pa.Table) -> DataFile:
        return write_file(self.new, self.table, partition, row_groups(self.table, rows), self.load_id)

    def _link(self, gone: Collection[str]) -> Iterator[DataFile]:
        for file in self.stored:
            if file.path not in gone:
                link_file(self.old, self.new, file, self.hashed)
                yield file
