"""Corpus-level tables follow the article-level rows, whatever comes and leaves."""

from datetime import date
from pathlib import Path

import pytest

from tests.unit.warehouse.making import case, erased, replaced, rows_of, run
from warehouse.store.store import Store

REPEATED = "SELECT count(*), count(DISTINCT repeat_id) FROM quote_repeats"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A new store."""
    return Store.open(tmp_path / "store")


def test_an_entity_is_counted_over_articles(store: Store) -> None:
    """One row for a name, with the first and last dated article that has it, its aliases without the name itself."""
    snapshot = run(store, "L1", [case(1, day=date(2024, 5, 1)), case(2, day=None)])
    snapshot = run(store, "L2", [case(3, day=date(2023, 1, 2))])
    assert rows_of(
        snapshot, "SELECT n_articles, first_seen, last_seen, aliases FROM entities WHERE name = 'Ann Lee'"
    ) == [(3, date(2023, 1, 2), date(2024, 5, 1), ["Lee"])]
    assert rows_of(snapshot, "SELECT count(*) FROM entity_links WHERE article_id IS NULL") == [(6,)]


def test_an_entity_goes_with_its_last_article(store: Store) -> None:
    """What no article has any more is in no corpus-level table."""
    only = case(1)
    only.change("article_entities", 1, name="Ely St Mary")
    run(store, "L1", [only, case(2)])
    snapshot = run(store, "L2", leaving=[replaced(only)])
    assert rows_of(snapshot, "SELECT name, n_articles FROM entities ORDER BY name") == [("Ann Lee", 1), ("Ely", 1)]


def test_the_commonest_name_wins(store: Store) -> None:
    """The name of an entity is the one that most articles use as its fullest, whichever load brought them."""
    odd = case(1)
    odd.change("article_entities", 0, name="Ann B. Lee")
    snapshot = run(store, "L1", [odd])
    assert rows_of(snapshot, "SELECT name FROM entities WHERE kind = 'PERSON'") == [("Ann B. Lee",)]
    snapshot = run(store, "L2", [case(2), case(3)])
    assert rows_of(snapshot, "SELECT name, aliases FROM entities WHERE kind = 'PERSON'") == [
        ("Ann Lee", ["Ann B. Lee", "Lee"])
    ]


def test_repeats_join_quotes_of_different_articles(store: Store) -> None:
    """Case, accents and punctuation do not matter; words in one article alone are no repeat."""
    snapshot = run(store, "L1", [case(1, words="We sold 12 boats and barges")])
    assert rows_of(snapshot, REPEATED) == [(0, 0)]
    second = case(2, words="we sold 12, BOATS and bârges")
    snapshot = run(store, "L2", [second, case(3, words="We bought 9 cars and lorries")])
    assert rows_of(snapshot, REPEATED) == [(2, 1)]
    snapshot = run(store, "L3", leaving=[replaced(second)])
    assert rows_of(snapshot, REPEATED) == [(0, 0)]


def test_repeats_follow_revisions_and_erasures(store: Store) -> None:
    """A revision that quotes other words leaves the group; an erased article leaves nothing behind, hashes included."""
    long = "We sold 12 boats and barges to the harbour of Ely and kept not one of them"
    revised, third = case(2, words=long), case(3, words="sold 12 boats and barges to the harbour of Ely")
    run(store, "L1", [case(1, words=long), revised, third])
    snapshot = run(store, "L2", [case(2, revision=2, words="We keep 12 cars")], leaving=[replaced(revised)])
    repeats = "SELECT count(*), count(DISTINCT repeat_id), max(similarity) FROM quote_repeats"
    assert rows_of(snapshot, repeats) == [(2, 1, 1)]
    snapshot = run(store, "L3", leaving=[erased(third)])
    assert rows_of(snapshot, REPEATED) == [(0, 0)]
    assert rows_of(snapshot, "SELECT count(DISTINCT form) FROM internal.quote_shingles") == [(1,)]
