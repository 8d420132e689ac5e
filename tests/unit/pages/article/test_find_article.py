"""An article is found by what a person has at hand; several are never guessed among."""

from collections.abc import Iterator

import duckdb
import pytest

from flows.pages.article.find import find_article
from flows.pages.article.rows import fetch_articles
from schemas.errors import InputError
from tests.unit.warehouse.making import case, run
from warehouse.store.read import connect
from warehouse.store.store import Store

CASES = [case(number) for number in range(40)]
ADDRESS = "https://fen.example/boats?id=1"


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a store of forty articles; the second and the third have one address."""
    for made in CASES[1:3]:
        made.change("articles", url=ADDRESS, canonical_url=ADDRESS)
    CASES[3].change("articles", canonical_url="https://fen.example/boats")
    store = Store.open(tmp_path_factory.mktemp("find") / "store")
    with connect(run(store, "L1", CASES)) as con:
        yield con


def test_by_id_beginning_external_id_and_address(con: duckdb.DuckDBPyConnection) -> None:
    """Any of them will do, the id in either case."""
    wanted = CASES[3].article
    for word in (wanted.article_id, wanted.article_id[:20], wanted.article_id[:20].upper(), "3", wanted.canonical_url):
        assert find_article(con, str(word)) == wanted.article_id


def test_several_are_listed(con: duckdb.DuckDBPyConnection) -> None:
    """The message names them, by id, source and day, for the next try."""
    with pytest.raises(InputError) as caught:
        find_article(con, ADDRESS)
    assert all(made.article.article_id in str(caught.value) for made in CASES[1:3])
    assert "2024-03-05" in str(caught.value)
    letter = next(letter for letter in "0123456789abcdef" if sum(m.article.article_id[0] == letter for m in CASES) > 1)
    if not any(made.article.external_id == letter for made in CASES):
        with pytest.raises(InputError, match="are meant"):
            find_article(con, letter)


@pytest.mark.parametrize("word", ["", "nothing", "%", "_", "' OR 1=1 --", "\x1b[2J\u202e", "x" * 10_000])
def test_none_is_an_error(con: duckdb.DuckDBPyConnection, word: str) -> None:
    """A word is bound, never pasted, and the message can't steer a terminal."""
    with pytest.raises(InputError) as caught:
        find_article(con, word)
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_rows_come_in_the_order_of_the_ids(con: duckdb.DuckDBPyConnection) -> None:
    """Whatever the batch, each article comes with its own rows; an id that is not there is skipped."""
    wanted = [made.article.article_id for made in reversed(CASES)]
    for batch in (1, 7, 100):
        found = list(fetch_articles(con, [wanted[0], "missing", *wanted[1:]], batch=batch))
        assert [rows.article.article_id for rows in found] == wanted
        assert all({row.article_id for row in rows.quotes} == {rows.article.article_id} for rows in found)
        assert all({row.article_id for row in rows.parts} == {rows.article.article_id} for rows in found)
        assert all(len(rows.mentions) == len(rows.entities) == len(rows.paragraphs) == 2 for rows in found)
