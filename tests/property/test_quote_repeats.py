"""However quotes come, change and go: quote_repeats is what one load of what is left would make."""

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from tests.examples import examples
from tests.unit.warehouse.corpus.repeating import Corpus, Said
from warehouse.corpus import quote_repeats

_BASES = (
    "The dam was inspected in April by engineers who had never seen a dam of this age and they found nothing at all",
    "engineers who had never seen a dam of this age and they found nothing at all, and the valley paid for it",
    "Nobody in this valley was asked whether they wanted the water to rise behind their houses in the first place",
    "We will rebuild the bridge before winter and we will pay for it from our own reserves if we have to do so",
)
_SPEAKERS = (None, "Ruth Okafor", "Okafor", "Dana Holt")


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """A piece of one of a few quotes that overlap, with a word changed or left out now and then."""
    words = draw(st.sampled_from(_BASES)).split()
    start = draw(st.integers(0, len(words) - 4))
    piece = words[start : start + draw(st.integers(3, len(words)))]
    if draw(st.booleans()):
        piece[draw(st.integers(0, len(piece) - 1))] = draw(st.sampled_from(["", "river", "not", "…", "7"]))
    return " ".join(piece)


_ARTICLE = st.lists(st.tuples(_texts(), st.sampled_from(_SPEAKERS)), max_size=3)
_CORPUS = st.dictionaries(st.integers(0, 9), _ARTICLE, min_size=2)


def _quotes(corpus: dict[int, list[tuple[str, str | None]]], articles: list[int]) -> list[Said]:
    return [
        Said(article, number, text, speaker=speaker)
        for article in articles
        for number, (text, speaker) in enumerate(corpus.get(article, ()))
    ]


@pytest.fixture(autouse=True, params=[(4, 1000), (1, 3)], ids=["as it ships", "few leaders, small buckets"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run with the limits as they are, and with such that small examples reach them."""
    leaders, most = request.param
    monkeypatch.setattr(quote_repeats, "LEADERS", leaders)
    monkeypatch.setattr(quote_repeats, "MOST_FORMS", most)


@given(before=_CORPUS, after=_CORPUS, data=st.data())
@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_order_of_loads_revisions_and_erasures(
    before: dict[int, list[tuple[str, str | None]]],
    after: dict[int, list[tuple[str, str | None]]],
    data: st.DataObject,
) -> None:
    """Load one corpus, then turn it into another, article by article in any order and batch: as if loaded at once."""
    articles = data.draw(st.permutations(sorted(before.keys() | after.keys())))
    with Corpus() as stepwise, Corpus() as at_once:
        stepwise.load(_quotes(before, sorted(before)))
        while articles:
            batch, articles = articles[: (size := data.draw(st.integers(1, len(articles))))], articles[size:]
            stepwise.load(_quotes(after, batch), leaving=[one for one in batch if one in before])
        at_once.load(_quotes(after, sorted(after, reverse=True)))
        assert stepwise.repeats() == at_once.repeats()
        for table in ("quote_forms", "quote_shingles", "quote_matches"):
            rows = [
                corpus.connection.execute(f"SELECT * FROM internal.{table} ORDER BY ALL").fetchall()  # noqa: S608
                for corpus in (stepwise, at_once)
            ]
            assert rows[0] == rows[1], table


@given(corpus=_CORPUS)
@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_groups_are_stars(corpus: dict[int, list[tuple[str, str | None]]]) -> None:
    """A group has quotes of two articles or more, its longest among them with all its words, no quote in two groups."""
    quotes = {quote.quote_id: quote for quote in _quotes(corpus, sorted(corpus))}
    with Corpus() as loaded:
        loaded.load(quotes.values())
        repeats, groups = loaded.repeats(), loaded.groups()
    assert len({quote for _, quote, _ in repeats}) == len(repeats)
    for group, members in groups.items():
        shares = {quote: share for repeat, quote, share in repeats if repeat == group}
        assert len({quotes[quote].article for quote in members}) > 1
        assert max(shares.values()) == 1
        assert min(shares.values()) >= 0.8
