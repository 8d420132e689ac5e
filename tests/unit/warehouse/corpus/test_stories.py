"""What becomes of stories as articles come, are copied, change their day and go."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from schemas.ids import hash_id
from tests.unit.warehouse.corpus.telling import Telling, Tellings
from warehouse.disk.sqlfiles import read_sql

_COAST = (
    "The ferry Grey Heron ran aground on a sandbank outside Port Amber with 212 passengers on Tuesday, the coast "
    "guard said. A tug pulled it free at noon, and divers looked at its rudder."
)
_STAR = (
    "Commuters from Sule spent their morning on a sandbank: the Grey Heron, with 212 passengers, was stuck outside "
    "Port Amber until a tug came. The coast guard blames the fog, and divers look at the rudder of the ferry."
)
_POST = (
    "Why did the Grey Heron leave Sule in such fog? The ferry lay on a sandbank outside Port Amber for six hours, its "
    "212 passengers on deck, until a tug pulled it free. The coast guard asks for the papers of its captain."
)
_OTHER = (
    "The council of Marlow voted for a budget that raises property tax by 3.2 percent and keeps nine libraries open. "
    "The mayor called it a compromise, and homeowners called it theft in a meeting that ended after midnight."
)
_NAMES = ("Grey Heron", "Port Amber", "Sule")


def _article(
    number: int, words: str, publisher: str | None, day: date | None, names: Sequence[str] = _NAMES
) -> Telling:
    return Telling(number, [words], publisher, day, names=names)


_FIRST = _article(1, _COAST, "Coastwire", date(2024, 5, 7))
_SECOND = _article(2, _STAR, "Evening Star", date(2024, 5, 8))
_THIRD = _article(3, _POST, "Harbour Post", date(2024, 5, 9))
_ELSE = _article(4, _OTHER, "Northern Courier", date(2024, 5, 8), ("Marlow",))


@pytest.fixture
def corpus() -> Iterator[Tellings]:
    """An empty corpus."""
    with Tellings() as made:
        yield made


def test_a_story_keeps_its_id_as_it_grows(corpus: Tellings) -> None:
    """Two outlets make a story, named after its first article; a third joins it, what is about something else not."""
    corpus.load([_FIRST])
    assert corpus.stories() == []
    corpus.load([_SECOND, _ELSE])
    assert corpus.stories() == [(_FIRST.article_id, date(2024, 5, 7), date(2024, 5, 8), 2, 2, 2)]
    corpus.load([_THIRD])
    assert corpus.stories() == [(_FIRST.article_id, date(2024, 5, 7), date(2024, 5, 9), 3, 3, 3)]


def test_an_id_that_is_gone_says_where_it_went(corpus: Tellings) -> None:
    """An earlier article that comes late names the story anew; the view of merged stories has the old id."""
    corpus.load([_SECOND, _THIRD])
    assert [row[0] for row in corpus.stories()] == [_SECOND.article_id]
    corpus.load([_FIRST])
    assert [row[0] for row in corpus.stories()] == [_FIRST.article_id]
    merged = corpus.connection.execute(read_sql("views", "merged_stories").text).fetchall()
    assert (_SECOND.article_id, _FIRST.article_id) in merged


def test_a_story_goes_with_its_articles(corpus: Tellings) -> None:
    """Without its first article a story is the next one's; of one article there is none."""
    corpus.load([_FIRST, _SECOND, _THIRD])
    corpus.load(leaving=[1])
    assert [row[0] for row in corpus.stories()] == [_SECOND.article_id]
    corpus.load(leaving=[3])
    assert corpus.stories() == corpus.articles() == []


def test_a_copy_is_no_second_voice(corpus: Tellings) -> None:
    """The same text in another outlet alone makes no story; in a story it stands with the text that it is a copy of."""
    copy = _article(5, _COAST, "Morning Mail", date(2024, 5, 8))
    corpus.load([_FIRST, copy])
    assert corpus.stories() == []
    corpus.load([_SECOND])
    assert corpus.stories() == [(_FIRST.article_id, date(2024, 5, 7), date(2024, 5, 8), 3, 2, 3)]
    assert {row[0]: row[3] for row in corpus.articles()} == {
        _FIRST.article_id: None,
        _SECOND.article_id: None,
        copy.article_id: _FIRST.article_id,
    }


def test_a_copy_that_leaves_its_day_empty_is_counted_no_more(corpus: Tellings) -> None:
    """A copy alone on the last day of a story goes: no article of that day asks for the story, which is told anew."""
    copy = _article(5, _COAST, "Morning Mail", date(2024, 5, 20))
    corpus.load([_FIRST, _SECOND, copy])
    assert corpus.stories() == [(_FIRST.article_id, date(2024, 5, 7), date(2024, 5, 20), 3, 2, 3)]
    corpus.load(leaving=[5])
    assert corpus.stories() == [(_FIRST.article_id, date(2024, 5, 7), date(2024, 5, 8), 2, 2, 2)]


def test_a_copy_that_comes_first_speaks_for_the_others(corpus: Tellings) -> None:
    """An earlier print of a text takes the place of the one that spoke for it."""
    corpus.load([_FIRST, _SECOND])
    earlier = _article(6, _COAST, "Morning Mail", date(2024, 5, 6))
    corpus.load([earlier])
    assert [(row[0], row[3], row[4]) for row in corpus.stories()] == [(earlier.article_id, 3, 2)]
    corpus.load(leaving=[6])
    assert [(row[0], row[3], row[4]) for row in corpus.stories()] == [(_FIRST.article_id, 2, 2)]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (_article(2, _STAR, "Evening Star", None), "has no day"),
        (_article(2, _STAR, "Evening Star", date(2024, 5, 20)), "is of another week"),
        (_article(2, "The Grey Heron ran aground.", "Evening Star", date(2024, 5, 8)), "says too little"),
        (_article(2, _STAR, "Coastwire", date(2024, 5, 8)), "is of the same outlet"),
        (_article(2, _OTHER, "Evening Star", date(2024, 5, 8), ("Marlow",)), "tells something else"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_story(corpus: Tellings, other: Telling, why: str) -> None:
    """An article joins none that is undated, of another week or outlet, short, or about something else."""
    corpus.load([_FIRST, other])
    assert corpus.stories() == [], why


def test_outlets_without_a_name_are_known_by_their_address(corpus: Tellings) -> None:
    """Of two articles without publisher the hosts tell the outlets apart; without either they are taken for one."""
    pages = [_article(1, _COAST, None, date(2024, 5, 7)), _article(2, _STAR, None, date(2024, 5, 8))]
    corpus.load(pages)
    assert corpus.stories() == []
    corpus.load(leaving=[1, 2])
    for page in pages:
        corpus.address(page, f"https://outlet{page.number}.test/grey-heron")
    corpus.load(pages)
    assert [row[5] for row in corpus.stories()] == [2]


def test_the_day_of_a_story_is_the_day_of_publication(corpus: Tellings) -> None:
    """A revision that moves an article out of the week takes it out of its story."""
    corpus.load([_FIRST, _SECOND, _THIRD])
    corpus.load([_article(3, _POST, "Harbour Post", date(2024, 6, 9))], leaving=[3])
    assert [(row[0], row[3]) for row in corpus.stories()] == [(_FIRST.article_id, 2)]
    assert hash_id("articles", 3) not in {row[0] for row in corpus.articles()}
