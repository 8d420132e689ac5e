"""What the seed article says, as tables: loaded by the shipped annotator, with and without its sidecar."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.flows.loading import SEED_ARTICLE, load, rows

DIRECT = {
    "We’re not going to be, by the end of the year, in a combat mission,": 1,
    "There is no need for any foreign combat forces on Iraqi soil,": 1,
    (
        "I’d like to thank the American people on behalf of all Iraq’s people, … "
        "Today our nation is stronger than ever."
    ): 2,
    (
        "The numbers will be driven by what is needed for the mission over time, … "
        "The real announcement today … is about a change of mission."
    ): 2,
}
"""The direct utterances that a careful reader finds, with the number of their marked pieces."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the seed article and its sidecar."""
    folder = tmp_path_factory.mktemp("seed") / "store"
    load(folder, SEED_ARTICLE, annotator="default")
    return folder


def test_direct_utterances(store: Path) -> None:
    """Four utterances in six marked pieces, no more and no less."""
    assert dict(rows(store, "SELECT text, n_parts FROM quotes WHERE kind = 'direct'")) == DIRECT
    assert sum(DIRECT.values()) == 6


def test_no_quote_comes_from_related_links(store: Path) -> None:
    """The four last lines are links to other stories: no quote, and their other rows say where they stand."""
    assert rows(store, "SELECT count(*) FROM paragraphs WHERE section = 'related'") == [(4,)]
    assert rows(store, "SELECT count(*) FROM quotes WHERE section <> 'body'") == [(0,)]
    first_link = rows(store, "SELECT min(start_char) FROM paragraphs WHERE section = 'related'")[0][0]
    for table in ("mentions", "dates", "figures"):
        query = f"SELECT count(*) FROM {table} WHERE (start_char >= ?) <> (section = 'related')"  # noqa: S608  # our names
        assert rows(store, query, [first_link]) == [(0,)], table
    assert rows(store, "SELECT count(*) > 0 FROM mentions WHERE section = 'related'") == [(True,)]


def test_figures_of_the_body(store: Path) -> None:
    """About 2,500 troops, with the interval that the words assert, and two allies; nothing invented."""
    query = """SELECT kind, value, low, high, modifier, counted_lemma FROM figures
               WHERE section = 'body' ORDER BY start_char"""
    assert rows(store, query) == [
        ("count", 2500.0, 2450.0, 2550.0, "approx", "troop"),
        ("count", 2.0, 2.0, 2.0, "exact", "ally"),
    ]


def test_dates_of_the_body(store: Path) -> None:
    """Days are read against the day of publication: Monday is that day, Sunday the one before."""
    query = """SELECT text, start_date, end_date, in_quote FROM dates
               WHERE section = 'body' AND timex_type = 'DATE' ORDER BY start_char"""
    monday, sunday = date(2021, 7, 26), date(2021, 7, 25)
    found = rows(store, query)
    assert [row for row in found if row[0] == "Monday"] == [("Monday", monday, monday, False)] * 2
    assert ("Sunday", sunday, sunday, False) in found
    assert ("2020", date(2020, 1, 1), date(2020, 12, 31), False) in found
    quoted = [(text.lower(), in_quote) for text, _, _, in_quote in found if text.lower() == "today"]
    assert quoted == [("today", True)] * 2
    assert [row[2] for row in found if row[0].endswith("end of the year")] == [date(2021, 12, 31)]


def test_without_its_sidecar(tmp_path: Path) -> None:
    """The article alone: the same utterances; relative dates stay unresolved, the year 2020 does not."""
    shutil.copy(SEED_ARTICLE, tmp_path / "article.txt")
    load(tmp_path / "store", tmp_path / "article.txt", annotator="default")
    assert dict(rows(tmp_path / "store", "SELECT text, n_parts FROM quotes WHERE kind = 'direct'")) == DIRECT
    assert rows(tmp_path / "store", "SELECT published_at, published_date FROM articles") == [(None, None)]
    resolved = rows(tmp_path / "store", "SELECT text FROM dates WHERE start_date IS NOT NULL AND section = 'body'")
    assert resolved == [("2020",)]


def test_every_row_points_at_its_text(store: Path) -> None:
    """Promise 1, read back from the database with another tool's slicing: Python's."""
    ((body,),) = rows(store, "SELECT body FROM articles")
    for table in ("mentions", "quote_parts", "figures", "dates"):
        found = rows(store, f"SELECT start_char, end_char, text FROM {table}")  # noqa: S608  # our own names
        assert found, table
        assert [text for start, end, text in found if body[start:end] != text] == []


def test_article_is_kept_verbatim(store: Path) -> None:
    """The stored body is the file's text, character for character."""
    assert rows(store, "SELECT body FROM articles") == [(SEED_ARTICLE.read_bytes().decode("utf-8"),)]
