"""The first page: what the report covers, what was loaded and rejected, and a look at what the other pages hold."""

from collections import Counter
from datetime import date
from typing import Final

from flows.pages.report.charts import chart
from flows.pages.report.contradictions import GLANCE as DISPUTES
from flows.pages.report.contradictions import opposed
from flows.pages.report.links import Links
from flows.pages.report.parts import Cell, Chart, Column, Page, Table, counted, day, number, shortened
from flows.pages.report.queries import Answer, Questions, Row
from flows.pages.report.repeats import repeats_table
from flows.pages.report.speakers import speakers_table
from flows.pages.report.time import Span, bar, far_away, step_text
from seeds.rows import RejectCode

PUBLISHERS: Final = 200
LOADS: Final = 100
REJECTS: Final = 200
ARTICLES: Final = 1000
GLANCE: Final = 5
"""Rows of other pages' tables that the first page shows."""
_LONG: Final = 80

_SIZES = (
    ("articles", "articles", "articles.html"),
    ("quotes", "quotes", "speakers.html"),
    ("quotes_with_speaker", "quotes with a known speaker", "about.html"),
    ("speakers", "speakers", "speakers.html"),
    ("figures", "figures", "figures.html"),
    ("contradictions", "contradictions", "contradictions.html"),
    ("entities", "names", "entities.html"),
)
_PUBLISHERS = (
    Column("Publisher"),
    Column("Articles", "number"),
    Column("Words", "number"),
    Column("Quotes", "number"),
    Column("Figures", "number"),
    Column("First", "date"),
    Column("Last", "date"),
)
_OVER_TIME = (Column("Time", "date"), Column("Publisher"), Column("Articles", "number"))
_LOADS = (
    Column("Load"),
    Column("Day", "date"),
    Column("How it ended"),
    Column("Read", "number"),
    Column("New", "number"),
    Column("Revised", "number"),
    Column("Unchanged", "number"),
    Column("Duplicate", "number"),
    Column("Rejected", "number"),
)
_REJECTS = (
    Column("What was wrong"),
    Column("Load"),
    Column("Day", "date"),
    Column("Records", "number"),
    Column("State"),
    Column("An example"),
)
_ARTICLES = (
    Column("Headline"),
    Column("Publisher"),
    Column("Date", "date"),
    Column("Words", "number"),
    Column("Quotes", "number"),
    Column("Figures", "number"),
)


def overview_page(questions: Questions, links: Links, counts: Answer, span: Span) -> Page:
    """The first page."""
    context = {
        "title": "On record",
        "sizes": _sizes(counts.rows[0]),
        "counts": counts,
        "over_time": _over_time(questions, span),
        "glances": [
            ("Quoted most", "speakers.html", "All speakers", speakers_table(questions, links, GLANCE)),
            ("Words that spread", "spread.html", "All quotes that spread", repeats_table(questions, links, GLANCE)),
        ],
        "disputes": opposed(questions.ask("contradictions", rows=DISPUTES), "dispute", links, DISPUTES),
        "publishers": _publishers(questions),
        "sums": questions.ask("load_sums"),
        "loads": _loads(questions),
        "rejects": _rejects(questions),
    }
    return Page("index.html", "report_overview.html.j2", context)


def _sizes(counts: Row) -> list[dict[str, object]]:
    return [{"count": counts[key], "name": name, "path": path} for key, name, path in _SIZES]


def articles_page(questions: Questions, links: Links) -> Page:
    """The page that lists the articles."""
    answer = questions.ask("articles", rows=ARTICLES)
    rows = [_article(row, links) for row in answer]
    table = Table("articles", "Articles, the newest first", _ARTICLES, rows, answer, ARTICLES)
    return Page("articles.html", "report_articles.html.j2", {"title": "Articles", "table": table})


def _article(row: Row, links: Links) -> tuple[Cell, ...]:
    href = links.article(row["article_id"])
    return (
        Cell(shortened(row["headline"] or "without a headline", 140), href),
        Cell(row["publisher"] or "not named", source=row["url"]),
        day(row["date"]),
        number(row["words"]),
        number(row["quotes"], href),
        number(row["figures"], href),
    )


def _over_time(questions: Questions, span: Span) -> Chart | None:
    grain = span.grain
    answer = questions.ask("articles_over_time", grain=grain)
    drawn = [row for row in answer if span.holds(row["since"])]
    if not drawn:
        return None
    data = [
        {
            **bar(row["since"], grain),
            **{key: row[key] for key in ("publisher", "place", "articles")},
            "told": f"{row['publisher']}, {step_text(row['since'], grain)}: {counted(row['articles'], 'article')}",
        }
        for row in drawn
    ]
    rows = [
        (
            Cell(step_text(row["since"], grain), sort=row["since"].isoformat()),
            Cell(row["publisher"]),
            number(row["articles"]),
        )
        for row in answer
    ]
    left_out = sum(row["articles"] for row in answer) - sum(row["articles"] for row in drawn)
    caption = f"Articles by {grain} of publication{far_away(left_out, 'article')}"
    table = Table("articles-over-time", caption, _OVER_TIME, rows, answer, len(rows) + 1)
    return Chart("articles-chart", caption, chart("articles", data, caption, _ticks(drawn)), table)


def _ticks(drawn: list[Row]) -> dict[str, object]:
    """How many steps the scale has: no more than there are whole numbers."""
    sums: Counter[date] = Counter()
    for row in drawn:
        sums[row["since"]] += row["articles"]
    return {"encoding.y.axis.tickCount": min(4, max(sums.values()))}


def _publishers(questions: Questions) -> Table:
    answer = questions.ask("publishers", rows=PUBLISHERS)
    rows = [
        (
            Cell(row["publisher"] or "not named"),
            *(number(row[name]) for name in ("articles", "words", "quotes", "figures")),
            day(row["first_day"]),
            day(row["last_day"]),
        )
        for row in answer
    ]
    return Table("publishers", "Publishers by their articles", _PUBLISHERS, rows, answer, PUBLISHERS)


def _loads(questions: Questions) -> Table:
    answer = questions.ask("loads", rows=LOADS)
    rows = [
        (
            Cell(shortened(row["input_uri"], _LONG) or row["flow"], note=f"{row['flow']} · {row['load_id']}"),
            day(row["day"]),
            Cell(row["status"]),
            *(number(row[f"rows_{name}"]) for name in ("in", "new", "revised", "unchanged", "duplicate", "rejected")),
        )
        for row in answer
    ]
    return Table("loads", "Runs that brought articles, the newest first", _LOADS, rows, answer, LOADS)


def _rejects(questions: Questions) -> Table:
    answer = questions.ask("rejects", rows=REJECTS)
    meaning = {row.code: row.meaning for row in RejectCode.rows()}
    rows = [
        (
            Cell(row["error_code"], note=meaning.get(row["error_code"], "")),
            Cell(row["load_id"]),
            day(row["day"]),
            number(row["records"]),
            Cell(row["status"]),
            Cell(row["example"]),
        )
        for row in answer
    ]
    empty = "No record was rejected."
    return Table("rejects", "Records that did not pass, by reason", _REJECTS, rows, answer, REJECTS, empty)
