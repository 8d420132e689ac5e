"""Fields of an article, one module per kind: from what a format gave to what onrecord promises. All pure."""

from flows.validate.article import ValidationSettings, to_article
from flows.validate.record import article_of

__all__ = ["ValidationSettings", "article_of", "to_article"]
