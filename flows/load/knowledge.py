"""The user's knowledge file: entries that are added to what ships, or replace those of the same id."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from schemas.errors import InputError, SettingsError
from seeds.knowledge import FOLDER, KINDS, Knowledge, read_version
from seeds.listed import COLUMNS, Listed, listings

_REQUIRED = frozenset({"qid", "name", "kind"})
_QID = re.compile(r"Q[1-9][0-9]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_NUMBERS = {"latitude": 90.0, "longitude": 180.0, "population": 1e10, "sitelinks": 1e4}
"""Columns of numbers, and the largest that makes sense; coordinates may be negative."""


@lru_cache(maxsize=2)
def knowledge_of(path: Path | None) -> Knowledge:
    """What ships, with the entries of a file added.

    The file has columns of `seeds.listed.COLUMNS`, of which qid, name and kind must be there: CSV in UTF-8, or with
    tabs where its name ends in .tsv.

    Raises:
        InputError: the file can't be read.
        SettingsError: a line makes no sense; the message names file and line.
    """
    if path is None:
        return Knowledge.shipped()
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}). Check the path and its permissions.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not in UTF-8. Save it in that encoding.") from error
    added = [(one.entry, list(one.forms.items())) for one in listings(_rows(path, text), {})]
    return Knowledge(FOLDER, added, f"{read_version(FOLDER)} {hashlib.sha256(content).hexdigest()[:12]}")


def _rows(path: Path, text: str) -> Iterator[Listed]:
    tabs = path.suffix == ".tsv"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",", strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if len(set(header)) < len(header) or not _REQUIRED <= set(header) <= set(COLUMNS):
            raise SettingsError(
                f"{path}, line 1: the header must have qid, name and kind, and may have "
                f"{', '.join(one for one in COLUMNS if one not in _REQUIRED)}, each once. Mend it."
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(f"{path}, line {reader.line_num}", header, cells)
    except csv.Error as error:
        raise SettingsError(f"{path}, line {reader.line_num}: is no CSV; mend its quotation marks.") from error


def _row(place: str, header: list[str], cells: list[str]) -> Listed:
    if len(cells) != len(header):
        raise SettingsError(f"{place}: {len(cells)} cells where the header has {len(header)}; mend commas and quotes.")
    row = dict.fromkeys(COLUMNS, "") | {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    if not _QID.fullmatch(row["qid"]):
        raise SettingsError(f"{place}: qid: must be a Wikidata id such as Q90; mend the cell.")
    if not row["name"] or row["kind"] not in KINDS:
        raise SettingsError(f"{place}: name must not be blank, kind must be one of {', '.join(KINDS)}; mend the cell.")
    if row["country"] and not _COUNTRY.fullmatch(row["country"]):
        raise SettingsError(f"{place}: country: must be two capitals (ISO 3166-1), such as FR; mend the cell.")
    for name, most in _NUMBERS.items():
        if row[name] and not _fits(row[name], most):
            raise SettingsError(f"{place}: {name}: must be a number up to {most:g}; mend the cell.")
    return row


def _fits(cell: str, most: float) -> bool:
    try:
        return abs(float(cell)) <= most
    except ValueError:
        return False
