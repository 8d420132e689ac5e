"""Documents from plain text, without a model: for measuring and testing figures and dates."""

from datetime import date

from flows.derive.annotate.simple import SimpleAnnotator
from flows.derive.sections.split import split_paragraphs
from flows.derive.text.annotation import Annotator
from flows.derive.text.document import Document
from schemas.article import Article
from schemas.ids import hash_text


def article_of(text: str, published: date | None = None, article_id: str = "a") -> Article:
    """An English article with this body."""
    return Article(
        article_id=article_id,
        source_id="test",
        external_id=article_id,
        url=None,
        canonical_url=None,
        publisher=None,
        headline=None,
        byline=(),
        body=text,
        lang="en",
        lang_confidence=None,
        published_at=None,
        published_tz=None,
        published_precision="day" if published else None,
        published_date=published,
        updated_at=None,
        pub_status="usable",
        content_hash=hash_text(text),
        dup_group_id=hash_text(text),
        word_count=len(text.split()),
    )


def document_of(
    text: str, published: date | None = None, article_id: str = "a", annotator: Annotator | None = None
) -> Document:
    """The document of a text, annotated without a model unless an annotator is given."""
    article = article_of(text, published, article_id)
    paragraphs = split_paragraphs(article)
    annotation = (annotator or SimpleAnnotator()).annotate(text, [(p.start_char, p.end_char) for p in paragraphs])
    return Document(article, paragraphs, annotation)
