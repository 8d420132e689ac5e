"""From what a format gave to an article: every field checked and normalised, or the record refused with a reason.

Nothing here needs Prefect. The codes of refusals are listed in `seeds/reference/reject_codes.csv`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.validate.body import normalize_body, storable
from flows.validate.dates import UNDATED, Published, Undated, parse_published
from flows.validate.language import detect_language, language_of
from flows.validate.urls import canonical_url
from schemas.article import Article, RawArticle
from schemas.errors import RecordError
from schemas.ids import article_id, hash_id, hash_text
from schemas.vocabulary import IdFrom, Precision, PubStatus, Section

_VISIBLE = re.compile("[^\\s\0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\u00ad]")
_STATUSES: Mapping[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
_HINTS = frozenset({*get_args(Section), "text"})
_EXACT_FLOATS = 2**53
"""Largest whole number up to which a float holds every one."""


@dataclass(frozen=True, slots=True)
class ValidationSettings:
    """What a valid article is.

    Attributes:
        source_id: name of the source, part of every article_id.
        id_from: what else an article_id is made of: `field` or `path`, the record's id, else its address, else its
            content; `url`, its address, else its content; `content`, its content alone.
        max_body_chars: longest body, in code points.
        max_field_chars: longest id, address, headline, publisher or name in the byline, in code points.
        max_authors: most names in a byline.
    """

    source_id: str = "default"
    id_from: IdFrom = "field"
    max_body_chars: int = 10_000_000
    max_field_chars: int = 8_192
    max_authors: int = 1_000


class _Fields(BaseModel):
    """The types that a record's fields may have."""

    model_config = ConfigDict(strict=True, extra="ignore")

    text: str | None
    id: str | int | float | None
    url: str | None
    canonical_url: str | None
    headline: str | None
    byline: str | list[str | None] | tuple[str | None, ...] | None
    publisher: str | None
    lang: str | None
    pub_status: str | None
    section_hints: list[str] | tuple[str, ...] | None
    field_sources: dict[str, str] | None
    accessible_for_free: bool | None


def to_article(raw: RawArticle, settings: ValidationSettings) -> Article:
    """The article that a record gives.

    The body follows `normalize_body`; other texts lose the space around them, and empty ones count as not given.
    `lang` is detected where it is not given.

    Raises:
        RecordError: the record can't pass; `path` names the field.
    """
    fields = _typed(raw)
    published = parse_published(raw.published_at, raw.published_precision) or UNDATED
    updated = parse_published(raw.updated_at, path="updated_at") or UNDATED
    content, lang_confidence = _content(fields, published, settings)
    content_hash = content.digest()
    url = _line("url", fields.url, settings)
    canonical = _canonical_url(_line("canonical_url", fields.canonical_url, settings), url)
    external_id = _external_id(fields.id, settings)
    return Article.model_validate(
        {
            **content._asdict(),
            "article_id": article_id(settings.source_id, _key(settings.id_from, external_id, canonical, content_hash)),
            "source_id": settings.source_id,
            "external_id": external_id,
            "url": url,
            "canonical_url": canonical,
            "lang_confidence": lang_confidence,
            "published_date": published.day,
            "updated_at": updated.at,
            "content_hash": content_hash,
            "dup_group_id": hash_text(content.body),
            "section_hints": _section_hints(fields.section_hints, content.body),
            "field_sources": _field_sources(fields.field_sources),
            "accessible_for_free": fields.accessible_for_free,
            "word_count": len(content.body.split()),
        }
    )


def keys_of(raw: RawArticle, settings: ValidationSettings) -> Iterator[str]:
    """What could tell a record from the others of its source: its id and its address, where they are usable."""
    if isinstance(raw.id, str | int | float):
        with suppress(RecordError):
            yield from filter(None, [_external_id(raw.id, settings)])
    for address in (raw.canonical_url, raw.url):
        if isinstance(address, str) and (canonical := canonical_url(address)):
            yield canonical


def _key(id_from: IdFrom, external_id: str | None, canonical: str | None, content_hash: str) -> str:
    """What tells an article from the others of its source."""
    match id_from:
        case "content":
            return content_hash
        case "url":
            return canonical or content_hash
        case _:
            return external_id or canonical or content_hash


class _Content(NamedTuple):
    """What a revision is: a change of any of these is a new one."""

    headline: str | None
    byline: tuple[str, ...]
    body: str
    publisher: str | None
    published_at: datetime | None
    published_tz: str | None
    published_precision: Precision | None
    lang: str
    pub_status: PubStatus

    def digest(self) -> str:
        """The content_hash: the hash of the fields in this order, the instant in ISO 8601, UTC."""
        instant = self.published_at.isoformat() if self.published_at else None
        return hash_id(
            self.headline,
            self.byline,
            self.body,
            self.publisher,
            instant,
            self.published_tz,
            self.published_precision,
            self.lang,
            self.pub_status,
        )


