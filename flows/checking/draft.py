"""All that there is to say of a draft."""

import typing
from collections.abc import Mapping, Sequence

import duckdb

from flows.checking.days import check_days
from flows.checking.figures import check_figures
from flows.checking.finding import Finding
from flows.checking.people import check_names
from flows.checking.quotes import check_quotes
from schemas.article import Article
from schemas.rows import ArticleEntity, ArticleRow, Figure, Mention, Quote, TimeExpression


def check_rows(
    article: Article, rows: Mapping[str, Sequence[ArticleRow]], connection: duckdb.DuckDBPyConnection
) -> list[Finding]:
    """The findings of a draft in the order of its text.

    Args:
        article: the draft, as a reader gave it.
        rows: what was derived of it, by table.
        connection: to a news.duckdb; it is only read.
    """
    entities = typing.cast("Sequence[ArticleEntity]", rows.get("article_entities", ()))
    mentions = typing.cast("Sequence[Mention]", rows.get("mentions", ()))
    found = [
        *check_quotes(typing.cast("Sequence[Quote]", rows.get("quotes", ())), connection),
        *check_figures(article, typing.cast("Sequence[Figure]", rows.get("figures", ())), entities, connection),
        *check_names(entities, mentions, connection, article.body),
        *check_days(typing.cast("Sequence[TimeExpression]", rows.get("dates", ())), article.body),
    ]
    return sorted(found, key=lambda one: (one.start_char, one.end_char, one.about))
