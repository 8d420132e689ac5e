"""What a page says of its article, from every place that it has for it: each field from the first that makes sense.

In order of trust: linked data (schema.org in JSON-LD), meta tags, microdata, links and elements that name their role,
and what trafilatura guesses last. A value that makes no sense costs itself alone, never the page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.readers.html.beside_heading import dated, reported, signed
from flows.readers.html.bylines import people, turned
from flows.readers.html.guesses import guessed_date
from flows.readers.html.heading import names_site, shown_of, stands_before_title
from flows.readers.html.headlines import Candidate, best_headline, site_behind
from flows.readers.html.linked_data import Node, followed, kinds_of, named_nodes, nodes_of
from flows.readers.html.microdata import properties
from flows.readers.html.moments import day_alone, day_in, is_time_on, moment
from flows.readers.html.seen import is_longer, lines_of_blocks
from flows.validate.language import language_of
from flows.validate.urls import canonical_url
from seeds.rows import PageField

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEWS, _ARTICLE, _PAGE = 3, 2, 1
_PAGES = frozenset({"WebPage", "ItemPage", "Product", "Review", "CollectionPage", "Report"})
_LIBRARIAN = frozenset({"dc.creator", "dcterms.creator", "citation_author"})
"""Names of tags that libraries made: they may hold *Lee, Ann*."""
_MOST_BYLINES = 3
"""Elements named for a byline that are asked; behind them stand other stories'."""
_MOST_CANDIDATES = 100
"""Headings, tags and objects that are asked for a field; the fullest of real pages have some 30."""
_LONGEST_LINE = 1_000
"""Characters of a heading or an author's element that are looked at."""


