"""What an outlet prints day after day is shown once, and counts once in views of quotes and figures."""

from datetime import date
from pathlib import Path

from schemas.ids import hash_text
from tests.unit.warehouse.making import Case, case, rows_of, run
from warehouse.store.store import Store


def _printed(number: int) -> Case:
    """An article whose first paragraph, with a quote and a figure, each of its kind has; the second is its own."""
    made = case(number, day=date(2024, 3, number))
    body = made.article.body.replace(f"no. {number}", "no. 0").replace("reports.", f"repor{number}s.")
    made.change("articles", body=body, dup_group_id=hash_text(body))
    made.change("article_revisions", body=body)
    return made


def test_words_of_every_day_count_once(tmp_path: Path) -> None:
    """Six articles of six days: the tables keep all rows, the views count the first day's."""
    snapshot = run(Store.open(tmp_path / "store"), "L1", [_printed(number) for number in range(2, 8)])
    assert rows_of(snapshot, "SELECT count(*) FROM quotes") == [(6,)]
    assert rows_of(snapshot, "SELECT date FROM who_said_what") == [(date(2024, 3, 2),)]
    assert rows_of(snapshot, "SELECT n_quotes, n_articles FROM most_quoted") == [(1, 1)]
    for view in ("figures_by_kind", "figures_by_noun"):
        assert rows_of(snapshot, f"SELECT n_figures FROM {view}") == [(1,)]  # noqa: S608  # two names of ours
    assert rows_of(snapshot, "SELECT count(*) FROM figure_over_time") == [(1,)]
    assert rows_of(snapshot, "SELECT count(*) FROM repeated_quotes") == [(0,)]
    query = "SELECT publisher, left(words, 8), n_articles, n_days, first_printed, last_printed FROM recurring_words"
    assert rows_of(snapshot, query) == [("Fen Gazette", "Ann Lee ", 6, 6, date(2024, 3, 2), date(2024, 3, 7))]


def test_words_of_four_days_count_each_time(tmp_path: Path) -> None:
    """A story that goes on for some days is no furniture."""
    snapshot = run(Store.open(tmp_path / "store"), "L1", [_printed(number) for number in range(2, 6)])
    assert rows_of(snapshot, "SELECT count(*) FROM who_said_what") == [(4,)]
    assert rows_of(snapshot, "SELECT count(*) FROM recurring_words") == [(0,)]
