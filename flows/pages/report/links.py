"""Where things stand in the site: pages of articles, entities and series, as far as the report has them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from flows.pages.article.marks import anchor
from flows.pages.report.queries import Row


@dataclass(slots=True)
class Links:
    """Addresses in the site, relative to its root.

    Attributes:
        entities: canonical ids of the entities that have a page.
        limit: how many articles get a page at most.
        cited: articles that a page leads to, in the order in which they were first asked for.
    """

    entities: Collection[str] = frozenset()
    limit: int = 0
    cited: dict[str, None] = field(default_factory=dict)

    def article(self, article_id: str, row_id: str | None = None) -> str | None:
        """The address of an article's page, or of a row's place in it; None where the limit is reached."""
        if article_id not in self.cited:
            if len(self.cited) >= self.limit:
                return None
            self.cited[article_id] = None
        return f"articles/{article_id}.html" + (f"#{anchor(row_id)}" if row_id else "")

    def quote(self, row: Row) -> str | None:
        """The address of a quote at its place in the text."""
        return self.article(row["article_id"], row["quote_id"])

    def entity(self, canonical_id: str | None, part: str = "") -> str | None:
        """The address of an entity's page, or of a part of it; None where it has none."""
        if canonical_id is None or canonical_id not in self.entities:
            return None
        return f"entities/{canonical_id}.html" + (f"#{part}" if part else "")
