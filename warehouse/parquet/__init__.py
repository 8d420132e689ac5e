"""Partitions of Parquet: sorted rows in files that are named by their content and never changed."""

from warehouse.parquet.merge import files_to_merge
from warehouse.parquet.partitions import TableWriter
from warehouse.parquet.staging import Staging, staged_schema
from warehouse.parquet.write import read_rows, sort_rows, write_file

__all__ = [
    "Staging",
    "TableWriter",
    "files_to_merge",
    "read_rows",
    "sort_rows",
    "staged_schema",
    "write_file",
]
