"""The page of one article: its body verbatim, each row marked at its characters."""

from flows.pages.article.find import find_article
from flows.pages.article.page import article_pages, render_article
from flows.pages.article.plain import print_article
from flows.pages.article.rows import ArticleRows, fetch_articles

__all__ = ["ArticleRows", "article_pages", "fetch_articles", "find_article", "print_article", "render_article"]
