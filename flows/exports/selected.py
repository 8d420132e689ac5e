"""Which articles are exported, as the report chooses them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from flows.pages.article.rows import ArticleRows, fetch_articles
from flows.pages.report.selection import MARK, Selection, Value

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Selected:
    """The articles of a selection, one for each that say the same words."""

    selection: Selection

    def query(self, columns: str) -> str:
        """The statement for columns of the articles; `parameters` are its values."""
        return self.selection.applied(f"SELECT {columns} FROM current_articles WHERE {MARK}")  # noqa: S608  # names of ours

    @property
    def parameters(self) -> Mapping[str, Value]:
        """The values to bind."""
        return self.selection.parameters()

    def rows(self, con: duckdb.DuckDBPyConnection) -> Iterator[ArticleRows]:
        """The articles with their rows, in the order of publication; memory does not grow with their number."""
        return fetch_articles(con, self._ids(con))

    def _ids(self, con: duckdb.DuckDBPyConnection) -> Iterator[str]:
        ordered = f"{self.query('article_id, published_at')} ORDER BY published_at NULLS LAST, article_id"
        with con.cursor() as cursor:
            found = cursor.execute(ordered, dict(self.parameters))
            while batch := found.fetchmany(_BATCH):
                yield from (article_id for article_id, _ in batch)
