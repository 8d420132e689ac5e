"""The user's alias file: names that are one entity, a line for each."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import pyarrow as pa
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from schemas.corpus import EntityAlias
from schemas.errors import InputError, SettingsError
from schemas.tables import BY_NAME
from schemas.vocabulary import EntityKind

REQUIRED: Final = ("name", "alias")
OPTIONAL: Final = ("kind", "external_id", "from", "to")
_DATE: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class AliasFile:
    """What a load is given of an alias file; None of both where it is given none.

    Attributes:
        rows: rows of `entity_aliases`.
        sha256: SHA-256 of the file.
    """

    rows: pa.Table | None
    sha256: str | None


NO_ALIASES: Final = AliasFile(None, None)


def read_aliases(path: Path | None) -> AliasFile:
    """Read an alias file: CSV in UTF-8 with a header of `name`, `alias` and, if wanted, kind, external_id, from and to.

    `from` and `to` (2024, 2024-03 or 2024-03-31) are months of publication between which the alias holds. A file with a
    header alone takes all aliases back.

    Raises:
        InputError: the file can't be read.
        SettingsError: a line makes no sense; the message names file and line.
    """
    if path is None:
        return NO_ALIASES
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}). Check the path and its permissions.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not in UTF-8. Save it in that encoding.") from error
    rows = sorted(set(_rows(path, text)), key=lambda row: row.model_dump_json())
    return AliasFile(BY_NAME["entity_aliases"].arrow_table(rows), hashlib.sha256(content).hexdigest())


def _rows(path: Path, text: str) -> Iterator[EntityAlias]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            if not header:
                header = _checked(path, [cell.strip() for cell in cells])
            elif any(cell.strip() for cell in cells):
                yield _row(f"{path}, line {reader.line_num}", header, cells)
    except csv.Error as error:
        raise SettingsError(f"{path}, line {reader.line_num}: is no CSV; mend its quotation marks.") from error
    if not header:
        raise SettingsError(f"{path}, line 1: there is no header; it must be {','.join((*REQUIRED, *OPTIONAL))}.")


def _checked(path: Path, header: list[str]) -> list[str]:
    known = (*REQUIRED, *OPTIONAL)
    if len(set(header)) < len(header) or not set(REQUIRED) <= set(header) <= set(known):
        raise SettingsError(
            f"{path}, line 1: the header must have the columns {' and '.join(REQUIRED)}, and may have "
            f"{', '.join(OPTIONAL)}, each once and separated by commas. Mend it."
        )
    return header


def _row(place: str, header: list[str], cells: list[str]) -> EntityAlias:
    if len(cells) != len(header):
        raise SettingsError(f"{place}: {len(cells)} cells where the header has {len(header)}; mind commas and quotes.")
    try:
        line = _Line.model_validate({name: cell.strip() or None for name, cell in zip(header, cells, strict=True)})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        column = ".".join(map(str, first["loc"])) or "from, to"
        raise SettingsError(f"{place}: {column}: {first['msg']}; mend the cell.") from None
    return EntityAlias(
        name=line.name,
        alias=line.alias,
        kind=line.kind,
        external_id=line.external_id,
        holds_from=line.first,
        holds_to=line.last,
    )


def _named(text: str) -> str:
    if not any(char.isalnum() for char in text):
        raise ValueError("has neither a letter nor a digit")
    return " ".join(text.split())


def _month(text: object, default: str) -> object:
    if not isinstance(text, str):
        return text
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError("must be a year (2024), month (2024-03) or day (2024-03-31)")
    return f"{found.group(1)}-{found.group(2) or default}"


Name = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_named)]
First = Annotated[str | None, BeforeValidator(lambda text: _month(text, "01"))]
Last = Annotated[str | None, BeforeValidator(lambda text: _month(text, "12"))]


class _Line(BaseModel):
    """A line of the file."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    alias: Name
    kind: EntityKind | None = None
    external_id: Annotated[str, Field(max_length=_LONGEST)] | None = None
    first: First = Field(None, alias="from")
    last: Last = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "_Line":
        if self.first and self.last and self.first > self.last:
            raise ValueError("the period ends before it begins")
        return self
