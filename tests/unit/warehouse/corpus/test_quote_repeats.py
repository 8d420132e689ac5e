"""Quotes that stand in several articles: what is compared, at what cost, and from which state."""

import pytest

from tests.unit.warehouse.corpus.repeating import Corpus, Said
from warehouse.corpus.quote_similarity import similarity
from warehouse.corpus.quote_words import form_of, words_of

LONG = "We sold 12 boats and barges to the harbour of Ely and kept not one of them"


def test_words_are_in_one_spelling() -> None:
    """Case, accents, contractions, editors' brackets and numbers in letters do not tell quotes apart."""
    assert words_of("“[W]e can’t… sell SEVEN boats,” [they] DIDN'T say, café") == (
        ["we", "can", "not", "sell", "7", "boats", "did", "not", "say", "cafe"]
    )


def test_what_is_too_short_is_not_compared() -> None:
    """A short form needs a speaker and some long words; of a mixed quote the marked words count where they suffice."""
    assert form_of("Thank you very much", "direct", "Ann Lee") is None
    assert form_of("a culture of entitlement", "direct", None) is None
    assert (form := form_of("a culture of entitlement", "direct", "Ann Lee")) is not None
    assert form == form_of("the school has “a culture of entitlement” and debts", "mixed", "Ann Lee")
    assert (whole := form_of("the school has “a culture of entitlement” and a lot of debts", "mixed", None)) is not None
    assert whole.words == "the school has a culture of entitlement and a lot of debts"


def test_the_state_is_made_anew_where_it_is_missing() -> None:
    """A database made before quotes were compared like this is brought up to date by any load."""
    with Corpus() as corpus:
        corpus.load([Said(1, 0, LONG)])
        corpus.connection.execute("DROP SCHEMA internal CASCADE")
        corpus.connection.execute("INSERT INTO quote_repeats VALUES ('of an', 'older kind', 1)")
        corpus.load([Said(2, 0, LONG)])
        assert [len(group) for group in corpus.groups().values()] == [2]


def test_a_load_leaves_other_groups_alone() -> None:
    """Rows of groups that a load does not touch are not even written anew."""
    with Corpus() as corpus:
        corpus.load([Said(1, 0, LONG), Said(2, 0, LONG)])
        before = corpus.connection.execute("SELECT rowid, quote_id FROM quote_repeats ORDER BY 1").fetchall()
        other = "Nobody in this valley was asked whether they wanted the water to rise"
        corpus.load([Said(3, 0, other), Said(4, 0, other)])
        after = corpus.connection.execute("SELECT rowid, quote_id FROM quote_repeats ORDER BY 1").fetchall()
        assert after[:2] == before
        assert len(after) == 4


def test_unrelated_quotes_do_not_chain() -> None:
    """Of quotes that overlap their neighbours like tiles, no group holds two that share no word."""
    words = [f"word{n}" for n in range(200)]
    tiles = [Said(n, 0, " ".join(words[n * 2 : n * 2 + 14])) for n in range(90)]
    with Corpus() as corpus:
        corpus.load(tiles)
        number = {tile.quote_id: tile.article for tile in tiles}
        for group in corpus.groups().values():
            members = [number[quote] for quote in group]
            assert max(members) - min(members) <= 2


@pytest.mark.parametrize("unit", ["a ", "“", '"', "[", "[a", "‘a’s ", "a'", "1,", "we went there "])
def test_noise_of_any_length_is_read(unit: str) -> None:
    """Eighty thousand characters of anything are read; many words equal themselves, one endless word is none."""
    text = unit * (80_000 // len(unit))
    words = " ".join(words_of(text))
    form_of(text, "mixed", "Ann Lee")
    assert not words or similarity(words, words, "a", "a") == (" " in words)
