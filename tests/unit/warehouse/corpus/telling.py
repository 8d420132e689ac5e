"""A corpus of nothing but articles of several outlets, in which stories are kept as a load keeps them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from schemas.ids import hash_id
from schemas.tables import BY_NAME
from tests.unit.warehouse.corpus.copying import Copies, Text
from warehouse.corpus import article_copies, stories

_ENTITIES = "CREATE TABLE article_entities (article_id VARCHAR, name VARCHAR, published_month VARCHAR)"
_FIGURES = """CREATE TABLE figures (article_id VARCHAR, published_month VARCHAR, kind VARCHAR, value DOUBLE,
counted_lemma VARCHAR, unit VARCHAR, start_char INTEGER)"""


@dataclass(frozen=True)
class Telling(Text):
    """An article with a headline, and with names that its body has."""

    headline: str | None = None
    names: Sequence[str] = ()


class Tellings(Copies):
    """A DuckDB in memory with what stories are made of."""

    def __init__(self) -> None:
        super().__init__()
        self._addresses: dict[str, str] = {}
        for statement in (_ENTITIES, _FIGURES, BY_NAME["stories"].create_sql(), BY_NAME["story_articles"].create_sql()):
            self.connection.execute(statement)

    def load(self, texts: Iterable[Text] = (), leaving: Iterable[int] = ()) -> None:
        """Take articles away and add new ones, in the order of `warehouse.snapshot.build`."""
        self._loads += 1
        load_id = f"L{self._loads}"
        ids = [hash_id("articles", one) for one in leaving]
        for corpus in (article_copies, stories):
            corpus.before_rows_leave(self.connection, pa.table({"article_id": pa.array(ids, pa.string())}))
        for table in ("articles", "paragraphs", "article_entities"):
            self.connection.execute(f"DELETE FROM {table} WHERE list_contains(?, article_id)", [ids])  # noqa: S608  # three names
        for text in texts:
            self._insert(text, load_id)
        article_copies.after_rows_came(self.connection, load_id, reader=self._read)
        stories.after_rows_came(self.connection)

    def _read(self, everything: bool) -> None:
        stories.texts_came(self.connection, everything=everything)

    def _insert(self, text: Text, load_id: str) -> None:
        super()._insert(text, load_id)
        if isinstance(text, Telling):
            self.connection.execute(
                "UPDATE articles SET headline = ? WHERE article_id = ?", [text.headline, text.article_id]
            )
            address = self._addresses.get(text.article_id)
            self.connection.execute("UPDATE articles SET url = ? WHERE article_id = ?", [address, text.article_id])
            for name in text.names:
                row = [text.article_id, name, str(text.day)[:7]]
                self.connection.execute("INSERT INTO article_entities VALUES (?, ?, ?)", row)

    def address(self, text: Text, url: str) -> None:
        """Have an article come with an address from now on."""
        self._addresses[text.article_id] = url

    def stories(self) -> list[tuple[object, ...]]:
        """Return stories, sorted."""
        return self.connection.execute("FROM stories ORDER BY ALL").fetchall()

    def articles(self) -> list[tuple[str, str, float, str | None]]:
        """Return story_articles, sorted."""
        return self.connection.execute("FROM story_articles ORDER BY ALL").fetchall()

    def told(self) -> set[frozenset[str]]:
        """Return the ids of the articles of each story."""
        found: dict[str, set[str]] = {}
        for article_id, story_id, *_ in self.articles():
            found.setdefault(story_id, set()).add(article_id)
        return {frozenset(ids) for ids in found.values()}
