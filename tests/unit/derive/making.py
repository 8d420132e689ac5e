"""Articles for tests: a body is enough."""

from datetime import date
from pathlib import Path

from schemas.article import Article
from tests.eval.documents import article_of

SEED = Path(__file__).parents[3] / "seeds" / "articles" / "000_7402b6962a82d56c.txt"


def article(
    body: str, *, name: str = "a", day: date | None = None, lang: str = "en", headline: str | None = None
) -> Article:
    """The article of this body, published on `day`; raises RecordError where validation would refuse it."""
    return article_of(body, day, name, lang=lang, headline=headline)


def seed_article() -> Article:
    """The seed article, with the day of the meeting that it reports."""
    return article(SEED.read_text(encoding="utf-8"), name=SEED.name, day=date(2021, 7, 26))
