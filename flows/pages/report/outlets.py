"""Outlets compared: how they name their sources, whom they quote, and what they pay attention to over time."""

from typing import Final

from flows.pages.report.charts import chart
from flows.pages.report.links import Links
from flows.pages.report.names import names_apart
from flows.pages.report.pairs import MATRIX, most_quoted
from flows.pages.report.parts import Cell, Chart, Column, Page, Table, counted, number
from flows.pages.report.queries import Answer, Questions, Row
from flows.pages.report.speakers import LINE, TALLEST
from flows.pages.report.time import Span, bar, far_away, step_text

OUTLETS: Final = 200
PAIRS: Final = 120
ATTENTION: Final = 10
"""Names whose course is drawn."""

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
_ATTENTION = (Column("Time", "date"), Column("Name"), Column("Articles", "number"))


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
        "attention": _attention(questions, links, span),
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


def _attention(questions: Questions, links: Links, span: Span) -> Chart | None:
    grain = span.grain
    answer = questions.ask("attention", grain=grain, rows=ATTENTION)
    drawn = [row for row in answer if span.holds(row["since"])]
    if not drawn:
        return None
    order = {row["canonical_id"]: row for row in sorted(drawn, key=lambda row: -row["all_articles"])}
    names = names_apart({who: row["name"] for who, row in order.items()})
    most = max(row["articles"] for row in drawn)
    data = [_bar(row, grain, names, most) for row in drawn]
    rows = [
        (
            Cell(step_text(row["since"], grain), sort=row["since"].isoformat()),
            Cell(row["name"], links.entity(row["canonical_id"])),
            number(row["articles"]),
        )
        for row in answer
    ]
    left_out = sum(row["articles"] for row in answer) - sum(row["articles"] for row in drawn)
    tallest = f"the tallest bar is {counted(most, 'article')}{far_away(left_out, 'article')}"
    caption = f"Articles by {grain} of publication, of the {len(names)} people and organisations in most; {tallest}"
    table = Table("attention", caption, _ATTENTION, rows, answer, len(rows) + 1)
    return Chart("attention-chart", caption, chart("speakers", data, caption, {"height": LINE * len(names)}), table)


def _bar(row: Row, grain: str, names: dict[str, str], most: int) -> dict[str, object]:
    who = row["canonical_id"]
    line = list(names).index(who)
    return {
        **bar(row["since"], grain),
        "speaker": names[who],
        "base": line,
        "top": line - TALLEST * row["articles"] / most,
        "told": f"{row['name']}, {step_text(row['since'], grain)}: {counted(row['articles'], 'article')}",
    }
