"""Counts over time, a line for each of a few names: how often they are quoted, in how many articles they are."""

from dataclasses import dataclass
from typing import Final

from flows.pages.report.charts import chart
from flows.pages.report.links import Links
from flows.pages.report.names import names_apart
from flows.pages.report.parts import Cell, Chart, Column, Table, counted, number
from flows.pages.report.queries import Answer, Questions, Row
from flows.pages.report.time import Span, bar, far_away, step_text

NAMES: Final = 10
"""Names whose course is drawn."""
_LINE: Final = 36
"""Height of a name's line in the chart, in pixels."""
_TALLEST: Final = 0.8
"""Share of its line that the tallest bar takes."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is counted, of whom.

    Attributes:
        question: the query; it has a row for each step of time and name, with the columns below and `since`.
        chart: what the chart is called on its page.
        table: what its numbers are called there.
        header: what heads the names in the numbers.
        noun: what is counted; `noun`s is the column of a row's count, all_`noun`s that of the name's sum.
        who: the column of a name's id.
        name: the column of the name.
        told: of whom the numbers are, behind how many they are.
    """

    question: str
    chart: str
    table: str
    header: str
    noun: str
    who: str
    name: str
    told: str

    @property
    def counts(self) -> str:
        """The column of a row's count."""
        return f"{self.noun}s"


def course_chart(course: Course, questions: Questions, links: Links, span: Span) -> Chart | None:
    """The course of those with most, drawn and in numbers; None where nothing lies in the span."""
    answer = questions.ask(course.question, grain=span.grain, rows=NAMES)
    drawn = [row for row in answer if span.holds(row["since"])]
    if not drawn:
        return None
    order = {row[course.who]: row for row in sorted(drawn, key=lambda row: -row[f"all_{course.counts}"])}
    names = names_apart({who: row[course.name] for who, row in order.items()})
    most = max(row[course.counts] for row in drawn)
    data = [_bar(course, row, span.grain, names, most) for row in drawn]
    left_out = sum(row[course.counts] for row in answer) - sum(row[course.counts] for row in drawn)
    tallest = f"the tallest bar is {counted(most, course.noun)}{far_away(left_out, course.noun)}"
    caption = (
        f"{course.counts.capitalize()} by {span.grain} of publication, of the {len(names)} {course.told}; {tallest}"
    )
    drawing = chart("speakers", data, caption, {"height": _LINE * len(names)})
    return Chart(course.chart, caption, drawing, _numbers(course, answer, caption, links, span.grain))


def _bar(course: Course, row: Row, grain: str, names: dict[str, str], most: int) -> dict[str, object]:
    """A bar on its name's line; lines are numbered from the top."""
    who = row[course.who]
    line = list(names).index(who)
    return {
        **bar(row["since"], grain),
        "speaker": names[who],
        "base": line,
        "top": line - _TALLEST * row[course.counts] / most,
        "told": f"{row[course.name]}, {step_text(row['since'], grain)}: {counted(row[course.counts], course.noun)}",
    }


def _numbers(course: Course, answer: Answer, caption: str, links: Links, grain: str) -> Table:
    columns = (Column("Time", "date"), Column(course.header), Column(course.counts.capitalize(), "number"))
    rows = [
        (
            Cell(step_text(row["since"], grain), sort=row["since"].isoformat()),
            Cell(row[course.name], links.entity(row[course.who])),
            number(row[course.counts]),
        )
        for row in answer
    ]
    return Table(course.table, caption, columns, rows, answer, len(rows) + 1)
