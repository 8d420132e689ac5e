"""From a saved web page to an article: what it tells of itself from every place a page has it, and its text."""

from flows.readers.html.mhtml import Mhtml
from flows.readers.html.page import Html, article_of_page

__all__ = ["Html", "Mhtml", "article_of_page"]
