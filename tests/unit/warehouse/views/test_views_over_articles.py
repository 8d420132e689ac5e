"""Views over several articles: who speaks when and about whom, what was corrected, who prints whose text."""

from datetime import date
from pathlib import Path

from schemas.ids import hash_text
from tests.unit.warehouse.making import WORDS, Case, case, rows_of, run
from warehouse.store.store import Store


def test_speakers_by_month(tmp_path: Path) -> None:
    """A month in which somebody is quoted is a row; an article without a date is in none."""
    days = (date(2024, 3, 5), date(2024, 3, 30), date(2024, 5, 1), None)
    made = [case(number, day=day) for number, day in enumerate(days)]
    snapshot = run(Store.open(tmp_path / "store"), "L1", made)
    found = rows_of(snapshot, "SELECT month, speaker, n_quotes, n_articles, n_publishers FROM speakers_over_time")
    assert [row[:4] for row in found] == [(date(2024, 3, 1), "Ann Lee", 2, 2), (date(2024, 5, 1), "Ann Lee", 1, 1)]


def test_who_is_spoken_about(tmp_path: Path) -> None:
    """An entity named inside a quote is spoken about; the speaker's own mention there is not."""
    made = case(1)
    start = made.article.body.index(WORDS)
    for number in (0, 1):
        made.change("mentions", number, start_char=start, end_char=start + 2, text=WORDS[:2], paragraph=0)
    snapshot = run(Store.open(tmp_path / "store"), "L1", [made])
    assert rows_of(snapshot, "SELECT speaker, about, about_kind FROM quotes_about") == [("Ann Lee", "Ely", "GPE")]


def test_nobody_is_spoken_about_outside_the_words(tmp_path: Path) -> None:
    """Names that stand beside a quote are not what it is about."""
    snapshot = run(Store.open(tmp_path / "store"), "L1", [case(1)])
    assert rows_of(snapshot, "SELECT count(*) FROM quotes_about") == [(0,)]


def test_copies_name_the_first(tmp_path: Path) -> None:
    """The later of two articles with the same body is a copy of the earlier."""
    first, copy = case(1, day=date(2024, 3, 5)), case(2, day=date(2024, 3, 4))
    _same_body(first, copy)
    snapshot = run(Store.open(tmp_path / "store"), "L1", [first, copy])
    found = rows_of(snapshot, "SELECT article_id, first_article_id, date, first_date FROM copies")
    assert found == [(first.article.article_id, copy.article.article_id, date(2024, 3, 5), date(2024, 3, 4))]


def test_corrections(tmp_path: Path) -> None:
    """A paragraph that corrects is shown in its words, a revision behind the first by its headline."""
    noted, revised, plain = case(1), case(2, revision=2), case(3)
    noted.change("paragraphs", 1, section="correction")
    noted.change("mentions", 1, section="correction")
    noted.change("polls", section="correction")
    revised.change("article_revisions", change_kind="text", headline="Boats anew")
    snapshot = run(Store.open(tmp_path / "store"), "L1", [noted, revised, plain])
    found = rows_of(snapshot, "SELECT article_id, kind, revision, words FROM corrections ORDER BY kind")
    assert found == [
        (noted.article.article_id, "note", 1, "Port of Ely reports."),
        (revised.article.article_id, "text", 2, "Boats anew"),
    ]


def _same_body(*made: Case) -> None:
    body = made[0].article.body
    for other in made:
        other.change("articles", body=body, dup_group_id=hash_text(body))
        other.change("article_revisions", body=body)
        for table in ("mentions", "quotes", "quote_parts", "figures", "dates"):
            other.rows[table] = []
