"""Rows in a terminal: a table where it fits, else one block for each row, so that nothing is squeezed."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import pyarrow as pa
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.answers.entries import ID_SHOWN
from flows.answers.formats import plain
from flows.terminal import safe

MAX_ROWS: Final = 1000
"""Rows that are printed; a terminal is no export."""

MAX_CELL: Final = 1000
"""Characters of a cell that are printed."""

_READABLE: Final = 32
"""Columns of the terminal that the widest column needs to be wrapped in a table."""
_PADDING: Final = 2
_NEVER_WRAPPED: Final = frozenset({"date", "article_id", "unit"})
_ALL_COLUMNS: Final = "--format json or csv has all columns"
_EXACT: Final = 1e15
"""Below this a DOUBLE has every integer."""
Rows = Sequence[Sequence[str]]


def print_answer(
    reader: pa.RecordBatchReader, console: Console | None = None, *, brief: tuple[str, ...] = (), store: str = ""
) -> None:
    """Print the first MAX_ROWS rows, every cell stripped of what a terminal may obey.

    Args:
        reader: the rows.
        console: where to print; without one, standard output.
        brief: the columns to print, as a table in any case; empty: all of them, as a table where that is readable.
        store: the option that names the store, for a command that a person may paste.
    """
    console = console or Console(highlight=False, markup=False, emoji=False)
    fields = [reader.schema.field(name) for name in brief] or list(reader.schema)
    names = [safe(field.name) for field in fields]
    values = list(islice(_values(reader, brief), MAX_ROWS + 1))
    rows = [[_cell(value) for value in row] for row in values[:MAX_ROWS]]
    numeric = [_is_number(field.type) for field in fields]
    widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    if brief:
        console.print(_brief_table(names, rows, numeric))
    elif _fits(widths, console.width):
        console.print(_table(names, rows, numeric, console.width))
    else:
        _print_blocks(console, names, rows)
    if brief and rows:
        console.print(safe(f"onrecord show ARTICLE_ID{store}"), "shows the article;", _ALL_COLUMNS, soft_wrap=True)
    if len(values) > MAX_ROWS:
        console.print(f"… the first {MAX_ROWS} rows; a LIMIT shows fewer, --format csv --output FILE writes all")
    elif not rows:
        console.print("no rows")


def _values(reader: pa.RecordBatchReader, brief: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    for batch in reader:
        chosen = batch.select(list(brief)) if brief else batch
        yield from zip(*(column.to_pylist() for column in chosen.columns), strict=True)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return safe(value if isinstance(value, str) else plain(value), MAX_CELL)


def _fits(widths: Sequence[int], width: int) -> bool:
    """Tell whether a table fits, if only the widest column is wrapped."""
    widest = max(widths)
    return sum(widths) - widest + min(widest, _READABLE) + _PADDING * len(widths) <= width


def _table(names: Sequence[str], rows: Rows, numeric: Sequence[bool], width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, _PADDING, 0, 0))
    widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    widest = widths.index(max(widths))
    for number, name in enumerate(names):
        room = (
            None if number != widest else max(_READABLE, width - sum(widths) + widths[widest] - _PADDING * len(names))
        )
        table.add_column(
            Text(name),
            justify="right" if numeric[number] else "left",
            overflow="fold",
            no_wrap=number != widest,
            max_width=room,
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _brief_table(names: Sequence[str], rows: Rows, numeric: Sequence[bool]) -> Table:
    """Lay out a table in which every column but short ones may be wrapped; ids are cut to what names an article."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, _PADDING, 0, 0))
    for number, name in enumerate(names):
        short = numeric[number] or name in _NEVER_WRAPPED
        table.add_column(Text(name), justify="right" if numeric[number] else "left", overflow="fold", no_wrap=short)
    ids = {number for number, name in enumerate(names) if name.endswith("_id")}
    for row in rows:
        table.add_row(*(Text(cell[:ID_SHOWN] if number in ids else cell) for number, cell in enumerate(row)))
    return table


def _print_blocks(console: Console, names: Sequence[str], rows: Rows) -> None:
    """Print each row as lines of name and value, under its number; columns without a value are left out."""
    for number, row in enumerate(rows, 1):
        console.rule(Text(str(number)), align="left", characters="─")
        block = Table.grid(padding=(0, _PADDING, 0, 0))
        block.add_column(no_wrap=True, style="bold")
        block.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            if cell:
                block.add_row(Text(name), Text(cell))
        console.print(block)


def _is_number(type_: pa.DataType) -> bool:
    return bool(pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_decimal(type_))
