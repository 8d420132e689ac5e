"""A corpus of nothing but quotes, in which quote_repeats is kept as a load keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from schemas.ids import hash_id
from schemas.tables import BY_NAME
from warehouse.corpus import quote_repeats


@dataclass(frozen=True)
class Said:
    """A quote of article `article`, its `number`th."""

    article: int
    number: int
    text: str
    kind: str = "direct"
    speaker: str | None = "Ruth Okafor"

    @property
    def quote_id(self) -> str:
        """The quote's id, which depends on its words as a real one depends on its offsets."""
        return hash_id("quotes", self.article, self.number, self.text)


class Corpus:
    """A DuckDB in memory with the columns of quotes that are compared."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self._loads = 0
        columns = "quote_id VARCHAR, article_id VARCHAR, text VARCHAR, kind VARCHAR, speaker_name VARCHAR"
        self.connection.execute(f"CREATE TABLE quotes ({columns}, load_id VARCHAR)")
        self.connection.execute(BY_NAME["quote_repeats"].create_sql())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def load(self, quotes: Iterable[Said] = (), leaving: Iterable[int] = ()) -> None:
        """Take the rows of articles away and add new ones, in the order of `warehouse.snapshot.build`."""
        self._loads += 1
        load_id = f"L{self._loads}"
        articles = pa.table({"article_id": pa.array([_article(one) for one in leaving], pa.string())})
        quote_repeats.before_rows_leave(self.connection, articles)
        self.connection.execute("DELETE FROM quotes WHERE article_id IN (SELECT article_id FROM articles)")
        rows = [(q.quote_id, _article(q.article), q.text, q.kind, q.speaker, load_id) for q in quotes]
        names = ("quote_id", "article_id", "text", "kind", "speaker_name", "load_id")
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        incoming = pa.table({name: pa.array(values, pa.string()) for name, values in zip(names, columns, strict=True)})
        self.connection.execute("INSERT INTO quotes SELECT * FROM incoming")
        assert incoming.num_rows == len(rows)
        quote_repeats.after_rows_came(self.connection, load_id)

    def repeats(self) -> list[tuple[str, str, float]]:
        """Quote_repeats, sorted."""
        return self.connection.execute(
            "SELECT repeat_id, quote_id, similarity FROM quote_repeats ORDER BY ALL"
        ).fetchall()

    def groups(self) -> dict[str, set[str]]:
        """The ids of the quotes of each group."""
        found: dict[str, set[str]] = {}
        for repeat_id, quote_id, _ in self.repeats():
            found.setdefault(repeat_id, set()).add(quote_id)
        return found


def _article(number: int) -> str:
    return hash_id("articles", number)
