"""JSON objects that say by their keys what standard they follow: ninjs, schema.org, JSON Feed, fundus.

ninjs 1.x to 3.x: IPTC, News in JSON (iptc.org/standards/ninjs). schema.org: NewsArticle and its kin, alone or in
`@graph`. JSON Feed 1 and 1.1: jsonfeed.org. fundus: what `Article.to_json` writes. Of each the text is that of its
richest form; what is marked up becomes a paragraph a line.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flows.readers.base import ReadOptions
from flows.readers.fragments import Plain, is_marked_up, plain
from schemas.article import RawArticle

Object = Mapping[str, object]
_ARTICLES = ("Article", "BlogPosting", "LiveBlogPosting")
_JSON_FEED = "jsonfeed.org/version/"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d{3})")
_DEEPEST = 6
"""Lists and objects within each other that are looked at."""


class Dialect(NamedTuple):
    """A standard: its name, whether an object follows it, and the article of one that does."""

    name: str
    fits: Callable[[Object], bool]
    article: Callable[[Object], RawArticle]


def dialect_of(value: Object) -> Dialect | None:
    """The standard that an object says it follows; None for one whose keys are columns."""
    return next((dialect for dialect in _DIALECTS if dialect.fits(value)), None)


def keys_of(value: Object, options: ReadOptions) -> tuple[str, ...]:
    """The keys of an object that are columns: none of one that is read as its standard has it."""
    return () if "text" not in options.mapping and dialect_of(value) else tuple(value)


def held_in(value: Object) -> list[object] | None:
    """The articles that a document of a standard holds: items of a JSON Feed, a graph's articles; else None."""
    if _JSON_FEED in str(value.get("version")) and isinstance(items := value.get("items"), list):
        outlet = {"_feed": value.get("title"), "_lang": value.get("language"), "_authors": value.get("authors")}
        return [{**outlet, "_json_feed": True, **item} if isinstance(item, dict) else item for item in items]
    graph = value.get("@graph")
    if isinstance(graph, list):
        found: list[object] = [node for node in graph if isinstance(node, dict) and _is_linked_article(node)]
        return found or None
    return None


def _article(fields: Object, body: Plain, sources: Mapping[str, str]) -> RawArticle:
    told = {name: value for name, value in fields.items() if value not in (None, "", [])}
    places = {name: place for name, place in sources.items() if name in told or name == "text"}
    return RawArticle.model_validate({**told, "text": body.text, "section_hints": body.hints, "field_sources": places})


# ninjs


def _is_ninjs(value: Object) -> bool:
    versioned = any(key in value for key in ("versioncreated", "versionCreated", "contentcreated", "contentCreated"))
    texts = any(key.startswith("body_") for key in value) or "bodies" in value or "body" in value
    return ("pubstatus" in value or "pubStatus" in value or versioned) and "uri" in value and (texts or _killed(value))


def _killed(value: Object) -> bool:
    return _text(value.get("pubstatus") or value.get("pubStatus")) in ("canceled", "withheld")


def _ninjs(value: Object) -> RawArticle:
    place, body = _ninjs_body(value)
    fields = {
        "id": _text(value.get("uri")) or _text(value.get("altids")),
        "url": _web(value.get("uri")) or _web(value.get("located")),
        "headline": _of_role(value.get("headlines"), "main") or _ninjs_headline(value),
        "byline": _names(value.get("people"), _is_author) or _text(value.get("byline")) or _text(value.get("by")),
        "published_at": _text(value.get("firstCreated") or value.get("firstcreated") or value.get("versionCreated"))
        or _text(value.get("versioncreated")),
        "updated_at": _text(value.get("versionCreated") or value.get("versioncreated")),
        "publisher": _ninjs_publisher(value),
        "lang": _text(value.get("language")),
        "pub_status": _embargoed(value) or _text(value.get("pubstatus") or value.get("pubStatus")),
    }
    return _article(fields, body, {"text": f"ninjs:{place}", "headline": "ninjs:headline", "byline": "ninjs:byline"})


def _ninjs_body(value: Object) -> tuple[str, Plain]:
    """The richest text: of a list of bodies the longest, of keys `body_*` HTML before plain text."""
    bodies = [(str(one.get("role") or "bodies"), _text(one.get("value"))) for one in _objects(value.get("bodies"))]
    keyed = [(key, _text(value.get(key))) for key in ("body_html", "body_xhtml", "body_text", "body_sportsml", "body")]
    others = [(key, _text(text)) for key, text in value.items() if key.startswith("body_")]
    found = [(place, text) for place, text in (*keyed, *others) if text][:1]
    found = found or [(place, text) for place, text in bodies if text]
    if not found:
        notice = _text(value.get("ednote")) or _of_role(value.get("headlines"), "main") or _ninjs_headline(value)
        return "ednote", plain(notice or "")
    place, text = max(found, key=lambda one: len(one[1]))
    return place, plain(text)


def _ninjs_headline(value: Object) -> str | None:
    return _text(value.get("headline")) or _text(value.get("title")) or _text(value.get("name"))


def _ninjs_publisher(value: Object) -> str | None:
    named = next(
        (_text(one.get("name")) for one in _objects(value.get("infosources") or value.get("infoSources"))), None
    )
    return named or _text(value.get("copyrightholder") or value.get("copyrightHolder")) or _text(value.get("source"))


def _embargoed(value: Object) -> str | None:
    """`withheld` for what may not be published yet: an embargo that is given without its lifting."""
    return "withheld" if value.get("embargoed") or value.get("embargoedreason") else None


