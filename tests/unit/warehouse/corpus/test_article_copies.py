"""Which articles are copies of which: over time, word for word, and what an outlet prints every day."""

from datetime import date

import pytest

from tests.unit.warehouse.corpus.copying import Copies, Text

WORDS = " ".join(f"the {n} dams of valley number {n * 7} were inspected by {n * 3} engineers" for n in range(8))
LONGER = WORDS + " and nobody who lives below them was asked about the water that will rise in the spring"
DAYS = (date(2024, 5, 1), date(2024, 5, 9), date(2024, 9, 1))


def test_a_cut_text_stands_in_the_longer_one() -> None:
    """`shared` is the share of the cut text, `similarity` that of both; the earlier is first, not the longer."""
    cut, whole = Text(1, [WORDS], day=DAYS[0]), Text(2, [LONGER], day=DAYS[1])
    with Copies() as corpus:
        corpus.load([cut, whole])
        rows = {row[0]: row for row in corpus.copies()}
    assert rows[cut.article_id][3:] == (1.0, True)
    assert rows[cut.article_id][2] < 1
    assert rows[whole.article_id][2:] == (1.0, 1.0, False)
    assert len({row[1] for row in rows.values()}) == 1


@pytest.mark.parametrize(("days", "together"), [((0, 1), True), ((0, 2), False), ((0, None), True)])
def test_a_pause_begins_another_group(days: tuple[int | None, ...], *, together: bool) -> None:
    """The same pattern after months is another notice; a text without a day is not told apart."""
    first, second = (None if n is None else DAYS[n] for n in days)
    with Copies() as corpus:
        corpus.load([Text(1, [WORDS], day=first), Text(2, [LONGER], day=second)])
        assert bool(corpus.groups()) == together


def test_the_same_words_are_a_copy_at_any_time() -> None:
    """A text that is printed again word for word, months later, in other letters, is the same; short ones too."""
    texts = [Text(1, ["Closed today."], day=DAYS[0]), Text(2, ["CLOSED today"], day=DAYS[2])]
    with Copies() as corpus:
        corpus.load(texts)
        assert list(corpus.groups().values()) == [{text.article_id for text in texts}]


def test_a_withheld_article_is_no_copy() -> None:
    """Only what may be used is compared."""
    with Copies() as corpus:
        corpus.load([Text(1, [WORDS], status="withheld"), Text(2, [WORDS])])
        assert not corpus.groups()
        corpus.load([Text(3, [LONGER])])
        assert list(corpus.groups().values()) == [{Text(2, []).article_id, Text(3, []).article_id}]
