"""Outlets compared: how they name their sources, whom they quote, and what they pay attention to over time."""

from typing import Final

from flows.pages.report.charts import chart
from flows.pages.report.courses import Course, course_chart
from flows.pages.report.links import Links
from flows.pages.report.names import names_apart
from flows.pages.report.pairs import MATRIX, most_quoted
from flows.pages.report.parts import Cell, Chart, Column, Page, Table, counted, number
from flows.pages.report.queries import Answer, Questions, Row
from flows.pages.report.time import Span

OUTLETS: Final = 200
PAIRS: Final = 120

_SOURCES = (
    Column("Outlet"),
    Column("Articles", "number"),
    Column("Texts", "number", "articles that copy one another counted once"),
    Column("Copied", "number", "articles that copy most of another outlet's earlier text"),
    Column("Quotes", "number", "that were said"),
    Column("Speakers", "number", "known by name"),
    Column("Named", "number", "quotes of a speaker known by name"),
    Column("Described", "number", "quotes of an unnamed source who is described: a police spokesman"),
    Column("%", "number", "of the quotes"),
    Column("Bare", "number", "quotes of nobody named or described: he, a person, sources"),
    Column("% bare", "number", "of the quotes"),
)
_GENDER = (
    Column("Outlet"),
    Column("Quotes", "number", "of people known by name"),
    Column("Women", "number"),
    Column("Men", "number"),
    Column("Not told", "number", "the article gives no evidence"),
    Column("% women", "number", "of those with evidence, where they are 20 or more"),
)
_PAIRS = (
    Column("Outlet"),
    Column("Speaker"),
    Column("Quotes", "number"),
    Column("Texts", "number", "articles that copy one another counted once"),
    Column("% of outlet", "number", "of its quotes of named speakers"),
    Column("% of all", "number", "of all outlets' quotes of named speakers"),
)
_ATTENTION: Final = Course(
    "attention",
    "attention-chart",
    "attention",
    "Name",
    "article",
    "canonical_id",
    "name",
    "people and organisations in most",
)


def outlets_page(questions: Questions, links: Links, span: Span) -> Page:
    """The page on which outlets stand side by side."""
    pairs = questions.ask("outlet_speakers", rows=PAIRS)
    sources = _sources(questions)
    context = {
        "title": "Outlets compared",
        "sources": sources,
        "alone": len(sources.rows) <= 1,
        "gender": _gender(questions),
        "pairs": _pairs(pairs, links),
        "matrix": _matrix(pairs),
        "attention": course_chart(_ATTENTION, questions, links, span),
    }
    return Page("outlets.html", "report_outlets.html.j2", context)


def _sources(questions: Questions) -> Table:
    answer = questions.ask("outlets", rows=OUTLETS)
    names = ("articles", "texts", "copied", "quotes", "speakers", "named", "described", "described_share")
    rows = [
        (Cell(row["publisher"] or "not named"), *(number(row[name]) for name in (*names, "bare", "bare_share")))
        for row in answer
    ]
    return Table("outlets", "Outlets by their articles", _SOURCES, rows, answer, OUTLETS)


def _gender(questions: Questions) -> Table:
    answer = questions.ask("outlet_gender", rows=OUTLETS)
    rows = [
        (
            Cell(row["publisher"] or "not named"),
            *(number(row[name]) for name in ("quotes", "women", "men", "not_told", "share")),
        )
        for row in answer
    ]
    return Table("gender", "Quotes of people known by name, by outlet", _GENDER, rows, answer, OUTLETS)


def _pairs(answer: Answer, links: Links) -> Table:
    rows = [
        (
            Cell(row["publisher"]),
            Cell(row["speaker"], links.entity(row["speaker_id"])),
            *(number(row[name]) for name in ("quotes", "texts", "share", "share_of_all")),
        )
        for row in answer
    ]
    return Table("outlet-speakers", "Outlets and those they quote, most quotes first", _PAIRS, rows, answer, PAIRS)


def _matrix(answer: Answer) -> Chart | None:
    """Speakers by outlets; nothing where there is one outlet alone."""
    outlets = most_quoted(answer, "publisher")
    speakers = most_quoted([row for row in answer if row["publisher"] in outlets], "speaker_id")
    shown = [row for row in answer if row["publisher"] in outlets and row["speaker_id"] in speakers]
    if len({row["publisher"] for row in shown}) <= 1:
        return None
    names = names_apart({row["speaker_id"]: row["speaker"] for row in shown})
    data = [_field(row, names, speakers, outlets) for row in shown]
    caption = f"Rows: who is quoted. Columns: by which outlet, {MATRIX} at most of each. Numbers: quotes."
    return Chart("outlet-matrix", caption, chart("pairs", data, caption), _pairs(answer, Links()))


def _field(row: Row, names: dict[str, str], speakers: list[str], outlets: list[str]) -> dict[str, object]:
    return {
        "speaker": names[row["speaker_id"]],
        "about": row["publisher"],
        "speaker_place": speakers.index(row["speaker_id"]),
        "about_place": outlets.index(row["publisher"]),
        "quotes": row["quotes"],
        "told": f"{row['publisher']} quotes {row['speaker']}: {counted(row['quotes'], 'quote')}",
    }
