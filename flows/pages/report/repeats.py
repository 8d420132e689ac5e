"""Quotes that spread: where their words came first, and through which articles they went."""

from collections import Counter
from datetime import date
from typing import Final

from markupsafe import Markup

from flows.pages.report.charts import chart
from flows.pages.report.links import Links
from flows.pages.report.parts import Cell, Column, Page, Table, counted, day, number, said, shortened
from flows.pages.report.queries import Answer, Questions, Row
from flows.pages.report.time import instant

REPEATS: Final = 200
PATHS: Final = 40
"""Quotes whose path is told."""
STEPS: Final = 50
"""Articles of a path that are told."""
DRAWN: Final = 14
_LABEL: Final = 44

_REPEATS = (
    Column("Words, as they came first"),
    Column("Speaker"),
    Column("Articles", "number"),
    Column("Publishers", "number"),
    Column("Wordings", "number"),
    Column("First", "date"),
    Column("Last", "date"),
)
_PATH = (
    Column("Date", "date"),
    Column("Publisher and headline"),
    Column("Speaker"),
    Column("Words in this article"),
    Column("Alike", "number", "share of words in common with the longest wording"),
)


def repeats_page(questions: Questions, links: Links) -> Page:
    """The page of quotes whose words stand in several articles."""
    table = repeats_table(questions, links, REPEATS)
    told = list(table.answer)[:PATHS]
    paths = {row["repeat_id"]: questions.ask("repeat_path", repeat_id=row["repeat_id"], rows=STEPS) for row in told}
    sections = [_section(row, paths[row["repeat_id"]], links) for row in told]
    context = {
        "title": "Quotes that spread",
        "table": table,
        "drawing": _drawing(told[:DRAWN], paths),
        "sections": sections,
    }
    return Page("spread.html", "report_repeats.html.j2", context)


def repeats_table(questions: Questions, links: Links, limit: int) -> Table:
    """The quotes that spread most, as a table."""
    answer = questions.ask("repeats", rows=limit)
    rows = [_repeat(row, place) for place, row in enumerate(answer)]
    _ = links
    return Table("repeats", "Quotes by the number of articles that have them", _REPEATS, rows, answer, limit)


def _repeat(row: Row, place: int) -> tuple[Cell, ...]:
    path = f"spread.html#path-{row['repeat_id']}" if place < PATHS else None
    return (
        said(row, path),
        Cell(row["speaker"] or "not known"),
        number(row["articles"], path),
        number(row["publishers"]),
        number(row["variants"]),
        day(row["first_said"]),
        day(row["last_said"]),
    )


def _section(row: Row, path: Answer, links: Links) -> dict[str, object]:
    name = f"path-{row['repeat_id']}"
    rows = [_step(step, links) for step in path]
    caption = f"{counted(row['articles'], 'article')}, {counted(row['variants'], 'wording')}; the first one first"
    return {
        "id": name,
        "words": shortened(row["words"]),
        "speaker": row["speaker"],
        "direct": row["kind"] == "direct",
        "table": Table(f"table-{name}", caption, _PATH, rows, path, STEPS),
    }


def _step(row: Row, links: Links) -> tuple[Cell, ...]:
    href = links.quote(row)
    return (
        day(row["date"]),
        Cell(row["publisher"] or "publisher not named", note=shortened(row["headline"] or "", 90), source=row["url"]),
        Cell(row["speaker"] or "not known"),
        said(row, href),
        number(row["similarity"]),
    )


def _drawing(told: list[Row], paths: dict[str, Answer]) -> Markup | None:
    data = [point for place, row in enumerate(told) for point in _points(row, place, paths[row["repeat_id"]])]
    return chart("repeats", data, "The days on which articles with these words were published") if data else None


def _points(row: Row, place: int, path: Answer) -> list[dict[str, object]]:
    by_day: Counter[date] = Counter(step["date"] for step in path if step["date"])
    words = shortened(row["words"], _LABEL)
    label = f"{place + 1}  " + (f"“{words}”" if row["kind"] == "direct" else words)
    return [
        {
            "label": label,
            "place": place,
            "day": instant(when),
            "articles": count,
            "told": f"{when.day} {when:%b %Y}: {counted(count, 'article')}",
        }
        for when, count in sorted(by_day.items())
    ]
