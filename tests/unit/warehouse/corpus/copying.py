"""A corpus of nothing but articles' texts, in which article_copies is kept as a load keeps it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from schemas.ids import hash_id
from schemas.tables import BY_NAME
from warehouse.corpus import article_copies


@dataclass(frozen=True)
class Text:
    """An article: its number, its paragraphs, its outlet, day and status."""

    number: int
    paragraphs: Sequence[str]
    publisher: str | None = "Courier"
    day: date | None = date(2024, 5, 1)
    status: str = "usable"

    @property
    def article_id(self) -> str:
        """The article's id."""
        return hash_id("articles", self.number)

    @property
    def body(self) -> str:
        """The article's body."""
        return "\n\n".join(self.paragraphs)

    def spans(self) -> list[tuple[int, int]]:
        """Return begin and end of each paragraph in the body."""
        found, start = [], 0
        for words in self.paragraphs:
            found.append((start, start + len(words)))
            start += len(words) + 2
        return found


class Copies:
    """A DuckDB in memory with the columns of articles and paragraphs that are compared."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self._loads = 0
        columns = "article_id VARCHAR, body VARCHAR, publisher VARCHAR, published_date DATE, published_at TIMESTAMPTZ"
        more = "pub_status VARCHAR, load_id VARCHAR, published_month VARCHAR, headline VARCHAR, url VARCHAR"
        self.connection.execute(f"CREATE TABLE articles ({columns}, {more}, canonical_url VARCHAR)")
        columns = "article_id VARCHAR, paragraph INTEGER, start_char INTEGER, end_char INTEGER, section VARCHAR"
        self.connection.execute(f"CREATE TABLE paragraphs ({columns})")
        for name in ("article_copies", "recurring_paragraphs"):
            self.connection.execute(BY_NAME[name].create_sql())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def load(self, texts: Iterable[Text] = (), leaving: Iterable[int] = ()) -> None:
        """Take articles away and add new ones, in the order of `warehouse.snapshot.build`."""
        self._loads += 1
        load_id = f"L{self._loads}"
        ids = [hash_id("articles", one) for one in leaving]
        article_copies.before_rows_leave(self.connection, pa.table({"article_id": pa.array(ids, pa.string())}))
        for table in ("articles", "paragraphs"):
            self.connection.execute(f"DELETE FROM {table} WHERE list_contains(?, article_id)", [ids])  # noqa: S608  # two names
        for text in texts:
            self._insert(text, load_id)
        article_copies.after_rows_came(self.connection, load_id)

    def _insert(self, text: Text, load_id: str) -> None:
        at = text.day and datetime.combine(text.day, time(12), UTC)
        row = [text.article_id, text.body, text.publisher, text.day, at, text.status, load_id, str(text.day)[:7]]
        self.connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)", row)
        rows = [(text.article_id, n, start, end, "body") for n, (start, end) in enumerate(text.spans())]
        self.connection.executemany("INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?)", rows)

    def copies(self) -> list[tuple[str, str, float, float, bool]]:
        """Return article_copies, sorted."""
        return self.connection.execute("FROM article_copies ORDER BY ALL").fetchall()

    def recurring(self) -> list[tuple[str, int, str, bool]]:
        """Return recurring_paragraphs, sorted."""
        return self.connection.execute("FROM recurring_paragraphs ORDER BY ALL").fetchall()

    def groups(self) -> dict[str, set[str]]:
        """Return the ids of the articles of each group."""
        found: dict[str, set[str]] = {}
        for article_id, group_id, *_ in self.copies():
            found.setdefault(group_id, set()).add(article_id)
        return found
