"""However articles come, change their day and go: stories are what one load of what is left would make."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from tests.unit.warehouse.corpus.telling import Telling, Tellings
from warehouse.corpus import article_copies, stories

_BEGUN = "The ferry Grey Heron ran aground on a sandbank outside Port Amber with many passengers"
_TEXTS = (
    f"{_BEGUN} and a tug pulled it free at noon while divers looked at the rudder and the coast guard asked for papers",
    f"{_BEGUN} because of fog, said its captain, who had left Sule late and did not see the lights of the harbour wall",
    "Nobody was hurt when the ferry Grey Heron met a sandbank outside Port Amber but its passengers missed trains",
    "The council of Marlow voted for a budget that raises property tax and keeps nine branch libraries open next year",
    "Libraries stay open in Marlow, whose council raised the property tax for its budget in a long and angry meeting",
)
_ARTICLE = st.tuples(
    st.sampled_from(_TEXTS),
    st.sampled_from(("Coastwire", "Star", "Post")),
    st.integers(1, 6).map(lambda d: date(2024, 5, d)),
)
_CORPUS = st.dictionaries(st.integers(0, 6), _ARTICLE, min_size=3)
_Corpus = dict[int, tuple[str, str, date]]


def _articles(corpus: _Corpus, numbers: list[int]) -> list[Telling]:
    return [
        Telling(n, [corpus[n][0]], corpus[n][1], corpus[n][2], names=("Grey Heron",)) for n in numbers if n in corpus
    ]


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run one day at a time, with furniture and copies that small examples reach."""
    monkeypatch.setattr(stories, "TEXTS_AT_ONCE", 1)
    monkeypatch.setattr(article_copies, "FURNITURE_DAYS", 4)


@given(before=_CORPUS, after=_CORPUS, data=st.data())
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_order_of_loads_revisions_and_erasures(before: _Corpus, after: _Corpus, data: st.DataObject) -> None:
    """Load one corpus, then turn it into another, article by article in any order and batch: as if loaded at once."""
    numbers = data.draw(st.permutations(sorted(before.keys() | after.keys())))
    with Tellings() as stepwise, Tellings() as at_once:
        stepwise.load(_articles(before, sorted(before)))
        while numbers:
            batch, numbers = (
                numbers[: (size := data.draw(st.integers(min(2, len(numbers)), len(numbers))))],
                numbers[size:],
            )
            stepwise.load(_articles(after, batch), leaving=[one for one in batch if one in before])
        at_once.load(_articles(after, sorted(after, reverse=True)))
        for table in ("stories", "story_articles", "internal.story_texts", "internal.story_joined"):
            rows = [
                corpus.connection.execute(f"FROM {table} ORDER BY ALL").fetchall() for corpus in (stepwise, at_once)
            ]
            assert rows[0] == rows[1], table
