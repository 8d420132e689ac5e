"""Figures that contradict each other, each side with its words."""

from typing import Final

from flows.pages.report.links import Links
from flows.pages.report.parts import (
    Cell,
    Column,
    Link,
    Page,
    Table,
    day_text,
    days_text,
    interval,
    joined,
    number,
    spelled,
    unit_text,
)
from flows.pages.report.queries import Questions, Row

CONTRADICTIONS: Final = 200
_GAP_UNITS: Final = {"percent": " points"}

_CONTRADICTIONS = (
    Column("What"),
    Column("When", "date"),
    Column("One side"),
    Column("The other side"),
    Column("Gap", "number", "between the two intervals"),
    Column("Confidence", "number", "chance that both figures were read rightly, the lower of the two"),
)


def contradictions_page(questions: Questions, links: Links) -> Page:
    """The page of figures that can't both be right."""
    table = contradictions_table(questions, links, CONTRADICTIONS)
    context = {"title": "Figures that contradict each other", "table": table}
    return Page("contradictions.html", "report_contradictions.html.j2", context)


def contradictions_table(questions: Questions, links: Links, limit: int) -> Table:
    """Pairs of contradicting figures, as a table."""
    answer = questions.ask("contradictions", rows=limit)
    rows = [_contradiction(row, links) for row in answer]
    caption = "Pairs of figures about the same thing that can't both be right"
    return Table("contradictions", caption, _CONTRADICTIONS, rows, answer, limit)


def _contradiction(row: Row, links: Links) -> tuple[Cell, ...]:
    unit = unit_text(row["unit"], row["per_unit"])
    return (
        Cell(row["about"] or "", note=row["owner"] or ""),
        Cell(days_text(row["day"], row["last_day"]), sort=row["day"].isoformat()),
        _side(row, "a", unit, links),
        _side(row, "b", unit, links),
        Cell(f"{spelled(row['gap'])}{_GAP_UNITS.get(row['unit'], unit)}", sort=repr(float(row["gap"]))),
        number(row["confidence"]),
    )


def _side(row: Row, side: str, unit: str, links: Links) -> Cell:
    claimant, publisher = row[f"claimant_{side}"], row[f"publisher_{side}"]
    who = f"according to {claimant}" if claimant else "told as a fact"
    said = f"{interval(row[f'low_{side}'], row[f'high_{side}'], unit)}, {who}"
    source = joined((publisher or "publisher not named", day_text(row[f"published_{side}"])))
    href = links.article(row[f"article_{side}"], row[f"figure_{side}"])
    return Cell(row[f"text_{side}"], href, note=said, links=(Link(source, href),), quoted=True)
