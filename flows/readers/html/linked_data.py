"""Linked data of a page: the objects of its JSON-LD, references followed and common slips of spelling mended."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = Mapping[str, object]
_MAX_DEPTH = 8
_MAX_NODES = 5_000
"""Objects of a page that are looked at; the fullest real pages have a few hundred."""
_WRAPPED = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*\Z"
)
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])', re.DOTALL)
_GRAPH = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item")


def nodes_of(tree: "HtmlElement") -> list[Node]:
    """The objects of a page's JSON-LD in order: of all its blocks, lists and graphs."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            found += _nodes(_parsed(script.text or ""))
        if len(found) > _MAX_NODES:
            break
    return found[:_MAX_NODES]


def named_nodes(nodes: Sequence[Node]) -> dict[str, Node]:
    """`@id` -> the fullest object of that id, so that a mere reference can be followed."""
    named: dict[str, Node] = {}
    for node in nodes:
        key = node.get("@id")
        if isinstance(key, str) and _fullness(node) > _fullness(named.get(key, {})):
            named[key] = node
    return named


def followed(value: object, named: Mapping[str, Node]) -> object:
    """An object with what the one of its `@id` has and it lacks; lists item by item."""
    if isinstance(value, list):
        return [followed(item, named) for item in value]
    if isinstance(value, Mapping) and isinstance(key := value.get("@id"), str) and key in named:
        return {**named[key], **{name: content for name, content in value.items() if content}}
    return value


def kinds_of(node: Node) -> list[str]:
    """The names of an object's types, without the vocabulary's address."""
    kinds = node.get("@type")
    items = kinds if isinstance(kinds, list) else [kinds]
    return [item.rpartition("/")[2] for item in items if isinstance(item, str)]


def _parsed(text: str) -> object:
    text = _WRAPPED.sub("", text)
    for attempt in (text, _STRING_OR_COMMA.sub(lambda found: "" if found[0] == "," else found[0], text)):
        try:
            return json.loads(attempt.strip().rstrip(";"), strict=False)  # many pages leave line breaks inside strings
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, content in value.items():
            if key in _GRAPH or (isinstance(content, dict) and "@id" in content and len(content) > 1):
                yield from _nodes(content, depth + 1)


def _fullness(node: Node) -> int:
    return sum(1 for value in node.values() if value)
