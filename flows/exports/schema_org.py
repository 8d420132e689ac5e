"""schema.org (JSON-LD): a NewsArticle a line, with its quotes as Quotation and its figures as Claim; not its text."""

from collections.abc import Iterator
from typing import Final

from flows.exports.names import urn, wikidata
from flows.exports.writing import bare
from flows.pages.article.rows import ArticleRows
from schemas.article import StoredArticle
from schemas.rows import ArticleEntity, Figure, Quote

_TYPES: Final = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place"}
"""Kind of an entity -> schema.org's type; others are a Thing."""

_WRITTEN: Final = {"year": 4, "month": 7, "day": 10}
"""Precision -> characters of an ISO date that say it."""


def news_article(rows: ArticleRows) -> dict[str, object]:
    """An article as schema.org has it."""
    article = rows.article
    return bare(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": urn("article", article.article_id),
            "identifier": article.external_id,
            "url": article.canonical_url or article.url,
            "headline": article.headline,
            "datePublished": _published(article),
            "dateModified": article.updated_at.isoformat() if article.updated_at else None,
            "inLanguage": article.lang,
            "wordCount": article.word_count,
            "isAccessibleForFree": article.accessible_for_free,
            "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else None,
            "author": [{"@type": "Person", "name": name} for name in article.byline],
            "mentions": [_thing(rows, entity) for entity in rows.entities],
            "hasPart": list(_parts(rows)),
        }
    )


def _published(article: StoredArticle) -> str | None:
    """When it was published, as exactly as the source says it: a day, a month and a year are no instants."""
    at, precision = article.published_local, article.published_precision
    if at is None or precision in ("minute", "second"):
        return at.isoformat() if at else None
    return at.date().isoformat()[: _WRITTEN[precision or "day"]]


def _parts(rows: ArticleRows) -> Iterator[dict[str, object]]:
    known = {entity.entity_id: entity for entity in rows.entities}
    for quote in rows.quotes:
        yield _quotation(rows, quote, known)
    for figure in rows.figures:
        if figure.claimant_entity_id in known:
            yield _claim(rows, figure, known)


def _quotation(rows: ArticleRows, quote: Quote, known: dict[str, ArticleEntity]) -> dict[str, object]:
    speaker = known.get(quote.speaker_entity_id or "")
    named: object = {"@type": "Thing", "name": quote.speaker_name} if quote.speaker_name else None
    return bare(
        {
            "@type": "Quotation",
            "@id": urn("quote", quote.quote_id),
            "text": quote.text,
            "spokenByCharacter": _thing(rows, speaker) if speaker else named,
        }
    )


def _claim(rows: ArticleRows, figure: Figure, known: dict[str, ArticleEntity]) -> dict[str, object]:
    body = rows.article.body
    return bare(
        {
            "@type": "Claim",
            "@id": urn("figure", figure.figure_id),
            "text": body[figure.sentence_start : figure.sentence_end],
            "author": _thing(rows, known[figure.claimant_entity_id or ""]),
            "appearance": {"@id": urn("article", figure.article_id)},
            "about": bare(
                {
                    "@type": "QuantitativeValue",
                    "name": figure.counted or figure.measure,
                    "value": figure.value,
                    "minValue": figure.low,
                    "maxValue": figure.high,
                    "unitText": figure.unit,
                }
            ),
        }
    )


def _thing(rows: ArticleRows, entity: ArticleEntity) -> dict[str, object]:
    return bare(
        {
            "@type": _TYPES.get(entity.kind, "Thing"),
            "name": entity.name,
            "alternateName": list(entity.aliases),
            "sameAs": wikidata(rows.references.get(entity.entity_id)),
        }
    )
