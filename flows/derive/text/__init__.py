"""What every extractor reads: a document, its tokens and their forms; nothing here knows a task."""

from flows.derive.text.annotation import Annotation, Annotator, Span
from flows.derive.text.document import Document
from flows.derive.text.lexemes import Lexemes
from flows.derive.text.tokens import Tokens

__all__ = ["Annotation", "Annotator", "Document", "Lexemes", "Span", "Tokens"]
