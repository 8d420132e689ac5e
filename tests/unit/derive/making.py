"""Articles for tests: a body is enough."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from schemas.article import Article
from schemas.ids import article_id, hash_text

SEED = Path(__file__).parents[3] / "seeds" / "articles" / "000_7402b6962a82d56c.txt"


def article(
    body: str, *, name: str = "a", day: date | None = None, lang: str = "en", headline: str | None = None
) -> Article:
    """An article of the given body, published on `day`."""
    return Article(
        article_id=article_id("test", name),
        source_id="test",
        external_id=name,
        url=None,
        canonical_url=None,
        publisher=None,
        headline=headline,
        byline=(),
        body=body,
        lang=lang,
        lang_confidence=None,
        published_at=datetime.combine(day, time(), UTC) if day else None,
        published_tz=None,
        published_precision="day" if day else None,
        published_date=day,
        updated_at=None,
        pub_status="usable",
        content_hash=hash_text(body),
        dup_group_id=hash_text(body),
        word_count=len(body.split()),
    )


def seed_article() -> Article:
    """The seed article, with the day of the meeting that it reports."""
    return article(SEED.read_text(encoding="utf-8"), name=SEED.name, day=date(2021, 7, 26))
