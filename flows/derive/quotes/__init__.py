"""From a document to its quotes, each with its parts, its speaker and how sure it is."""

from flows.derive.quotes.find import find_quotes

__all__ = ["find_quotes"]
