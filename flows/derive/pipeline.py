"""The way from articles to rows: sections, annotation, dates, entities, quotes, figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from flows.derive.cpu_limit import within
from flows.derive.dates import date_rows, find_dates
from flows.derive.entities import describe_entities
from flows.derive.figures import find_figures
from flows.derive.offsets import verify_offsets
from flows.derive.places import find_places
from flows.derive.polls import find_polls
from flows.derive.quotes import find_quotes
from flows.derive.relations import find_relations
from flows.derive.sections import split_paragraphs
from flows.derive.steps import GuardedSteps, Steps, StrictSteps
from flows.derive.text.annotation import Annotation, Annotator, Span
from flows.derive.text.around import Around
from flows.derive.text.document import Document
from flows.derive.text.times import TimeSpan
from schemas.article import Article
from schemas.ids import hash_id, hash_text
from schemas.rows import ArticleEntity, ArticleRow, Figure, Mention, Paragraph, Poll, Quote, QuotePart
from schemas.tables import BY_NAME, DERIVED_TABLES
from seeds.knowledge import Knowledge
from seeds.version import seeds_version

Rows = Mapping[str, Sequence[ArticleRow]]
Entities = tuple[Sequence[ArticleEntity], Sequence[Mention], Sequence[ArticleRow]]
Polls = tuple[Sequence[Poll], Sequence[Figure]]
Quotes = tuple[Sequence[Quote], Sequence[QuotePart]]
_NO_ROWS: Rows = {}
_NO_PARAGRAPHS: tuple[Paragraph, ...] = ()
_NO_TIMES: Sequence[TimeSpan] = ()
_NO_ENTITIES: Entities = ((), (), ())
_NO_FIGURES: Sequence[Figure] = ()
_NO_QUOTES: Quotes = ((), ())
WORDS_A_LIMIT = 10_000
"""Words for which an article may take its CPU seconds once: the slowest machine seen derives them in six seconds."""

Derive = Callable[[Article, Annotator], "Derived"]


def _no_rows() -> dict[str, list[ArticleRow]]:
    return {table.name: [] for table in DERIVED_TABLES}


@dataclass(frozen=True)
class Derived:
    """Derived rows by table, each table in the order that `schemas.tables` gives; every table is there."""

    rows: dict[str, list[ArticleRow]] = field(default_factory=_no_rows)


def derive(article: Article, annotator: Annotator, knowledge: Knowledge | None = None) -> Derived:
    """All rows of one article; none if it is not derivable (not English, or withdrawn).

    `knowledge` is what entities may be; what ships unless it is given.

    Raises OffsetError if a row does not point at its text, and whatever else a step raises: see `derive_guarded`.
    """
    if not article.derivable:
        return Derived()
    return _sorted(_rows(article, annotator, knowledge or Knowledge.shipped(), StrictSteps()))


def derive_guarded(
    article: Article, annotator: Annotator, knowledge: Knowledge | None = None, *, cpu_seconds: float | None = None
) -> Derived:
    """All rows of one article that can be made, and one of `derive_failures` for each step that failed; never raises.

    `cpu_seconds` of this thread are what the article may take for each `WORDS_A_LIMIT` words begun; None: any number.
    """
    if not article.derivable:
        return Derived()
    known = knowledge or Knowledge.shipped()
    steps = GuardedSteps(article, lambda: extractor_version(annotator, known))
    limit = None if cpu_seconds is None else cpu_seconds * (1 + article.word_count // WORDS_A_LIMIT)
    rows = steps.run("rows", lambda: within(limit, lambda: _rows(article, annotator, known, steps)), _NO_ROWS)
    return _sorted({**rows, "derive_failures": steps.failures})


def _rows(article: Article, annotator: Annotator, knowledge: Knowledge, steps: Steps) -> Rows:
    """The rows of every table that could be made."""
    paragraphs = steps.run("sections", lambda: _sections(article), _NO_PARAGRAPHS)
    spans = [(row.start_char, row.end_char) for row in paragraphs]
    annotation = steps.run("annotate", lambda: _annotated(annotator, article, spans), None) if spans else None
    if annotation is None:
        return {"paragraphs": paragraphs}
    document = Document(article, paragraphs, annotation)
    return {"paragraphs": paragraphs, **_layers(document, knowledge, steps)}


def _layers(document: Document, knowledge: Knowledge, steps: Steps) -> Rows:
    """The rows of every table, each layer standing on those before it and checked before the next stands on it."""
    times = steps.run("dates", lambda: _times(document), _NO_TIMES)
    entities, mentions, candidates = steps.run("entities", lambda: _entities(document, knowledge), _NO_ENTITIES)
    quotes, parts = steps.run("quotes", lambda: _quotes(document, entities, mentions, times), _NO_QUOTES)
    around = Around(document, quotes, parts)
    figures = steps.run("figures", lambda: _figures(document, times, mentions, around), _NO_FIGURES)
    found: Polls = (), figures
    polls, figures = steps.run("polls", lambda: _polls(document, mentions, times, figures), found)
    return {
        "article_entities": entities,
        "entity_candidates": candidates,
        "article_places": steps.run("places", lambda: find_places(document, entities, mentions, knowledge), ()),
        "entity_relations": steps.run("relations", lambda: _relations(document, entities, mentions, knowledge), ()),
        "mentions": mentions,
        "quotes": quotes,
        "quote_parts": parts,
        "figures": figures,
        "polls": polls,
        "dates": steps.run("date_rows", lambda: _dates(document, times, around), ()),
    }


def _sections(article: Article) -> tuple[Paragraph, ...]:
    paragraphs = split_paragraphs(article)
    verify_offsets(article.body, {"paragraphs": paragraphs})
    return paragraphs


def _annotated(annotator: Annotator, article: Article, spans: Sequence[Span]) -> Annotation | None:
    return annotator.annotate(article.body, spans)


def _times(document: Document) -> Sequence[TimeSpan]:
    return find_dates(document)


def _entities(document: Document, knowledge: Knowledge) -> Entities:
    found = describe_entities(document, knowledge)
    verify_offsets(document.body, {"mentions": found[1]})
    return found


def _relations(
    document: Document, entities: Sequence[ArticleEntity], mentions: Sequence[Mention], knowledge: Knowledge
) -> Sequence[ArticleRow]:
    relations = find_relations(document, entities, mentions, knowledge)
    verify_offsets(document.body, {"entity_relations": relations})
    return relations


def _quotes(
    document: Document, entities: Sequence[ArticleEntity], mentions: Sequence[Mention], times: Sequence[TimeSpan]
) -> Quotes:
    quotes, parts = find_quotes(document, entities, mentions, times)
    verify_offsets(document.body, {"quotes": quotes, "quote_parts": parts})
    return quotes, parts


def _figures(
    document: Document, times: Sequence[TimeSpan], mentions: Sequence[Mention], around: Around
) -> Sequence[Figure]:
    figures = find_figures(document, times, mentions, around)
    verify_offsets(document.body, {"figures": figures})
    return figures


def _polls(
    document: Document, mentions: Sequence[Mention], times: Sequence[TimeSpan], figures: Sequence[Figure]
) -> Polls:
    polls, answered = find_polls(document, mentions, times, figures)
    verify_offsets(document.body, {"polls": polls})
    return polls, answered


def _dates(document: Document, times: Sequence[TimeSpan], around: Around) -> Sequence[ArticleRow]:
    dates = date_rows(document, times, around)
    verify_offsets(document.body, {"dates": dates})
    return dates


def _sorted(rows: Rows) -> Derived:
    derived = Derived()
    for table, members in rows.items():
        derived.rows[table] += sorted(members, key=_order(table))
    return derived


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
def _order(table: str) -> Callable[[ArticleRow], Any]:
    return attrgetter(*BY_NAME[table].sort)
