"""What a page says of its article: schema.org in JSON-LD first, then meta tags (Open Graph and plain)."""

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from flows.validate.dates import parse_published
from flows.validate.language import language_of
from flows.validate.urls import canonical_url
from schemas.errors import RecordError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_DEPTH = 8
_Json = Mapping[str, object]
_DATES = ("published_at", "updated_at")
_TAGS: Mapping[str, Sequence[str]] = {
    "headline": ("og:title", "twitter:title"),
    "published_at": ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "parsely-pub-date"),
    "updated_at": ("article:modified_time", "datemodified"),
    "publisher": ("og:site_name", "publisher", "dc.publisher"),
    "byline": ("author", "article:author", "dc.creator", "parsely-author"),
    "url": ("og:url",),
    "lang": ("og:locale",),
}
"""Field -> names of meta tags, lower case, the best first."""


def metadata_of(tree: "HtmlElement") -> dict[str, object]:
    """Return the fields of `RawArticle` that a page gives, by what says most about articles first.

    Addresses that are not absolute, languages that are no tags and dates of meta tags that are none are left out,
    since pages give those names to many things; `text` is an `articleBody`.
    """
    linked = _from_json_ld(tree)
    tags = {name: value for name, value in _from_tags(tree).items() if name not in _DATES or _is_date(value)}
    fields = {**tags, **linked}
    fields["url"] = next(filter(_absolute, (linked.get("url"), _canonical_link(tree), tags.get("url"))), None)
    languages = (linked.get("lang"), tree.get("lang"), tags.get("lang"))
    fields["lang"] = next((tag for tag in languages if isinstance(tag, str) and language_of(tag)), None)
    return {name: value for name, value in fields.items() if value}


def _from_json_ld(tree: "HtmlElement") -> dict[str, object]:
    articles = [node for block in _blocks(tree) for node in _nodes(block) if _rank(node)]
    if not articles:
        return {}
    article = max(articles, key=_rank)
    page = article.get("mainEntityOfPage")
    found = {
        "headline": _text(article.get("headline")) or _text(article.get("name")),
        "published_at": _text(article.get("datePublished")),
        "updated_at": _text(article.get("dateModified")),
        "byline": _names(article.get("author")),
        "publisher": next(iter(_names(article.get("publisher"))), None),
        "url": _text(article.get("url")) or _text(page.get("@id") if isinstance(page, dict) else page),
        "lang": _text(article.get("inLanguage")),
        "text": _text(article.get("articleBody")),
    }
    return {name: value for name, value in found.items() if value}


def _blocks(tree: "HtmlElement") -> Iterator[object]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            yield json.loads(script.text or "", strict=False)  # many pages leave line breaks inside strings
        except (ValueError, RecursionError):
            continue


def _nodes(value: object, depth: int = 0) -> Iterator[_Json]:
    """Yield the objects of a JSON-LD block: itself, or those in its lists and graphs."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)


def _rank(node: _Json) -> int:
    """How much of a news article a node is: NewsArticle and its subtypes, then other articles, then nothing."""
    kinds = node.get("@type")
    names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    if any(name.endswith("NewsArticle") for name in names):
        return 2
    return int(any(name.endswith(("Article", "BlogPosting")) for name in names))


def _names(value: object) -> list[str]:
    """Return names from what authors and publishers are given as: strings, things with a name, or lists of them."""
    items = value if isinstance(value, list) else [value]
    names = (_text(item.get("name") if isinstance(item, dict) else item) for item in items)
    return [name for name in names if name and not _absolute(name)]


def _text(value: object) -> str | None:
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _from_tags(tree: "HtmlElement") -> dict[str, object]:
    contents: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        if content := (tag.get("content") or "").strip():
            contents.setdefault(name.strip().lower(), []).append(content)
    found = {field: next((contents[name] for name in names if name in contents), []) for field, names in _TAGS.items()}
    byline = [name for name in found.pop("byline") if not _absolute(name)]
    return {"byline": byline, **{field: values[0] for field, values in found.items() if values}}


def _canonical_link(tree: "HtmlElement") -> str | None:
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return next((link.get("href") for link in links), None)


def _is_date(value: object) -> bool:
    try:
        return parse_published(value) is not None
    except RecordError:
        return False


def _absolute(value: object) -> bool:
    return isinstance(value, str) and canonical_url(value) is not None
