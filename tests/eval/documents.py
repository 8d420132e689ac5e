"""Articles and documents from plain text, as validation makes them: for tests, and for measuring figures and dates."""

from datetime import date

from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.sections.split import split_paragraphs
from flows.derive.text.annotation import Annotator
from flows.derive.text.document import Document
from flows.validate.article import ValidationSettings, to_article
from schemas.article import Article, RawArticle

_SETTINGS = ValidationSettings(source_id="test")


def article_of(
    text: str, published: date | None = None, external_id: str = "a", *, lang: str = "en", headline: str | None = None
) -> Article:
    """The article of this body, published on that day; raises RecordError where validation would refuse it."""
    raw = RawArticle(
        text=text,
        id=external_id,
        lang=lang,
        headline=headline,
        published_at=published.isoformat() if published else None,
    )
    return to_article(raw, _SETTINGS)


def document_of(
    text: str, published: date | None = None, external_id: str = "a", annotator: Annotator | None = None
) -> Document:
    """The document of a text, annotated without a model unless an annotator is given; raises as `article_of` does."""
    article = article_of(text, published, external_id)
    paragraphs = split_paragraphs(article)
    spans = [(row.start_char, row.end_char) for row in paragraphs]
    return Document(article, paragraphs, (annotator or SimpleAnnotator()).annotate(article.body, spans))