class PageMetadata:
    """What a page says of its article; each of its places is read once."""

    def __init__(self, tree: "HtmlElement") -> None:
        self.tree = tree
        self.meta = _meta(tree)
        nodes = nodes_of(tree)
        self.named = named_nodes(nodes)
        self.article = followed(_article(nodes, self._own()), self.named)
        self.pages = [node for node in nodes if _rank(node) == _PAGE]

    def fields(self) -> dict[str, object]:
        """The fields of `RawArticle` that the page gives, and `field_sources`: which place each came from."""
        chosen = {
            "url": _first(self.addresses(), _absolute),
            "canonical_url": _first(self.canonical(), _absolute),
            "headline": self.headline,
            "byline": self.byline(),
            "published_at": _finest(self.dates("published_at")),
            "updated_at": _first(self.dates("updated_at"), moment),
            "publisher": _first(self.publishers(), _line),
            "lang": _first(self.languages(), _tag),
            "accessible_for_free": _first(self.access(), _flag),
        }
        found: dict[str, object] = {name: place[1] for name, place in chosen.items() if place}
        found["field_sources"] = {name: place[0] for name, place in chosen.items() if place}
        return found

    @cached_property
    def headline(self) -> Candidate | None:
        """The headline and its place."""
        return best_headline(list(islice(self.headlines(), _MOST_CANDIDATES)), islice(self.sites(), _MOST_CANDIDATES))

    def _shown(self) -> str | None:
        return self.headline[1] if self.headline else None

    def _own(self) -> set[str]:
        """What tells the page's own article from others that it links: its addresses and headings."""
        addresses = (canonical_url(value) for _, value in (*self.canonical(), *self.tags("url")))
        return {*filter(None, addresses), *(text.casefold() for _, text in self.headings())}

    def linked(self, *names: str) -> Iterator[tuple[str, object]]:
        """Values of the linked article, then of linked pages."""
        for node in (self.article, *self.pages):
            if isinstance(node, Mapping):
                yield from ((f"json-ld:{name}", node[name]) for name in names if node.get(name))

    def tags(self, field: str, place: str = "meta") -> Iterator[Candidate]:
        """Contents of the meta tags that may hold a field, the best names first.

        `tracker`: those of services that count readers; they may say when an address was first used, or have no zone.
        """
        for name in _names_for(field, place):
            yield from ((f"meta:{name}", content) for content in self.meta.get(name, ()))

    def marked(self, field: str) -> Iterator[Candidate]:
        """Values of the microdata properties that may hold a field."""
        for name in _names_for(field, "itemprop"):
            yield from ((f"microdata:{name}", value) for value in properties(self.tree, name))

    def canonical(self) -> Iterator[Candidate]:
        """The addresses of links with rel=canonical."""
        for link in self.tree.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
                yield "link:canonical", link.get("href", "")

    def addresses(self) -> Iterator[tuple[str, object]]:
        """What may be the page's address."""
        yield from self.linked("url")
        for place, value in self.linked("mainEntityOfPage"):
            yield place, value.get("@id") or value.get("url") if isinstance(value, Mapping) else value
        yield from self.canonical()
        yield from self.tags("url")

    def headings(self) -> Iterator[Candidate]:
        """The texts of h1, the longest first, without the site's name."""
        titled = " ".join((self.tree.findtext(".//title") or "").split())
        texts = (
            _line_of(element)
            for element in islice(self.tree.iter("h1"), _MOST_CANDIDATES)
            if not (names_site(element) or stands_before_title(element, titled))
        )
        yield from (("h1", text) for text in sorted(filter(None, texts), key=len, reverse=True))

    def headlines(self) -> Iterator[Candidate]:
        """What may be the headline."""
        for place, value in self.linked("headline", "name"):
            if (text := _line(value)) and not (place.endswith("name") and self.article):
                yield place, text
        yield from self.headings()
        tagged = [(place, text) for place, value in self.tags("headline") if (text := _line(value))]
        yield from tagged
        yield from self.marked("headline")
        title = _line(self.tree.findtext(".//title"))
        if title:
            yield "title", title
        if not self.article:
            told = [text for _, text in tagged] + ([title] if title else [])
            yield from shown_of(self.tree, told, [text for _, text in self.headings()])

    def sites(self) -> Iterator[str]:
        """Names of the site: its publisher's, and its host's."""
        yield from (name for _, value in self.publishers() if (name := _line(value)))
        yield from (name for element in self.tree.iter("h1") if names_site(element) and (name := _line_of(element)))
        for _, value in self.addresses():
            if isinstance(value, str) and (host := urlsplit(value).hostname if _absolute(value) else None):
                parts = host.removeprefix("www.").split(".")
                yield from (parts[0], " ".join(parts))

    def outlets(self) -> list[str]:
        """Names of the outlet as people write them: its publisher's, and what stands behind the title."""
        named = [name for _, value in self.publishers() if (name := _line(value))]
        return [*named, *site_behind(_line(self.tree.findtext(".//title")) or "")]

    def publishers(self) -> Iterator[tuple[str, object]]:
        """What may be the publisher's name."""
        for place, value in self.linked("publisher", "sourceOrganization"):
            yield from ((place, name) for name in self._named(value))
        yield from self.tags("publisher")
        yield from self.marked("publisher")

    def byline(self) -> tuple[str, list[str]] | None:
        """The first place that names somebody, and the names."""
        publisher = next((name for _, value in self.publishers() if (name := _line(value))), None)
        for place, values in self.authors():
            if names := people(filter(None, values), publisher):
                return place, names
        return None

    def authors(self) -> Iterator[tuple[str, list[str]]]:
        """What may be the authors, place by place."""
        for place, value in self.linked("author", "creator"):
            yield place, self._named(value)
        for name in _names_for("byline", "meta"):
            if name in self.meta:
                yield f"meta:{name}", list(map(turned, self.meta[name])) if name in _LIBRARIAN else self.meta[name]
        for name in _names_for("byline", "itemprop"):
            yield f"microdata:{name}", list(properties(self.tree, name))
        links = (text for element in self.tree.iter("a", "link") if (text := _author_link(element)))
        yield "rel:author", list(islice(links, _MOST_CANDIDATES))
        yield from (("class:byline", lines) for lines in _by_class(self.tree))
        yield "text:byline", list(signed(self.tree, self._shown()))
        yield "text:reporting", list(reported(self.tree))

    def dates(self, field: str) -> Iterator[tuple[str, object]]:
        """What may be a date."""
        yield from self.linked(*_names_for(field, "json-ld"))
        yield from self.tags(field)
        yield from self.marked(field)
        yield from self.tags(field, "tracker")
        if field == "published_at":
            yield from _times(self.tree)
            yield from (("text:published", told) for told in dated(self.tree, self._shown()))
            yield from (("url", day) for _, address in self.addresses() if (day := day_in(address)))
            updated = (made[:10] for _, value in self.dates("updated_at") if (made := moment(value)))
            yield "trafilatura", guessed_date(self.tree, frozenset(updated))

    def languages(self) -> Iterator[tuple[str, object]]:
        """What may be the declared language."""
        yield from self.linked("inLanguage")
        yield "html:lang", self.tree.get("lang")
        yield from self.tags("lang")

    def access(self) -> Iterator[tuple[str, object]]:
        """Whether the page says that its text is free to read."""
        for node in (self.article, *self.pages):
            if isinstance(node, Mapping) and node.get("isAccessibleForFree") is not None:
                yield "json-ld:isAccessibleForFree", node["isAccessibleForFree"]
        yield from self.tags("accessible_for_free")

    def text(self) -> str | None:
        """The linked article's own text."""
        return next((text for _, value in self.linked("articleBody") if (text := _text(value))), None)

    def summaries(self) -> list[str]:
        """What the page gives as its description: the standfirst, where it stands on the page too."""
        linked = (text for _, value in self.linked("description", "alternativeHeadline") if (text := _line(value)))
        tagged = (text for _, value in self.tags("summary") if (text := _line(value)))
        return list(dict.fromkeys([*linked, *tagged]))

    def _named(self, value: object) -> list[str]:
        """Names from what authors and publishers are given as: strings, things with a name, or lists of them."""
        items = value if isinstance(value, list) else [value]
        things = [followed(item, self.named) for item in items]
        names = (
            _line(item.get("name") or item.get("byline") if isinstance(item, Mapping) else item) for item in things
        )
        return [name for name in names if name]


