"""What every extractor reads: an article, its paragraphs and its annotation."""

from dataclasses import dataclass

from flows.derive.text.annotation import Annotation
from schemas.article import Article
from schemas.rows import Paragraph


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One article on its way through the extractors; nothing changes it.

    `annotation.sentence_paragraph` counts in `paragraphs`; all offsets refer to `article.body`.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    annotation: Annotation

    @property
    def body(self) -> str:
        """The text that all offsets refer to."""
        return self.article.body
