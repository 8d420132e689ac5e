"""Who is quoted most, and when."""

from typing import Final

from flows.pages.report.charts import chart
from flows.pages.report.links import Links
from flows.pages.report.names import kind_text, names_apart
from flows.pages.report.parts import Cell, Chart, Column, Page, Table, counted, day, number
from flows.pages.report.queries import Questions, Row
from flows.pages.report.time import Span, bar, far_away, step_text

SPEAKERS: Final = 300
OVER_TIME: Final = 10
LINE: Final = 36
"""Height of a speaker's line in the chart, in pixels."""
TALLEST: Final = 0.8
"""Share of its line that the tallest bar takes."""

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
_OVER_TIME = (Column("Time", "date"), Column("Speaker"), Column("Quotes", "number"))


def speakers_page(questions: Questions, links: Links, span: Span) -> Page:
    """The page of those who are quoted most."""
    context = {
        "title": "Who is quoted",
        "table": speakers_table(questions, links, SPEAKERS),
        "over_time": _over_time(questions, links, span),
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


def _over_time(questions: Questions, links: Links, span: Span) -> Chart | None:
    grain = span.grain
    answer = questions.ask("speakers_over_time", grain=grain, rows=OVER_TIME)
    drawn = [row for row in answer if span.holds(row["since"])]
    if not drawn:
        return None
    order = {row["speaker_id"]: row for row in sorted(drawn, key=lambda row: -row["all_quotes"])}
    names = names_apart({who: row["speaker"] for who, row in order.items()})
    most = max(row["quotes"] for row in drawn)
    data = [_bar(row, grain, names, most) for row in drawn]
    rows = [
        (
            Cell(step_text(row["since"], grain), sort=row["since"].isoformat()),
            Cell(row["speaker"], links.entity(row["speaker_id"])),
            number(row["quotes"]),
        )
        for row in answer
    ]
    left_out = sum(row["quotes"] for row in answer) - sum(row["quotes"] for row in drawn)
    tallest = f"the tallest bar is {counted(most, 'quote')}{far_away(left_out, 'quote')}"
    caption = f"Quotes by {grain} of publication, of the {len(names)} quoted most; {tallest}"
    table = Table("speakers-over-time", caption, _OVER_TIME, rows, answer, len(rows) + 1)
    return Chart("over-time", caption, chart("speakers", data, caption, {"height": LINE * len(names)}), table)


def _bar(row: Row, grain: str, names: dict[str, str], most: int) -> dict[str, object]:
    """A bar on its speaker's line; lines are numbered from the top."""
    who = row["speaker_id"]
    line = list(names).index(who)
    return {
        **bar(row["since"], grain),
        "speaker": names[who],
        "base": line,
        "top": line - TALLEST * row["quotes"] / most,
        "told": f"{row['speaker']}, {step_text(row['since'], grain)}: {counted(row['quotes'], 'quote')}",
    }
