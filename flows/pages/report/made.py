"""How the numbers of a report were made, and how sure they are."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from flows.pages.report.parts import Cell, Column, Page, Table, day, number
from flows.pages.report.queries import Questions

ROWS: Final = 60

_BANDS = (
    Column("What"),
    Column("Found", "number"),
    Column("0.9 or more", "number"),
    Column("0.7 to 0.9", "number"),
    Column("0.5 to 0.7", "number"),
    Column("Below 0.5", "number", "kept in the tables, not shown as found"),
    Column("Mean", "number"),
)
_RULES = (
    Column("Rule"),
    Column("Quotes", "number"),
    Column("Shown", "number", "0.5 or more"),
    Column("Least sure", "number"),
    Column("Mean", "number"),
    Column("Surest", "number"),
)
_VERSIONS = (
    Column("onrecord"),
    Column("Extractors"),
    Column("Tables", "number", "version of their schema"),
    Column("Articles", "number"),
    Column("First load", "date"),
    Column("Last load", "date"),
)
_FAILURES = (Column("Step"), Column("What went wrong"), Column("Articles", "number"))


class Calibrated(NamedTuple):
    """What confidences of one kind of row are worth in this store, where people judged its rows.

    Attributes:
        kind: quotes, figures, entities or dates.
        judged: rows that were judged.
        shares: (confidence, share that was right at it).
    """

    kind: str
    judged: int
    shares: tuple[tuple[float, float], ...]


def made_page(questions: Questions, calibrated: Sequence[Calibrated]) -> Page:
    """The page about the report itself."""
    context = {
        "title": "How these numbers were made",
        "calibrated": calibrated,
        "bands": _bands(questions),
        "rules": _rules(questions),
        "versions": _versions(questions),
        "failures": _failures(questions),
    }
    return Page("made.html", "report_made.html.j2", context)


def _bands(questions: Questions) -> Table:
    answer = questions.ask("made_bands", rows=ROWS)
    names = ("rows", "sure", "likely", "unsure", "hidden", "mean")
    rows = [(Cell(row["kind"]), *(number(row[name]) for name in names)) for row in answer]
    return Table("bands", "Rows by the chance that they are right", _BANDS, rows, answer, ROWS)


def _rules(questions: Questions) -> Table:
    answer = questions.ask("made_rules", rows=ROWS)
    names = ("quotes", "shown", "least", "mean", "most")
    rows = [(Cell(row["rule"]), *(number(row[name]) for name in names)) for row in answer]
    return Table("rules", "Rules by the quotes that they found", _RULES, rows, answer, ROWS)


def _versions(questions: Questions) -> Table:
    answer = questions.ask("made_versions", rows=ROWS)
    rows = [
        (
            Cell(row["code_version"]),
            Cell(row["extractor_version"]),
            number(row["schema_version"]),
            number(row["articles"]),
            day(row["first_day"]),
            day(row["last_day"]),
        )
        for row in answer
    ]
    return Table("versions", "Versions by the articles that they read", _VERSIONS, rows, answer, ROWS)


def _failures(questions: Questions) -> Table:
    answer = questions.ask("made_failures", rows=ROWS)
    rows = [(Cell(row["step"]), Cell(row["exception"]), number(row["articles"])) for row in answer]
    empty = "No step failed on any article."
    return Table("failures", "Steps that failed, by articles", _FAILURES, rows, answer, ROWS, empty)
