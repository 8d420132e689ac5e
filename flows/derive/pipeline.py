"""The way from articles to rows: sections, annotation, dates, entities, quotes, figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from flows.derive.dates.find import find_dates
from flows.derive.dates.rows import date_rows
from flows.derive.entities.find import describe_entities
from flows.derive.figures.find import find_figures
from flows.derive.offsets import verify_offsets
from flows.derive.quotes.find import find_quotes
from flows.derive.sections.split import split_paragraphs
from flows.derive.text.annotation import Annotator
from flows.derive.text.around import Around
from flows.derive.text.document import Document
from schemas.article import Article
from schemas.ids import hash_id, hash_text
from schemas.rows import Row
from schemas.tables import BY_NAME, DERIVED_TABLES
from seeds.knowledge import Knowledge
from seeds.version import seeds_version

Derive = Callable[[Article, Annotator], "Derived"]


def _no_rows() -> dict[str, list[Row]]:
    return {table.name: [] for table in DERIVED_TABLES}


@dataclass(frozen=True)
class Derived:
    """Derived rows by table, each table in the order that `schemas.tables` gives; every table is there."""

    rows: dict[str, list[Row]] = field(default_factory=_no_rows)


def derive(article: Article, annotator: Annotator, knowledge: Knowledge | None = None) -> Derived:
    """All rows of one article; none if it is not derivable (not English, or withdrawn).

    `knowledge` is what entities may be; what ships unless it is given.

    Raises OffsetError if a row does not point at its text.
    """
    if not article.derivable:
        return Derived()
    paragraphs = split_paragraphs(article)
    annotation = annotator.annotate(article.body, [(row.start_char, row.end_char) for row in paragraphs])
    document = Document(article, paragraphs, annotation)
    rows = _layers(document, knowledge or Knowledge.shipped())
    verify_offsets(article.body, rows)
    derived = Derived()
    for table, members in rows.items():
        derived.rows[table] += sorted(members, key=_order(table))
    return derived


def _layers(document: Document, knowledge: Knowledge) -> dict[str, Sequence[Row]]:
    """The rows of every table, each layer standing on those before it."""
    times = find_dates(document)
    entities, mentions, candidates = describe_entities(document, knowledge)
    quotes, parts = find_quotes(document, entities, mentions, times)
    around = Around(document, quotes, parts)
    figures = find_figures(document, times, mentions, around)
    return {
        "paragraphs": document.paragraphs,
        "article_entities": entities,
        "entity_candidates": candidates,
        "mentions": mentions,
        "quotes": quotes,
        "quote_parts": parts,
        "figures": figures,
        "dates": date_rows(document, times, around),
    }


def derive_nothing(article: Article, annotator: Annotator) -> Derived:
    """No rows at all: what the frame costs by itself."""
    del article, annotator
    return Derived()


def derive_batch(articles: Iterable[Article], annotator: Annotator, derive_one: Derive = derive) -> Derived:
    """The rows of many articles, sorted; the same whatever the order of the articles."""
    batch = Derived()
    for article in articles:
        for table, rows in derive_one(article, annotator).rows.items():
            batch.rows[table] += rows
    for table in batch.rows:
        batch.rows[table].sort(key=_order(table))
    return batch


@lru_cache(maxsize=1)
def _code_version() -> str:
    """Hash of this package's source, so that no change of a rule can go unnoticed."""
    here = Path(__file__).parent
    sources = {path.relative_to(here).as_posix(): path for path in here.glob("**/*.py")}
    return hash_id(
        "derive", *[[name, hash_text(sources[name].read_text(encoding="utf-8"))] for name in sorted(sources)]
    )


def extractor_version(annotator: Annotator, knowledge: Knowledge | None = None) -> str:
    """What the derived rows depend on beside the article: rules, seeds, annotator and what the world knows."""
    known = knowledge or Knowledge.shipped()
    return hash_id("extractor", _code_version(), seeds_version(), annotator.version, known.version)


@lru_cache(maxsize=16)
def _order(table: str) -> Callable[[Row], Any]:
    return attrgetter(*BY_NAME[table].sort)
