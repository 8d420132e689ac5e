"""Figures over time: those that several articles give for the same thing."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from flows.pages.report.charts import chart
from flows.pages.report.links import Links
from flows.pages.report.names import thing_text
from flows.pages.report.parts import (
    Cell,
    Chart,
    Column,
    Page,
    Table,
    counted,
    day,
    day_text,
    days_text,
    interval,
    joined,
    number,
    unit_text,
)
from flows.pages.report.queries import Answer, Questions, Row
from flows.pages.report.time import grain_of, instant
from flows.terminal import safe
from schemas.ids import hash_id

SERIES: Final = 200
DRAWN: Final = 40
"""Series of an owner or place that get a page and a chart."""
NOUNS: Final = 60
DRAWN_NOUNS: Final = 10
"""Series of a noun alone that get a page."""
SHOWN: Final = 4
"""Charts that stand on the page of all series."""
POINTS: Final = 200
_NARROW: Final = 420
"""Width of a chart that stands beside another one, in pixels."""
_CLAIMANTS: Final = 5
"""Claimants that have a colour of their own."""
_NOBODY: Final = "told as a fact"
_OTHERS: Final = "others"
_LOGARITHMIC: Final = 1000
"""Largest value by smallest from which the axis is logarithmic."""
_FEW_DAYS: Final = 4
"""Days that have a label each; of more some would overlap in the narrow chart."""
_FORMATS: Final = {"day": "%-d %b", "week": "%-d %b", "month": "%b %Y", "year": "%Y"}
_KEY: Final = ("about", "owner_id", "place_id", "kind", "unit", "per_unit", "verb", "month")
"""What tells one series from another."""
_SERIES = (
    Column("Figure"),
    Column("Whose or where"),
    Column("Articles", "number"),
    Column("Given", "number", "how often it was given"),
    Column("Smallest", "number"),
    Column("Largest", "number"),
    Column("From", "date"),
    Column("To", "date"),
)
_POINTS = (
    Column("Day", "date", "on which the figure holds; of publication, where the text names none"),
    Column("In the words of the article"),
    Column("Value", "number"),
    Column("That is"),
    Column("Claimed by"),
    Column("Source"),
)


@dataclass(frozen=True, slots=True)
class Series:
    """A figure that several articles give: what it counts or measures, whose or where it is, in which unit."""

    row: Row

    @property
    def path(self) -> str:
        """The address of its page."""
        row = self.row
        key = hash_id("series", *(row[name] for name in _KEY))
        return f"figures/{key}.html"

    @property
    def thing(self) -> str:
        """What it counts or measures, as a reader would say it."""
        row = self.row
        return thing_text(row["topic"]) if row["topic"] else row["counted"] or row["about"]

    @property
    def whose(self) -> str:
        """Whose it is, or where it holds; empty where no article says so."""
        owner, place = self.row["owner"], self.row["place"]
        return joined((owner, place if place != owner else None), " in ")

    @property
    def name(self) -> str:
        """What it is called."""
        whose, thing = self.whose, self.thing
        name = f"{whose or thing.capitalize()}{self._behind(whose, thing)}{self._in_unit()}"
        return joined((name, self.month))

    @property
    def month(self) -> str:
        """The month that a topic's series is of, empty for others: what is counted in another one is another event."""
        row = self.row
        return f"{row['first_day']:%B %Y}" if row["month"] else ""

    def values(self) -> dict[str, str]:
        """What picks its figures from all."""
        row = self.row
        return {name: row[name] or "" for name in _KEY}

    @staticmethod
    def _behind(whose: str, thing: str) -> str:
        return "" if not whose or thing.lower() in whose.lower() else f": {thing}"

    def _in_unit(self) -> str:
        unit = unit_text(self.row["unit"], self.row["per_unit"]).strip()
        return f" ({unit})" if unit else ""


def series_pages(questions: Questions, links: Links) -> list[Page]:
    """The page of all series, and one for each of the most frequent."""
    owned, nouns = questions.ask("series", owned=1, rows=SERIES), questions.ask("series", owned=0, rows=NOUNS)
    drawn = [Series(row) for row in (*owned.rows[:DRAWN], *nouns.rows[:DRAWN_NOUNS])]
    charts = [_chart(series, questions, links) for series in drawn]
    shown = [
        {"drawing": _drawing(series, one.table.answer, {"width": _NARROW}), "caption": one.caption, "path": series.path}
        for series, one in list(zip(drawn[: len(owned.rows)], charts, strict=False))[:SHOWN]
    ]
    context = {
        "title": "Figures over time",
        "table": _table("series", owned, _SERIES, DRAWN, SERIES, links),
        "nouns": _table("series-of-nouns", nouns, (_SERIES[0], *_SERIES[2:]), DRAWN_NOUNS, NOUNS, links),
        "charts": shown,
    }
    overview = Page("figures.html", "report_figures.html.j2", context)
    return [overview, *(_page(series, one) for series, one in zip(drawn, charts, strict=True))]


