"""Golden cases of what an outlet prints day after day: slogans are marked, a story that goes on is not."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.unit.warehouse.corpus.copying import Copies, Text

SLOGAN = "“We read the council's papers so that you need not,” says Ann Lee, our editor. Join 40,000 readers."
TRUE = "The dam above the town of Quelm was built in 1931 and holds nine million litres, its keeper Bo Roe said."


def _printed(words: str, days: Sequence[int | None], publisher: str | None = "Courier", begin: int = 0) -> list[Text]:
    """Return articles that print the words behind a paragraph of their own."""
    return [
        Text(begin + n, [f"Story {begin + n} of the day.", words], publisher, date(2024, 5, day) if day else None)
        for n, day in enumerate(days)
    ]


def _marked(*texts: Text) -> list[tuple[int, int, bool]]:
    """Return number, paragraph and `is_first` of what is marked in one load of these articles."""
    numbers = {text.article_id: text.number for text in texts}
    with Copies() as corpus:
        corpus.load(texts)
        return sorted((numbers[row[0]], row[1], row[3]) for row in corpus.recurring())


def test_a_slogan_in_each_article() -> None:
    """Each is marked, wherever it stands, the one that came first too; the stories' own paragraphs are not."""
    texts = [*_printed(SLOGAN, range(2, 8)), Text(9, [SLOGAN, "Story 9."], day=date(2024, 5, 1))]
    assert _marked(*texts) == [(n, 1, False) for n in range(6)] + [(9, 0, True)]


def test_two_in_one_article() -> None:
    """A paragraph that an article prints twice is one that came first and another."""
    texts = [Text(n, [SLOGAN, f"Story {n}.", SLOGAN], day=date(2024, 5, n + 1)) for n in range(5)]
    assert _marked(*texts) == [(n, at, (n, at) == (0, 0)) for n in range(5) for at in (0, 2)]


@pytest.mark.parametrize(
    "texts",
    [
        _printed(TRUE, (1, 2, 3)),
        _printed(TRUE, (1, 1, 1, 2, 2, 2, 3, 3)),
        _printed(TRUE, (1, 2, 3)) + _printed(TRUE, (4, 5, 6), "Herald", 10),
        _printed(TRUE, (1, 2, 3, 4)) + _printed(TRUE + " It leaks.", (5, 6), begin=10),
    ],
    ids=["a story over three days", "eight articles on three days", "two outlets", "words that change"],
)
def test_a_true_paragraph_stays(texts: list[Text]) -> None:
    """What a story repeats for some days, or what two outlets print, is none of an outlet's furniture."""
    assert _marked(*texts) == []


def test_of_a_long_story_the_first_stays() -> None:
    """A background of more days is marked, and counts once: where it came first."""
    marked = _marked(*_printed(TRUE, range(1, 9)))
    assert [first for _, _, first in marked] == [True] + [False] * 7


def test_what_is_withheld_is_not_first() -> None:
    """What views leave out would take its words with it; an undated article comes last."""
    withheld = Text(20, [SLOGAN], day=date(2024, 4, 1), status="withheld")
    texts = [withheld, *_printed(SLOGAN, (None, 1, 2, 3, 4, 5))]
    assert [number for number, _, first in _marked(*texts) if first] == [1]


def test_what_is_printed_no_more_is_not_marked() -> None:
    """When the articles of a day go, the others are marked no longer; when they come again, they are."""
    texts = _printed(SLOGAN, range(1, 6))
    with Copies() as corpus:
        corpus.load(texts[:4])
        assert corpus.recurring() == []
        corpus.load(texts[4:])
        assert len(corpus.recurring()) == 5
        corpus.load(leaving=[0])
        assert corpus.recurring() == []
        corpus.load(_printed(SLOGAN, (6,), begin=30))
        assert [row[0] for row in corpus.recurring() if row[3]] == [texts[1].article_id]


def test_an_earlier_article_that_comes_later_is_first() -> None:
    """Whatever the order of loads: of each words one is first."""
    texts = _printed(SLOGAN, range(2, 8))
    earlier = Text(40, [SLOGAN], day=date(2024, 5, 1))
    with Copies() as corpus:
        corpus.load(texts)
        corpus.load([earlier])
        assert [row[0] for row in corpus.recurring() if row[3]] == [earlier.article_id]
