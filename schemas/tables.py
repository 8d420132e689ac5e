"""Every table, defined once: from the row models come Arrow schema, DDL, comments and documentation."""

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from schemas.article import StoredArticle
from schemas.corpus import (
    ArticleCopy,
    Entity,
    EntityAlias,
    EntityLink,
    EntityTitle,
    Place,
    QuoteRepeat,
    RecurringParagraph,
    Story,
    StoryArticle,
)
from schemas.ledger import Alert, Annotation, CheckResult, Erasure, Load, LoadFile, Reject, SchemaMigration
from schemas.markers import Stored
from schemas.rows import (
    ArticleEntity,
    ArticlePlace,
    ArticleRevision,
    DeriveFailure,
    EntityCandidate,
    EntityRelation,
    Figure,
    Mention,
    Paragraph,
    Poll,
    Quote,
    QuotePart,
    TimeExpression,
)

SCHEMA_VERSION = 3
"""Version of the tables; a change of any column raises it and brings a migration.

A column that a later version adds to an article-level table is nullable or a list, so that older files can be read:
NULL or the empty list until their articles are derived anew.
"""

Level = Literal["article", "corpus", "ledger"]

_ARROW_TYPES: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    AwareDatetime: pa.timestamp("us", tz="UTC"),
}
_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
    pa.list_(pa.string()): "VARCHAR[]",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, Arrow type, nullability and description, and how it is stored if that is unusual."""

    name: str
    type: pa.DataType
    nullable: bool
    description: str
    stored: Stored | None = None

    @property
    def sql_type(self) -> str:
        """The column's type in DuckDB."""
        return _SQL_TYPES[self.type]

    @property
    def definition_sql(self) -> str:
        """The column in a CREATE TABLE of DuckDB."""
        compression = " USING COMPRESSION zstd" if self.stored is Stored.ZSTD else ""
        return f'"{self.name}" {self.sql_type}{compression}{"" if self.nullable else " NOT NULL"}'

    @property
    def arrow_field(self) -> pa.Field:
        """The column in an Arrow schema, its description as metadata."""
        return pa.field(self.name, self.type, self.nullable, metadata={"description": self.description})


LOAD_ID = Column("load_id", pa.string(), nullable=False, description="The load that wrote the row")
PUBLISHED_MONTH = Column(
    "published_month",
    pa.string(),
    nullable=False,
    description="Hive partition: month of publication as written at the source (2026-11), or unknown",
)