def _table(name: str, answer: Answer, columns: tuple[Column, ...], drawn: int, limit: int, links: Links) -> Table:
    whose = columns is _SERIES
    rows = [_series(Series(row), place < drawn, links, whose=whose) for place, row in enumerate(answer)]
    return Table(name, "Figures by the number of articles that give them", columns, rows, answer, limit)


def _series(series: Series, has_page: bool, links: Links, *, whose: bool) -> tuple[Cell, ...]:
    row, path = series.row, series.path if has_page else None
    unit = unit_text(row["unit"], row["per_unit"]).strip()
    owner = Cell(series.whose, links.entity(row["owner_id"] or row["place_id"]))
    return (
        Cell(series.thing, path, note=joined((unit, series.month))),
        *((owner,) if whose else ()),
        number(row["articles"]),
        number(row["figures"], path),
        number(row["smallest"]),
        number(row["largest"]),
        day(row["first_day"]),
        day(row["last_day"]),
    )


def _page(series: Series, drawn: Chart) -> Page:
    context = {"title": series.name, "chart": drawn, "row": series.row, "unowned": not series.whose}
    return Page(series.path, "report_series.html.j2", context)


def _chart(series: Series, questions: Questions, links: Links) -> Chart:
    answer = questions.ask("series_points", **series.values(), rows=POINTS)
    unit = unit_text(series.row["unit"], series.row["per_unit"])
    rows = [_point(row, unit, links) for row in answer]
    caption = f"{series.name}, {counted(len(answer.rows), 'figure')}"
    table = Table("points", caption, _POINTS, rows, answer, POINTS)
    return Chart("course", caption, _drawing(series, answer), table)


def _drawing(series: Series, answer: Answer, changes: Mapping[str, object] | None = None) -> Markup:
    unit = unit_text(series.row["unit"], series.row["per_unit"])
    named = _claimants(answer)
    data = [_datum(row, unit, named) for row in answer]
    colours = _colours([one["by"] for one in data], named)
    return chart("series", data, series.name, {**_scale(answer), **_days(answer), **colours, **(changes or {})})


def _days(answer: Answer) -> dict[str, object]:
    """How the axis of time is told: no finer than days, and each of a few days by itself."""
    days = sorted({row["day"] for row in answer})
    told: dict[str, object] = {"encoding.x.axis.format": _FORMATS[grain_of(days[0], days[-1])]}
    if len(days) <= _FEW_DAYS:
        told["encoding.x.axis.values"] = [instant(one) for one in days]
    return told


def _claimants(answer: Answer) -> list[str]:
    """Those who claim most of the figures, the most frequent first."""
    counts = Counter(row["claimant"] for row in answer if row["claimant"])
    return sorted(counts, key=lambda name: (-counts[name], name))[:_CLAIMANTS]


def _colours(present: Collection[object], named: Sequence[str]) -> dict[str, object]:
    """One colour for each claimant; grey for what nobody is named for."""
    colours = {name: f"var(--series-{place})" for place, name in enumerate(named, 1)}
    colours |= {_OTHERS: f"var(--series-{_CLAIMANTS + 1})", _NOBODY: "var(--muted)"}
    shown = [name for name in colours if name in present]
    scale = {"domain": [safe(name) for name in shown], "range": [colours[name] for name in shown]}
    return {"encoding.color.scale": scale}


def _point(row: Row, unit: str, links: Links) -> tuple[Cell, ...]:
    href = links.article(row["article_id"], row["figure_id"])
    modality = "" if row["modality"] == "asserted" else row["modality"]
    source = joined((row["publisher"] or "publisher not named", day_text(row["published_date"])))
    return (
        Cell(days_text(row["day"], row["last_day"]), sort=row["day"].isoformat()),
        Cell(row["text"], href, note=modality, quoted=True),
        number(row["value"]),
        Cell(interval(row["low"], row["high"], unit)),
        Cell(row["claimant"] or _NOBODY),
        Cell(source, href, source=row["url"]),
    )


def _datum(row: Row, unit: str, named: Collection[str]) -> dict[str, object]:
    claimant = row["claimant"] or _NOBODY
    said = f"{day_text(row['day'])}, {claimant}: {row['text']} ({interval(row['low'], row['high'], unit)})"
    by = claimant if claimant in named or not row["claimant"] else _OTHERS
    keys = ("value", "low", "high", "modality")
    return {"day": instant(row["day"]), "told": said, "by": by} | {key: row[key] for key in keys}


def _scale(answer: Answer) -> dict[str, object]:
    values = [row["value"] for row in answer]
    if min(values) <= 0 or max(values) / min(values) < _LOGARITHMIC:
        return {}
    return {"layer.0.encoding.y.scale.type": "log"}
