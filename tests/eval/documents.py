"""Documents from plain text, without a model: for measuring and testing figures and dates."""

from collections.abc import Iterator
from datetime import date

from flows.derive.document import Document
from flows.derive.simple import SimpleAnnotator
from schemas.article import Article
from schemas.ids import hash_text
from schemas.rows import Paragraph


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


def document_of(text: str, published: date | None = None, article_id: str = "a") -> Document:
    """The document of a text whose paragraphs are parted by blank lines."""
    paragraphs = tuple(_paragraphs(article_id, text))
    annotation = SimpleAnnotator().annotate(text, [(p.start_char, p.end_char) for p in paragraphs])
    return Document(article_of(text, published, article_id), paragraphs, annotation)


def _paragraphs(article_id: str, text: str) -> Iterator[Paragraph]:
    at, index = 0, 0
    for block in text.split("\n\n"):
        if block.strip():
            end = at + len(block)
            yield Paragraph(article_id=article_id, paragraph=index, start_char=at, end_char=end, section="body")
            index += 1
        at += len(block) + 2