@dataclass(frozen=True)
class Table:
    """A table: what a row is, its columns, its key and the order of its rows.

    Article-level tables have `load_id` behind the model's columns, and `published_month`: in DuckDB as the last
    column, in Parquet as the hive partition in the path.
    """

    name: str
    model: type[BaseModel]
    level: Level
    key: tuple[str, ...]
    sort: tuple[str, ...]
    description: str

    @property
    def partitioned(self) -> bool:
        """Whether the Parquet files lie in hive partitions by `published_month`."""
        return self.level == "article"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a Parquet file, in order."""
        own = tuple(_columns_of(self.model))
        return (*own, LOAD_ID) if self.level == "article" else own

    @property
    def sql_columns(self) -> tuple[Column, ...]:
        """The columns in DuckDB, in order."""
        return (*self.columns, PUBLISHED_MONTH) if self.partitioned else self.columns

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """The schema of a Parquet file, with descriptions and the schema version in its metadata."""
        metadata = {
            "table": self.name,
            "description": self.description,
            "schema_version": str(SCHEMA_VERSION),
        }
        return pa.schema([column.arrow_field for column in self.columns], metadata=metadata)

    def create_sql(self, schema: str = "") -> str:
        """The statement that creates the table in DuckDB, without keys (measured: 5 times slower)."""
        lines = ",\n".join(f"    {column.definition_sql}" for column in self.sql_columns)
        return f"CREATE TABLE {_qualified(schema, self.name)} (\n{lines}\n)"

    def comment_sql(self, schema: str = "", *, view: bool = False) -> Iterator[str]:
        """The statements that attach the descriptions to the table, or a view in its place, and its columns."""
        name = _qualified(schema, self.name)
        yield f"COMMENT ON {'VIEW' if view else 'TABLE'} {name} IS {quote_literal(self.description)}"
        for column in self.sql_columns:
            yield f'COMMENT ON COLUMN {name}."{column.name}" IS {quote_literal(column.description)}'

    def markdown(self) -> str:
        """The table's page of documentation."""
        rows = "\n".join(
            f"| `{c.name}` | {c.sql_type}{'' if c.nullable else ', not null'} | {_cell(c.description)} |"
            for c in self.sql_columns
        )
        key = ", ".join(f"`{name}`" for name in self.key)
        head = f"### {self.name}\n\n{self.description} Key: {key}.\n"
        return f"{head}\n| column | type | what it holds |\n|---|---|---|\n{rows}\n"

    def arrow_table(self, rows: Sequence[BaseModel], load_id: str | None = None) -> pa.Table:
        """`rows` as an Arrow table in the file's schema; article-level rows get `load_id`."""
        columns = [
            [load_id] * len(rows) if column is LOAD_ID else [getattr(row, column.name) for row in rows]
            for column in self.columns
        ]
        arrays = [pa.array(values, field.type) for values, field in zip(columns, self.arrow_schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=self.arrow_schema)


def quote_literal(text: str) -> str:
    """`text` as a SQL string literal; for the project's own words, never for an article's."""
    return "'" + text.replace("'", "''") + "'"


def _qualified(schema: str, name: str) -> str:
    return f'"{schema}"."{name}"' if schema else f'"{name}"'


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _columns_of(model: type[BaseModel]) -> Iterator[Column]:
    for name, info in model.model_fields.items():
        stored = next((marker for marker in info.metadata if isinstance(marker, Stored)), None)
        arrow_type, nullable = _arrow_type(info)
        if stored is Stored.LONG:
            arrow_type = pa.int64()
        yield Column(name, arrow_type, nullable, info.description or "", stored)


def _arrow_type(info: FieldInfo) -> tuple[pa.DataType, bool]:
    members = _members(info.annotation)
    nullable = type(None) in members
    (only,) = {_base(member) for member in members if member is not type(None)}
    if only is tuple:
        return pa.list_(pa.string()), nullable
    return _ARROW_TYPES[only], nullable


def _members(annotation: object) -> tuple[object, ...]:
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (annotation,)


def _base(annotation: object) -> object:
    """The plain type under Annotated and Literal."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _base(get_args(annotation)[0])
    if origin is Literal:
        return type(get_args(annotation)[0])
    return origin or annotation


TABLES = (
    Table(
        "articles",
        StoredArticle,
        "article",
        ("article_id",),
        ("published_at", "article_id"),
        "An article, in its current revision.",
    ),
    Table(
        "article_revisions",
        ArticleRevision,
        "article",
        ("article_id", "revision"),
        ("article_id", "revision"),
        "A revision of an article that was ever seen.",
    ),
    Table(
        "paragraphs",
        Paragraph,
        "article",
        ("article_id", "paragraph"),
        ("article_id", "paragraph"),
        "A block of an article's body, and what it is to the article.",
    ),
    Table(
        "article_entities",
        ArticleEntity,
        "article",
        ("article_id", "entity_id"),
        ("article_id", "entity_id"),
        "A named person, organisation, place or other thing in one article.",
    ),
    Table(
        "entity_candidates",
        EntityCandidate,
        "article",
        ("article_id", "entity_id", "external_id"),
        ("article_id", "entity_id", "external_id"),
        "What an entity of an article may be, where the article leaves doubt.",
    ),
    Table(
        "article_places",
        ArticlePlace,
        "article",
        ("article_id", "entity_id"),
        ("article_id", "entity_id"),
        "A place of an article that is known on the map, and how much speaks for it as the scene.",
    ),
    Table(
        "entity_relations",
        EntityRelation,
        "article",
        ("relation_id",),
        ("article_id", "start_char", "end_char", "relation_id"),
        "A relation of two entities that an article says: kin, spokesperson, member, head, employee, located in.",
    ),
    Table(
        "mentions",
        Mention,
        "article",
        ("mention_id",),
        ("article_id", "start_char", "end_char", "mention_id"),
        "A place in the text that names, or stands for, an entity.",
    ),
    Table(
        "quotes",
        Quote,
        "article",
        ("quote_id",),
        ("article_id", "start_char", "end_char", "quote_id"),
        "An utterance of one speaker: who said it, in which words, to whom, when.",
    ),
    Table(
        "quote_parts",
        QuotePart,
        "article",
        ("quote_id", "part"),
        ("article_id", "start_char", "quote_id", "part"),
        "A contiguous piece of an utterance.",
    ),
    Table(
        "figures",
        Figure,
        "article",
        ("figure_id",),
        ("article_id", "start_char", "end_char", "figure_id"),
        "A quantity claimed: its value, unit, interval, what it counts, who claims it.",
    ),
    Table(
        "polls",
        Poll,
        "article",
        ("poll_id",),
        ("article_id", "start_char", "end_char", "poll_id"),
        "An opinion poll: who asked whom, how many, when, with what margin; figures with its id are its answers.",
    ),
    Table(
        "dates",
        TimeExpression,
        "article",
        ("date_id",),
        ("article_id", "start_char", "end_char", "date_id"),
        "A time expression, resolved against the day of publication where that is known.",
    ),
    Table(
        "derive_failures",
        DeriveFailure,
        "article",
        ("article_id", "step"),
        ("article_id", "step"),
        "A step of an article's derivation that failed; `rederive` takes it again.",
    ),
    Table(
        "entities",
        Entity,
        "corpus",
        ("canonical_id",),
        ("canonical_id",),
        "A named person, organisation, place or other thing across all articles.",
    ),
    Table(
        "places",
        Place,
        "corpus",
        ("canonical_id",),
        ("canonical_id",),
        "Where places of the corpus lie.",
    ),
    Table(
        "entity_titles",
        EntityTitle,
        "corpus",
        ("canonical_id", "title", "affiliation"),
        ("canonical_id", "title", "affiliation"),
        "What articles call persons of the corpus, and when.",
    ),
    Table(
        "entity_links",
        EntityLink,
        "corpus",
        ("entity_id", "published_month", "article_id"),
        ("entity_id", "published_month", "article_id"),
        "Which entity of the corpus an article's entity is.",
    ),
    Table(
        "entity_aliases",
        EntityAlias,
        "corpus",
        ("name", "alias", "kind", "external_id", "holds_from", "holds_to"),
        ("name", "alias", "kind", "external_id", "holds_from", "holds_to"),
        "A row of the user's alias table: the last one given holds until another is.",
    ),
    Table(
        "quote_repeats",
        QuoteRepeat,
        "corpus",
        ("quote_id",),
        ("repeat_id", "quote_id"),
        "A quote whose words stand in other articles too.",
    ),
    Table(
        "article_copies",
        ArticleCopy,
        "corpus",
        ("article_id",),
        ("group_id", "article_id"),
        "An article that shares most of its text with others.",
    ),
    Table(
        "recurring_paragraphs",
        RecurringParagraph,
        "corpus",
        ("article_id", "paragraph"),
        ("words_id", "article_id", "paragraph"),
        "A paragraph that its outlet prints day after day.",
    ),
    Table(
        "stories",
        Story,
        "corpus",
        ("story_id",),
        ("first_date", "story_id"),
        "An event that several outlets tell, within days.",
    ),
    Table(
        "story_articles",
        StoryArticle,
        "corpus",
        ("article_id",),
        ("story_id", "article_id"),
        "An article of a story.",
    ),
    Table(
        "loads",
        Load,
        "ledger",
        ("load_id",),
        ("started_at", "load_id"),
        "A run that may have changed the tables, with what it read and what became of it.",
    ),
    Table(
        "load_files",
        LoadFile,
        "ledger",
        ("snapshot_id", "path"),
        ("snapshot_id", "path"),
        "A Parquet file of the snapshot.",
    ),
    Table(
        "rejects",
        Reject,
        "ledger",
        ("reject_id",),
        ("load_id", "input_uri", "record_index", "reject_id"),
        "A record that did not pass, kept with its source, position and reason.",
    ),
    Table(
        "check_results",
        CheckResult,
        "ledger",
        ("load_id", "check_name"),
        ("load_id", "check_name"),
        "What a check said about a load.",
    ),
    Table(
        "erasures",
        Erasure,
        "ledger",
        ("erasure_id",),
        ("erased_at", "erasure_id"),
        "An article, or a refused record, that was erased on demand.",
    ),
    Table(
        "alerts",
        Alert,
        "ledger",
        ("alert_id",),
        ("raised_at", "alert_id"),
        "What a rule of a watch list found in a load.",
    ),
    Table(
        "annotations",
        Annotation,
        "ledger",
        ("annotation_id",),
        ("article_id", "load_id", "start_char", "end_char", "label"),
        "A span that a person marked; every derivation of its article ends with it.",
    ),
    Table(
        "schema_migrations",
        SchemaMigration,
        "ledger",
        ("version",),
        ("version",),
        "A step from one version of the tables to the next.",
    ),
)
"""All tables, in the order in which they are documented."""

BY_NAME = {table.name: table for table in TABLES}
ARTICLE_TABLES = tuple(table for table in TABLES if table.level == "article")
CORPUS_TABLES = tuple(table for table in TABLES if table.level == "corpus")
LEDGER_TABLES = tuple(table for table in TABLES if table.level == "ledger")
DERIVED_TABLES = tuple(table for table in ARTICLE_TABLES if table.name not in ("articles", "article_revisions"))
