"""What every extractor reads: an article, its paragraphs, its annotation, and what is known of them."""

from dataclasses import dataclass
from functools import cached_property

from flows.derive.text.annotation import Annotation
from flows.derive.text.lexemes import Lexemes, cut
from flows.derive.text.marks import Marked, marked_spans
from flows.derive.text.memory import Remembering
from flows.derive.text.tokens import Tokens
from schemas.article import Article
from schemas.rows import Paragraph


@dataclass(frozen=True, eq=False)
class Document(Remembering):
    """One article on its way through the extractors; nothing changes it.

    All that is known of it hangs on it: views of its text as cached properties, findings of other rooms through `once`.
    `annotation.sentence_paragraph` counts in `paragraphs`; all offsets refer to `article.body`.
    """

    article: Article
    paragraphs: tuple[Paragraph, ...]
    annotation: Annotation

    @cached_property
    def body(self) -> str:
        """The text that all offsets refer to."""
        return self.article.body

    @cached_property
    def tokens(self) -> Tokens:
        """The annotator's tokens as lists, with their trees."""
        return Tokens(self.body, self.annotation)

    @cached_property
    def marked(self) -> tuple[tuple[list[Marked], list[Marked]], ...]:
        """The outermost and the nested stretches between quotation marks, of each paragraph."""
        return tuple(marked_spans(self.body, (row.start_char, row.end_char)) for row in self.paragraphs)

    @cached_property
    def lexemes(self) -> tuple[Lexemes, ...]:
        """The lexemes of each paragraph."""
        return tuple(
            cut(self.body, row.start_char, row.end_char, row.paragraph, row.section) for row in self.paragraphs
        )
