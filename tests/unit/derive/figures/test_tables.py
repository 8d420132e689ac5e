"""Cells deep in a table get the rows that they would get if each were read."""

from datetime import date

import pytest

from flows.derive.dates.find import find_dates
from flows.derive.figures import tables
from flows.derive.figures.find import find_figures
from schemas.rows import Figure
from tests.bench.bench_figures import table
from tests.eval.documents import document_of

_CELLS = " ".join(str(number) for number in range(11, 91))


def _rows(text: str) -> list[Figure]:
    document = document_of(text, date(2021, 7, 27))
    return find_figures(document, find_dates(document))


@pytest.mark.parametrize(
    "text",
    [
        table(400),
        f"Output by town, in tons. {_CELLS} tons",
        f"Sales in March 2020 by region {_CELLS}",
        f"“Forecast {_CELLS}” he said.",
        f"{_CELLS} -5 {_CELLS} 3.5% {_CELLS} 2019 2020 2021 {_CELLS} 1,200 1.250 10 000 20 000 {_CELLS}",
        f"Harn {_CELLS} Tarr {_CELLS} 5 March 2020 {_CELLS}",
    ],
)
def test_deep_cells_are_read_as_others(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands among the cells: signs, units, years, dates, quotes."""
    quick = _rows(text)
    monkeypatch.setattr(tables, "deep_runs", lambda *_: [])
    assert quick == _rows(text)


def test_copies_are_rows_as_any() -> None:
    """A copied row is equal to one that was checked."""
    row = _rows(table(400))[200]
    assert row == Figure(**row.model_dump())
    assert Figure.model_validate_json(row.model_dump_json()) == row