def _article(nodes: Sequence[Node], own: set[str]) -> Node:
    """The object that is the page's article, the first of equals; an empty one where there is none."""
    articles = [node for node in nodes if _rank(node) >= _ARTICLE]
    return max(articles, key=lambda node: (_is_own(node, own), _rank(node), len(node)), default={})


def _is_own(node: Node, own: set[str]) -> bool:
    page = node.get("mainEntityOfPage")
    address = node.get("url") or (page.get("@id") if isinstance(page, Mapping) else page)
    headline = _line(node.get("headline")) or ""
    return headline.casefold() in own or (isinstance(address, str) and (canonical_url(address) or "") in own)


def _rank(node: Node) -> int:
    """How much of a news article an object is: NewsArticle and its subtypes, then other articles, then pages."""
    kinds = kinds_of(node)
    if any(kind.endswith(("NewsArticle", "LiveBlogPosting")) for kind in kinds):
        return _NEWS
    if any(kind.endswith(("Article", "BlogPosting")) for kind in kinds):
        return _ARTICLE
    return _PAGE if _PAGES.intersection(kinds) else 0


def _meta(tree: "HtmlElement") -> dict[str, list[str]]:
    contents: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or ""
        if content := (tag.get("content") or "").strip():
            contents.setdefault(name.strip().lower(), []).append(unescape(content))
    return contents


def _author_link(element: "HtmlElement") -> str | None:
    if "author" not in (element.get("rel") or "").lower().split():
        return None
    return _line("".join(element.itertext())) or None


def _by_class(tree: "HtmlElement") -> Iterator[list[str]]:
    """The first elements whose class or id says that they are the byline, or hold the author's name."""
    wanted = set(_names_for("byline", "class"))
    found = 0
    for element in tree.iter("span", "a", "p", "div", "address", "li", "strong", "em"):
        said = f"{element.get('class') or ''} {element.get('id') or ''}".lower().replace("_", "-").split()
        if not any(_is_called(name, wanted) for name in said):
            continue
        if is_longer(element, _LONGEST_LINE):
            continue
        lines = [unescape(line) for line in lines_of_blocks(element)]
        if lines and sum(map(len, lines)) <= 200:  # noqa: PLR2004  # a byline is a line
            yield lines
            found += 1
            if found >= _MOST_BYLINES:
                return


def _is_called(name: str, wanted: set[str]) -> bool:
    """Whether a class is one of those, or ends with one of several words: `td-post-author-name`."""
    return name in wanted or any(name.endswith(f"-{one}") for one in wanted if "-" in one)


def _times(tree: "HtmlElement") -> Iterator[tuple[str, object]]:
    """Dates of <time>: those that say they are of publication, then the first before any other article's."""
    times = [element for element in tree.iter("time") if element.get("datetime")]
    telling = [e for e in times if e.get("pubdate") is not None or "publish" in (e.get("class") or "").lower()]
    yield from (("time", element.get("datetime")) for element in (*telling, *times[:1]))
    titled = (e for e in tree.iter("abbr") if "published" in (e.get("class") or "").split())
    yield from (("microformat:published", element.get("title")) for element in islice(titled, 1))


def _finest(candidates: Iterable[tuple[str, object]]) -> tuple[str, object] | None:
    """The first date that makes sense; where it is a day, the next that has a time on it."""
    sensible = ((place, made) for place, value in candidates if (made := moment(value)))
    chosen = next(sensible, None)
    day = day_alone(chosen[1]) if chosen else None
    if day is None:
        return chosen
    return next(((place, made) for place, made in sensible if is_time_on(made, day)), chosen)


def _first(candidates: Iterable[tuple[str, object]], sense: Callable[[object], object]) -> tuple[str, object] | None:
    """The first place whose value makes sense, and the sense it makes."""
    return next(((place, made) for place, value in candidates if (made := sense(value)) not in (None, "")), None)


def _line_of(element: "HtmlElement") -> str:
    return " ".join("".join(element.itertext()).split())[:_LONGEST_LINE]


def _line(value: object) -> str | None:
    text = _text(value)
    return " ".join(text.split())[:_LONGEST_LINE] or None if text else None


def _text(value: object) -> str | None:
    return unescape(unescape(value)).strip() or None if isinstance(value, str) else None


def _tag(value: object) -> str | None:
    return value if isinstance(value, str) and language_of(value) else None


def _absolute(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and canonical_url(value) is not None else None


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False, "free": True, "locked": False, "metered": False}.get(
        str(value).strip().lower()
    )


@lru_cache(maxsize=64)
def _names_for(field: str, place: str) -> tuple[str, ...]:
    return tuple(row.name for row in PageField.rows() if (row.field, row.place) == (field, place))
