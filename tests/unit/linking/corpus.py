"""A small corpus in a real database: articles come and leave, and entities are linked as a commit does it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Self

import duckdb
import pyarrow as pa

from flows.derive.names.join import normalised
from flows.load.linker import NameLinker
from schemas.corpus import EntityAlias
from schemas.ids import hash_id
from schemas.rows import ArticleEntity
from schemas.tables import BY_NAME
from tests.unit.warehouse.making import Case, case
from warehouse.corpus import entity_links
from warehouse.parquet.staging import REPLACED_SCHEMA
from warehouse.store import database

Entity = Mapping[str, Any]
TABLES = ("articles", "article_entities")


def article(number: int, day: str | None, entities: Iterable[Entity]) -> Case:
    """Return article `number` with entities; each has a `name`, and may have any column of article_entities."""
    made = case(number, day=date.fromisoformat(day) if day else None)
    article_id = made.article.article_id
    made.rows["article_entities"] = [entity_row(article_id, one) for one in entities]
    return made


def entity_row(article_id: str, given: Entity) -> ArticleEntity:
    """Return a row of article_entities; `reference` is the seeds' reference that its id is made of."""
    values = dict(given)
    kind, reference = values.setdefault("kind", "PERSON"), values.pop("reference", None)
    own = ("entity", reference) if reference else ("entity", kind, normalised(values["name"]))
    empty = dict.fromkeys(("title", "affiliation", "gender_evidence"))
    counted = {"article_id": article_id, "entity_id": hash_id(*own), "aliases": (), "n_mentions": 1, "salience": 0.5}
    return ArticleEntity.model_validate(empty | counted | values)


_RESTING: list[duckdb.DuckDBPyConnection] = []
"""Databases with empty tables: making the tables takes longer than linking a few articles."""


def _database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    database.create_tables(connection)
    return connection


@dataclass
class Corpus:
    """The tables of a store, in memory; `close` it only once."""

    aliases: Sequence[EntityAlias] = ()
    connection: duckdb.DuckDBPyConnection = field(default_factory=lambda: _RESTING.pop() if _RESTING else _database())
    loads: int = 0

    def load(self, coming: Sequence[Case] = (), leaving: Sequence[Case] = ()) -> Self:
        """Load articles, and let others leave; an article in both is revised."""
        self.loads += 1
        load_id = f"L{self.loads}"
        rows = [
            {"article_id": one.article.article_id, "published_month": one.month, "erased": False} for one in leaving
        ]
        replaced = pa.Table.from_pylist(rows, schema=REPLACED_SCHEMA)
        entity_links.before_rows_leave(self.connection, replaced)
        for name in TABLES:
            database.delete_articles(self.connection, BY_NAME[name], replaced)
            for one in coming:
                database.append_rows(self.connection, BY_NAME[name], _rows(one, name, load_id))
        entity_links.after_rows_came(self.connection, load_id, self.linker)
        return self

    @property
    def linker(self) -> NameLinker:
        """The linker that honours the aliases."""
        return _linker(tuple(self.aliases))

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return entities and their links, sorted."""
        names = ("entities", "entity_links")
        return {name: self.rows(f'FROM "{name}" ORDER BY ALL') for name in names}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.connection.execute(query).fetchall()

    def close(self) -> None:
        """Let go of the database; the next corpus gets it, without a row."""
        self.connection.begin()
        for name in self.rows("SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT temporary"):
            self.connection.execute('DELETE FROM "{}"."{}"'.format(*name))  # noqa: S608 - names of its own tables
        self.connection.commit()
        _RESTING.append(self.connection)


@lru_cache(maxsize=8)
def _linker(aliases: tuple[EntityAlias, ...]) -> NameLinker:
    return NameLinker(BY_NAME["entity_aliases"].arrow_table(list(aliases)))


def _rows(one: Case, name: str, load_id: str) -> pa.Table:
    rows = BY_NAME[name].arrow_table(one.rows[name], load_id)
    return rows.append_column("published_month", pa.array([one.month] * rows.num_rows, pa.string()))
