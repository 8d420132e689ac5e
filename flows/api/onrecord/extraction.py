"""What `extract` returns: rows by table, as models, as Arrow, as data frames, and as a marked text in a notebook."""

import importlib
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from schemas.article import StoredArticle
from schemas.errors import SettingsError
from schemas.rows import (
    ArticleEntity,
    ArticlePlace,
    DeriveFailure,
    EntityCandidate,
    EntityRelation,
    Figure,
    Mention,
    Paragraph,
    Quote,
    QuotePart,
    Row,
    TimeExpression,
)

if typing.TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that can't pass, by its place in the iterable; the message never holds its text.

    Attributes:
        index: its position in what was given, from 0.
        code: what is wrong, one of the codes of `schemas/REJECTS.md`.
        path: the field that is wrong; empty for the record as a whole.
        message: what is wrong, and what to do.
    """

    index: int
    code: str
    path: str
    message: str


@dataclass(slots=True)
class Extraction:
    """The rows of some articles.

    All offsets are Unicode code points into the `body` of the row's article, end exclusive. A step that failed leaves
    its table empty for its article, and a row in `failures`.

    Attributes:
        articles: the articles, in the order in which they were given.
        refused: records that can't pass.
        repeated: positions of records whose article_id was given before; they have no rows of their own.
    """

    articles: list[StoredArticle] = field(default_factory=list)
    refused: Sequence[Refused] = ()
    repeated: Sequence[int] = ()
    _rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, article: StoredArticle, rows: Mapping[str, Sequence[Row]]) -> None:
        """Add an article with its rows by table."""
        self.articles.append(article)
        for table, members in rows.items():
            self._rows.setdefault(table, []).extend(members)

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Blocks of the bodies, each with its section."""
        return typing.cast("Sequence[Paragraph]", self.rows("paragraphs"))

    @property
    def entities(self) -> Sequence[ArticleEntity]:
        """Persons, organisations, places … as each article knows them."""
        return typing.cast("Sequence[ArticleEntity]", self.rows("article_entities"))

    @property
    def candidates(self) -> Sequence[EntityCandidate]:
        """What entities may be where their article leaves doubt."""
        return typing.cast("Sequence[EntityCandidate]", self.rows("entity_candidates"))

    @property
    def places(self) -> Sequence[ArticlePlace]:
        """Places that are known on the map."""
        return typing.cast("Sequence[ArticlePlace]", self.rows("article_places"))

    @property
    def relations(self) -> Sequence[EntityRelation]:
        """Relations of two entities that the articles say."""
        return typing.cast("Sequence[EntityRelation]", self.rows("entity_relations"))

    @property
    def mentions(self) -> Sequence[Mention]:
        """Places in the text that name, or stand for, an entity."""
        return typing.cast("Sequence[Mention]", self.rows("mentions"))

    @property
    def quotes(self) -> Sequence[Quote]:
        """Utterances with their speakers."""
        return typing.cast("Sequence[Quote]", self.rows("quotes"))

    @property
    def quote_parts(self) -> Sequence[QuotePart]:
        """Contiguous pieces of the quotes: here the text at the offsets is the row's text to the letter."""
        return typing.cast("Sequence[QuotePart]", self.rows("quote_parts"))

    @property
    def figures(self) -> Sequence[Figure]:
        """Quantities claimed."""
        return typing.cast("Sequence[Figure]", self.rows("figures"))

    @property
    def dates(self) -> Sequence[TimeExpression]:
        """Time expressions, resolved where that can be."""
        return typing.cast("Sequence[TimeExpression]", self.rows("dates"))

    @property
    def failures(self) -> Sequence[DeriveFailure]:
        """Steps that failed, or took more CPU seconds than an article may."""
        return typing.cast("Sequence[DeriveFailure]", self.rows("derive_failures"))

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a derived table of `schemas/TABLES.md`, by its name.

        Raises:
            SettingsError: there is no such table here.
        """
        self._known(table)
        return tuple(self._rows.get(table, ()))

    def tables(self) -> "dict[str, pa.Table]":
        """All tables as Arrow, by name."""
        return {name: self.to_arrow(name) for name in _names()}

    def to_arrow(self, table: str = "quotes") -> "pa.Table":
        """A table in the columns and types of the warehouse, but for `load_id`, which no load has given.

        Args:
            table: `articles`, or a derived table by its name in `schemas/TABLES.md`.

        Raises:
            SettingsError: there is no such table here.
        """
        self._known(table)
        known = importlib.import_module("schemas.tables").BY_NAME[table]
        members = self.articles if table == "articles" else self._rows.get(table, ())
        return known.arrow_table(members, "").drop_columns(["load_id"])

    def to_polars(self, table: str = "quotes") -> "pl.DataFrame":
        """A table as a Polars frame; SettingsError as for `to_arrow`, and where Polars is not installed."""
        return _needed("polars").from_arrow(self.to_arrow(table))  # type: ignore[no-any-return]  # imported late

    def to_pandas(self, table: str = "quotes") -> "pd.DataFrame":
        """A table as a pandas frame of Arrow types, so that NULL, integers, days and lists stay what they are.

        Raises SettingsError as `to_arrow` does, and where pandas is not installed.
        """
        pandas = _needed("pandas")
        return self.to_arrow(table).to_pandas(types_mapper=pandas.ArrowDtype)

    def to_dicts(self, table: str = "quotes") -> list[dict[str, Any]]:
        """A table as plain JSON types: instants and days in ISO 8601."""
        members = self.articles if table == "articles" else self.rows(table)
        return [row.model_dump(mode="json") for row in members]

    def _known(self, table: str) -> None:
        if table not in _names():
            raise SettingsError(f"table {table!r}: there is none here; use one of {', '.join(_names())}")

    def _repr_html_(self) -> str:
        """The marked texts, for notebooks; see `onrecord.page`."""
        return str(importlib.import_module("onrecord.page").framed(self))

    def __repr__(self) -> str:
        told = (f"{len(rows)} {table}" for table, rows in self._rows.items() if rows)
        refused = f"; {len(self.refused)} refused" if self.refused else ""
        return f"<Extraction of {len(self.articles)} articles: {', '.join(told) or 'no rows'}{refused}>"

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> "Iterator[Extraction]":
        """Each article with its rows."""
        for article in self.articles:
            one = Extraction()
            key = article.article_id
            one.add(article, {name: _of_article(rows, key) for name, rows in self._rows.items()})
            yield one


def _of_article(rows: Sequence[Row], key: str) -> list[Row]:
    return [row for row in rows if getattr(row, "article_id", None) == key]


def _names() -> tuple[str, ...]:
    tables = importlib.import_module("schemas.tables").DERIVED_TABLES
    return ("articles", *(table.name for table in tables))


def _needed(package: str) -> ModuleType:
    try:
        return importlib.import_module(package)
    except ImportError:
        raise SettingsError(f"{package}: is not installed; pip install {package}, or use to_arrow()") from None
