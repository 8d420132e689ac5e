"""Who speaks about whom: pairs of a speaker and somebody whom the quotes mention."""

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from flows.pages.report.charts import chart
from flows.pages.report.links import Links
from flows.pages.report.names import kind_text, names_apart
from flows.pages.report.parts import Cell, Column, Link, Page, Table, counted, day_text, number
from flows.pages.report.queries import Answer, Questions, Row

PAIRS: Final = 300
MATRIX: Final = 10
"""Speakers, and names that they mention, in the matrix."""

_PAIRS = (
    Column("Speaker"),
    Column("About"),
    Column("Kind"),
    Column("Quotes", "number"),
    Column("Articles", "number"),
    Column("The newest, in the text"),
)


def pairs_page(questions: Questions, links: Links) -> Page:
    """The page of who speaks about whom."""
    answer = questions.ask("pairs", rows=PAIRS)
    rows = [_pair(row, links) for row in answer]
    caption = "Speakers and those whom their quotes mention, the most frequent first"
    table = Table("pairs", caption, _PAIRS, rows, answer, PAIRS)
    context = {"title": "Who speaks about whom", "table": table, "drawing": _matrix(answer)}
    return Page("about.html", "report_pairs.html.j2", context)


def _pair(row: Row, links: Links) -> tuple[Cell, ...]:
    examples = tuple(Link(day_text(example["date"]), links.quote(example)) for example in row["examples"])
    return (
        Cell(row["speaker"], links.entity(row["speaker_id"])),
        Cell(row["about"], links.entity(row["about_id"])),
        Cell(kind_text(row["kind"])),
        number(row["quotes"], links.entity(row["about_id"], "about")),
        number(row["articles"]),
        Cell("", links=examples),
    )


def _matrix(answer: Answer) -> Markup | None:
    """The matrix of the speakers and the names that stand in most quotes; nothing where there are few pairs."""
    speakers = most_quoted(answer, "speaker_id")
    named = most_quoted([row for row in answer if row["speaker_id"] in speakers], "about_id")
    shown = [row for row in answer if row["speaker_id"] in speakers and row["about_id"] in named]
    if len(shown) <= 1:
        return None
    names = names_apart({row[key]: row[name] for row in shown for key, name in _SIDES})
    data = [
        {
            "speaker": names[row["speaker_id"]],
            "about": names[row["about_id"]],
            "speaker_place": speakers.index(row["speaker_id"]),
            "about_place": named.index(row["about_id"]),
            "quotes": row["quotes"],
            "told": f"{row['speaker']} about {row['about']}: {counted(row['quotes'], 'quote')}",
        }
        for row in shown
    ]
    return chart("pairs", data, "Rows: who speaks. Columns: about whom. Numbers: quotes.")


_SIDES = (("speaker_id", "speaker"), ("about_id", "about"))


def most_quoted(rows: Iterable[Row], key: str) -> list[str]:
    """The ids under `key` with most quotes, as many as the matrix has room for."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row[key]] = sums.get(row[key], 0) + row["quotes"]
    return sorted(sums, key=lambda one: (-sums[one], one))[:MATRIX]
