"""What is known of a document is the document's: threads share nothing of it and make nothing twice."""

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows.derive.annotate import annotator_for
from flows.derive.pipeline import Derived, derive
from flows.derive.text.annotation import Annotation
from flows.derive.text.tokens import Tokens
from schemas.article import Article
from tests.unit.derive.making import article, seed_article

_THREADS = 4
_SHORT = (
    "“We go,” said Jane Roe, the mayor of Leeds. She told reporters that 3,200 people had left on Monday.",
    "According to John Doe, prices rose 5 percent to $12 in May 2021; the minister declined to comment.",
    "Police said two men, aged 34 and 41, were held. “Nobody was hurt,” a spokesman added.",
)


@pytest.fixture
def articles() -> list[Article]:
    """Distinct articles, the shipped one and short ones in turn, so that threads overtake one another."""
    short = [article(f"{_SHORT[number % 3]} Case {number}.", name=str(number)) for number in range(21)]
    return [seed_article(), *short, seed_article().model_copy(update={"article_id": "f" * 32})]


@pytest.fixture
def impatient() -> Iterator[None]:
    """Threads that change hands as often as can be."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("impatient")
def test_four_threads_give_the_tables_of_one(articles: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    """The default annotator, four threads: the rows of one thread, and each article's tokens made once."""
    made: Counter[str] = Counter()
    make = Tokens.__init__

    def counted(tokens: Tokens, body: str, annotation: Annotation) -> None:
        made[body] += 1
        make(tokens, body, annotation)

    def rows(one: Article) -> Derived:
        return derive(one, annotator_for())

    monkeypatch.setattr(Tokens, "__init__", counted)
    alone = [rows(one) for one in articles]
    times = Counter(one.body for one in articles)
    assert made == times
    made.clear()
    with ThreadPoolExecutor(_THREADS) as pool:
        together = list(pool.map(rows, articles))
    assert together == alone
    assert made == times
