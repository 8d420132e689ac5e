"""Who is quoted most, and when."""

from typing import Final

from flows.pages.report.courses import Course, course_chart
from flows.pages.report.links import Links
from flows.pages.report.names import kind_text
from flows.pages.report.parts import Cell, Column, Page, Table, day, number
from flows.pages.report.queries import Questions, Row
from flows.pages.report.time import Span

SPEAKERS: Final = 300

_SPEAKERS = (
    Column("Speaker"),
    Column("Quotes", "number"),
    Column("Verbatim", "number", "direct and mixed quotes; the others are reported in the paper's own words"),
    Column("Articles", "number"),
    Column("Texts", "number", "articles that copy one another counted once"),
    Column("Publishers", "number"),
    Column("First quoted", "date"),
    Column("Last quoted", "date"),
)
_OVER_TIME: Final = Course(
    "speakers_over_time",
    "over-time",
    "speakers-over-time",
    "Speaker",
    "quote",
    "speaker_id",
    "speaker",
    "quoted most",
)


def speakers_page(questions: Questions, links: Links, span: Span) -> Page:
    """The page of those who are quoted most."""
    context = {
        "title": "Who is quoted",
        "table": speakers_table(questions, links, SPEAKERS),
        "over_time": course_chart(_OVER_TIME, questions, links, span),
    }
    return Page("speakers.html", "report_speakers.html.j2", context)


def speakers_table(questions: Questions, links: Links, limit: int) -> Table:
    """Those quoted most, as a table."""
    answer = questions.ask("speakers", rows=limit)
    rows = [_speaker(row, links) for row in answer]
    return Table("speakers", "People and bodies that are quoted, the most quoted first", _SPEAKERS, rows, answer, limit)


def _speaker(row: Row, links: Links) -> tuple[Cell, ...]:
    who = row["speaker_id"]
    return (
        Cell(row["speaker"], links.entity(who), note="" if row["kind"] == "PERSON" else kind_text(row["kind"])),
        number(row["quotes"], links.entity(who, "said")),
        number(row["in_marks"]),
        number(row["articles"], links.entity(who, "articles")),
        number(row["texts"]),
        number(row["publishers"]),
        day(row["first_quoted"]),
        day(row["last_quoted"]),
    )