def _is_author(person: Object) -> bool:
    roles = {str(person.get("rel") or "").casefold(), str(person.get("role") or "").casefold()}
    return bool(roles & {"author", "creator", "writer", "byline"})


# schema.org


def _is_linked_article(value: Object) -> bool:
    kinds = value.get("@type")
    items = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.rpartition("/")[2].endswith(_ARTICLES) for kind in items)


def _linked(value: Object) -> RawArticle:
    address = value.get("url") or value.get("mainEntityOfPage") or value.get("@id")
    fields = {
        "url": _web(address.get("@id") if isinstance(address, Mapping) else address),
        "headline": _text(value.get("headline") or value.get("name")),
        "byline": _names(value.get("author") or value.get("creator")),
        "published_at": _text(value.get("datePublished") or value.get("dateCreated")),
        "updated_at": _text(value.get("dateModified")),
        "publisher": next(iter(_names(value.get("publisher"))), None),
        "lang": _text(value.get("inLanguage")),
        "id": _text(value.get("identifier")),
        "accessible_for_free": value.get("isAccessibleForFree")
        if isinstance(value.get("isAccessibleForFree"), bool)
        else None,
    }
    places = {"text": "articleBody", "headline": "headline", "byline": "author", "published_at": "datePublished"}
    body = plain(_text(value.get("articleBody") or value.get("text")) or "")
    return _article(fields, body, {name: f"json-ld:{place}" for name, place in places.items()})


# JSON Feed


def _is_feed_item(value: Object) -> bool:
    return value.get("_json_feed") is True or ("content_html" in value and "id" in value)


def _feed_item(value: Object) -> RawArticle:
    place = next((key for key in ("content_html", "content_text", "summary") if _text(value.get(key))), "summary")
    fields = {
        "id": _text(value.get("id")),
        "url": _web(value.get("url")) or _web(value.get("external_url")),
        "headline": _text(value.get("title")),
        "byline": _names(value.get("authors") or value.get("author") or value.get("_authors")),
        "published_at": _dated(value.get("date_published")) or _dated(value.get("date_modified")),
        "updated_at": _dated(value.get("date_modified")),
        "publisher": _text(value.get("_feed")),
        "lang": _text(value.get("language") or value.get("_lang")),
    }
    return _article(fields, plain(_text(value.get(place)) or ""), {"text": f"feed:{place}"})


def _dated(value: object) -> str | None:
    """What has a year, as a date; of *2 hours ago* none."""
    text = _text(value)
    return text if text and _YEAR.search(text) else None


# fundus


def _is_fundus(value: Object) -> bool:
    body = value.get("body")
    return isinstance(body, Mapping) and isinstance(body.get("sections"), list)


def _fundus(value: Object) -> RawArticle:
    body = value.get("body")
    fields = {
        "url": _web(value.get("url") or value.get("requested_url")),
        "headline": _text(value.get("title")),
        "byline": _names(value.get("authors")),
        "published_at": _text(value.get("publishing_date")),
        "publisher": _text(value.get("publisher")),
        "lang": _text(value.get("lang")),
        "accessible_for_free": value.get("free_access") if isinstance(value.get("free_access"), bool) else None,
    }
    lines = list(_fundus_lines(body)) if isinstance(body, Mapping) else []
    text = Plain("\n".join(line for line, _ in lines), [hint for _, hint in lines])
    return _article(fields, text, {"text": "fundus:body"})


def _fundus_lines(body: Object) -> Iterator[tuple[str, str]]:
    """Summary, then each section's headline and paragraphs: strings, or lists of them."""
    yield from ((line, "") for line in _strings(body.get("summary")))
    for section in _objects(body.get("sections")):
        yield from ((line, "headline") for line in _strings(section.get("headline")))
        yield from ((line, "") for line in _strings(section.get("paragraphs")))


# what all have in common


def _text(value: object) -> str | None:
    """A string, or the first in a list or an object that holds one; None of others."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return next((text for one in inner if isinstance(one, str) and (text := one.strip())), None)


def _web(value: object) -> str | None:
    text = _text(value)
    return text if text and text.startswith(("http://", "https://")) else None


def _objects(value: object) -> list[Object]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, Mapping)]


def _names(value: object, wanted: Callable[[Object], bool] = lambda _: True) -> list[str]:
    """Names of what authors and publishers are given as: strings, objects with a name, or lists of them."""
    items = value if isinstance(value, list) else [value]
    names = (_text(item.get("name")) if isinstance(item, Mapping) and wanted(item) else _plain(item) for item in items)
    return [name for name in names if name]


def _plain(item: object) -> str | None:
    return item.strip() or None if isinstance(item, str) else None


def _of_role(value: object, role: str) -> str | None:
    """The value of the item that has a role, else of the first: ninjs 2 and 3 list headlines so."""
    items = _objects(value)
    chosen: Sequence[Object] = [item for item in items if item.get("role") == role] or items
    return next((text for item in chosen if (text := _text(item.get("value")))), None)


def _strings(value: object, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str) and (line := " ".join(value.split())):
        yield plain(line).text if is_marked_up(line) else line
    elif isinstance(value, list) and depth < _DEEPEST:
        for item in value:
            yield from _strings(item, depth + 1)


_DIALECTS = (
    Dialect("schema.org", _is_linked_article, _linked),
    Dialect("JSON Feed", _is_feed_item, _feed_item),
    Dialect("fundus", _is_fundus, _fundus),
    Dialect("ninjs", _is_ninjs, _ninjs),
)
