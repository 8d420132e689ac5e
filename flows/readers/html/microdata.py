"""Microdata of a page: properties of its article alone, so that a photo's author is not the article's."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"schema\.org/(?:\w*Article|BlogPosting|\w*Posting|WebPage)\b", re.IGNORECASE)
_PERSON = re.compile(r"schema\.org/(?:Person|\w*Organization)\b", re.IGNORECASE)
_VALUE_OF = {"meta": "content", "time": "datetime", "a": None, "link": "href"}
_LONGEST = 400
"""Characters of a property's text that are looked at: a name, a headline or a date is shorter."""


def properties(tree: "HtmlElement", name: str) -> Iterator[str]:
    """The values of a property of the page's article, in order; of nothing within it, and of no scope but it."""
    for element in tree.xpath("descendant-or-self::*[@itemprop]"):
        if name not in (element.get("itemprop") or "").split() or not _belongs(element):
            continue
        if element.get("itemscope") is not None:
            yield from _names(element)
        elif value := _value(element):
            yield value


def _belongs(element: "HtmlElement") -> bool:
    """Whether the nearest scope around is an article or a page, or there is none."""
    scope = next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)
    return scope is None or _ARTICLE.search(scope.get("itemtype") or "") is not None


def _names(scope: "HtmlElement") -> Iterator[str]:
    kind = scope.get("itemtype") or ""
    if kind and not _PERSON.search(kind):
        return
    inner = [element for element in scope.iter() if "name" in (element.get("itemprop") or "").split()]
    values = [value for element in inner if (value := _value(element))]
    text = _text(scope)
    yield from values or ([text] if text else [])


def _value(element: "HtmlElement") -> str:
    attribute = _VALUE_OF.get(element.tag) if isinstance(element.tag, str) else None
    given = (element.get(attribute) if attribute else None) or element.get("content") or element.get("datetime")
    return (given or "").strip() or _text(element)


def _text(element: "HtmlElement") -> str:
    return " ".join("".join(element.itertext()).split())[:_LONGEST]
