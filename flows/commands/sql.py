"""`onrecord sql`: one statement on the current snapshot, read-only."""

from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.terminal import safe
from schemas.errors import SettingsError
from warehouse.read import connect
from warehouse.store import Store

MAX_ROWS = 1000
"""Rows that are printed; a terminal is no export."""

MAX_WIDTH = 200
"""Characters of a cell that are printed."""


def run_sql(warehouse: Path, query: str) -> None:
    """Print the result of `query`, every cell stripped of what a terminal may obey.

    Raises:
        SettingsError: DuckDB refuses the query.
    """
    with connect(Store.open(warehouse, create=False)) as con:
        try:
            result = con.execute(query)
            columns = [column[0] for column in result.description or ()]
            rows = result.fetchmany(MAX_ROWS + 1)
        except duckdb.Error as error:
            raise SettingsError(f"the query: {safe(str(error), 300)}; see `onrecord sql 'SHOW TABLES'`") from None
    console = Console()
    console.print(_table(columns, rows[:MAX_ROWS]))
    if len(rows) > MAX_ROWS:
        console.print(f"… the first {MAX_ROWS} rows; add a LIMIT or read news.duckdb for more")


def _table(columns: list[str], rows: list[tuple[object, ...]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(safe(column)))
    for row in rows:
        table.add_row(*(Text("" if cell is None else safe(str(cell), MAX_WIDTH)) for cell in row))
    return table
