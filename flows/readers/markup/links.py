"""What a feed or a news sitemap leads to: the pages of its stories, and other sitemaps."""

from collections.abc import Iterable
from typing import NamedTuple

import orjson

from flows.readers.markup.feed import address_of, items_of
from flows.readers.markup.xml import below, local, parsed, said
from schemas.errors import RecordError


class Link(NamedTuple):
    """An address, and whether it is a list of more addresses."""

    url: str
    is_list: bool = False


def links_of(data: bytes) -> list[Link] | None:
    """The addresses in a feed, JSON Feed or sitemap, in order, each once; None of what is none of them."""
    if data.lstrip().startswith(b"{"):
        return _of_json(data)
    try:
        root = parsed(data)
    except RecordError:
        return None
    if local(root) == "sitemapindex":
        return _each(Link(address, is_list=True) for one in below(root, "loc") if (address := said(one)))
    if local(root) not in ("rss", "feed", "RDF", "urlset"):
        return None
    return _each(Link(address) for item in items_of(root) if (address := address_of(item)))


def _of_json(data: bytes) -> list[Link] | None:
    try:
        feed = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    items = feed.get("items") if isinstance(feed, dict) and "jsonfeed.org" in str(feed.get("version")) else None
    if not isinstance(items, list):
        return None
    urls = (item.get("url") for item in items if isinstance(item, dict))
    return _each(Link(url) for url in urls if isinstance(url, str))


def _each(links: Iterable[Link]) -> list[Link]:
    return list(dict.fromkeys(links))
