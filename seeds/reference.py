"""Reference tables as typed rows: every CSV under `seeds/reference/` is read through a row model, strictly."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

REFERENCE = Path(__file__).parent / "reference"


class SeedRow(BaseModel):
    """A line of a reference table; a blank cell is None and fits optional fields only.

    `class CountryForm(SeedRow, table="countries")` is a line of `seeds/reference/countries.csv`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    table: ClassVar[str]

    def __init_subclass__(cls, *, table: str = "", **kwargs: Any) -> None:  # noqa: ANN401  # as Pydantic has it
        """Note which table the lines are of; a model of a user's own table has none."""
        cls.table = table
        super().__init_subclass__(**kwargs)

    @classmethod
    def rows(cls) -> tuple[Self, ...]:
        """All lines of the table in file order, read once; raises SeedError as `read_csv` does."""
        return _shipped(cls)


T = TypeVar("T", bound=SeedRow)


class SeedError(ValueError):
    """A reference table is broken; the message names file and line, what is wrong, and what to do."""


@lru_cache(maxsize=128)
def _shipped(model: type[T]) -> tuple[T, ...]:
    return read_csv(REFERENCE / f"{model.table}.csv", model)


def read_csv(path: Path, model: type[T]) -> tuple[T, ...]:
    """The rows of a CSV file in file order, whether it ships or a user brings it.

    Raises SeedError on unknown, missing or repeated columns, on blanks around a cell or in a required one,
    on rows of the wrong length, and on a line that stands twice.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        _check_header(path, header, model)
        seen: dict[tuple[str, ...], int] = {}
        rows = []
        for cells in reader:
            rows.append(_row(path, reader.line_num, header, cells, model))
            first = seen.setdefault(tuple(cells), reader.line_num)
            if first != reader.line_num:
                raise SeedError(f"{path.name}, line {reader.line_num}: repeats line {first}; drop one of them")
    return tuple(rows)


def _check_header(path: Path, header: list[str], model: type[SeedRow]) -> None:
    expected = list(model.model_fields)
    if header != expected:
        raise SeedError(f"{path.name}, line 1: the columns are {header}; they must be {expected}")


def _row(path: Path, line: int, header: list[str], cells: list[str], model: type[T]) -> T:
    if len(cells) != len(header):
        told = f"{len(cells)} cells where the header has {len(header)}; mind commas and quotes"
        raise SeedError(f"{path.name}, line {line}: {told}")
    if cells != [cell.strip() for cell in cells]:
        column = next(column for column, cell in zip(header, cells, strict=True) if cell != cell.strip())
        raise SeedError(f"{path.name}, line {line}: {column} has blanks around it; take them out")
    try:
        return model.model_validate({c: cell or None for c, cell in zip(header, cells, strict=True)})
    except ValidationError as error:
        place, first = f"{path.name}, line {line}", error.errors(include_url=False)[0]
        column = ".".join(map(str, first["loc"]))
        raise SeedError(f"{place}: {column}: {first['msg']}; mend the cell") from error
