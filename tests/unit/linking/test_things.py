"""Short names of organisations and places follow the longer name that articles of the period give them."""

from collections.abc import Iterator

import pytest

from tests.unit.linking.corpus import Corpus, Entity, article


@pytest.fixture
def corpus() -> Iterator[Corpus]:
    """An empty corpus."""
    made = Corpus()
    yield made
    made.close()


def body(name: str, *aliases: str) -> Entity:
    """An organisation."""
    return {"name": name, "kind": "ORG", "aliases": aliases}


def test_a_chain_of_short_names_follows_its_end(corpus: Corpus) -> None:
    """A load that explains the middle of a chain moves all below it; when that leaves, they move back."""
    corpus.load([article(1, "2024-03-01", [body("Fen")]), article(2, "2024-03-01", [body("Fen Rivers", "Fen")])])
    assert corpus.rows("SELECT name, aliases FROM entities") == [("Fen Rivers", ["Fen"])]
    whole = article(3, "2024-03-02", [body("Fen Rivers Trust", "Fen Rivers")])
    corpus.load([whole])
    assert corpus.rows("SELECT name, aliases FROM entities") == [("Fen Rivers Trust", ["Fen", "Fen Rivers"])]
    corpus.load(leaving=[whole])
    assert corpus.rows("SELECT name, aliases FROM entities") == [("Fen Rivers", ["Fen"])]


def test_an_alias_counts_in_its_period_alone(corpus: Corpus) -> None:
    """What an acronym was a year ago says nothing of today's."""
    corpus.load([article(1, "2024-03-01", [body("Fen Bank", "FB")])])
    corpus.load([article(2, "2024-04-30", [body("FB")]), article(3, "2025-03-01", [body("FB")])])
    assert corpus.rows("SELECT published_month, rule FROM entity_links ORDER BY 1") == [
        ("2024-03", "same_name"),
        ("2024-04", "acronym"),
        ("2025-03", "same_name"),
    ]


def test_spellings_of_one_name(corpus: Corpus) -> None:
    """Case, accents, an article before the name and what kind of place it is make no difference; a firm's kind does."""
    corpus.load(
        [
            article(1, "2024-03-01", [{"name": "Saint-Élie", "kind": "GPE"}, body("Ely")]),
            article(2, "2024-03-01", [{"name": "Saint Elie", "kind": "LOC"}, {"name": "the ELY", "kind": "GPE"}]),
        ]
    )
    found = corpus.rows("SELECT kind, n_articles FROM entities ORDER BY 1, 2")
    assert found == [("GPE", 1), ("GPE", 2), ("ORG", 1)]


def test_a_common_word_is_no_short_name(corpus: Corpus) -> None:
    """*The bank* of an article about Fen Bank is not every bank."""
    corpus.load([article(1, "2024-03-01", [body("Fen Bank", "Bank")]), article(2, "2024-03-01", [body("Bank")])])
    assert corpus.rows("SELECT count(*) FROM entities") == [(2,)]
