"""Charts are drawings and nothing else: shapes and text, the same each time, whatever their data hold."""

import re
from datetime import date

import pytest
from lxml import etree

from flows.pages.report.charts import FOLDER, chart
from flows.pages.report.time import bar, far_away, grain_of, instant, span_of, step_text
from tests.browser.hostile import hostile_article
from tests.flows.report.reporting import Nesting

HOSTILE = str(hostile_article()["headline"])


def _data(name: str, words: str) -> list[dict[str, object]]:
    span = {**bar(date(2026, 3, 1), "week"), "told": words}
    data: dict[str, list[dict[str, object]]] = {
        "articles": [span | {"publisher": words, "place": 1, "articles": 3}],
        "speakers": [span | {"speaker": words, "base": 0, "top": -0.5}],
        "pairs": [
            {"speaker": words, "about": "b", "speaker_place": 0, "about_place": 0, "quotes": 2, "told": words},
        ],
        "repeats": [{"label": words, "place": 0, "day": instant(date(2026, 3, 1)), "articles": 2, "told": words}],
        "series": [
            {
                "day": instant(date(2026, 3, n + 1)),
                "value": 5,
                "low": low,
                "high": high,
                "modality": words,
                "told": words,
            }
            for n, (low, high) in enumerate([(5, 5), (4, 6), (None, 5), (5, None), (None, None)])
        ],
    }
    return data[name]


CHARTS = pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != "config"))


@CHARTS
def test_drawing_is_shapes_and_text(name: str) -> None:
    """No script, no style, no handler, no link; colours of the theme alone."""
    svg = str(chart(name, _data(name, HOSTILE), HOSTILE))
    nesting = Nesting()
    nesting.feed(svg)
    nesting.close()
    assert nesting.wrong == []
    assert nesting.names <= {"svg", "g", "path", "line", "rect", "text", "title"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", svg)
    assert {"#000", "black", "white", "#fff"}.isdisjoint(re.findall(r'(?:fill|stroke)="([^"]*)"', svg))


@CHARTS
def test_drawing_is_the_same_each_time(name: str) -> None:
    """The same data give the same bytes, and every mark says what it is."""
    data = _data(name, "words")
    first, second = chart(name, data, "A title"), chart(name, data, "A title")
    assert first == second
    tree = etree.fromstring(str(first))
    assert tree.get("aria-label") == "A title"
    assert "words" in {title.text for title in tree.iter("title")}


def test_whiskers_and_open_ends() -> None:
    """An interval is a whisker; a side that the words leave open is an arrow; a plain number is a dot alone."""
    shapes = {
        kind: len(etree.fromstring(str(chart("series", rows, "x"))).xpath("//*[title]"))
        for kind, rows in zip(
            ("exact", "interval", "at most", "at least", "vague"),
            ([row] for row in _data("series", "asserted")),
            strict=True,
        )
    }
    assert shapes == {"exact": 1, "interval": 4, "at most": 2, "at least": 2, "vague": 1}


@pytest.mark.parametrize(
    ("last", "grain", "told"),
    [
        (date(2026, 3, 20), "day", "2 Mar 2026"),
        (date(2026, 9, 1), "week", "week of 2 Mar 2026"),
        (date(2029, 1, 1), "month", "March 2026"),
        (date(2046, 1, 1), "year", "2026"),
    ],
)
def test_steps_of_time(last: date, grain: str, told: str) -> None:
    """The longer the span, the wider the steps; a bar ends before the next one begins."""
    since = date(2026, 3, 2)
    assert (grain_of(since, last), step_text(since, grain)) == (grain, told)
    drawn = bar(since, grain)
    assert instant(since) == drawn["from"] < drawn["to"]


def test_no_day_at_all() -> None:
    """Nothing dated: days, and nothing is drawn."""
    assert span_of([]).grain == "day"
    assert not span_of([]).holds(date(2026, 3, 2))


def test_a_few_far_away_are_not_drawn() -> None:
    """One article of years before does not press the others together; the caption says so."""
    days = [(date(2021, 7, 26), 1), *((date(2026, 7, day), 1) for day in range(1, 31))]
    span = span_of(days)
    assert (span.first, span.last) == (date(2026, 7, 1), date(2026, 7, 30))
    assert far_away(1, "article").startswith("; 1 article is from days far away")
    assert not span.holds(date(2021, 7, 26))
    assert span.holds(date(2026, 7, 1))


def test_an_even_span_is_drawn_whole() -> None:
    """Where articles are spread, none is left out."""
    days = [(date(2026, month, 1), 10) for month in range(1, 13)]
    span = span_of(days)
    assert (span.first, span.last) == (days[0][0], days[-1][0])
    assert (span.grain, far_away(0, "article")) == ("week", "")
    assert span.holds(date(2025, 12, 29))
