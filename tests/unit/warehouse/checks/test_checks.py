"""Every check lets sound rows pass, and names the keys of rows that break its rule."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from schemas.errors import LoadError
from schemas.ids import hash_id
from schemas.ledger import CheckResult, Load
from schemas.tables import ARTICLE_TABLES, BY_NAME
from tests.unit.warehouse.making import Case, begin, case, cases, counts, run
from warehouse.checks.run import all_checks, run_checks
from warehouse.corpus import tables as corpus_tables
from warehouse.store import database
from warehouse.store.store import Store

Plant = Callable[[Case], None]
PLANTED: dict[str, Plant] = {
    "articles_of_rows_exist": lambda made: made.change("dates", article_id=hash_id("another")),
    "confidences_are_probabilities": lambda made: made.change("quotes", confidence=1.5),
    "copies_stand_together": lambda _: None,
    "counts_add_up": lambda made: made.rows["article_revisions"].clear(),
    "dates_at_their_offsets": lambda made: made.change("dates", text="Sunday"),
    "entities_of_rows_exist": lambda made: made.change("quotes", addressee_entity_id=hash_id("nobody")),
    "figures_at_their_offsets": lambda made: made.change("figures", start_char=0),
    "intervals_in_order": lambda made: made.change("figures", low=13.0),
    "keys_are_unique": lambda made: made.rows["mentions"].append(made.rows["mentions"][0]),
    "links_of_entities_exist": lambda _: None,
    "mentions_at_their_offsets": lambda made: made.change("mentions", end_char=8),
    "months_are_their_articles": lambda made: setattr(made, "month", "2019-01"),
    "paragraphs_of_rows_exist": lambda made: made.change("figures", section="caption"),
    "paragraphs_within_their_body": lambda made: made.change("paragraphs", 1, start_char=5),
    "polls_at_their_offsets": lambda made: made.change("polls", text="Port of Rye"),
    "polls_of_figures_exist": lambda made: made.change("figures", poll_id=hash_id("no poll")),
    "quote_parts_at_their_offsets": lambda made: made.change("quote_parts", text="We sold 13 boats"),
    "quote_speakers_and_cues_at_their_offsets": lambda made: made.change("quotes", cue_text="told"),
    "quotes_made_of_their_parts": lambda made: made.change("quotes", n_parts=2),
    "quotes_of_rows_exist": lambda made: made.change("figures", quote_id=hash_id("no quote")),
    "recurring_paragraphs_exist": lambda _: None,
    "repeats_stand_in_several_articles": lambda _: None,
    "speakers_of_quotes_agree": lambda made: made.change("quotes", speaker_entity_ids=()),
    "stories_stand_together": lambda _: None,
}
"""For each check, an error that it has to find."""
SPOILED = {
    "copies_stand_together": "INSERT INTO article_copies SELECT article_id, 'alone', 1, 1, true FROM articles",
    "links_of_entities_exist": "DELETE FROM entity_links",
    "recurring_paragraphs_exist": "INSERT INTO recurring_paragraphs SELECT article_id, 99, 'x', true FROM articles",
    "stories_stand_together": "INSERT INTO story_articles SELECT article_id, 'alone', 1, NULL FROM articles",
    "repeats_stand_in_several_articles": "INSERT INTO quote_repeats SELECT quote_id, 'alone', 1 FROM quotes",
}
"""Errors that no article-level row makes: what spoils the corpus-level tables instead."""


def results_of(made: Case, tmp_path: Path, spoil: str = "") -> dict[str, CheckResult]:
    """What all checks say about a load of one article; `spoil` is a statement run before them."""
    load = begin(Store.open(tmp_path / "store"), "L1", 1)
    with duckdb.connect() as connection:
        _fill(connection, made, load)
        if spoil:
            connection.execute(spoil)
        return {result.check_name: result for result in run_checks(connection, load)}


def _fill(connection: duckdb.DuckDBPyConnection, made: Case, load: Load) -> None:
    database.create_tables(connection)
    corpus_tables.before_rows_leave(connection, None)
    for table in ARTICLE_TABLES:
        rows = table.arrow_table(made.rows.get(table.name, []), load.load_id)
        months = pa.array([made.month] * rows.num_rows, pa.string())
        database.append_rows(connection, table, rows.append_column("published_month", months))
    corpus_tables.after_rows_came(connection, load.load_id, ())
    database.append_rows(connection, BY_NAME["loads"], BY_NAME["loads"].arrow_table([load]))


def test_sound_rows_pass(tmp_path: Path) -> None:
    """No check objects to an article with rows in every table, with characters beyond ASCII and the BMP before them."""
    assert {name: result.failing_rows for name, result in results_of(case(1), tmp_path).items()} == dict.fromkeys(
        PLANTED, 0
    )


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_planted_error_is_found(name: str, tmp_path: Path) -> None:
    """A check finds the error that is planted for it and gives keys, never the article's words."""
    made = case(1)
    PLANTED[name](made)
    result = results_of(made, tmp_path, SPOILED.get(name, ""))[name]
    assert result.failing_rows
    assert result.sample is not None
    assert json.loads(result.sample)
    assert "boats" not in result.sample
    assert "Ann" not in result.sample


def test_every_check_says_what_it_demands() -> None:
    """Each file names its severity and describes its rule."""
    for check in all_checks():
        assert len(check.description) > 40, check.name


def test_every_table_and_reference_is_checked() -> None:
    """No table escapes the check of keys, and no column that refers to an entity or a quote that of references."""
    texts = {check.name: check.sql for check in all_checks()}
    for table in BY_NAME.values():
        if table.level != "ledger":
            assert f"'{table.name}'" in texts["keys_are_unique"]
        if table.level != "article":
            continue
        for column in table.columns:
            if column.name.endswith("entity_id") and table.name != "article_entities":
                assert f"'{table.name}.{column.name}'" in texts["entities_of_rows_exist"]
            if column.name.endswith("quote_id") and (table.name, column.name) != ("quotes", "quote_id"):
                assert f"'{table.name}.{column.name}'" in texts["quotes_of_rows_exist"]


def test_a_blocking_failure_keeps_the_old_snapshot(tmp_path: Path) -> None:
    """The load is given up, its results stay in the ledger, readers see the tables as they were."""
    store = Store.open(tmp_path / "store")
    first = run(store, "L1", cases(2))
    bad = case(9)
    bad.change("mentions", end_char=8)
    with pytest.raises(LoadError, match=r"mentions_at_their_offsets \(1 rows\)"):
        run(store, "L2", [bad])
    assert store.current() == first
    assert counts(first)["articles"] == 2
    (results,) = store.ledger.tables("check_results").values()
    failed = [row["check_name"] for row in results.to_pylist() if row["failing_rows"]]
    assert failed == ["mentions_at_their_offsets"]
    assert [path.name for path in store.snapshots_folder.iterdir()] == [first.snapshot_id]


def test_a_warning_lets_the_load_pass(tmp_path: Path) -> None:
    """A row that is wrong in itself does not hold up the others; the snapshot shows the warning."""
    store = Store.open(tmp_path / "store")
    odd = case(9)
    odd.change("figures", low=13.0)
    snapshot = run(store, "L1", [odd])
    assert snapshot.manifest.checks["intervals_in_order"].failing_rows == 1
    assert counts(snapshot)["figures"] == 1
