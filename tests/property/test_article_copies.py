"""However articles come, change and go: copies and furniture are what one load of what is left would make."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from tests.unit.warehouse.corpus.copying import Copies, Text
from warehouse.corpus import article_copies

_FURNITURE = "Read more of our stories every morning before seven and tell your friends about all of them"
_PARAGRAPHS = (
    "The dam was inspected in April by engineers who had never seen a dam of this age and they found nothing at all",
    "Nobody in this valley was asked whether they wanted the water to rise behind their houses in the first place",
    "We will rebuild the bridge before winter and we will pay for it from our own reserves if we have to do so",
    "The ministry said that the study would be printed in the autumn and that everybody could read it then",
    _FURNITURE,
)
_STATE = ("copy_forms", "copy_shingles", "copy_matches", "copy_paragraphs", "copy_furniture")
_ARTICLE = st.tuples(
    st.lists(st.sampled_from(_PARAGRAPHS), min_size=1, max_size=4, unique=True),
    st.sampled_from((None, date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3))),
)
_CORPUS = st.dictionaries(st.integers(0, 7), _ARTICLE, min_size=2)
_Corpus = dict[int, tuple[list[str], date | None]]


def _texts(corpus: _Corpus, numbers: list[int]) -> list[Text]:
    return [Text(number, corpus[number][0], day=corpus[number][1]) for number in numbers if number in corpus]


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run with limits that small examples reach."""
    for name, value in (("FURNITURE_DAYS", 2), ("LEADERS", 2), ("MOST_FORMS", 4)):
        monkeypatch.setattr(article_copies, name, value)


@given(before=_CORPUS, after=_CORPUS, data=st.data())
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_order_of_loads_revisions_and_erasures(before: _Corpus, after: _Corpus, data: st.DataObject) -> None:
    """Load one corpus, then turn it into another, article by article in any order and batch: as if loaded at once."""
    articles = data.draw(st.permutations(sorted(before.keys() | after.keys())))
    with Copies() as stepwise, Copies() as at_once:
        stepwise.load(_texts(before, sorted(before)))
        while articles:
            batch, articles = articles[: (size := data.draw(st.integers(1, len(articles))))], articles[size:]
            stepwise.load(_texts(after, batch), leaving=[one for one in batch if one in before])
        at_once.load(_texts(after, sorted(after, reverse=True)))
        assert stepwise.copies() == at_once.copies()
        assert stepwise.recurring() == at_once.recurring()
        for table in _STATE:
            rows = [
                corpus.connection.execute(f"SELECT * FROM internal.{table} ORDER BY ALL").fetchall()  # noqa: S608
                for corpus in (stepwise, at_once)
            ]
            assert rows[0] == rows[1], table
