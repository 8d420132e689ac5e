"""How outlets tell one story: who is quoted by whom, and which figures differ."""

from datetime import date
from pathlib import Path

import pytest

from tests.unit.warehouse.making import Case, case, rows_of, run
from warehouse.store.store import Snapshot, Store


def _printed(number: int, publisher: str, day: date, boats: float = 12) -> Case:
    """An article of an outlet in which Ann Lee says how many boats were sold."""
    made = case(number, day=day, words=f"We sold {boats:.0f} boats of the old fleet")
    made.change("articles", publisher=publisher)
    made.change("figures", value=boats, low=boats, high=boats)
    return made


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A story of two outlets, the second with another figure; what a third tells weeks later is none of it."""
    articles = [
        _printed(1, "Fen Gazette", date(2024, 3, 5)),
        _printed(2, "Isle Herald", date(2024, 3, 6), boats=14),
        _printed(3, "Dyke Post", date(2024, 4, 20)),
    ]
    return run(Store.open(tmp_path_factory.mktemp("stories") / "store"), "L1", articles)


def test_a_story_is_told(snapshot: Snapshot) -> None:
    """The first article's headline stands for it, with the outlets that tell it and the names that they share."""
    query = "SELECT headline, first_date, last_date, n_outlets, n_texts, publishers, names FROM told_stories"
    names = ["Ann Lee", "Ely"]
    told = ("Boats 1", date(2024, 3, 5), date(2024, 3, 6), 2, 2, ["Fen Gazette", "Isle Herald"], names)
    assert rows_of(snapshot, query) == [told]


def test_who_is_quoted_by_whom(snapshot: Snapshot) -> None:
    """A row for each outlet that quotes the speaker, and how many of the story's outlets do."""
    query = "SELECT publisher, speaker, n_quotes, n_quoting, n_outlets, left(words, 7) FROM story_speakers"
    assert rows_of(snapshot, query) == [
        ("Fen Gazette", "Ann Lee", 1, 2, 2, "We sold"),
        ("Isle Herald", "Ann Lee", 1, 2, 2, "We sold"),
    ]


def test_which_figures_differ(snapshot: Snapshot) -> None:
    """What both outlets count for one owner stands side by side."""
    query = "SELECT publisher, about, owner, value, differ, n_outlets FROM story_figures"
    assert rows_of(snapshot, query) == [
        ("Fen Gazette", "boat", "Ann Lee", 12.0, True, 2),
        ("Isle Herald", "boat", "Ann Lee", 14.0, True, 2),
    ]


def test_the_same_figure_does_not_differ(tmp_path: Path) -> None:
    """Two outlets with one figure agree."""
    articles = [_printed(1, "Fen Gazette", date(2024, 3, 5)), _printed(2, "Isle Herald", date(2024, 3, 5))]
    snapshot = run(Store.open(tmp_path / "store"), "L1", articles)
    assert rows_of(snapshot, "SELECT differ FROM story_figures") == [(False,), (False,)]
