"""Spreadsheets (.xlsx, .xls, .xlsb, .ods), by calamine: an article per row, columns found by their headers."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial

import orjson

from flows.readers.base import Payload, Reader, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.mapping import check_columns, columns_for, raw_article
from flows.readers.office.packed import check_packed
from flows.readers.optional import needed
from flows.readers.whole import read_bytes
from schemas.errors import RecordError

Rows = Iterator[list[object]]
_ZIP = b"PK"
_DATES = ("published_at", "updated_at")
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  # cells have no zone
_SERIALS = range(32_874, 73_051)
"""Numbers of the days of 1990 to 2099, in a column of dates."""
_HALF_A_SECOND = timedelta(seconds=0.5)
_HEADER_WITHIN = 20
"""Rows in which a header is looked for: titles and notes stand above it in many sheets."""


class Sheet(Reader):
    """Reads the sheets of a workbook that have a column for the text, and no others.

    The header is the row that names most fields, the text among them; what stands above it is passed over. The index
    of a record is the number of its row among all sheets', its payload a JSON object of the row. Dates are as cells
    have them, without a zone.
    """

    name = "sheet"
    suffixes = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
    binary = True

    def payload_format(self, payload: bytes) -> str:
        """`jsonl` for a row and `sheet` for a file."""
        return "jsonl" if payload.lstrip().startswith(b"{") else self.name

    def columns(self, part: Slice, options: ReadOptions) -> tuple[str, ...]:
        """The names in the header of the first sheet that has one."""
        data, _, error = read_bytes(part, options)
        if error:
            raise error
        found = [header for _, header, _ in _sheets(data, options) if header]
        return tuple(found[0]) if found else ()

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per row; a workbook without articles is one record with an error."""
        data, whole, error = read_bytes(part, options)
        sheets, refused = (None, error) if error else tried(partial(_read, data, options))
        if sheets is None:
            yield Record(part.first_record, whole, error=refused, byte_start=0, byte_end=whole.size)
            return
        index = part.first_record
        for sheet, header, rows in sheets:
            place = f"{part.uri}#{sheet}" if len(sheets) > 1 else None
            for cells in rows:
                if any(cell != "" for cell in cells):
                    yield replace(_record(index, header, cells, options), uri=place)
                index += 1


def _read(data: bytes, options: ReadOptions) -> list[tuple[str, list[str], list[list[object]]]]:
    """Name, header and rows of the sheets with articles; raises RecordError where none has."""
    sheets = list(_sheets(data, options))
    found = [(name, header, rows) for name, header, rows in sheets if header]
    if not found:
        first = next((rows for _, _, rows in sheets if rows), [])
        widest = max(first[:_HEADER_WITHIN], key=lambda row: sum(cell != "" for cell in row), default=[])
        check_columns([str(cell) for cell in widest if cell != ""], options)  # names what there is
        raise RecordError("empty_file", "", "the workbook has no rows; check what wrote it")
    for _, header, _ in found:
        check_columns([name for name in header if name], options)
    return found


def _sheets(data: bytes, options: ReadOptions) -> Iterator[tuple[str, list[str], list[list[object]]]]:
    """Name, header (empty: none found) and the rows below it of each sheet."""
    calamine = needed("python_calamine", "a spreadsheet")
    if data.startswith(_ZIP):
        check_packed(data, "bad_office", options)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except Exception:  # noqa: BLE001  # the library's own errors, and Rust's panics
        raise RecordError(
            "bad_office", "", "the spreadsheet is damaged or closed with a password; save it again"
        ) from None
    for name, rows in sheets:
        heads = [at for at, row in enumerate(rows[:_HEADER_WITHIN]) if _names_text(row, options)]
        at = max(heads, key=lambda at: (_known(rows[at], options), -at), default=None)
        yield (name, [], rows) if at is None else (name, [str(cell).strip() for cell in rows[at]], rows[at + 1 :])


def _names_text(row: Sequence[object], options: ReadOptions) -> bool:
    names = _names(row)
    return columns_for(names, options.mapping).get("text") in names


def _known(row: Sequence[object], options: ReadOptions) -> int:
    """How many fields a row names; one of groups of columns above the header names fewer."""
    names = _names(row)
    return sum(column in names for column in columns_for(names, options.mapping).values())


def _names(row: Sequence[object]) -> list[str]:
    return [str(cell).strip() for cell in row if cell != ""]


def _record(index: int, header: Sequence[str], cells: Sequence[object], options: ReadOptions) -> Record:
    row = {name: _value(cell) for name, cell in zip(header, cells, strict=False) if name}
    columns = columns_for(tuple(row), options.mapping)
    row |= {name: _day(row[name]) for field in _DATES if (name := columns.get(field, "")) in row}
    payload = Payload.of(orjson.dumps(row, default=str))
    return Record(index, payload, *tried(partial(raw_article, row, options.mapping)))


def _day(value: object) -> object:
    """A date that a cell gives as the number of days since 1900, without the form of a date."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value or int(value) not in _SERIALS:
        return value
    return _value(_FIRST_DAY + timedelta(days=value))


def _value(cell: object) -> object:
    """A cell as JSON has it; a day without a clock stays a day."""
    if cell == "":
        return None
    if isinstance(cell, datetime):
        cell = (cell + _HALF_A_SECOND).replace(microsecond=0)  # a part of a day is no exact second
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell
