"""The stored rows of articles, many at a time, as the models of schemas/: what a page or a terminal shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import duckdb
from pydantic import BaseModel

from schemas.article import StoredArticle
from schemas.rows import ArticleEntity, ArticlePlace, Figure, Mention, Paragraph, Quote, QuotePart, TimeExpression
from schemas.tables import BY_NAME

BATCH: Final = 200
"""Articles whose rows are read by one query for each table."""
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article and all that was derived from it, each table in the order of the text.

    `references` has the Wikidata id of those entities that the seeds know, by entity_id.
    """

    article: StoredArticle
    load_id: str
    paragraphs: Sequence[Paragraph]
    entities: Sequence[ArticleEntity]
    mentions: Sequence[Mention]
    quotes: Sequence[Quote]
    parts: Sequence[QuotePart]
    figures: Sequence[Figure]
    dates: Sequence[TimeExpression]
    references: Mapping[str, str] = field(default_factory=dict)
    places: Sequence[ArticlePlace] = ()


def fetch_articles(
    con: duckdb.DuckDBPyConnection, article_ids: Iterable[str], *, batch: int = BATCH
) -> Iterator[ArticleRows]:
    """The rows of the articles in the order of their ids here; ids that the warehouse lacks are skipped."""
    waiting: list[str] = []
    for article_id in article_ids:
        waiting.append(article_id)
        if len(waiting) == batch:
            yield from _fetch_batch(con, waiting)
            waiting = []
    if waiting:
        yield from _fetch_batch(con, waiting)


def _fetch_batch(con: duckdb.DuckDBPyConnection, article_ids: list[str]) -> Iterator[ArticleRows]:
    loads = dict(
        con.execute(
            "SELECT article_id, load_id FROM articles WHERE list_contains(?, article_id)", [article_ids]
        ).fetchall()
    )
    articles = _grouped(con, StoredArticle, "articles", article_ids)
    paragraphs = _grouped(con, Paragraph, "paragraphs", article_ids)
    entities = _grouped(con, ArticleEntity, "article_entities", article_ids)
    mentions = _grouped(con, Mention, "mentions", article_ids)
    quotes = _grouped(con, Quote, "quotes", article_ids)
    parts = _grouped(con, QuotePart, "quote_parts", article_ids)
    figures = _grouped(con, Figure, "figures", article_ids)
    dates = _grouped(con, TimeExpression, "dates", article_ids)
    places = _grouped(con, ArticlePlace, "article_places", article_ids)
    references = _references(con, article_ids)
    for key in article_ids:
        if key in loads:
            (article,) = articles[key]
            yield ArticleRows(
                article,
                loads[key],
                paragraphs[key],
                entities[key],
                mentions[key],
                quotes[key],
                parts[key],
                figures[key],
                dates[key],
                references[key],
                places[key],
            )


def _references(con: duckdb.DuckDBPyConnection, article_ids: list[str]) -> dict[str, dict[str, str]]:
    query = """
        SELECT l.article_id, l.entity_id, e.external_id
        FROM links_of_articles AS l JOIN entities AS e USING (canonical_id)
        WHERE e.external_id IS NOT NULL AND list_contains(?, l.article_id)
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for article_id, entity_id, external_id in con.execute(query, [article_ids]).fetchall():
        found[article_id][entity_id] = external_id
    return found


def _grouped(
    con: duckdb.DuckDBPyConnection, model: type[Model], name: str, article_ids: list[str]
) -> dict[str, list[Model]]:
    """The rows of a table by article, each article's in the table's order."""
    columns = tuple(model.model_fields)
    listed, order = (", ".join(f'"{column}"' for column in names) for names in (columns, BY_NAME[name].sort))
    query = f'SELECT {listed} FROM "{name}" WHERE list_contains(?, article_id) ORDER BY {order}'  # noqa: S608  # names of schemas/
    key = columns.index("article_id")
    rows: dict[str, list[Model]] = defaultdict(list)
    for row in con.execute(query, [article_ids]).fetchall():
        rows[row[key]].append(model.model_validate(dict(zip(columns, row, strict=True)), strict=False))
    return rows