def _content(
    fields: _Fields, published: Published | Undated, settings: ValidationSettings
) -> tuple[_Content, float | None]:
    """What the content_hash covers, and the confidence in its language."""
    body = _body(fields.text, settings)
    lang, lang_confidence = _language(fields.lang, body)
    content = _Content(
        headline=_line("headline", fields.headline, settings),
        byline=_byline(fields.byline, settings),
        body=body,
        publisher=_line("publisher", fields.publisher, settings),
        published_at=published.at,
        published_tz=published.zone,
        published_precision=published.precision,
        lang=lang,
        pub_status=_status(fields.pub_status),
    )
    return content, lang_confidence


def _typed(raw: RawArticle) -> _Fields:
    try:
        return _Fields.model_validate(raw.__dict__)
    except ValidationError as failure:
        problem = failure.errors(include_input=False, include_context=False, include_url=False)[0]
        path = str(problem["loc"][0])
        message = f"{path} has the wrong type; write a string" + " or a list of strings" * (path == "byline")
        raise RecordError("wrong_type", path, message) from None


def _body(text: str | None, settings: ValidationSettings) -> str:
    if text is None:
        raise RecordError("missing_text", "text", "the record has no text; name its column with --map text=COLUMN")
    if len(text) > settings.max_body_chars:
        message = f"the text has more than {settings.max_body_chars:,} characters; raise the limit or split it"
        raise RecordError("body_too_long", "text", message)
    if _VISIBLE.search(text) is None:
        raise RecordError("empty_body", "text", "the text has no visible character; check where it came from")
    return normalize_body(text)


def _section_hints(given: Sequence[str] | None, body: str) -> tuple[str, ...] | None:
    """The hints of the body's lines; None unless each line that is not blank has one, and one says something."""
    if not given or not any(given) or len(given) != sum(1 for line in body.split("\n") if line.strip()):
        return None
    return tuple(hint if hint in _HINTS else "" for hint in given)


def _field_sources(given: Mapping[str, str] | None) -> tuple[str, ...] | None:
    return tuple(storable(f"{field}={place}") for field, place in sorted(given.items())) if given else None


def _line(path: str, value: str | None, settings: ValidationSettings) -> str | None:
    """A short text without the space around it; None for an empty one."""
    if value is None or not (text := normalize_body(value).strip()):
        return None
    if len(text) > settings.max_field_chars:
        message = f"{path} has more than {settings.max_field_chars:,} characters; shorten it or raise the limit"
        raise RecordError("field_too_long", path, message)
    return text


def _byline(value: str | Sequence[str | None] | None, settings: ValidationSettings) -> tuple[str, ...]:
    names = [value] if value is None or isinstance(value, str) else value
    if len(names) > settings.max_authors:
        message = f"the byline has more than {settings.max_authors:,} names; raise the limit or shorten it"
        raise RecordError("field_too_long", "byline", message)
    lines = (_line("byline", name, settings) for name in names)
    return tuple(line for line in lines if line)


def _external_id(value: str | float | None, settings: ValidationSettings) -> str | None:
    """An id as a string; whole floats count as integers, since Parquet turns integers with gaps into them."""
    if isinstance(value, float):
        if not value.is_integer() or abs(value) > _EXACT_FLOATS:
            raise RecordError("wrong_type", "id", "id is a fraction or a number that lost digits; write a string")
        value = int(value)
    return _line("id", None if value is None else str(value), settings)


def _canonical_url(given: str | None, url: str | None) -> str | None:
    return (canonical_url(given) if given else None) or (canonical_url(url) if url else None)


def _language(tag: str | None, body: str) -> tuple[str, float | None]:
    if tag is None or not tag.strip():
        return detect_language(body)
    if code := language_of(tag):
        return code, None
    raise RecordError("bad_lang", "lang", "lang is no language tag; write ISO 639-1, e.g. en, or leave it out")


def _status(value: str | None) -> PubStatus:
    """The IPTC publication status, `usable` where none is given; NewsML-G2's `stat:` may stand before it."""
    name = (value or "").strip().lower().removeprefix("stat:") or "usable"
    if name in _STATUSES:
        return _STATUSES[name]
    message = f"pub_status is unknown; use one of {', '.join(_STATUSES)}"
    raise RecordError("bad_pub_status", "pub_status", message)
