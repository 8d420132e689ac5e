"""CSV: a header, then an article per row; RFC 4180, with commas, semicolons, tabs or bars."""

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.readers.base import Reader, ReadOptions, Record, Slice
from flows.readers.guard import tried
from flows.readers.lines import UNCLOSED, Lines
from flows.readers.mapping import check_columns, columns_for, raw_article
from flows.readers.stream import open_stream
from schemas.article import RawArticle
from schemas.errors import RecordError

_DELIMITERS = (",", ";", "\t", "|")
_DECLARED = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)
"""What Excel takes for a word on the delimiter, in a line of its own before the header."""
_CELL_LIMIT = 2**31 - 1
"""The parser's own limit on a cell, out of the way: `max_record_bytes` limits the row."""


class _Header(NamedTuple):
    names: list[str]
    delimiter: str
    line: bytes


class Csv(Reader):
    """Reads CSV in UTF-8, or in the encoding that its beginning is detected to have.

    The delimiter is the first that gives the header its column for the text. Empty cells count as not given. A
    row whose quotation marks don't match is refused up to the end of its first line, and reading goes on behind
    it. A row's payload is the header and the row, a CSV file in itself; its place is the row's own.
    """

    name = "csv"
    suffixes = (".csv", ".tsv", ".psv")

    def columns(self, part: Slice, options: ReadOptions) -> tuple[str, ...]:
        """The names in the header."""
        with open_stream(part.path, options) as stream:
            return tuple(_header(Lines(stream, options), options).names)

    def read(self, part: Slice, options: ReadOptions) -> Iterator[Record]:
        """A record per row; a file without a usable header is one record with an error."""
        csv.field_size_limit(_CELL_LIMIT)
        with open_stream(part.path, options) as stream:
            lines = Lines(stream, options)
            try:
                header = _header(lines, options)
            except RecordError as error:
                payload = stream.rest(lines.taken)
                yield Record(part.first_record, payload, error=error, byte_start=0, byte_end=payload.size)
                return
            yield from _rows(lines, header, part, options)


def _header(lines: Lines, options: ReadOptions) -> _Header:
    lines.detect_encoding()
    found: list[list[str]] = []
    for delimiter in _declared(lines) or _DELIMITERS:
        lines.give_back(keep=0)
        lines.begin()
        found.append(_names(lines, delimiter))
        if columns_for(found[-1], options.mapping).get("text") in found[-1]:
            check_columns(found[-1], options)
            return _Header(found[-1], delimiter, lines.taken)
    check_columns(max(found, key=len), options)  # names what there is
    raise RecordError("missing_column", "text", "no column holds the text; name it with --map text=COLUMN")


def _declared(lines: Lines) -> str | None:
    """The delimiter that the first line declares, which is then passed; None where it is the header."""
    lines.begin()
    first = _DECLARED.match(next(lines, ""))
    if first is None:
        lines.give_back(keep=0)
    lines.begin()
    return first and first[1]


def _names(lines: Lines, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error:
        raise RecordError("bad_header", "", "the header's quotation marks don't match; mend its line") from None
    if cells is None:
        raise RecordError("empty_file", "", "the file is empty; check what wrote it")
    return [cell.strip() for cell in cells]


def _rows(lines: Lines, header: _Header, part: Slice, options: ReadOptions) -> Iterator[Record]:
    parser = csv.reader(lines, delimiter=header.delimiter, strict=True)
    index, more = part.first_record, True
    while more:
        raw, error, more = _next_row(lines, parser, header, options)
        if raw or error:
            payload = lines.payload(header.line)
            yield Record(index, payload, raw, error, lines.start, lines.stop)
            index += 1


def _next_row(
    lines: Lines, parser: Iterator[list[str]], header: _Header, options: ReadOptions
) -> tuple[RawArticle | None, RecordError | None, bool]:
    """The article or error of the next row, neither for a blank line, and whether there may be more."""
    lines.begin()
    try:
        cells = next(parser)
    except StopIteration:
        return None, None, False
    except csv.Error:
        lines.give_back(keep=1)
        return None, RecordError("bad_csv", "", UNCLOSED), True
    except RecordError as error:
        lines.give_back(keep=1)
        return None, error, not lines.broken
    if not cells:
        return None, None, True
    return (*tried(lambda: _judge(cells, lines, header, options)), True)


def _judge(cells: list[str], lines: Lines, header: _Header, options: ReadOptions) -> RawArticle:
    if lines.undecodable:
        raise RecordError("not_utf8", "", "the row does not fit the file's encoding; convert it to UTF-8")
    if len(cells) != len(header.names):
        message = f"the row has {len(cells)} cells, the header {len(header.names)}; quote cells with delimiters"
        raise RecordError("bad_row", "", message)
    row = {name: cell or None for name, cell in zip(header.names, cells, strict=True)}
    return raw_article(row, options.mapping)
